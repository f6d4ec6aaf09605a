/** What the main thread and a lane's thread say to each other. Buffers are transferred, not copied. */
import type { TokenizerParts } from '../store/text-encoder-folder.ts';
import type { StepGate } from './step-gate.ts';
import type { StatePack } from './state-pack.ts';
import type { StepperStart } from './stepper.ts';

export interface FloatTensor {
  readonly type: 'float32';
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** One input of a step. */
export interface StepTensor extends FloatTensor {
  /** It has no rows: all samples of a key have the same one at that step, and a call has it once. */
  readonly shared?: true;
}

/** One row's inputs, by the graph's names: each [1, ...] but the shared. */
export type StepFeeds = Readonly<Record<string, StepTensor>>;

/** What the samples of a call give the graph at all of their steps alike. The lane joins it once for calls of the same samples. */
export interface CallConstants {
  /** Tells these samples in this order from all others. */
  readonly key: string;
  /** For each row of the call, in memory that threads share. */
  readonly rows: readonly StepFeeds[];
}

/** A tensor on its way into a graph; the lane's thread casts it to the type that the graph declares. */
export type LaneTensor =
  FloatTensor | { readonly type: 'int64'; readonly data: BigInt64Array; readonly dims: readonly number[] };

export type LaneFeeds = Readonly<Record<string, LaneTensor>>;

/** How sessions are made. */
export interface SessionSettings {
  /** onnxruntime's name for where graphs run; there is no silent fallback. */
  readonly provider: 'cpu' | 'cuda' | 'webgpu';
  /** Which GPU, from 0, where the provider is cuda; 0 when absent. */
  readonly device?: number;
  readonly threads: number;
}

/** One call of a graph. */
export interface GraphCall {
  readonly graph: string;
  readonly feeds: LaneFeeds;
  /** Further inputs; absent: none. */
  readonly constants?: CallConstants;
  /** Which outputs are wanted; absent: all. */
  readonly outputs?: readonly string[];
}

/** A sample in a call. */
export interface StepperRow {
  /** Its stepper's. */
  readonly id: number;
  /** The first step of the call, from 0. */
  readonly step: number;
  /** Present when the lane has not heard of it. */
  readonly start?: StepperStart;
}

/** What a lane can be asked to do. A session is named by the path of its graph, a tokenizer by its folder's name. */
export type LaneJob =
  | { readonly kind: 'load'; readonly graph: string; readonly settings: SessionSettings }
  /** Finds out whether graphs run with these settings at all. */
  | { readonly kind: 'probe'; readonly settings: SessionSettings }
  | (GraphCall & { readonly kind: 'run' })
  /** Steps of samples whose steppers the lane has. */
  | {
      readonly kind: 'step';
      readonly graph: string;
      readonly rows: readonly StepperRow[];
      /** How many samples the call has in any case; absent: as many as there are. */
      readonly padTo?: number;
      /** The most steps, one after another. */
      readonly steps: number;
      readonly gate: StepGate;
    }
  /** A sample does not step any more. */
  | { readonly kind: 'forget'; readonly stepper: number }
  /** Reads a tokenizer's files and makes it ready. */
  | { readonly kind: 'load_tokenizer'; readonly tokenizer: TokenizerParts }
  /** Runs a text encoder's graph on a prompt. */
  | {
      readonly kind: 'encode';
      readonly tokenizer: string;
      readonly graph: string;
      readonly prompt: string;
      readonly outputs: readonly string[];
    }
  | {
      readonly kind: 'finish';
      readonly decoder: string;
      readonly enlarger: string | undefined;
      /** One sample's latents, scaled for the decoder: [1, channels, height, width]. */
      readonly latents: LaneTensor;
    };

/** An output of a graph, float32 whatever the graph gives. */
export interface LaneOutput {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** Outputs by name, in the graph's order. */
export type LaneOutputs = Readonly<Record<string, LaneOutput>>;

/** An input or output of a graph. */
export interface TensorInfo {
  readonly name: string;
  /** onnxruntime's name for it: `float32`, `float16`, `int64`. */
  readonly type: string;
  /** No dims: a single value. Those that may vary have names. */
  readonly dims: readonly (number | string)[];
}

/** What a graph takes and gives. */
export interface GraphInfo {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
}

export interface TokenizerInfo {
  /** Tokens that every prompt becomes. */
  readonly length: number;
}

/** A decoded, enlarged picture: 8-bit RGB, rows from the top. */
export interface LanePicture {
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** False when the model gave NaN, infinite or all-black output. */
  readonly sound: boolean;
}

export interface LaneResults {
  readonly load: GraphInfo;
  readonly probe: Readonly<Record<string, never>>;
  readonly run: LaneOutputs;
  /** Where the samples have got to by it, in order. */
  readonly step: StatePack;
  readonly forget: Readonly<Record<string, never>>;
  readonly load_tokenizer: TokenizerInfo;
  readonly encode: LaneOutputs;
  readonly finish: LanePicture;
}

/** Why a job failed. `out_of_memory` is worth another try with less. */
export type LaneFailure = 'out_of_memory' | 'failed';

export type LaneRequest = { readonly id: number; readonly job: LaneJob } | { readonly stop: true };

export type LaneReply =
  | {
      readonly id: number;
      readonly result: LaneResults[LaneJob['kind']];
      /** Since the job was taken up or, of a job that goes on, since it gave something last. */
      readonly runMs: number;
      /** Whether the job goes on, and more is to come of it. */
      readonly goesOn: boolean;
    }
  | { readonly id: number; readonly failure: LaneFailure; readonly message: string };
