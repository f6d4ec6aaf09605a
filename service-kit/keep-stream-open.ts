import type { Client, ClientDuplexStream } from '@grpc/grpc-js';
import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { fromServiceError } from './grpc-errors.ts';
import type { LeaderClient } from './leader-client.ts';
import type { Logger } from './log.ts';

/**
 * Between the end of a stream and the next try: doubles until a stream is accepted, and varies so that peers do not come
 * all at once. Short enough that everyone is with a new leader before it has done listening.
 */
const firstPauseMs = 100;
const longestPauseMs = 400;
/** A peer that cannot be reached within is given up for the configured address, where another may serve. */
const reachableWithinMs = 500;

/**
 * Keeps one bidirectional stream to the leader open until `signal` aborts: opens it when the leader can be reached, and
 * again whenever it ends. `onOpen` repeats whatever the peer must know, for a new stream knows nothing of the old.
 * Resolves when `signal` aborts. Handlers must not throw.
 */
export async function keepStreamOpen<ServiceClient extends Client, Request, Response>(options: {
  readonly leader: LeaderClient<ServiceClient>;
  readonly open: (client: ServiceClient) => ClientDuplexStream<Request, Response>;
  readonly onOpen: (stream: ClientDuplexStream<Request, Response>) => void;
  readonly onMessage: (message: Response) => void;
  readonly onClose: () => void;
  readonly log: Logger;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { leader, signal, log } = options;
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    const { client } = leader;
    if (!(await isReachable(client))) {
      leader.failed(client, new ReasonError('REASON_UNAVAILABLE'));
      continue;
    }
    if (signal.aborted) break;
    // A call beside this stream may have learned of another leader in the meantime.
    if (client !== leader.client) continue;
    const stream = options.open(client);
    const cancel = (): void => stream.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    options.onOpen(stream);
    await new Promise<void>((resolve) => {
      stream.on('metadata', () => {
        pauseMs = firstPauseMs;
      });
      stream.on('data', options.onMessage);
      stream.on('error', (error) => {
        if (signal.aborted) return;
        const failure = fromServiceError(error);
        leader.failed(client, failure);
        const facts = { reason: reasonName(failure.reason), leader: failure.details.leader };
        log.warn(facts, 'a stream broke and is opened again');
      });
      // Not 'close': a stream whose peer ends it keeps its own half open and never closes; its status always comes once.
      stream.on('status', () => resolve());
    });
    signal.removeEventListener('abort', cancel);
    options.onClose();
    await pause(pauseMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(2 * pauseMs, longestPauseMs);
  }
}

/** Resolves true as soon as the peer can be reached, or false after a while of trying. */
function isReachable(client: Client): Promise<boolean> {
  return new Promise((resolve) => client.waitForReady(Date.now() + reachableWithinMs, (error) => resolve(!error)));
}
