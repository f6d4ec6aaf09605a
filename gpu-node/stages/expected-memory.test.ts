import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, parseManifest } from '@quartet/protos/manifest.ts';
import { expect, test } from 'vitest';
import { shippedMatter, shippedModel, shippedUpscaler } from '../store/shipped-model.ts';
import { expectedMemory } from './expected-memory.ts';

const manifestOf = (folder: string) => parseManifest(readFileSync(join(folder, 'quartet.json'), 'utf8'));
const expected = (folder: string, batchCap: number) => expectedMemory(manifestOf(folder), 1_000, batchCap);

test('the largest call is of the largest picture, with guidance, in a full batch', () => {
  // 384x256 pixels, four samples of two rows; what is kept of prompts.
  const activationsBytes = 98_304 * (2_048 + 7 * 256) + 98_304 * 64;
  expect(expected(shippedModel, 4)).toEqual({ weightsBytes: 1_000, activationsBytes });
});

test('an exact model’s calls are of one size, whatever the cap', () => {
  const exact = { ...manifestOf(shippedModel), exact: true } as Manifest;
  const { activationsBytes } = expected(shippedModel, 4);
  for (const cap of [1, 2, 8]) expect(expectedMemory(exact, 1_000, cap).activationsBytes).toBe(activationsBytes);
});

test('of models from picture to picture it is of the enlarged tile, or of the square that the graph sees', () => {
  expect(expected(shippedUpscaler, 1).activationsBytes).toBe(256 ** 2 * 2_048);
  expect(expected(shippedMatter, 2).activationsBytes).toBe(320 ** 2 * (2_048 + 256));
});
