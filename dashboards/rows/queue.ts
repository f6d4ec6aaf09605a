import * as units from '@grafana/grafana-foundation-sdk/units';
import type { Row } from '../panels.ts';
import { chosenModels, ofLeader, quantile } from '../promql.ts';

const wait = 'quartet_scheduler_wait_seconds';
const start = 'quartet_catalog_image_start_seconds';
const position = 'quartet_worker_queue_position';

/** What stands in line, and for how long. */
export const queue: Row = {
  title: 'Queue',
  panels: [
    {
      title: 'Queue length',
      description: 'Tasks that wait for a lease, by model.',
      unit: units.Short,
      queries: [
        {
          expr: `sum by (model) ${ofLeader('quartet_scheduler_queued_tasks', chosenModels)}`,
          legend: '{{model}}',
        },
      ],
      stacked: true,
    },
    {
      title: 'Wait for a lease by plan',
      description:
        'From the place of a task in line to its lease. Under load the plans part: that is fairness at work.',
      unit: units.Seconds,
      queries: [
        { expr: quantile(0.5, wait, { by: ['plan'] }), legend: 'p50 {{plan}}' },
        { expr: quantile(0.95, wait, { by: ['plan'] }), legend: 'p95 {{plan}}' },
      ],
    },
    {
      title: 'Wait for the first step by plan',
      description:
        'From the acceptance of an image to its start on a node: the wait for a lease and all that comes before and after it.',
      unit: units.Seconds,
      queries: [
        { expr: quantile(0.5, start, { by: ['plan'], where: chosenModels }), legend: 'p50 {{plan}}' },
        { expr: quantile(0.95, start, { by: ['plan'], where: chosenModels }), legend: 'p95 {{plan}}' },
      ],
    },
    {
      title: 'Place in line by plan',
      description: 'The first place in line that people were told; nothing while nobody waits.',
      unit: units.Short,
      queries: [
        { expr: quantile(0.5, position, { by: ['plan'] }), legend: 'p50 {{plan}}' },
        { expr: quantile(0.95, position, { by: ['plan'] }), legend: 'p95 {{plan}}' },
      ],
    },
  ],
};
