/** The dashboard as an operator has it: a real Prometheus scrapes a real stack and answers every query of every panel. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Api } from './support/api.ts';
import { Prometheus, prometheusProgram } from './support/prometheus.ts';
import { Stack } from './support/stack.ts';

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly query: string | { readonly query: string } }[];
  };
}

const file = join(import.meta.dirname, '..', '..', 'dashboards', 'quartet.json');
const dashboard = JSON.parse(readFileSync(file, 'utf8')) as Dashboard;
const queries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr, legendFormat }) => ({ title, expr, legend: legendFormat })),
);

/** Longer than the whole test: rates then see all of its load, however slow the machine is. */
const rateInterval = '15m';

/** What Grafana makes of a query when these models are chosen. */
function interpolate(expr: string, models: string): string {
  return expr.replaceAll('$__rate_interval', rateInterval).replaceAll('$model', models);
}

/** Work of every kind: pictures with more of them than the node takes at once, a refusal, a cancel. */
async function load(stack: Stack): Promise<void> {
  const pro = new Api(stack.url, stack.facts.keys['pro']);
  const free = new Api(stack.url, stack.facts.keys['free']);
  const refused = await free.post('/v1/generations', { prompt: 'a house', visibility: 'private' });
  expect(refused.status).toBe(402);
  const made = [
    ...(await Promise.all(['a pig', 'a rainbow'].map((prompt) => pro.generate({ prompt })))),
    await free.generate({ prompt: 'a strawberry', count: 1 }),
  ];
  for (const { id } of made) expect(await pro.end(id)).toMatchObject({ status: 'succeeded' });
  const unwanted = await pro.generate({ prompt: 'a volcano', count: 2, steps: 100 });
  await pro.painting(unwanted.id);
  await pro.post(`/v1/generations/${unwanted.id}/cancel`);
  expect(await pro.end(unwanted.id)).toMatchObject({ status: 'canceled' });
}

// Skipped where there is no prometheus, on PATH or named by QUARTET_PROMETHEUS_BIN.
describe.skipIf(!prometheusProgram)('the dashboard, asked of a real Prometheus', () => {
  let stack: Stack;
  let prometheus: Prometheus;
  beforeAll(async () => {
    stack = await Stack.start({ env: { QUARTET_NODE_BATCH_CAP: '2' } });
    prometheus = await Prometheus.start(stack.facts);
    // A series that begins with its first event has no rate before its second.
    for (let round = 0; round < 2; round += 1) {
      await load(stack);
      await prometheus.scraped();
    }
  });
  afterAll(async () => {
    await prometheus?.remove();
    await stack?.remove();
  });

  /** A figure in at least one series, and no label in any that the legend does not name. */
  async function expectFigures(expr: string, legend: string): Promise<void> {
    const samples = await prometheus.query(expr);
    expect(samples.filter(({ value }) => Number.isFinite(value)).length).toBeGreaterThan(0);
    const named = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label).sort();
    for (const { labels } of samples) expect(Object.keys(labels).sort()).toEqual(named);
  }

  /** The values that Grafana offers for a variable. */
  function offered(name: string): Promise<string[]> {
    const query = dashboard.templating.list.find((each) => each.name === name)?.query;
    const [, metric = '', label = ''] = /^label_values\((\w+), (\w+)\)$/.exec(Object(query).query) ?? [];
    return prometheus.labelValues(metric, label);
  }

  it('has queries', () => expect(queries.length).toBeGreaterThan(50));

  it.each(queries)('$title: $expr', async ({ expr, legend }) => {
    // Once more where a scrape was late: its series are gone until the next one.
    await vi.waitFor(() => expectFigures(interpolate(expr, '.*'), legend), { timeout: 15_000, interval: 200 });
  });

  it('offers the models of the store, and answers for one of them alone', async () => {
    const models = await offered('model');
    const { items } = await new Api(stack.url).json<{ items: { id: string }[] }>('/v1/models');
    expect(models).toEqual(expect.arrayContaining(items.map(({ id }) => id)));
    const busy = items[0]?.id ?? '';
    for (const { expr } of queries.filter((each) => each.expr.includes('$model'))) {
      for (const { labels } of await prometheus.query(interpolate(expr, busy))) {
        expect(labels['model'] ?? busy).toBe(busy);
      }
    }
  });

  it('hears nothing of what was asked for, or by whom', async () => {
    const samples = await prometheus.query('{job!=""}');
    expect(samples.length).toBeGreaterThan(100);
    const words = JSON.stringify(samples.map(({ labels }) => labels));
    for (const content of ['rainbow', 'volcano', 'gen_', 'img_', 'usr_', 'qk_']) expect(words).not.toContain(content);
  });
});
