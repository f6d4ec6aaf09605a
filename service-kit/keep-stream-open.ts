import type { Client, ClientDuplexStream } from '@grpc/grpc-js';
import { setTimeout as pause } from 'node:timers/promises';
import { fromServiceError } from './grpc-errors.ts';
import type { Logger } from './log.ts';

/** Between the end of a stream and the next try; the channel itself backs off while the peer cannot be reached. */
const reopenPauseMs = 200;

/**
 * Keeps one bidirectional stream to a peer open until `signal` aborts: opens it when the peer can be reached, and again
 * whenever it ends. `onOpen` repeats whatever the peer must know, for a new stream knows nothing of the old.
 * Resolves when `signal` aborts. Handlers must not throw.
 */
export async function keepStreamOpen<Request, Response>(options: {
  readonly client: Client;
  readonly open: () => ClientDuplexStream<Request, Response>;
  readonly onOpen: (stream: ClientDuplexStream<Request, Response>) => void;
  readonly onMessage: (message: Response) => void;
  readonly onClose: () => void;
  readonly log: Logger;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { client, signal, log } = options;
  while (!signal.aborted) {
    if (!(await isReachable(client))) continue;
    if (signal.aborted) break;
    const stream = options.open();
    const cancel = (): void => stream.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    options.onOpen(stream);
    await new Promise<void>((resolve) => {
      stream.on('data', options.onMessage);
      stream.on('error', (error) => {
        if (!signal.aborted) log.warn({ reason: fromServiceError(error).reason }, 'a stream broke and is opened again');
      });
      // Not 'close': a stream whose peer ends it keeps its own half open and never closes; its status always comes once.
      stream.on('status', () => resolve());
    });
    signal.removeEventListener('abort', cancel);
    options.onClose();
    await pause(reopenPauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Resolves true as soon as the peer can be reached, or false after a second of trying. */
function isReachable(client: Client): Promise<boolean> {
  return new Promise((resolve) => client.waitForReady(Date.now() + 1_000, (error) => resolve(!error)));
}
