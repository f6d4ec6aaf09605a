/**
 * What workflows and activities say to each other. All of it ends in workflow histories: ids, reasons and numbers only,
 * never content.
 */
import type { Lease, Reason } from '@quartet/protos/generated/index.ts';

/** Arguments of every workflow. The images are those of the generation that have not ended. */
export interface WorkflowInput {
  readonly generationId: string;
  readonly imageIds: readonly string[];
  readonly requestId: string;
}

/** Names one image's task. */
export interface TaskRef {
  readonly taskId: string;
  readonly requestId: string;
}

/** A lease that ended without a result, and why. */
export interface FailedLease {
  readonly lease: Lease;
  readonly reason: Reason;
}

/** Whether a task is to begin at its seed although a checkpoint of it is stored. */
interface Beginning {
  readonly afresh?: boolean;
}

/** Asks for a lease; `failed` is the one before. */
export interface PlaceInput extends TaskRef, Beginning {
  readonly failed?: FailedLease;
}

/** A lease, a final no, or `ended` when the image has ended meanwhile. */
export type PlaceResult =
  | { readonly kind: 'leased'; readonly lease: Lease }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'ended' };

/** Runs a task under its lease. */
export interface RunInput extends Beginning {
  readonly lease: Lease;
  readonly requestId: string;
  /** How far the lease before got, steps done as last heard; absent when none got anywhere. */
  readonly stepBefore?: number;
}

/** What the node stored. */
export interface StoredPicture {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly width: number;
  readonly height: number;
  readonly gpuMs: number;
}

/** How a run ended: with a stored picture, without one, or beside the point because the image has ended meanwhile. */
export type RunResult =
  | { readonly kind: 'stored'; readonly picture: StoredPicture }
  | {
      readonly kind: 'failed';
      readonly reason: Reason;
      /** Steps done as last heard; absent when the node never took it on. */
      readonly step?: number;
    }
  | { readonly kind: 'ended' };

/** Makes the thumbnail of a stored picture and records the result. */
export interface FinishInput extends RunInput {
  readonly picture: StoredPicture;
}

/** Recorded (or beside the point because the image has ended meanwhile), or the stored picture is not the painted one. */
export type FinishResult = { readonly kind: 'ended' } | { readonly kind: 'failed'; readonly reason: Reason };

/** Records that an image has failed for good. */
export interface RecordFailureInput extends TaskRef {
  readonly reason: Reason;
}

/** Activities of the task queue `place`. */
export interface PlaceActivities {
  place(input: PlaceInput): Promise<PlaceResult>;
}

/** Activities of the task queue `run`. */
export interface RunActivities {
  run(input: RunInput): Promise<RunResult>;
  finish(input: FinishInput): Promise<FinishResult>;
  recordFailure(input: RecordFailureInput): Promise<void>;
}
