/** What the scheduler's tests run it against: a Redis that can be killed, and a catalog that only gives epochs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Catalog } from '@quartet/protos/services.ts';
import { type GrpcServer, startGrpcServer } from '@quartet/service-kit/grpc-server.ts';
import { Redis } from 'ioredis';

/** The program of a Redis; tests that need one are skipped without it. */
export const redisProgram = process.env['QUARTET_REDIS_BIN'];

/** A Redis of its own on a free port, empty whenever it starts. */
export class TestRedis {
  readonly #port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'quartet-scheduler-'));
  #server: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
  }

  static async start(): Promise<TestRedis> {
    const redis = new TestRedis(await freePort());
    await redis.revive();
    return redis;
  }

  /** A test that runs beside others takes a database of its own, 0 to 15. */
  url(database = 0): string {
    return `redis://127.0.0.1:${this.#port}/${database}`;
  }

  /** Runs one command. */
  async run<Value>(command: (redis: Redis) => Promise<Value>, database = 0): Promise<Value> {
    const redis = new Redis(this.url(database), { retryStrategy: () => 20, maxRetriesPerRequest: null });
    // Refused until the server listens.
    redis.on('error', () => undefined);
    try {
      return await command(redis);
    } finally {
      redis.disconnect();
    }
  }

  async revive(): Promise<void> {
    const args = ['--port', `${this.#port}`, '--bind', '127.0.0.1', '--save', '', '--dir', this.#folder];
    this.#server = spawn(redisProgram ?? '', args, { stdio: 'ignore' });
    await this.run((redis) => redis.ping());
  }

  async kill(): Promise<void> {
    if (this.#server) await killProcess(this.#server);
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Ends a process that may have ended already. */
export async function killProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

/** A catalog that gives epochs from `epoch` on. */
export async function startCatalog(epoch: number): Promise<GrpcServer> {
  let next = epoch;
  const TakeEpoch = (_call: unknown, answer: (error: null, value: object) => void): void => {
    answer(null, { epoch: next });
    next += 1;
  };
  return startGrpcServer({
    listen: '127.0.0.1:0',
    services: [{ definition: Catalog.service, handlers: { TakeEpoch } }],
  });
}
