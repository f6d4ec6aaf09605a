import { Type } from 'typebox';
import { plans } from '../policy/plans.ts';
import type { App } from './context.ts';
import { planJson } from './present.ts';
import { PlanSchema } from './shapes.ts';

/** `GET /v1/plans`: what each plan has, cheapest first. */
export function planRoutes(app: App): void {
  const response = { 200: Type.Object({ items: Type.Array(PlanSchema) }) };
  app.get('/plans', { schema: { summary: 'The plans and what each has, cheapest first', response } }, () => {
    return { items: plans.map(planJson) };
  });
}
