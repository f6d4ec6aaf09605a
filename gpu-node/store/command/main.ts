/** Entry point of the `models` command. */
import { runCommand } from './run-command.ts';

const abort = new AbortController();
// Once: what was begun is cleaned up. Whoever asks again is not kept waiting.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => abort.abort(new Error(`stopped by ${signal}`)));
}
process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  signal: abort.signal,
  print: (line) => process.stdout.write(`${line}\n`),
  tell: (line) => process.stderr.write(`${line}\n`),
});
