/**
 * CLIP's tokenizer from `vocab.json` and `merges.txt`, as a `tokenizer.json`: the form most diffusion models come in has the
 * two files alone.
 *
 * Sources: Radford and others, "Learning Transferable Visual Models From Natural Language Supervision" (2021), section 2.4;
 * transformers `models/clip/tokenization_clip.py`, `CLIPTokenizer` and `BasicTokenizer`, which diffusers' pipelines use.
 */

/** What is cut out of a prompt as words, before pairs are merged. */
const words = String.raw`'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`;
/** Control, format and unassigned characters, which are dropped, but for those that are white. */
const unseen = String.raw`(?![\t\n\r])[\p{C}\uFFFD]`;
/** First and last of the blocks whose characters are words of their own. */
const ideographs: readonly (readonly [number, number])[] = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2ceaf],
  [0x2f800, 0x2fa1f],
];
const ideograph = `[${ideographs.map((block) => block.map((point) => String.fromCodePoint(point)).join('-')).join('')}]`;
/** Of every CLIP: 49152 tokens, of which 256 are bytes and 2 special; later lines of the file are not read. */
const mergeLimit = 49_152 - 256 - 2;

/** The texts of the tokenizer's files. */
export interface ClipTokenizerFiles {
  readonly vocab: object;
  readonly merges: string;
  /** `tokenizer_config.json` */
  readonly config: object;
  /** `special_tokens_map.json`; empty where there is none */
  readonly special: object;
}

type Token = string | { readonly content: string } | null;
interface SpecialTokens {
  readonly bos_token?: Token;
  readonly eos_token?: Token;
  readonly unk_token?: Token;
  readonly pad_token?: Token;
}

/**
 * The tokenizer and its configuration.
 * @throws Error when the vocabulary lacks one of the special tokens
 */
export function clipTokenizer({ vocab, merges, config, special }: ClipTokenizerFiles): {
  json: object;
  config: object;
} {
  // Only where the configuration does not list its added tokens does transformers ask the map of special ones first.
  const names: SpecialTokens = { ...config, ...('added_tokens_decoder' in config ? {} : special) };
  const bos = textOf(names.bos_token) ?? '<|startoftext|>';
  const eos = textOf(names.eos_token) ?? '<|endoftext|>';
  const unk = textOf(names.unk_token) ?? '<|endoftext|>';
  const pad = textOf(names.pad_token) ?? '<|endoftext|>';
  const ids = vocab as Readonly<Record<string, number>>;
  const idOf = (token: string): number => {
    const id = ids[token];
    if (id === undefined) throw new Error(`the vocabulary has no ${token}`);
    return id;
  };
  // Special tokens are found in prompts before anything else: with "!" for padding, a "!" of a prompt is that token.
  const added = [...new Set([bos, eos, unk, pad])].map((content) => ({
    id: idOf(content),
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  }));
  const json = {
    version: '1.0',
    added_tokens: added.toSorted((left, right) => left.id - right.id),
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Replace', pattern: { Regex: unseen }, content: '' },
        { type: 'Replace', pattern: { Regex: ideograph }, content: ' $& ' },
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: String.raw`\s+` }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: words }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: {
      type: 'RobertaProcessing',
      sep: [eos, idOf(eos)],
      cls: [bos, idOf(bos)],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: unk,
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      vocab: ids,
      // The first line says the version.
      merges: merges
        .trim()
        .split('\n')
        .slice(1, mergeLimit + 1)
        .map((line) => line.trim()),
    },
  };
  return { json, config: { ...config, bos_token: bos, eos_token: eos, unk_token: unk, pad_token: pad } };
}

function textOf(token: Token | undefined): string | undefined {
  return typeof token === 'object' ? token?.content : token;
}
