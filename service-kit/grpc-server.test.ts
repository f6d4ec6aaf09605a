import { createRequire } from 'node:module';
import { type ClientDuplexStream, credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { Fleet, Placement } from '@quartet/protos/services.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GrpcServer, startGrpcServer } from './grpc-server.ts';

interface ReflectionResponse {
  readonly listServicesResponse?: { readonly service: readonly { readonly name: string }[] };
}
interface ReflectionClient {
  serverReflectionInfo(): ClientDuplexStream<{ listServices: string }, ReflectionResponse>;
  close(): void;
}

let server: GrpcServer;
beforeAll(async () => {
  server = await startGrpcServer({
    listen: '127.0.0.1:0',
    services: [
      { definition: Placement.service, handlers: {} },
      { definition: Fleet.service, handlers: {} },
    ],
  });
});
afterAll(() => server.close(0));

test('reflection tells of the services that are served, and of no other', async () => {
  const proto = createRequire(import.meta.url).resolve(
    '@grpc/reflection/build/proto/grpc/reflection/v1/reflection.proto',
  );
  const { grpc } = loadPackageDefinition(loadSync(proto)) as unknown as {
    grpc: { reflection: { v1: { ServerReflection: new (address: string, creds: unknown) => ReflectionClient } } };
  };
  const client = new grpc.reflection.v1.ServerReflection(server.address, credentials.createInsecure());
  const stream = client.serverReflectionInfo();
  const answer = await new Promise<ReflectionResponse>((resolve, reject) => {
    stream.on('data', resolve);
    stream.on('error', reject);
    stream.write({ listServices: '' });
  });
  stream.end();
  client.close();
  const names = answer.listServicesResponse?.service.map(({ name }) => name) ?? [];
  expect(names.filter((name) => name.startsWith('quartet.')).toSorted()).toEqual([
    'quartet.scheduler.v1.Fleet',
    'quartet.scheduler.v1.Placement',
  ]);
});
