import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type PartName, isPart, readSettings } from './testing/part-settings.ts';
import { readStages } from './testing/stages.ts';

const root = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'compose.yaml'), 'utf8');

/** The Compose Specification's schema as compose-go v2.16.2 has it: the checksum is that of its file. */
const schemaText = readFileSync(join(import.meta.dirname, 'testing', 'compose-spec.json'));
const schemaSha256 = 'f266dcbb043229405d7cedd5aec918f9102c2b3d5e3850808fdd8edd564a43ff';

interface Service {
  readonly image: string;
  readonly build?: { readonly target: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment: Record<string, string>;
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
}

/** compose.yaml as Compose would see it with these variables; a required one that is missing throws. */
function load(variables: Readonly<Record<string, string>>): { services: Record<string, Service> } {
  const filled = text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    if (variables[name] === undefined && kind === '?') throw new Error(`${name}: ${rest}`);
    return variables[name] ?? rest;
  });
  return parse(filled, { merge: true }) as { services: Record<string, Service> };
}

const { services } = load({ S3_SECRET_KEY: 'secret', POSTGRES_PASSWORD: 'password' });
const parts = Object.keys(readSettings) as PartName[];

describe('compose.yaml', () => {
  it('follows the Compose Specification', () => {
    expect(createHash('sha256').update(schemaText).digest('hex')).toBe(schemaSha256);
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    const check = ajv.compile(JSON.parse(schemaText.toString()) as object);
    check(parse(text, { merge: true }));
    expect(check.errors ?? []).toEqual([]);
  });

  it('runs every part from an image of ours, without a writable root', () => {
    const stages = readStages(readFileSync(join(root, 'deploy', 'docker', 'Dockerfile'), 'utf8'));
    expect(Object.keys(services).filter(isPart).toSorted()).toEqual(parts.toSorted());
    for (const part of parts) {
      expect(services[part]).toMatchObject({ read_only: true, build: { dockerfile: 'deploy/docker/Dockerfile' } });
      expect(stages.has(services[part]?.build?.target ?? '')).toBe(true);
    }
    expect(services['catalog']?.command).toEqual(['/app/catalog.mjs']);
  });

  it.each(parts)('tells %s what it must know, and nothing that it does not know', (part) => {
    expect(() => readSettings[part](services[part]?.environment ?? {})).not.toThrow();
  });

  it('names a version of every image that is not ours', () => {
    const others = Object.values(services).filter(({ build }) => !build);
    expect(others.map(({ image }) => image)).toEqual(others.map(() => expect.stringMatching(/:\d[\w.]*$/)));
  });

  it('can be reached at the front door alone, from this machine', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    expect(published).toEqual([['frontdoor', '127.0.0.1:8080:8080']]);
  });

  it('has no password of its own', () => {
    expect(() => load({ S3_SECRET_KEY: 'secret' })).toThrow('POSTGRES_PASSWORD');
    expect(() => load({ POSTGRES_PASSWORD: 'password' })).toThrow('S3_SECRET_KEY');
  });
});
