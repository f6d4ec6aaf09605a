import { clipTokenizer } from './clip-tokenizer.ts';
import { TextEncoderConfigSchema, TokenizerConfigSchema, parseConfig, parseObject } from './diffusers-configs.ts';
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

/** A tokenizer's `tokenizer.json` and `tokenizer_config.json`. */
export interface TokenizerParts {
  readonly json: object;
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
    tokenizer: { ...(await readTokenizer(files, `tokenizer${suffix}`)), length },
  };
}

async function readTokenizer(files: SealedFiles, folder: string): Promise<{ json: object; config: object }> {
  const configName = `${folder}/tokenizer_config.json`;
  const read = async (name: string, without?: string): Promise<object> => {
    const path = `${folder}/${name}`;
    return parseObject(await files.read(path, without), path);
  };
  const config = parseConfig(TokenizerConfigSchema, await files.read(configName, '{}'), configName);
  // diffusers' pipelines read CLIP's two files even where the one for fast tokenizers lies beside them.
  const isClip = config.tokenizer_class === 'CLIPTokenizer' && files.has(`${folder}/vocab.json`);
  if (files.has(`${folder}/tokenizer.json`) && !isClip) return { json: await read('tokenizer.json'), config };
  if (!files.has(`${folder}/vocab.json`)) {
    throw new Error(`${folder}/tokenizer.json is missing, and so is ${folder}/vocab.json with merges.txt`);
  }
  const merges = await files.read(`${folder}/merges.txt`);
  const [vocab, special] = [await read('vocab.json'), await read('special_tokens_map.json', '{}')];
  try {
    return clipTokenizer({ vocab, merges, config, special });
  } catch (error) {
    throw new Error(`${folder}: ${error instanceof Error ? error.message : 'is not valid'}`, { cause: error });
  }
}
