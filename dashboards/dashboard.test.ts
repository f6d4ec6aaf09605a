/** What holds of every panel. That its metrics exist and answer is tested on the real stack: deploy/e2e/dashboard.test.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { describe, expect, it } from 'vitest';
import { buildDashboard } from './dashboard.ts';
import { dashboardText } from './dashboard-text.ts';
import { parsePromql } from './testing/parse-promql.ts';

/** Labels with few values each. Ids, addresses and names of people are none of these and never will be. */
const bounded = [
  'action',
  'activity',
  'batch',
  'cause',
  'kind',
  'le',
  'method',
  'model',
  'outcome',
  'part',
  'plan',
  'pool',
  'reason',
  'route',
  'state',
  'status',
];

/** What our own processes export: their own figures, and those of every Node.js process. */
const ours = /^(quartet|process|nodejs)_[a-z0-9_]+$/;

const dashboard = buildDashboard();
const isPanel = (each: Panel | RowPanel): each is Panel => each.type !== 'row';
const panels = (dashboard.panels ?? []).filter(isPanel).map((panel) => ({ title: panel.title ?? '', panel }));
const targetsOf = (panel: Panel) => (panel.targets ?? []) as Dataquery[];
const queries = panels.flatMap(({ title, panel }) =>
  targetsOf(panel).map(({ expr, legendFormat = '' }) => ({ title, expr, legend: legendFormat })),
);
const chosen = { type: 'prometheus', uid: '${datasource}' };

it('stands in quartet.json as its code says: else run npm run dashboards', () => {
  expect(readFileSync(join(import.meta.dirname, 'quartet.json'), 'utf8')).toBe(dashboardText());
});

it('keeps its uid, which links and provisioning hold on to', () => {
  expect([dashboard.uid, dashboard.id]).toEqual(['quartet', undefined]);
});

it('lets the reader choose the data source', () => {
  expect(dashboard.templating?.list?.[0]).toMatchObject({
    name: 'datasource',
    type: 'datasource',
    query: 'prometheus',
  });
});

it('tells panels and rows apart by number, and lays none over another', () => {
  const all = dashboard.panels ?? [];
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const cells = all.flatMap(({ gridPos }) => {
    const { x = 0, y = 0, w = 0, h = 0 } = gridPos ?? {};
    expect(x + w).toBeLessThanOrEqual(24);
    return Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`);
  });
  expect(new Set(cells).size).toBe(cells.length);
});

describe('a panel', () => {
  it('is found at all, and has a title of its own', () => {
    expect(panels.length).toBeGreaterThan(30);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  });

  it.each(panels)('$title: has a unit, a description and the chosen data source', ({ panel }) => {
    expect(panel.fieldConfig?.defaults?.unit).toMatch(/\w/);
    expect(panel.description).toMatch(/^[A-Za-z].{20,}\.$/);
    expect(panel.datasource).toEqual(chosen);
    expect(targetsOf(panel).length).toBeGreaterThan(0);
    for (const target of targetsOf(panel)) expect(target.datasource).toEqual(chosen);
    expect(new Set(targetsOf(panel).map(({ refId }) => refId)).size).toBe(targetsOf(panel).length);
  });
});

describe('a query', () => {
  it.each(queries)('$title: $expr', ({ expr, legend }) => {
    const { metrics, kept, matched, bare } = parsePromql(expr);
    expect(metrics.length).toBeGreaterThan(0);
    for (const metric of metrics) expect(metric).toMatch(ours);
    expect(bare, 'every series is aggregated').toEqual([]);
    expect(bounded).toEqual(expect.arrayContaining([...kept, ...matched]));
    const named = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
    expect(new Set(named), 'the legend tells all series apart').toEqual(
      new Set(kept.filter((label) => label !== 'le')),
    );
  });
});

describe('the reader of queries', () => {
  it.each([
    [
      'sum by (model) (rate(quartet_a_total{plan="pro"}[$__rate_interval])) / sum(quartet_b)',
      {
        metrics: ['quartet_a_total', 'quartet_b'],
        kept: ['model'],
        matched: ['plan'],
        bare: [],
      },
    ],
    ['quartet_a and on (job) sum(quartet_b)', { metrics: ['quartet_a', 'quartet_b'], kept: [], bare: ['quartet_a'] }],
  ])('finds what is named in %s', (query, named) => {
    expect(parsePromql(query)).toMatchObject(named);
  });

  it.each(['sum(', 'sum without (model) (quartet_a)', 'sum(rate(quartet_a[$window]))', 'sum by (a) quartet_a }'])(
    'refuses %s',
    (query) => expect(() => parsePromql(query)).toThrow(query),
  );
});
