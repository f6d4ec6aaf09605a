import { Checkpoint } from '@quartet/protos/services.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FrozenSample } from '../runtime/sample.ts';
import { type CheckpointOwner, decodeCheckpoint, encodeCheckpoint } from './checkpoint-codec.ts';

const owner: CheckpointOwner = { taskId: 'img_1', modelDigest: 'ab12', sampler: 'DDIMScheduler', steps: 20 };

const anyFrozen = fc.integer({ min: 1, max: 64 }).chain((size) => {
  // Every float32 that a sound sample can hold, negative zero among them.
  const floats = fc.float32Array({ minLength: size, maxLength: size, noNaN: true });
  return fc.record<FrozenSample>({
    sampler: fc.constant(owner.sampler),
    step: fc.integer({ min: 0, max: owner.steps - 1 }),
    latents: floats,
    samplerState: fc.array(floats, { maxLength: 4 }),
    noisePosition: fc.integer({ min: 0, max: 2 ** 48 }),
  });
});

const frozen: FrozenSample = {
  sampler: owner.sampler,
  step: 7,
  latents: Float32Array.from([1, -0, 0.1, 3e-39]),
  samplerState: [Float32Array.from([1, 2, 3, 4]), Float32Array.from([5, 6, 7, 8])],
  noisePosition: 2 ** 33,
};

test('what was frozen comes back bit for bit', () => {
  fc.assert(
    fc.property(anyFrozen, (sample) => {
      expect(decodeCheckpoint(encodeCheckpoint(owner, sample), owner)).toEqual({ frozen: sample });
    }),
  );
});

test('part of a larger array is written as that part', () => {
  const whole = Float32Array.from([9, 1, 2, 9]);
  const decoded = decodeCheckpoint(
    encodeCheckpoint(owner, { ...frozen, latents: whole.subarray(1, 3), samplerState: [] }),
    owner,
  );
  expect(decoded).toMatchObject({ frozen: { latents: Float32Array.from([1, 2]) } });
});

test('with any bit flipped it is refused', () => {
  const file = encodeCheckpoint(owner, frozen);
  for (let bit = 0; bit < file.length * 8; bit += 1) {
    const flipped = Buffer.from(file);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(decodeCheckpoint(flipped, owner), `bit ${bit}`).toHaveProperty('fault');
  }
});

test('cut short, made longer, or anything else, it is refused', () => {
  const file = encodeCheckpoint(owner, frozen);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(file.length - 1), (noise, length) => {
      expect(decodeCheckpoint(Buffer.from(noise), owner)).toHaveProperty('fault');
      expect(decodeCheckpoint(file.subarray(0, length), owner)).toHaveProperty('fault');
      if (noise.length > 0) expect(decodeCheckpoint(Buffer.concat([file, noise]), owner)).toHaveProperty('fault');
    }),
  );
});

describe('one that is sound and not ours is refused', () => {
  test.each([
    ['other_task', { taskId: 'img_2' }],
    ['other_model', { modelDigest: 'cd34' }],
    ['other_sampler', { sampler: 'EulerDiscreteScheduler' }],
    ['other_steps', { steps: 21 }],
  ] as const)('%s', (fault, changes) => {
    const other = { ...owner, ...changes };
    const file = encodeCheckpoint(other, { ...frozen, sampler: other.sampler });
    expect(decodeCheckpoint(file, owner)).toEqual({ fault });
    expect(decodeCheckpoint(file, other)).toHaveProperty('frozen');
  });

  test.each([
    ['more steps than there are', 'other_steps', { step: 21 }],
    ['no latents', 'malformed', { latents: new Float32Array() }],
    ['memory of another shape', 'malformed', { samplerState: [Float32Array.from([1, 2, 3])] }],
  ] as const)('with %s', (_, fault, changes) => {
    expect(decodeCheckpoint(encodeCheckpoint(owner, { ...frozen, ...changes }), owner)).toEqual({ fault });
  });

  test('of a format that this release does not know', () => {
    const message = Checkpoint.deserialize(encodeCheckpoint(owner, frozen));
    const later = Checkpoint.serialize({ ...message, formatVersion: 2 });
    expect(decodeCheckpoint(later, owner)).toEqual({ fault: 'wrong_version' });
  });

  test('with a digest of something else', () => {
    const message = Checkpoint.deserialize(encodeCheckpoint(owner, frozen));
    const forged = Checkpoint.serialize({ ...message, sha256: 'ab'.repeat(32) });
    expect(decodeCheckpoint(forged, owner)).toEqual({ fault: 'wrong_digest' });
  });
});
