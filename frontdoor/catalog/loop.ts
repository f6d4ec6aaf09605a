import type { Logger } from '@quartet/service-kit/log.ts';

/** Background work that is done again and again, one run at a time. */
export interface Loop {
  /** Runs it soon: at once, or again as soon as the present run ends. */
  wake(): void;
  /** Resolves when the present run has ended; no other begins. */
  stop(): Promise<void>;
}

const longestFailurePauseMs = 2_000;

/**
 * Runs `work` each `everyMs` after its last end, and when woken; again at once while it says there is more. A failure is
 * logged once until it works again, and doubles the pause up to 2 s (or `everyMs`, if that is longer): a part that is away delays the work and loses nothing.
 */
export function startLoop(options: {
  readonly name: string;
  readonly everyMs: number;
  readonly log: Logger;
  readonly work: () => Promise<{ more: boolean }>;
}): Loop {
  const { name, everyMs, log, work } = options;
  const stopped = new AbortController();
  let woken = false;
  let failures = 0;
  let endPause: (() => void) | undefined;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function runForever(): Promise<void> {
    while (!stopped.signal.aborted) {
      woken = false;
      let more = false;
      try {
        ({ more } = await work());
        if (failures > 0) log.info({ loop: name, failures }, 'background work goes on');
        failures = 0;
      } catch (error) {
        if (failures === 0) log.warn({ loop: name, err: error }, 'background work failed and is tried again');
        failures += 1;
      }
      if (stopped.signal.aborted) return;
      // A failure waits even when woken: waking must not turn into hammering on a part that is away.
      if (failures > 0) await pause(Math.max(everyMs, Math.min(longestFailurePauseMs, everyMs * 2 ** failures)));
      else if (!more && !woken) await pause(everyMs);
    }
  }

  const running = runForever();
  return {
    wake: () => {
      woken = true;
      if (failures === 0) endPause?.();
    },
    stop: async () => {
      stopped.abort();
      endPause?.();
      await running;
    },
  };
}
