import { buildDashboard } from './dashboard.ts';

/** The dashboard as Grafana reads it; the same text at each call. */
export function dashboardText(): string {
  return `${JSON.stringify(buildDashboard(), null, 2)}\n`;
}
