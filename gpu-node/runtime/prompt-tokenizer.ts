import { Tokenizer } from '@huggingface/tokenizers';

/** Gives prompts as ids. */
export interface PromptTokenizer {
  /** Tokens of the encoder's input: every prompt is cut or padded to so many. */
  readonly length: number;
  readonly encode: (prompt: string) => BigInt64Array;
}

interface Padding {
  readonly strategy?: { readonly Fixed?: number } | string;
  readonly pad_id?: number;
}

/**
 * A tokenizer from a model's `tokenizer.json` and `tokenizer_config.json`. With tens of thousands of tokens this takes tens of
 * milliseconds: it is work for a lane's thread.
 * @param tokens how many tokens the encoder takes, where the files do not decide it
 * @throws Error when nothing says how long the encoder's input is
 */
export function createTokenizer(json: object, config: object, tokens?: number): PromptTokenizer {
  const tokenizer = new Tokenizer(json, config);
  const { padding } = json as { padding?: Padding | null };
  const { model_max_length: maxLength } = config as { model_max_length?: number };
  const fixed = typeof padding?.strategy === 'object' ? padding.strategy.Fixed : undefined;
  const length = tokens ?? fixed ?? maxLength;
  if (length === undefined || length > 4096) throw new Error('the tokenizer does not say how long a prompt may be');
  const padId = BigInt(padding?.pad_id ?? padIdOf(tokenizer, config));
  const encode = (prompt: string): BigInt64Array => {
    const { ids } = tokenizer.encode(prompt);
    const padded = new BigInt64Array(length).fill(padId);
    // A prompt that is too long loses its last words, never the closing token.
    const cut = ids.length > length ? [...ids.slice(0, length - 1), ids.at(-1) ?? 0] : ids;
    padded.set(cut.map(BigInt));
    return padded;
  };
  return { length, encode };
}

function padIdOf(tokenizer: Tokenizer, config: object): number {
  const { pad_token: token } = config as { pad_token?: string | { content: string } };
  const text = typeof token === 'object' ? token.content : token;
  const id = text === undefined ? undefined : tokenizer.token_to_id(text);
  if (id === undefined) throw new Error('the tokenizer has no padding token');
  return id;
}
