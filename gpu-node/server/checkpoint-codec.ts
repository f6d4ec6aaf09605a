import { createHash } from 'node:crypto';
import type { Checkpoint as CheckpointMessage, CheckpointInput } from '@quartet/protos/generated/index.ts';
import { Checkpoint } from '@quartet/protos/services.ts';
import type { FrozenSample } from '../runtime/sample.ts';

/** Changes with the meaning of the message, so that a node of another release never goes on from what it misreads. */
const formatVersion = 1;

/** What a checkpoint belongs to: a sample goes on from those of its own task, painted the same way, and no other. */
export interface CheckpointOwner {
  readonly taskId: string;
  readonly modelDigest: string;
  /** The sampler's diffusers class name. */
  readonly sampler: string;
  /** Steps in all. */
  readonly steps: number;
}

/** What can be wrong with a checkpoint. */
export type CheckpointFault =
  'malformed' | 'wrong_version' | 'wrong_digest' | 'other_task' | 'other_model' | 'other_sampler' | 'other_steps';

/** A file as the sample it holds, or why none goes on from it. */
export type DecodedCheckpoint = { readonly frozen: FrozenSample } | { readonly fault: CheckpointFault };

/** The file of a frozen sample: a node.v1.Checkpoint. */
export function encodeCheckpoint(owner: CheckpointOwner, frozen: FrozenSample): Buffer {
  const { taskId, modelDigest, steps } = owner;
  const { sampler, step, latents, samplerState, noisePosition } = frozen;
  const unsigned: CheckpointInput = {
    formatVersion,
    taskId,
    modelDigest,
    sampler,
    step,
    steps,
    latents: bytesOf(latents),
    samplerState: samplerState.map(bytesOf),
    noisePosition,
  };
  return seal(unsigned);
}

/** Reads a file that claims to be a checkpoint of this owner. */
export function decodeCheckpoint(file: Buffer, owner: CheckpointOwner): DecodedCheckpoint {
  const message = parse(file);
  if (!message) return { fault: 'malformed' };
  // What a later format says is not for this release to judge, its digest neither.
  if (message.formatVersion !== formatVersion) return { fault: 'wrong_version' };
  const { sha256: _, ...unsigned } = message;
  // Byte for byte as it would be written: whatever was changed on the way, the order and spelling of fields too, shows.
  if (!seal(unsigned).equals(file)) return { fault: 'wrong_digest' };
  const { taskId, modelDigest, sampler, step, steps, latents, samplerState, noisePosition } = message;
  if (taskId !== owner.taskId) return { fault: 'other_task' };
  if (modelDigest !== owner.modelDigest) return { fault: 'other_model' };
  if (sampler !== owner.sampler) return { fault: 'other_sampler' };
  if (steps !== owner.steps || step > steps) return { fault: 'other_steps' };
  const isShaped = (bytes: Buffer): boolean => bytes.length === latents.length;
  if (latents.length === 0 || latents.length % 4 !== 0 || !samplerState.every(isShaped)) return { fault: 'malformed' };
  return {
    frozen: { sampler, step, latents: floatsOf(latents), samplerState: samplerState.map(floatsOf), noisePosition },
  };
}

/** The message with its digest. Its encoding has the fields in the order of their numbers, the digest's last. */
function seal(unsigned: CheckpointInput): Buffer {
  const sha256 = createHash('sha256').update(Checkpoint.serialize(unsigned)).digest('hex');
  return Checkpoint.serialize({ ...unsigned, sha256 });
}

function parse(file: Buffer): CheckpointMessage | undefined {
  try {
    return Checkpoint.deserialize(file);
  } catch {
    return undefined;
  }
}

/** Little-endian, as all processors are that onnxruntime runs on. */
function bytesOf(floats: Float32Array): Buffer {
  return Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength);
}

/** A copy: the bytes of a message lie anywhere in memory, floats only at multiples of four. */
function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
