import { mkdirSync } from 'node:fs';
import type { ProcessSpec } from '../supervised.ts';
import { basicEnvironment } from '../environment.ts';

/** Temporal's development server, on one SQLite file. */
export function temporalServer(options: {
  readonly program: string;
  readonly folder: string;
  readonly port: number;
  readonly httpPort: number;
  readonly metricsPort: number;
}): ProcessSpec {
  const { program, folder, port, httpPort, metricsPort } = options;
  const args = ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--log-level', 'warn'];
  args.push('--port', `${port}`, '--http-port', `${httpPort}`, '--metrics-port', `${metricsPort}`);
  args.push('--db-filename', `${folder}/temporal.db`);
  // Twice the workflows a second of the default, and still nothing acknowledged is lost when the process is killed.
  args.push('--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL');
  return {
    name: 'temporal',
    kind: 'server',
    command: program,
    args,
    env: basicEnvironment(),
    prepare: async () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    },
    probe: async (signal) => {
      const response = await fetch(`http://127.0.0.1:${httpPort}/api/v1/namespaces/default`, { signal });
      if (!response.ok) throw new Error(`its namespace answers ${response.status}`);
    },
    stopSignal: 'SIGTERM',
    stopLimitMs: 15_000,
  };
}
