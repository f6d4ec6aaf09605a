import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { PaintManifest } from '@quartet/protos/manifest.ts';
import { UsageError, onlyWord } from '@quartet/service-kit/command-line.ts';
import type { ModelFacts } from '../import/draft-manifest.ts';

/** What the command is asked to do. */
export type Request =
  | { readonly kind: 'help' }
  | { readonly kind: 'import'; readonly source: string; readonly facts: ModelFacts; readonly replace: boolean }
  | { readonly kind: 'list' }
  | { readonly kind: 'verify'; readonly ids: readonly string[] }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'seal'; readonly folder: string; readonly fit: boolean };

export const help = `The model store of Quartet's nodes.

  models import SOURCE --id ID [--licence SPDX] [more]   bring a model in
  models list                                            what is there
  models verify [ID…]                                    compare every file with its digest
  models remove ID                                       take a model out
  models seal FOLDER [--fit]                             write the digests of a folder that you have changed

--store LOCATION  a folder or s3://bucket/prefix; else QUARTET_MODELS_DIR, else the folder of the shipped models.
                  S3 is reached by QUARTET_S3_URL, _REGION, _ACCESS_KEY and _SECRET_KEY.

SOURCE is a folder, s3://bucket/prefix or an http(s):// address that files lie under, such as
https://HUB/OWNER/NAME/resolve/main. It holds a model in diffusers' ONNX layout, as Optimum exports it, or one with
a quartet.json, which is copied as it is.

  --id ID             id in the store and in the API
  --licence SPDX      where no model card names it
  --name, --description, --version TEXT
  --sizes 512x512,768x512   the first is the default
  --steps N, --guidance N, --sampler CLASS   what is taken where nobody asks for more
  --exact             the same pixels whatever else is painted at the time, at the price of some speed
  --replace           put it in the place of one with its id

Exit code: 0 done, 1 failed or something is bad, 2 called wrongly.
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const importOptions = {
  id: text,
  version: text,
  name: text,
  description: text,
  licence: text,
  sizes: text,
  steps: text,
  guidance: text,
  sampler: text,
  exact: flag,
  replace: flag,
};

/**
 * Reads the command line.
 * @returns what to do, and to which store where it says so
 * @throws UsageError
 */
export function readArguments(args: readonly string[]): { readonly request: Request; readonly store?: string } {
  const [kind, ...rest] = args;
  if (kind === undefined || kind === 'help' || args.includes('--help')) return { request: { kind: 'help' } };
  try {
    switch (kind) {
      case 'import': {
        const { values, positionals } = parse(rest, { store: text, ...importOptions });
        const { store, replace = false, ...facts } = values;
        const source = onlyWord(positionals, 'SOURCE');
        return { request: { kind, source, replace, facts: factsOf(facts) }, ...(store !== undefined && { store }) };
      }
      case 'list': {
        const { values, positionals } = parse(rest, { store: text });
        if (positionals.length > 0) throw new UsageError('list takes nothing after it but options');
        return { request: { kind }, ...values };
      }
      case 'verify': {
        const { values, positionals } = parse(rest, { store: text });
        return { request: { kind, ids: positionals }, ...values };
      }
      case 'remove': {
        const { values, positionals } = parse(rest, { store: text });
        return { request: { kind, id: onlyWord(positionals, 'ID') }, ...values };
      }
      case 'seal': {
        const { values, positionals } = parse(rest, { fit: flag });
        return { request: { kind, folder: onlyWord(positionals, 'FOLDER'), fit: values.fit ?? false } };
      }
    }
  } catch (error) {
    // Of parseArgs, which names the option at fault.
    if (error instanceof TypeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
  throw new UsageError(`there is no ${kind}; there are import, list, verify, remove and seal`);
}

function parse<Options extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: Options) {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  return { values, positionals };
}

type TextFacts = { readonly [Name in Exclude<keyof ModelFacts, 'exact'>]?: string };

function factsOf({ sizes, steps, guidance, ...others }: TextFacts & Pick<ModelFacts, 'exact'>): ModelFacts {
  return {
    ...others,
    sizes: sizes?.split(',').map(sizeOf),
    steps: steps === undefined ? undefined : numberOf('steps', steps, /^\d+$/),
    guidance: guidance === undefined ? undefined : numberOf('guidance', guidance, /^\d+(\.\d+)?$/),
  };
}

function sizeOf(size: string): PaintManifest['sizes'][number] {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? [];
  if (width === undefined || height === undefined) throw new UsageError(`--sizes: ${size} is no size like 512x768`);
  return { width: Number(width), height: Number(height) };
}

function numberOf(name: string, value: string, pattern: RegExp): number {
  if (!pattern.test(value)) throw new UsageError(`--${name}: ${value} is no such number`);
  return Number(value);
}
