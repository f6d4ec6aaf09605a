/**
 * `npm start`: works in a fresh clone, where nothing is installed. So this file and bootstrap/ use nothing but Node: they
 * look at the machine, install the packages and fetch the servers; main.ts then runs the stack.
 */
import { fileURLToPath } from 'node:url';
import { UsageError, parseOptions, usage } from './bootstrap/options.mjs';
import { prepare } from './bootstrap/prepare.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    console.log(usage);
    process.exit(0);
  }
  await prepare(root, 'production', options.quiet ? () => undefined : console.log);
} catch (error) {
  if (error instanceof UsageError) {
    console.error(error.message);
    process.exit(2);
  }
  throw error;
}

// In this very process, so that signals, output and exit code are the supervisor's own.
const { register } = await import('tsx/esm/api');
register();
await import('./main.ts');
