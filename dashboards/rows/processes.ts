import * as units from '@grafana/grafana-foundation-sdk/units';
import type { Row } from '../panels.ts';
import { perSecond } from '../promql.ts';

/** Only our own processes carry the label. */
const ours = { by: ['part'], where: 'part!=""' };

/** The processes themselves. */
export const processes: Row = {
  title: 'Processes',
  panels: [
    {
      title: 'Processes by part',
      description: 'Processes that answer with their metrics.',
      unit: units.Short,
      queries: [{ expr: 'count by (part) (process_start_time_seconds{part!=""})', legend: '{{part}}' }],
    },
    {
      title: 'Processor time',
      description: 'Cores in use, by part. A node without a GPU paints on its cores.',
      unit: units.Short,
      queries: [{ expr: perSecond('process_cpu_seconds_total', ours), legend: '{{part}}' }],
      stacked: true,
    },
    {
      title: 'Memory',
      description: 'Resident memory of the largest process of each part.',
      unit: units.BytesIEC,
      queries: [{ expr: 'max by (part) (process_resident_memory_bytes{part!=""})', legend: '{{part}}' }],
    },
    {
      title: 'Event loop lag',
      description:
        'p99 of the worst process of each part. Leases are renewed each second: a lag near that is dangerous.',
      unit: units.Seconds,
      queries: [{ expr: 'max by (part) (nodejs_eventloop_lag_p99_seconds{part!=""})', legend: '{{part}}' }],
    },
  ],
};
