import { ConfigError } from './config.ts';
import type { Logger } from './log.ts';

/** A started process: how to end it in order. */
export interface RunningProcess {
  readonly log: Logger;
  /** After this long a stop that hangs is cut, milliseconds; 30 s when absent. */
  readonly stopLimitMs?: number;
  /** Stops taking work, ends or hands over what runs, closes connections. Called once. */
  stop(): Promise<void>;
}

const usualStopLimitMs = 30_000;

/**
 * Runs a process of the system: starts it, and stops it in order on SIGTERM, SIGINT or the end of its supervisor (its IPC
 * channel closes). A wrong setting ends it with code 2 and one sentence; a broken invariant with code 1 and a stack.
 */
export async function runProcess(start: () => Promise<RunningProcess>): Promise<void> {
  // Until there is something to stop, a signal is the end, and said so here: as a container's first process, this one would
  // not hear a signal it has no handler for. So is the end of the supervisor: it may come while this process still starts.
  let onSignal = (_signal: string): void => process.exit(0);
  process.on('SIGTERM', () => onSignal('SIGTERM'));
  process.on('SIGINT', () => onSignal('SIGINT'));
  let onSupervisorGone = (): void => process.exit(1);
  if (process.connected) process.once('disconnect', () => onSupervisorGone());
  // Only a process with a channel has `send`: this one has lost its channel already.
  else if (process.send) onSupervisorGone();

  let running: RunningProcess;
  try {
    running = await start();
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(error instanceof ConfigError ? 2 : 1);
  }
  const { log, stopLimitMs = usualStopLimitMs } = running;
  let stopping = false;
  const stop = (cause: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ cause }, 'stopping');
    setTimeout(() => {
      log.error('the stop took too long and is cut');
      process.exit(1);
    }, stopLimitMs).unref();
    running.stop().then(
      () => {
        log.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  onSignal = stop;
  onSupervisorGone = () => stop('supervisor gone');
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'a broken invariant ends this process');
    process.exit(1);
  });
}
