/** The local stack: `npm start` comes here when everything is installed. Runs until it is interrupted. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LocalOptions, UsageError, parseOptions, usage } from './bootstrap/options.mjs';
import { provisionServers } from './bootstrap/servers.mjs';
import { SetupError } from './bootstrap/setup-error.mjs';
import { Progress } from './progress.ts';
import { StackError } from './stack-error.ts';
import { type RunningStack, startStack } from './stack.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** npm repeats a Ctrl-C that the terminal has already sent to everyone: a second one means a hurry only after this. */
const sameInterruptMs = 700;

async function run(options: LocalOptions): Promise<void> {
  const { env } = process;
  const progress = new Progress(options.quiet);
  const { interrupted, hurry } = listenForInterrupts(progress);
  const programs = await provisionServers({ env, note: (text) => progress.note(text) });
  const home = resolve(env['QUARTET_HOME'] || `${root}.quartet`);
  progress.note(`data in ${home}`);
  let stack: RunningStack;
  try {
    const { nodeCount, port, fresh } = options;
    const shared = { home, nodeCount, port, fresh, events: progress, signal: interrupted };
    stack = await startStack({ ...shared, env: { ...env, ...programs } });
  } catch (error) {
    if (interrupted.aborted) return;
    throw error;
  }
  progress.announce(stack.url, stack.facts().keys, options.port);
  if (!interrupted.aborted) {
    await new Promise((resolve) => {
      interrupted.addEventListener('abort', resolve, { once: true });
    });
  }
  await stack.stop(hurry);
  progress.note('stopped');
}

/** The first interrupt stops in order, the second by force. */
function listenForInterrupts(progress: Progress): { interrupted: AbortSignal; hurry: AbortSignal } {
  const first = new AbortController();
  const second = new AbortController();
  let firstAt = 0;
  const onSignal = (): void => {
    if (!first.signal.aborted) {
      firstAt = Date.now();
      progress.note('stopping in order; once more to force it');
      first.abort();
    } else if (Date.now() - firstAt > sameInterruptMs) {
      second.abort();
    }
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // Whoever started this with an IPC channel, as tests do, wants nothing left behind when it ends.
  if (process.connected) process.on('disconnect', onSignal);
  // A closed terminal. Under nohup, which is how one asks to live on, the output is no terminal.
  if (process.stdout.isTTY) process.on('SIGHUP', onSignal);
  return { interrupted: first.signal, hurry: second.signal };
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else await run(options);
  process.exit(0);
} catch (error) {
  if (error instanceof UsageError || error instanceof StackError) console.error(error.message);
  else if (error instanceof SetupError) console.error(`${error.details}\n${error.message}`.trim());
  else console.error(error);
  process.exit(error instanceof UsageError ? 2 : 1);
}
