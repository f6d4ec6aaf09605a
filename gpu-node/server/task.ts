import type { Lease } from '@quartet/protos/generated/index.ts';
import type { Reason } from '@quartet/protos/reasons.ts';
import type { EncodedPicture } from '../runtime/pictures.ts';
import type { Audience } from './audience.ts';
import type { TaskCheckpoints } from './task-checkpoints.ts';

/**
 * Where a task is.
 * - `loading`: its model is loaded; what it is to do begins next.
 * - `resuming`: its checkpoint is fetched; the runner has it next.
 * - `painting`: the runner has it; ends with a picture or a failure.
 * - `handing_back`: its sample has left the runner; ends when its checkpoint is stored or cannot be.
 * - `finished`: its picture waits for an upload grant.
 * - `uploading`: its picture is on its way to the store.
 * - `ended`: nothing follows. The last word is remembered for the orphan grace, for a worker that attaches late.
 */
type TaskState =
  | { readonly kind: 'loading'; readonly abort: AbortController }
  | { readonly kind: 'resuming'; readonly abort: AbortController }
  | { readonly kind: 'painting' }
  | { readonly kind: 'handing_back' }
  | { readonly kind: 'finished'; readonly picture: EncodedPicture }
  | { readonly kind: 'uploading'; readonly abort: AbortController }
  | { readonly kind: 'ended'; readonly last: LastWord };

/** What a task's end is told with. */
export type LastWord = { readonly done: object } | { readonly failed: { readonly reason: Reason } };

/** One task of a node, from its admission until it is forgotten. Its table alone changes it. */
export interface Task {
  readonly lease: Lease;
  /** The runner's name for it, never the same twice: a lease can come again after its first end was forgotten. */
  readonly sampleId: string;
  readonly requestId: string;
  readonly model: string;
  /** Says that it needs its model no more. */
  readonly release: () => void;
  readonly startedAtMs: number;
  /** As asked for; from when its model is there, as its sample counts them. */
  steps: number;
  /** Undefined until its model is there. */
  checkpoints: TaskCheckpoints | undefined;
  state: TaskState;
  step: number;
  gpuMs: number;
  seen: boolean;
  /** Who hears of it; nobody after its stream broke. */
  readonly audience: Audience;
  /** Ends an orphan or a picture that nobody finds a place for, or forgets an ended task. */
  timer: NodeJS.Timeout | undefined;
}
