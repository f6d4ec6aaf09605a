import * as units from '@grafana/grafana-foundation-sdk/units';
import type { Row } from '../panels.ts';
import { chosenModels, mean, perSecond, quantile, sum } from '../promql.ts';

const samples = 'quartet_node_batch_samples';
const step = 'quartet_node_step_seconds';
const upload = 'quartet_node_upload_seconds';
const byModel = { by: ['model'], where: chosenModels };

/** How well the devices are filled. */
export const batches: Row = {
  title: 'Batches and steps',
  panels: [
    {
      title: 'Batch size by model',
      description: 'Samples in a call of the model. Near one with a queue means that batches are not filled.',
      unit: units.Short,
      queries: [
        { expr: mean(samples, byModel), legend: 'mean {{model}}' },
        { expr: quantile(0.95, samples, byModel), legend: 'p95 {{model}}' },
      ],
    },
    {
      title: 'Step time by model',
      description: 'Time of one call of the model, whatever the number of samples in it.',
      unit: units.Seconds,
      queries: [
        { expr: quantile(0.5, step, byModel), legend: 'p50 {{model}}' },
        { expr: quantile(0.95, step, byModel), legend: 'p95 {{model}}' },
      ],
    },
    {
      title: 'Step time by batch size',
      description: 'Mean time of a call by the samples in it: what one more sample costs all the others.',
      unit: units.Seconds,
      queries: [
        { expr: mean(step, { by: ['model', 'batch'], where: chosenModels }), legend: '{{model}}, {{batch}} in a call' },
      ],
    },
    {
      title: 'Samples stepped',
      description: "Steps of samples a second over all nodes: the fleet's throughput.",
      unit: units.OpsPerSecond,
      queries: [{ expr: perSecond(`${samples}_sum`, byModel), legend: '{{model}}' }],
      stacked: true,
    },
    {
      title: 'Tasks on nodes',
      description: 'Tasks that nodes have admitted and not ended, and models they hold in memory.',
      unit: units.Short,
      queries: [
        { expr: sum('quartet_node_tasks_running'), legend: 'tasks' },
        { expr: sum('quartet_node_models_resident'), legend: 'resident models' },
        { expr: sum('quartet_node_tasks_waiting_for_model'), legend: 'tasks that wait for a model' },
      ],
    },
    {
      title: 'Memory of models',
      description: 'What models in memory are expected to take, against what nodes let them.',
      unit: units.BytesSI,
      queries: [
        { expr: sum('quartet_node_memory_bytes', { by: ['kind'] }), legend: '{{kind}}' },
        { expr: sum('quartet_node_memory_budget_bytes'), legend: 'budget' },
      ],
    },
    {
      title: 'Models that come and go',
      description: 'Loads a second by outcome (loaded, or the reason why not), and evictions.',
      unit: units.OpsPerSecond,
      queries: [
        { expr: perSecond('quartet_node_model_load_seconds_count', { by: ['outcome'] }), legend: '{{outcome}}' },
        { expr: perSecond('quartet_node_model_evictions_total'), legend: 'evictions' },
      ],
    },
    {
      title: 'Storing a picture',
      description: 'Time to upload a finished picture, repeats included; reason none for those that were stored.',
      unit: units.Seconds,
      queries: [
        { expr: quantile(0.5, upload, { by: ['reason'] }), legend: 'p50 {{reason}}' },
        { expr: quantile(0.95, upload, { by: ['reason'] }), legend: 'p95 {{reason}}' },
      ],
    },
  ],
};
