import type { Viewer } from '@quartet/protos/generated/index.ts';
import type { EventHub } from './hub.ts';
import type { Watcher } from './watcher.ts';

/** Resolves when a generation has ended, the process stops, or `signal` aborts: whichever comes first. */
export async function waitForEnd(
  hub: EventHub,
  generationId: string,
  viewer: Viewer,
  signal: AbortSignal,
): Promise<void> {
  if (hub.isStopping) return;
  const { promise, resolve } = withResolvers();
  const watcher: Watcher = {
    offerFact: ({ isLast }) => {
      if (isLast) resolve();
    },
    offerLive: () => undefined,
    keepOnly: () => undefined,
    close: () => resolve(),
  };
  const unwatch = hub.watch(generationId, viewer, watcher);
  signal.addEventListener('abort', resolve, { once: true });
  if (signal.aborted) resolve();
  await promise;
  signal.removeEventListener('abort', resolve);
  unwatch();
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((resolvePromise) => {
    resolve = resolvePromise;
  });
  return { promise, resolve };
}
