import { TextEncoderConfigSchema, TokenizerConfigSchema, parseConfig } from './diffusers-configs.ts';
import type { SealedFiles } from './sealed-files.ts';

/** One of a model's text encoders and the tokenizer before it. */
export interface TextEncoderParts {
  /** Absolute path. */
  readonly graph: string;
  /** The folder's name, for errors. */
  readonly name: string;
  /** How many layers the encoder has; undefined where its configuration does not say. */
  readonly layers: number | undefined;
  readonly tokenizer: TokenizerParts;
}

/** Where a tokenizer's files lie and what is known of it before they are read: a lane's thread reads them. */
export interface TokenizerParts {
  /** Its folder's name: other threads know it by that, and so do errors. */
  readonly name: string;
  /** Absolute paths of sealed files: `tokenizer.json`, or CLIP's own. */
  readonly files:
    | { readonly json: string }
    | { readonly vocab: string; readonly merges: string; readonly special: string | undefined };
  /** What `tokenizer_config.json` says. */
  readonly config: object;
  /** How many tokens a prompt has, where the family fixes it; undefined: the files say it. */
  readonly length: number | undefined;
}

/**
 * Reads an encoder's parts.
 * @param suffix of its folders' names: empty, `_2` or `_3`
 * @param length how many tokens the family gives it; absent: as many as its files say
 * @throws Error that says which file is missing or what is wrong with it
 */
export async function readTextEncoder(files: SealedFiles, suffix: string, length?: number): Promise<TextEncoderParts> {
  const name = `text_encoder${suffix}`;
  const configName = `${name}/config.json`;
  const config = parseConfig(TextEncoderConfigSchema, await files.read(configName, '{}'), configName);
  return {
    graph: files.pathOf(`${name}/model.onnx`),
    name,
    layers: config.num_hidden_layers,
    tokenizer: { ...(await findTokenizer(files, `tokenizer${suffix}`)), length },
  };
}

async function findTokenizer(files: SealedFiles, name: string): Promise<Omit<TokenizerParts, 'length'>> {
  const configName = `${name}/tokenizer_config.json`;
  const config = parseConfig(TokenizerConfigSchema, await files.read(configName, '{}'), configName);
  const [json, vocab] = [`${name}/tokenizer.json`, `${name}/vocab.json`];
  // diffusers' pipelines read CLIP's two files even where the one for fast tokenizers lies beside them.
  const isClip = config.tokenizer_class === 'CLIPTokenizer' && files.has(vocab);
  if (files.has(json) && !isClip) return { name, files: { json: files.pathOf(json) }, config };
  if (!files.has(vocab)) throw new Error(`${json} is missing, and so is ${vocab} with merges.txt`);
  const [merges, special] = [`${name}/merges.txt`, `${name}/special_tokens_map.json`];
  return {
    name,
    files: {
      vocab: files.pathOf(vocab),
      merges: files.pathOf(merges),
      special: files.has(special) ? files.pathOf(special) : undefined,
    },
    config,
  };
}
