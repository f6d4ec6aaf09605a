import type { StoredCheckpoint, TaskContent } from '@quartet/protos/generated/index.ts';
import { checkpointLimitBytes } from '@quartet/protos/objects.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { Sample } from '../runtime/sample.ts';
import { fetchSource } from '../stages/source-picture.ts';
import type { StageModel } from '../stages/stage-model.ts';
import {
  type CheckpointFault,
  type CheckpointOwner,
  type DecodedCheckpoint,
  decodeCheckpoint,
} from './checkpoint-codec.ts';

/** A store that takes longer costs more than most checkpoints save. */
const fetchLimitMs = 8_000;
const retryPausesMs: readonly number[] = [200, 1_000];

/** Why a task does not go on from its checkpoint: it cannot be had, is not sound or not the task's, or the model takes no such. */
export type ResumeFault = CheckpointFault | 'unavailable' | 'gone' | 'unfit';

/**
 * The sample of a task that goes on from the checkpoint an earlier lease has stored. Never throws for what is wrong with it:
 * then the task begins at its seed, to the same pixels. Resolves soon when `signal` aborts.
 */
export async function resumeSample(
  model: Pick<StageModel, 'accept'>,
  content: TaskContent,
  stored: StoredCheckpoint,
  owner: CheckpointOwner,
  log: Logger,
  signal: AbortSignal,
): Promise<{ readonly sample: Sample } | { readonly fault: ResumeFault }> {
  const fetched = await fetchCheckpoint(stored, owner, signal);
  if ('fault' in fetched) return fetched;
  const { frozen } = fetched;
  try {
    const sample = model.accept(content, frozen);
    // A stage that knows of no checkpoints begins where it always does.
    return sample.firstStep === frozen.step ? { sample } : { fault: 'unfit' };
  } catch (error) {
    // Whatever it is: a file from the store must not end one node after another.
    log.warn({ err: error, task_id: owner.taskId }, 'a model does not take a checkpoint');
    return { fault: 'unfit' };
  }
}

async function fetchCheckpoint(
  stored: StoredCheckpoint,
  owner: CheckpointOwner,
  signal: AbortSignal,
): Promise<DecodedCheckpoint | { readonly fault: ResumeFault }> {
  if (stored.sizeBytes < 1 || stored.sizeBytes > checkpointLimitBytes) return { fault: 'malformed' };
  const limited = AbortSignal.any([signal, AbortSignal.timeout(fetchLimitMs)]);
  try {
    return decodeCheckpoint(Buffer.from(await fetchSource(stored, limited, retryPausesMs)), owner);
  } catch (error) {
    if (!(error instanceof ReasonError)) throw error;
    return { fault: faultOf(error) };
  }
}

function faultOf({ reason }: ReasonError): ResumeFault {
  if (reason === 'REASON_SOURCE_GONE') return 'gone';
  return reason === 'REASON_DIGEST_MISMATCH' ? 'wrong_digest' : 'unavailable';
}
