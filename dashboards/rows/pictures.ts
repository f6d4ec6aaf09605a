import * as units from '@grafana/grafana-foundation-sdk/units';
import type { Panel, Query, Row } from '../panels.ts';
import { chosenModels, perSecond, quantile } from '../promql.ts';

const halves = (histogram: string, by: 'model' | 'plan'): Query[] =>
  [0.5, 0.95].map((q) => ({
    expr: quantile(q, histogram, { by: [by], where: chosenModels }),
    legend: `p${q * 100} {{${by}}}`,
  }));

const preview = (by: 'model' | 'plan'): Panel => ({
  title: `Time to first preview by ${by}`,
  description: 'From the acceptance of a request to the first preview of an image, waiting included.',
  unit: units.Seconds,
  queries: halves('quartet_worker_first_preview_seconds', by),
});

const finish = (by: 'model' | 'plan'): Panel => ({
  title: `Time to finish by ${by}`,
  description: 'From the acceptance of an image to its picture being ready, waiting included.',
  unit: units.Seconds,
  queries: halves('quartet_catalog_image_finish_seconds', by),
});

/** What people wait for. */
export const pictures: Row = {
  title: 'Pictures',
  panels: [
    preview('model'),
    finish('model'),
    {
      title: 'Images that ended',
      description: 'By status, failures by reason. What failed cost the person nothing and can be retried.',
      unit: units.CountsPerSecond,
      queries: [
        {
          expr: perSecond('quartet_catalog_images_ended_total', { by: ['status', 'reason'], where: chosenModels }),
          legend: '{{status}} ({{reason}})',
        },
      ],
      stacked: true,
    },
    preview('plan'),
    finish('plan'),
    {
      title: 'Generations accepted',
      description: 'New pictures and actions on pictures that were accepted, by plan; one to eight images each.',
      unit: units.CountsPerSecond,
      queries: [
        {
          expr: perSecond('quartet_catalog_generations_accepted_total', {
            by: ['action', 'plan'],
            where: chosenModels,
          }),
          legend: '{{action}} ({{plan}})',
        },
      ],
      stacked: true,
    },
  ],
};
