import { setTimeout as pause } from 'node:timers/promises';
import type { UploadGrant } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';

/** One PUT takes milliseconds in the house and seconds over a bad line. */
const attemptLimitMs = 9_000;
/**
 * Before each further try. A store that restarts is back within seconds, and painting anew costs more than the wait; five
 * tries that all hang still end within the 60 s a grant is valid.
 */
const retryPausesMs: readonly number[] = [200, 1_000, 3_000, 8_000];

/**
 * Puts a file where the grant says, with bounded retries.
 * @throws ReasonError `upload_failed`; `canceled` when `signal` aborts.
 */
export async function uploadFile(
  body: Uint8Array,
  grant: UploadGrant,
  signal: AbortSignal,
  pausesMs = retryPausesMs,
): Promise<void> {
  for (const pauseMs of [...pausesMs, undefined]) {
    const outcome = await attempt(body, grant, signal);
    if (signal.aborted) throw new ReasonError('REASON_CANCELED');
    if (outcome === 'stored') return;
    if (outcome === 'refused' || pauseMs === undefined) break;
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  throw new ReasonError('REASON_UPLOAD_FAILED');
}

/** `refused` is final: the store has understood and said no. */
async function attempt(
  body: Uint8Array,
  { url, headers }: UploadGrant,
  signal: AbortSignal,
): Promise<'stored' | 'refused' | 'failed'> {
  try {
    const response = await fetch(url, {
      method: 'PUT',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(attemptLimitMs)]),
    });
    // Read to its end, so that the connection can be used again.
    await response.arrayBuffer();
    if (response.ok) return 'stored';
    const transient = response.status >= 500 || response.status === 408 || response.status === 429;
    return transient ? 'failed' : 'refused';
  } catch {
    // fetch tells a refused connection, a reset and a timeout apart in words only; all are worth another try.
    return 'failed';
  }
}
