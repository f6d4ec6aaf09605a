/** Where a model is imported from: a folder, a prefix in S3, or an HTTP address, each in diffusers' layout. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type ModelObjectSettings, modelBucket, parseStoreLocation } from '@quartet/service-kit/model-folders.ts';
import { isMissing } from '@quartet/service-kit/object-store.ts';
import { readPieces } from '../file-streams.ts';

/** Something files of a model can be had from. */
export interface ImportSource {
  /**
   * A file by its path.
   * @returns undefined where there is no such file
   * @throws Error when nobody can say whether there is
   */
  open(file: string, signal: AbortSignal): Promise<Readable | undefined>;
}

/**
 * The source of a name: a path, `s3://bucket/prefix`, or an HTTP address that the files lie under.
 * @throws ConfigError when it is in S3 and the settings do not say how to reach it
 */
export function openSource(name: string, settings: ModelObjectSettings): ImportSource {
  if (/^https?:\/\//.test(name)) return httpSource(name);
  const place = parseStoreLocation(name);
  if (place.kind === 'disk') return folderSource(place.folder);
  const { client, bucket } = modelBucket(place, settings);
  return {
    open: (file) =>
      client.getObject(bucket, `${place.prefix}${file}`).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      }),
  };
}

function folderSource(folder: string): ImportSource {
  return {
    open: async (file) => {
      const path = join(folder, file);
      const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
        throw error;
      });
      return found?.isFile() ? readPieces(path) : undefined;
    },
  };
}

/** Redirects are followed, as hubs send large files to other hosts. */
function httpSource(base: string): ImportSource {
  const root = new URL(base);
  if (!root.pathname.endsWith('/')) root.pathname += '/';
  return {
    open: async (file, signal) => {
      const url = new URL(file.split('/').map(encodeURIComponent).join('/'), root);
      url.search = root.search;
      const response = await fetch(url, { signal });
      if (response.ok && response.body) return Readable.fromWeb(response.body);
      await response.body?.cancel();
      if (response.status === 404 || response.status === 410) return undefined;
      throw new Error(`${url.origin}${url.pathname} answers ${response.status} ${response.statusText}`);
    },
  };
}
