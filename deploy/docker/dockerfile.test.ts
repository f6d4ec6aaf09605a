import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ValidationSeverity, validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { partEntries } from '../local/parts.ts';
import { readStages } from './testing/stages.ts';

const root = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(import.meta.dirname, 'Dockerfile'), 'utf8');
const stages = readStages(text);
const targets = ['frontdoor', 'worker', 'scheduler', 'gpu-node', 'gpu-node-cuda'];
const wordsOf = (target: string, keyword: string) =>
  stages.get(target)?.steps.flatMap((step) => (step.keyword === keyword ? step.words : []));

describe('the Dockerfile', () => {
  it('passes the linter', () => {
    const faults = validate(text, { instructionWorkdirRelative: ValidationSeverity.ERROR });
    expect(faults.map(({ range, message }) => ({ line: range.start.line + 1, message }))).toEqual([]);
  });

  it('names a version of each base image', () => {
    const images = [...stages.values()].map(({ from }) => from).filter((from) => !stages.has(from));
    expect(images).toEqual([
      expect.stringMatching(/^node:24-\w+-slim$/),
      expect.stringMatching(/^nvidia\/cuda:12\.\d/),
    ]);
  });

  it.each(targets)('%s runs as a user without rights, and as process 1 by itself', (target) => {
    expect(wordsOf(target, 'USER')).toEqual(['10001:10001']);
    expect(wordsOf(target, 'ENTRYPOINT')).toEqual(['["node"]']);
    expect(wordsOf(target, 'HEALTHCHECK')).toEqual([]);
    // Nothing is compiled or fetched in what is shipped.
    expect(wordsOf(target, 'RUN')).toEqual([]);
  });

  it('ships the program of every part, and the commands for the model store and for operators', () => {
    const shipped = targets.flatMap((target) => wordsOf(target, 'COPY') ?? []).filter((word) => word.endsWith('.mjs'));
    const names = Object.keys(partEntries).map((name) => `/app/${name === 'node' ? 'gpu-node' : name}.mjs`);
    expect([...new Set(shipped)].toSorted()).toEqual([...names, '/app/models.mjs', '/app/quartetctl.mjs'].toSorted());
  });

  it('knows the manifest of every workspace', () => {
    const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { workspaces: string[] };
    const copied = wordsOf('manifests', 'COPY')?.filter((word) => word.endsWith('/package.json'));
    expect(copied).toEqual(workspaces.map((workspace) => `${workspace}/package.json`));
  });
});
