import type { GraphInfo, LaneOutput, SessionSettings } from '../runtime/lane-messages.ts';
import type { Lane } from '../runtime/lane.ts';
import type { Pipeline } from '../store/paint-folder.ts';
import type { TextEncoderParts } from '../store/text-encoder-folder.ts';

/** What one encoder says of a prompt. */
export interface EncodedPrompt {
  /** [1, length, width]; undefined where the family wants it pooled alone. */
  readonly states: LaneOutput | undefined;
  /** [1, width]; undefined where the family does not want it. */
  readonly pooled: LaneOutput | undefined;
  /** Tokens of the encoder's input. */
  readonly length: number;
}

/** Outputs of the graph that the family wants, by name. */
interface Wanted {
  readonly states: string | undefined;
  readonly pooled: string | undefined;
}

/** One text encoder of a model. */
export class PromptEncoder {
  readonly #lane: Lane;
  readonly #parts: TextEncoderParts;
  readonly #length: number;
  readonly #wanted: Wanted;

  private constructor(lane: Lane, parts: TextEncoderParts, length: number, wanted: Wanted) {
    this.#lane = lane;
    this.#parts = parts;
    this.#length = length;
    this.#wanted = wanted;
  }

  /**
   * Loads a model's encoder and its tokenizer.
   * @param place which of the family's encoders it is, from 0
   * @throws Error when one of them does not load or the graph does not give what the family wants
   */
  static async load(
    parts: TextEncoderParts,
    { family }: Pipeline,
    place: number,
    lane: Lane,
    settings: SessionSettings,
  ): Promise<PromptEncoder> {
    const { graph, name, tokenizer } = parts;
    const [{ result: info }, { result: made }] = await Promise.all([
      lane.do({ kind: 'load', graph, settings }),
      lane.do({ kind: 'load_tokenizer', tokenizer }),
    ]);
    const unknown = info.inputs.find((input) => input.name !== 'input_ids');
    if (unknown) throw new Error(`${name}/model.onnx takes ${unknown.name}, which encoders of prompts do not`);
    return new PromptEncoder(lane, parts, made.length, wantedOutputs(parts, family, place, info));
  }

  /**
   * Encodes one prompt.
   * @throws LaneError
   */
  async encode(prompt: string): Promise<{ readonly encoded: EncodedPrompt; readonly laneMs: number }> {
    const { graph, tokenizer } = this.#parts;
    const { states, pooled } = this.#wanted;
    const outputs = [states, pooled].filter((name) => name !== undefined);
    const { result, runMs } = await this.#lane.do({
      kind: 'encode',
      tokenizer: tokenizer.name,
      graph,
      prompt,
      outputs,
    });
    const encoded = {
      states: states === undefined ? undefined : result[states],
      pooled: pooled === undefined ? undefined : result[pooled],
      length: this.#length,
    };
    return { encoded, laneMs: runMs };
  }
}

/**
 * The outputs of an encoder's graph that its family goes by.
 * @param place which of the family's encoders it is, from 0
 * @throws Error that names the one that is missing
 */
export function wantedOutputs(
  parts: TextEncoderParts,
  family: Pipeline['family'],
  place: number,
  info: GraphInfo,
): Wanted {
  const { name, layers } = parts;
  const given = info.outputs.map((output) => output.name);
  const output = (wanted: string): string => {
    if (!given.includes(wanted)) throw new Error(`${name}/model.onnx does not give ${wanted}`);
    return wanted;
  };
  /** What the last layer but one gives: newer families go by that of CLIP. */
  const penultimate = (): string => {
    if (layers === undefined) throw new Error(`${name}/config.json does not say num_hidden_layers`);
    return output(`hidden_states.${layers - 1}`);
  };
  const last = (): string =>
    given.includes('last_hidden_state') ? 'last_hidden_state' : output(given[0] ?? 'anything');
  switch (family) {
    case 'sd':
      return { states: last(), pooled: undefined };
    case 'sdxl':
      return { states: penultimate(), pooled: place === 1 ? output('text_embeds') : undefined };
    case 'sd3':
      return place === 2
        ? { states: last(), pooled: undefined }
        : { states: penultimate(), pooled: output('text_embeds') };
    case 'flux':
      return place === 1
        ? { states: last(), pooled: undefined }
        : { states: undefined, pooled: output('pooler_output') };
  }
}
