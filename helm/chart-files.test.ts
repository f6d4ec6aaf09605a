import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { chartFiles, chartFolder } from './chart-files.ts';

const files = await chartFiles();
const check = new Ajv({ strict: false }).compile(JSON.parse(files['values.schema.json'] ?? '{}') as object);
const scenariosFolder = join(import.meta.dirname, 'scenarios');
const scenarios = await readdir(scenariosFolder);

/** What the schema says of values: nothing, or where they are wrong. */
function faults(values: unknown): string[] {
  check(values);
  return (check.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

describe('files that are made', () => {
  it.each(Object.keys(files))('%s is up to date (npm run generate -w helm)', async (name) => {
    expect(await readFile(join(chartFolder, name), 'utf8')).toBe(files[name]);
  });
});

describe('the schema', () => {
  it('takes the defaults', async () => {
    expect(faults(parse(await readFile(join(chartFolder, 'values.yaml'), 'utf8')))).toEqual([]);
  });

  it.each(scenarios)('takes the scenario %s', async (name) => {
    expect(faults(parse(await readFile(join(scenariosFolder, name), 'utf8')))).toEqual([]);
  });

  it.each([
    [{ frontdor: {} }, ' additionalProperties'],
    [{ frontdoor: { ingress: { hosts: [] } } }, '/frontdoor/ingress additionalProperties'],
    [{ pools: { h100: { gpu: 1 } } }, '/pools/h100 additionalProperties'],
    [{ pools: { h100: { scaling: { by: 'both' } } } }, '/pools/h100/scaling/by enum'],
    [{ pools: { H_100: {} } }, '/pools pattern'],
    [{ poolDefaults: { drainSeconds: 300 } }, '/poolDefaults/drainSeconds maximum'],
    [{ worker: { replicas: '2' } }, '/worker/replicas type'],
  ])('refuses %j', (values, fault) => {
    expect(faults(values)).toContain(fault);
  });

  it('leaves what Kubernetes defines to Kubernetes', () => {
    expect(faults({ frontdoor: { resources: { claims: [] }, affinity: { podAffinity: {} } } })).toEqual([]);
  });
});
