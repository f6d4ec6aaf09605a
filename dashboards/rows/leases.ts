import * as units from '@grafana/grafana-foundation-sdk/units';
import type { Row } from '../panels.ts';
import { perSecond } from '../promql.ts';

const byReason = { by: ['reason'] };

/** What went wrong under way and was mended, mostly. */
export const leases: Row = {
  title: 'Leases',
  panels: [
    {
      title: 'Leases granted and lost',
      description: 'Leases that end without a result are lost, by reason. node_lost at zero is a healthy fleet.',
      unit: units.CountsPerSecond,
      queries: [
        { expr: perSecond('quartet_scheduler_leases_granted_total'), legend: 'granted' },
        { expr: perSecond('quartet_scheduler_leases_lost_total', byReason), legend: 'lost: {{reason}}' },
      ],
    },
    {
      title: 'Tasks placed again',
      description: 'Leases to tasks whose lease before ended without a result, by the reason of that end.',
      unit: units.CountsPerSecond,
      queries: [{ expr: perSecond('quartet_scheduler_tasks_replaced_total', byReason), legend: '{{reason}}' }],
    },
    {
      title: 'Steps saved and taken again',
      description:
        'Of tasks that lost their lease: steps that a checkpoint saved, and steps behind it that were taken again. A node that ' +
        'is told to stop loses next to none; one that dies loses at most what is painted between two checkpoints.',
      unit: units.CountsPerSecond,
      queries: [
        { expr: perSecond('quartet_node_steps_saved_total'), legend: 'saved' },
        { expr: perSecond('quartet_worker_steps_repeated_total'), legend: 'taken again' },
      ],
    },
    {
      title: 'Checkpoints',
      description:
        'Half-painted pictures that were stored; those that could not be, and those that could not be gone on from, by ' +
        'reason: their tasks lose nothing but time.',
      unit: units.CountsPerSecond,
      queries: [
        { expr: perSecond('quartet_node_checkpoints_stored_total'), legend: 'stored' },
        { expr: perSecond('quartet_node_checkpoints_failed_total', byReason), legend: 'not stored: {{reason}}' },
        { expr: perSecond('quartet_node_checkpoints_refused_total', byReason), legend: 'refused: {{reason}}' },
      ],
    },
    {
      title: 'Tasks given up',
      description: 'Tasks that the scheduler refused, by reason. attempts_exhausted: it failed on three nodes.',
      unit: units.CountsPerSecond,
      queries: [{ expr: perSecond('quartet_scheduler_tasks_refused_total', byReason), legend: '{{reason}}' }],
    },
  ],
};
