import * as units from '@grafana/grafana-foundation-sdk/units';
import type { Row } from '../panels.ts';
import { perSecond, quantile, sum } from '../promql.ts';

const activity = 'quartet_worker_activity_seconds';

/** The durable side: activities of workflows. */
export const workers: Row = {
  title: 'Workers',
  panels: [
    {
      title: 'Activities',
      description: 'Tries of activities that ended, by outcome: done, canceled, or the reason of a failure.',
      unit: units.OpsPerSecond,
      queries: [
        { expr: perSecond(`${activity}_count`, { by: ['activity', 'outcome'] }), legend: '{{activity}} {{outcome}}' },
      ],
      stacked: true,
    },
    {
      title: 'Duration of activities',
      description: 'place lasts as long as the queue, run as long as a picture; the others should take moments.',
      unit: units.Seconds,
      queries: [
        { expr: quantile(0.5, activity, { by: ['activity'] }), legend: 'p50 {{activity}}' },
        { expr: quantile(0.95, activity, { by: ['activity'] }), legend: 'p95 {{activity}}' },
      ],
    },
    {
      title: 'Images on workers',
      description: 'Images that are run through workers now.',
      unit: units.Short,
      queries: [{ expr: sum('quartet_worker_painting_images'), legend: 'painting' }],
    },
    {
      title: 'Runs without a picture',
      description: 'Runs on nodes that ended without a picture, by reason; canceled is what people wished for.',
      unit: units.CountsPerSecond,
      queries: [{ expr: perSecond('quartet_worker_runs_lost_total', { by: ['reason'] }), legend: '{{reason}}' }],
    },
    {
      title: 'Live events',
      description: 'Positions, progress and previews published to Redis.',
      unit: units.EventsPerSecond,
      queries: [{ expr: perSecond('quartet_worker_live_events_total', { by: ['kind'] }), legend: '{{kind}}' }],
      stacked: true,
    },
  ],
};
