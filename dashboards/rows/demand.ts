import * as units from '@grafana/grafana-foundation-sdk/units';
import type { Row } from '../panels.ts';
import { chosenModels, ofLeader, perSecond } from '../promql.ts';

const demanded = ofLeader('quartet_scheduler_demand_gpu_seconds', chosenModels);
const capacity = ofLeader('quartet_scheduler_capacity_ratio', chosenModels);

/** How much work there is, and how much the fleet gets through. */
export const demand: Row = {
  title: 'Demand and capacity',
  panels: [
    {
      title: 'Demand',
      description:
        'GPU time that is queued or left to run, by pool and model. Under pool "unassigned" stands what no node has the model for.',
      unit: units.Seconds,
      queries: [{ expr: `sum by (pool, model) ${demanded}`, legend: '{{pool}} {{model}}' }],
      stacked: true,
    },
    {
      title: 'Capacity',
      description:
        'GPU-seconds of one model that the usable nodes of a pool get through in a second when they paint nothing else. Over one a node where batching gains.',
      unit: units.Short,
      queries: [{ expr: `sum by (pool, model) ${capacity}`, legend: '{{pool}} {{model}}' }],
    },
    {
      title: 'Time to clear',
      description:
        'Demand over capacity: how long a pool needs for what is there now. Pools that have no usable node are left out; see their demand.',
      unit: units.Seconds,
      queries: [{ expr: `sum by (pool) (${demanded} / (${capacity} > 0))`, legend: '{{pool}}' }],
    },
    {
      title: 'GPU time used',
      description:
        'GPU-seconds a second: of tasks that ended on nodes, and of pictures that were kept. What lies between was canceled, failed or painted twice.',
      unit: units.Short,
      queries: [
        { expr: perSecond('quartet_node_gpu_seconds_total', { where: chosenModels }), legend: 'used' },
        { expr: perSecond('quartet_catalog_image_gpu_seconds_total', { where: chosenModels }), legend: 'kept' },
      ],
    },
    {
      title: 'GPU time kept by plan',
      description:
        "GPU-seconds a second of pictures that were kept. Under load the plans' shares follow their weights.",
      unit: units.Short,
      queries: [
        {
          expr: perSecond('quartet_catalog_image_gpu_seconds_total', { by: ['plan'], where: chosenModels }),
          legend: '{{plan}}',
        },
      ],
      stacked: true,
    },
  ],
};
