import { mkdir } from 'node:fs/promises';
import { UsageError, tableLines } from '@quartet/service-kit/command-line.ts';
import { ConfigError, loadConfig } from '@quartet/service-kit/config.ts';
import { parseStoreLocation } from '@quartet/service-kit/model-folders.ts';
import { Type } from 'typebox';
import { digestOf } from '../file-streams.ts';
import { importModel } from '../import/import-model.ts';
import { openSource } from '../import/sources.ts';
import { type ModelStore, openStore } from '../open-store.ts';
import { sealModel } from '../seal-model.ts';
import { shippedStore } from '../shipped-model.ts';
import { sizeText } from '../size-text.ts';
import { type StoreSettings, storeSettings } from '../store-settings.ts';
import { findBadFiles } from '../verify-files.ts';
import { type Request, help, readArguments } from './arguments.ts';
import { fitFolder } from './fit-folder.ts';

/** Where the command runs. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Aborted when whoever called it does not want it any more. */
  readonly signal: AbortSignal;
  /** Takes what was asked for. */
  readonly print: (line: string) => void;
  /** Takes progress and what is wrong. */
  readonly tell: (line: string) => void;
}

const SettingsSchema = Type.Object({ QUARTET_MODELS_DIR: Type.String({ default: shippedStore }), ...storeSettings });

/**
 * The `models` command.
 * @returns its exit code: 0 done, 1 failed or something is bad, 2 called wrongly
 */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { env, print, signal, tell } = surroundings;
  try {
    const { request, store } = readArguments(args);
    if (request.kind === 'help') {
      print(help);
      return 0;
    }
    // No variable is this command's alone: none is refused.
    const settings = loadConfig(SettingsSchema, 'QUARTET_MODELS_COMMAND_', env);
    return await carryOut(request, store ?? settings.QUARTET_MODELS_DIR, settings, surroundings);
  } catch (error) {
    // Streams that were stopped say only that they were.
    tell(`models: ${messageOf(signal.aborted ? signal.reason : error)}`);
    if (error instanceof UsageError) tell('`models --help` says how it is called');
    return error instanceof UsageError || error instanceof ConfigError ? 2 : 1;
  }
}

async function carryOut(
  request: Exclude<Request, { kind: 'help' }>,
  location: string,
  settings: StoreSettings,
  { print, signal, tell }: Surroundings,
): Promise<number> {
  switch (request.kind) {
    case 'import': {
      const place = parseStoreLocation(location);
      if (place.kind === 'disk') await mkdir(place.folder, { recursive: true });
      const { facts, replace, source: sourceName } = request;
      const [store, source] = [openStore(location, settings), openSource(sourceName, settings)];
      const { id, version, licence } = await importModel({
        store,
        source,
        sourceName,
        facts,
        replace,
        signal,
        report: tell,
      });
      print(`${id} ${version} (${licence}) is in ${location}`);
      return 0;
    }
    case 'list':
      return list(openStore(location, settings), print, tell);
    case 'verify':
      return verify(openStore(location, settings), request.ids, print, tell);
    case 'remove':
      return remove(openStore(location, settings), request.id, print);
    case 'seal': {
      sealModel(request.folder);
      if (request.fit) tell(`previews: fitted to ${(await fitFolder(request.folder)).toFixed(1)} grey levels`);
      return 0;
    }
  }
}

async function list(store: ModelStore, print: Surroundings['print'], tell: Surroundings['tell']): Promise<number> {
  const { models, broken } = await store.list();
  const rows = models.map(({ manifest, sizeBytes, digest }) => {
    const { id, stage, version, licence } = manifest;
    return [id, stage, version, sizeText(sizeBytes), licence, digest];
  });
  const table = [['ID', 'STAGE', 'VERSION', 'SIZE', 'LICENCE', 'DIGEST'], ...rows];
  for (const line of tableLines(table)) print(line);
  for (const { folder, error } of broken) tell(`${folder} is no model: ${messageOf(error)}`);
  return 0;
}

/** Verifies the models of these ids, or all; a folder that is no model is bad when all are meant. */
async function verify(
  store: ModelStore,
  ids: readonly string[],
  print: Surroundings['print'],
  tell: Surroundings['tell'],
): Promise<number> {
  const { models, broken } = await store.list();
  const unknown = ids.filter(
    (id) => ![...models.map((model) => model.manifest.id), ...broken.map((each) => each.id)].includes(id),
  );
  if (unknown.length > 0) throw new Error(`not in the store: ${unknown.join(', ')}`);
  const isMeant = (id: string | undefined): boolean => ids.length === 0 || (id !== undefined && ids.includes(id));
  let isGood = true;
  for (const { folder, error } of broken.filter((each) => isMeant(each.id))) {
    isGood = false;
    tell(`${folder}: ${messageOf(error)}`);
  }
  for (const model of models.filter(({ manifest }) => isMeant(manifest.id))) {
    const bad = await findBadFiles(model.manifest, async (file) => digestOf(await store.open(model, file)));
    for (const { error } of bad) tell(`${model.manifest.id}: ${messageOf(error)}`);
    if (bad.length > 0) isGood = false;
    else print(`${model.manifest.id}: ${Object.keys(model.manifest.files).length} files are what their digests say`);
  }
  return isGood ? 0 : 1;
}

async function remove(store: ModelStore, id: string, print: Surroundings['print']): Promise<number> {
  const { models, broken } = await store.list();
  const folders = [
    ...models.filter(({ manifest }) => manifest.id === id),
    ...broken.filter((each) => each.id === id || (each.id === undefined && each.folder === id)),
  ].map(({ folder }) => folder);
  if (folders.length === 0) throw new Error(`not in the store: ${id}`);
  for (const folder of folders) await store.remove(folder);
  print(`${id} is removed`);
  return 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
