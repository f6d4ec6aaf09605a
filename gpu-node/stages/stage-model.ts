import type { ResidentModel, TaskContent } from '@quartet/protos/generated/index.ts';
import type { Lane } from '../runtime/lane.ts';
import type { SessionSettings } from '../runtime/lane-messages.ts';
import type { FrozenSample, Sample } from '../runtime/sample.ts';

/**
 * A loaded model's two threads, its own: a load holds up no other model's steps, and an evicted model's memory is given back
 * with its threads.
 */
export interface Lanes {
  /** Steps and nothing else. */
  readonly steps: Lane;
  /** Encoding, decoding, finishing. */
  readonly side: Lane;
}

/** How a node's models are loaded. */
export interface LoadSettings {
  readonly session: SessionSettings;
  /** The most samples of any model in one call. */
  readonly batchCap: number;
}

/** What a model is loaded with. */
export interface LoadOptions extends LoadSettings {
  readonly lanes: Lanes;
}

/** A model whose graphs are in memory and have been tried out: one kind for each stage. */
export interface StageModel {
  readonly id: string;
  readonly lanes: Lanes;

  /** The model as reports and `Info` tell of it. */
  describe(): ResidentModel;

  /**
   * Takes a task on; nothing is begun yet.
   * @param frozen where a checkpoint got to
   * @throws ReasonError when it is work of another stage, or the model cannot do what is asked for
   */
  accept(content: TaskContent, frozen?: FrozenSample): Sample;
}
