import { Client } from 'minio';
import { mkdirSync } from 'node:fs';
import { basicEnvironment } from '../environment.ts';
import type { ProcessSpec } from '../supervised.ts';

/** Where objects are, as the parts are told. */
export interface ObjectStore {
  readonly url: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** The ports of SeaweedFS's services; each has a gRPC port 10,000 above it. */
export interface SeaweedPorts {
  readonly s3: number;
  readonly master: number;
  readonly volume: number;
  readonly filer: number;
  readonly admin: number;
  readonly metrics: number;
}

/** SeaweedFS in one process, as an S3 server on loopback. */
export function s3Server(options: {
  readonly program: string;
  readonly folder: string;
  readonly ports: SeaweedPorts;
  readonly store: ObjectStore;
}): ProcessSpec {
  const { program, folder, ports, store } = options;
  const args = ['mini', `-dir=${folder}`, '-ip=127.0.0.1', '-ip.bind=127.0.0.1'];
  args.push(`-s3.port=${ports.s3}`, `-master.port=${ports.master}`, `-volume.port=${ports.volume}`);
  args.push(`-filer.port=${ports.filer}`, `-admin.port=${ports.admin}`, `-metricsPort=${ports.metrics}`);
  // Nothing beside S3 is served, and nobody outside is told about it.
  args.push('-admin.ui=false', '-webdav=false', '-master.telemetry=false', '-s3.port.iceberg=0', '-s3.port.lance=0');
  return {
    name: 's3',
    kind: 'server',
    command: program,
    args,
    env: { ...basicEnvironment(), AWS_ACCESS_KEY_ID: store.accessKey, AWS_SECRET_ACCESS_KEY: store.secretKey },
    cwd: folder,
    prepare: async () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    },
    probe: () => putAndRemove(store),
    stopSignal: 'SIGTERM',
    // Its filer waits ten seconds for peers that are gone; what it has acknowledged survives a kill.
    stopLimitMs: 4_000,
  };
}

/** Its health check answers seconds before an object can be stored, most of all after a kill: only a PUT is proof. */
async function putAndRemove({ url, region, bucket, accessKey, secretKey }: ObjectStore): Promise<void> {
  const { hostname, port } = new URL(url);
  const client = new Client({
    endPoint: hostname,
    port: Number(port),
    useSSL: false,
    region,
    accessKey,
    secretKey,
    retryOptions: { disableRetry: true },
  });
  if (!(await client.bucketExists(bucket))) await client.makeBucket(bucket, region);
  const key = '.quartet/can-store';
  await client.putObject(bucket, key, Buffer.from('yes'));
  await client.removeObject(bucket, key);
}
