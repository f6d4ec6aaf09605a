import { Redis } from 'ioredis';
import { mkdirSync } from 'node:fs';
import { basicEnvironment } from '../environment.ts';
import type { ProcessSpec } from '../supervised.ts';

/** Valkey or Redis without any file: what it holds may be lost at any moment, and pictures must not reach a disk by it. */
export function redisServer(options: {
  readonly program: string;
  readonly folder: string;
  readonly port: number;
}): ProcessSpec {
  const { program, folder, port } = options;
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder];
  args.push('--save', '', '--appendonly', 'no', '--daemonize', 'no');
  return {
    name: 'redis',
    kind: 'server',
    command: program,
    args,
    env: basicEnvironment(),
    prepare: async () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    },
    probe: () => ping(port),
    stopSignal: 'SIGTERM',
    stopLimitMs: 10_000,
  };
}

async function ping(port: number): Promise<void> {
  const options = { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0, connectTimeout: 2_000 };
  const redis = new Redis(port, '127.0.0.1', options);
  // The failure that matters is the one the calls below reject with.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}
