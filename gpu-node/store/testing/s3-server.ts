/** An S3 server of a test file's own: real, empty, in a temporary folder, ended with the file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ModelObjectSettings, modelBucket } from '@quartet/service-kit/model-folders.ts';
import type { ObjectStore } from '@quartet/service-kit/object-store.ts';
import { vi } from 'vitest';

export interface TestS3 {
  readonly settings: ModelObjectSettings;
  /** The bucket `models`. */
  readonly objects: ObjectStore;
  stop(): Promise<void>;
}

/** SeaweedFS puts each service's gRPC port this far above it. */
const grpcOffset = 10_000;

/** Starts SeaweedFS on free loopback ports and waits until it stores an object. */
export async function startS3(): Promise<TestS3> {
  const folder = await mkdtemp(join(tmpdir(), 'quartet-s3-'));
  const [s3, master, volume, filer, admin, metrics] = await Promise.all(Array.from({ length: 6 }, freePort));
  const args = ['mini', `-dir=${folder}`, '-ip=127.0.0.1', '-ip.bind=127.0.0.1', `-s3.port=${s3}`];
  args.push(`-master.port=${master}`, `-volume.port=${volume}`, `-filer.port=${filer}`, `-admin.port=${admin}`);
  args.push(`-metricsPort=${metrics}`, '-admin.ui=false', '-webdav=false', '-master.telemetry=false');
  args.push('-s3.port.iceberg=0', '-s3.port.lance=0');
  const env = { PATH: process.env['PATH'], HOME: folder, AWS_ACCESS_KEY_ID: 'access', AWS_SECRET_ACCESS_KEY: 'secret' };
  const server = spawn(process.env['QUARTET_S3_BIN'] || 'weed', args, { cwd: folder, env, stdio: 'ignore' });
  const failed = new Promise<never>((_, reject) => {
    server.once('error', () => reject(new Error('these tests need weed on PATH, or QUARTET_S3_BIN to name it')));
    server.once('exit', (code) => reject(new Error(`the S3 server ended with ${code}`)));
  });
  const settings = {
    QUARTET_S3_URL: `http://127.0.0.1:${s3}`,
    QUARTET_S3_REGION: 'us-east-1',
    QUARTET_S3_ACCESS_KEY: 'access',
    QUARTET_S3_SECRET_KEY: 'secret',
  };
  const objects = modelBucket({ kind: 's3', bucket: 'models', prefix: '' }, settings);
  await Promise.race([failed, vi.waitFor(() => putAndRemove(objects), { timeout: 50_000, interval: 200 })]);
  failed.catch(() => undefined);
  return {
    settings,
    objects,
    stop: async () => {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Its health check answers before an object can be stored: only a PUT is proof. */
async function putAndRemove({ client, bucket }: ObjectStore): Promise<void> {
  if (!(await client.bucketExists(bucket))) await client.makeBucket(bucket);
  await client.putObject(bucket, 'can-store', 'yes');
  await client.removeObject(bucket, 'can-store');
}

/** What it holds is nobody's any more: it need not stop in order. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGKILL');
  await once(server, 'exit');
}

/** A loopback port that was free a moment ago, with its neighbour for gRPC, below those of outgoing connections. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(11_000, 22_000);
    if ((await isFree(port)) && (await isFree(port + grpcOffset))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
