/** Fetches a model in diffusers' layout, whose index names its parts: a source need not be able to list its files. */
import { join, posix } from 'node:path';
import { type ModelIndex, ModelIndexSchema, parseConfig } from '../diffusers-configs.ts';
import type { Arrivals } from './arrivals.ts';
import { externalDataOf } from './external-data.ts';

const indexName = 'model_index.json';
/** Not read by nodes, but kept with the model: who passes it on owes them. */
const papers = ['README.md', 'LICENSE.md', 'LICENSE', 'LICENSE.txt', 'NOTICE', 'NOTICE.md'];
const tokenizerFiles = [
  'tokenizer.json',
  'vocab.json',
  'merges.txt',
  'tokenizer_config.json',
  'special_tokens_map.json',
];

/** What a folder is made of. */
export interface Layout {
  readonly index: ModelIndex;
  /** Folders with a graph in them. */
  readonly graphs: readonly string[];
  /** A graph that a model may lack. */
  readonly optionalGraphs: readonly string[];
}

/**
 * Fetches everything of a model but its graphs: seconds of work, after which most that can be wrong with it is known.
 * @throws Error when a file is missing or the index is not one
 */
export async function takeConfigs(arrivals: Arrivals): Promise<Layout> {
  await arrivals.need(indexName);
  const index = parseConfig(ModelIndexSchema, await arrivals.text(indexName), indexName);
  const parts = Object.entries(index).flatMap(([name, part]: [string, unknown]) =>
    Array.isArray(part) && part[1] !== null ? [name] : [],
  );
  const denoisers = parts.filter((name) => name === 'unet' || name === 'transformer');
  if (denoisers.length !== 1) throw new Error(`${indexName} must name a unet or a transformer`);
  const encoders = parts.filter((name) => /^text_encoder(_\d)?$/.test(name));
  // One part, the VAE, in two folders.
  const graphs = [...encoders, ...denoisers, 'vae_decoder'];
  await arrivals.need('scheduler/scheduler_config.json');
  for (const name of parts.filter((part) => /^tokenizer(_\d)?$/.test(part))) {
    for (const file of tokenizerFiles) await arrivals.take(`${name}/${file}`);
  }
  for (const name of [...graphs, 'vae_encoder']) await arrivals.take(`${name}/config.json`);
  for (const name of papers) await arrivals.take(name);
  return { index, graphs, optionalGraphs: ['vae_encoder'] };
}

/**
 * Fetches the graphs and their weights beside them.
 * @throws Error when a file is missing, a graph is not one or its weights lie outside its folder
 */
export async function takeGraphs(arrivals: Arrivals, { graphs, optionalGraphs }: Layout): Promise<void> {
  for (const name of graphs) await arrivals.need(`${name}/model.onnx`);
  const optional = [];
  for (const name of optionalGraphs) if (await arrivals.take(`${name}/model.onnx`)) optional.push(name);
  for (const name of [...graphs, ...optional]) {
    const graph = `${name}/model.onnx`;
    const locations = await externalDataOf(join(arrivals.folder, graph)).catch((error: unknown) => {
      throw new Error(`${graph}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    });
    for (const location of locations) {
      const file = posix.join(name, location);
      if (posix.isAbsolute(location) || !file.startsWith(`${name}/`)) {
        throw new Error(`${graph} names weights outside its folder: ${location}`);
      }
      await arrivals.need(file);
    }
  }
}
