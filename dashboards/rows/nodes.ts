import * as units from '@grafana/grafana-foundation-sdk/units';
import type { Row } from '../panels.ts';
import { ofLeader, quantile, sum } from '../promql.ts';

const decide = 'quartet_scheduler_decide_seconds';

/** The fleet, and the scheduler that leads it. */
export const nodes: Row = {
  title: 'Nodes',
  panels: [
    {
      title: 'Nodes by state',
      description:
        'ready: takes work. cordoned: an operator keeps new work from it. draining: ends what it has. gone: has not reported for longer than a lease lives.',
      unit: units.Short,
      queries: [{ expr: `sum by (pool, state) ${ofLeader('quartet_scheduler_nodes')}`, legend: '{{pool}} {{state}}' }],
    },
    {
      title: 'Nodes wanted',
      description:
        'What clears the queue within the drain target, against what is there. The autoscaler follows the first.',
      unit: units.Short,
      queries: [
        { expr: `sum by (pool) ${ofLeader('quartet_scheduler_wanted_nodes')}`, legend: '{{pool}} wanted' },
        {
          expr: `sum by (pool) ${ofLeader('quartet_scheduler_nodes', 'state="ready"')}`,
          legend: '{{pool}} ready',
        },
      ],
    },
    {
      title: 'Leader',
      description: 'Schedulers that lead: one in each cell. The epoch grows by one at each takeover.',
      unit: units.Short,
      queries: [
        { expr: sum('quartet_scheduler_leader'), legend: 'leaders' },
        { expr: `max ${ofLeader('quartet_scheduler_epoch')}`, legend: 'epoch' },
      ],
    },
    {
      title: 'Time of a decision',
      description: 'One round of placement decisions. Near a second, leases are renewed late and nodes seem lost.',
      unit: units.Seconds,
      queries: [
        { expr: quantile(0.5, decide), legend: 'p50' },
        { expr: quantile(0.95, decide), legend: 'p95' },
      ],
    },
  ],
};
