import * as units from '@grafana/grafana-foundation-sdk/units';
import type { Row } from '../panels.ts';
import { perSecond, quantile, sum } from '../promql.ts';

const byKind = { by: ['kind'] };

/** The truth, and what it owes to others. */
export const catalog: Row = {
  title: 'Catalog',
  panels: [
    {
      title: 'Outbox rows',
      description: 'Rows that wait to be done: workflows to start and cancel, facts to publish.',
      unit: units.Short,
      // Each catalog counts the rows of the one database.
      queries: [{ expr: 'max by (kind) (quartet_catalog_outbox_rows)', legend: '{{kind}}' }],
      stacked: true,
    },
    {
      title: 'Age of the outbox',
      description:
        'How long the oldest row has waited. Minutes mean that Temporal (workflows) or Redis (facts) is away.',
      unit: units.Seconds,
      queries: [{ expr: 'max by (kind) (quartet_catalog_outbox_age_seconds)', legend: '{{kind}}' }],
    },
    {
      title: 'Outbox work',
      description: 'Rows done, and tries that failed and will be repeated.',
      unit: units.OpsPerSecond,
      queries: [
        { expr: perSecond('quartet_catalog_outbox_done_total', byKind), legend: 'done: {{kind}}' },
        { expr: perSecond('quartet_catalog_outbox_failed_total', byKind), legend: 'failed: {{kind}}' },
      ],
    },
    {
      title: 'Reconciler',
      description:
        'Generations that stood still: left alone because their workflow runs, started again, or unanswered by Temporal.',
      unit: units.OpsPerSecond,
      queries: [
        { expr: perSecond('quartet_catalog_reconciler_actions_total', { by: ['action'] }), legend: '{{action}}' },
      ],
    },
    {
      title: 'Generations refused',
      description:
        'Presses of Generate that the catalog refused, by reason; the front door refuses others before that.',
      unit: units.CountsPerSecond,
      queries: [
        { expr: perSecond('quartet_catalog_generations_refused_total', { by: ['reason'] }), legend: '{{reason}}' },
      ],
    },
    {
      title: 'Calls',
      description: 'Time of the unary gRPC calls that the catalog answers, by method.',
      unit: units.Seconds,
      queries: [
        {
          expr: quantile(0.95, 'quartet_grpc_server_seconds', { by: ['method'], where: 'part="catalog"' }),
          legend: 'p95 {{method}}',
        },
      ],
    },
    {
      title: 'Database connections',
      description: 'By state. Waiting callers mean that the pool is too small or the database slow.',
      unit: units.Short,
      queries: [{ expr: sum('quartet_catalog_pool_connections', { by: ['state'] }), legend: '{{state}}' }],
    },
  ],
};
