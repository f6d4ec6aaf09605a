import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SourcePicture, TaskContent } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { pixelLimit } from '../runtime/pictures.ts';

/** A file that the store holds, as whoever signed the link knows it. */
type StoredFile = Pick<SourcePicture, 'url' | 'sizeBytes' | 'sha256'>;

/** More than any picture within the pixel limit that a model or a person has made takes up as PNG, JPEG or WebP. */
const sizeLimitBytes = 128 * 1024 * 1024;
/** One GET takes milliseconds in the house and seconds over a bad line. */
const attemptLimitMs = 15_000;
/** Before each further try: a store that restarts is back within seconds. */
const retryPausesMs: readonly number[] = [200, 1_000, 3_000];

/**
 * The picture a task works on, if it is one that can be.
 * @throws ReasonError
 */
export function acceptSource(source: SourcePicture | null | undefined): SourcePicture {
  if (!source) throw new ReasonError('REASON_INVALID_FIELD', { field: 'source', expected: 'a picture' });
  const { width, height, sizeBytes } = source;
  if (width < 1 || height < 1 || width * height > pixelLimit) throw new ReasonError('REASON_UNSUPPORTED_SIZE');
  if (sizeBytes < 1 || sizeBytes > sizeLimitBytes) {
    throw new ReasonError('REASON_INVALID_FIELD', { field: 'size_bytes', expected: `1 to ${sizeLimitBytes}` });
  }
  return source;
}

/** Files that were asked for before their time. */
const ahead = new WeakMap<StoredFile, Promise<Uint8Array>>();

/**
 * Gets the files that a task will ask {@link fetchSource} for, by these very objects: links are valid for a minute, and what
 * comes before may take longer.
 */
export function fetchAhead({ checkpoint, paint, upscale, matte }: TaskContent, signal: AbortSignal): void {
  for (const file of [checkpoint, paint?.source, paint?.mask, upscale?.source, matte?.source]) {
    if (!file || file.sizeBytes > sizeLimitBytes) continue;
    const fetched = fetchSource(file, signal);
    // Whoever asks for it hears what is wrong.
    fetched.catch(() => undefined);
    ahead.set(file, fetched);
  }
}

/**
 * Gets a stored file and checks that it is the one that is meant, with bounded retries.
 * @throws ReasonError `source_gone` when the store has no such file, `digest_mismatch` when it has another, `unavailable`
 *   when it does not answer or the link is no good (any more), `canceled` when `signal` aborts
 */
export async function fetchSource(
  source: StoredFile,
  signal: AbortSignal,
  pausesMs = retryPausesMs,
): Promise<Uint8Array> {
  const fetched = ahead.get(source);
  ahead.delete(source);
  if (fetched) return unlessAborted(fetched, signal);
  for (const pauseMs of [...pausesMs, undefined]) {
    const outcome = await attempt(source, signal);
    if (signal.aborted) throw new ReasonError('REASON_CANCELED');
    if (typeof outcome !== 'string') return outcome;
    if (outcome !== 'failed') throw new ReasonError(outcome);
    if (pauseMs === undefined) break;
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  throw new ReasonError('REASON_UNAVAILABLE');
}

type Refusal = 'REASON_SOURCE_GONE' | 'REASON_DIGEST_MISMATCH' | 'REASON_UNAVAILABLE';

/** A reason is final: the store has understood and given its answer. */
async function attempt(source: StoredFile, signal: AbortSignal): Promise<Uint8Array | Refusal | 'failed'> {
  try {
    const response = await fetch(source.url, {
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(attemptLimitMs)]),
    });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      return refusalOf(response.status);
    }
    const read = await readBounded(response.body, source.sizeBytes);
    return read?.sha256 === source.sha256 ? read.file : 'REASON_DIGEST_MISMATCH';
  } catch {
    // fetch tells a refused connection, a reset and a timeout apart in words only; all are worth another try.
    return 'failed';
  }
}

function refusalOf(status: number): Refusal | 'failed' {
  if (status === 404 || status === 410) return 'REASON_SOURCE_GONE';
  const transient = status >= 500 || status === 408 || status === 429;
  return transient ? 'failed' : 'REASON_UNAVAILABLE';
}

/**
 * A body of exactly so many bytes; undefined when it is shorter or longer, of which no more is read. Its digest is taken piece
 * by piece: of the whole it would hold up everything else on this thread.
 */
async function readBounded(
  body: ReadableStream<Uint8Array>,
  sizeBytes: number,
): Promise<{ readonly file: Uint8Array; readonly sha256: string } | undefined> {
  const file = new Uint8Array(sizeBytes);
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of body) {
    if (size + chunk.length > sizeBytes) return undefined;
    file.set(chunk, size);
    hash.update(chunk);
    size += chunk.length;
  }
  return size === sizeBytes ? { file, sha256: hash.digest('hex') } : undefined;
}

/** What is under way already, for someone who may give up before it is there. */
function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new ReasonError('REASON_CANCELED'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
