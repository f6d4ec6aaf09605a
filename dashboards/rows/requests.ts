import * as units from '@grafana/grafana-foundation-sdk/units';
import type { Row } from '../panels.ts';
import { perSecond, quantile, sum } from '../promql.ts';

const seconds = 'quartet_frontdoor_http_request_seconds';
const answers = `${seconds}_count`;

/** The share of the answers that have a status of some class. */
const share = (status: string): string =>
  `(${perSecond(answers, { where: `status="${status}"` })} or vector(0)) / ${perSecond(answers)}`;

/** What clients of the HTTP API get. */
export const requests: Row = {
  title: 'Requests',
  panels: [
    {
      title: 'Requests by route',
      description: 'HTTP requests answered a second, event streams left out.',
      unit: units.RequestsPerSecond,
      queries: [{ expr: perSecond(answers, { by: ['route', 'method'] }), legend: '{{method}} {{route}}' }],
      stacked: true,
    },
    {
      title: 'Duration by route',
      description:
        'From the arrival of a request to the end of its answer. Requests with Prefer: wait are meant to last.',
      unit: units.Seconds,
      queries: [
        { expr: quantile(0.5, seconds), legend: 'p50 of all' },
        { expr: quantile(0.95, seconds, { by: ['route', 'method'] }), legend: 'p95 {{method}} {{route}}' },
      ],
    },
    {
      title: 'Share of errors',
      description: 'Answers that refuse (4xx: the caller must change something) and that fail (5xx: we must).',
      unit: units.PercentUnit,
      queries: [
        { expr: share('4xx'), legend: 'refused' },
        { expr: share('5xx'), legend: 'failed' },
      ],
    },
    {
      title: 'Errors by reason',
      description: 'Problem answers a second, by the reason in their body. unavailable and internal are ours to mend.',
      unit: units.RequestsPerSecond,
      queries: [
        { expr: `${perSecond('quartet_frontdoor_http_errors_total', { by: ['reason'] })} > 0`, legend: '{{reason}}' },
      ],
    },
    {
      title: 'Event streams',
      description: 'Streams open now. A fall to zero with people about means that front doors restart or lose Redis.',
      unit: units.Short,
      queries: [{ expr: sum('quartet_frontdoor_open_streams'), legend: 'open' }],
    },
    {
      title: 'Event streams closed early',
      description:
        'Streams closed before their last event: slow watchers, what became invisible, and front doors that stop.',
      unit: units.EventsPerSecond,
      queries: [{ expr: perSecond('quartet_frontdoor_streams_closed_total', { by: ['cause'] }), legend: '{{cause}}' }],
    },
  ],
};
