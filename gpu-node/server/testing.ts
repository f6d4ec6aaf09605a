/** What the node's tests run it against: a scheduler, a worker and an object store of a few lines each. */
import { EventEmitter, once } from 'node:events';
import { type IncomingHttpHeaders, type Server as HttpServer, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type {
  JoinRequest,
  JoinResponseInput,
  Lease,
  RunRequestInput,
  RunResponse,
  TaskContentInput,
} from '@quartet/protos/generated/index.ts';
import { Fleet, Node } from '@quartet/protos/services.ts';
import { createClient } from '@quartet/service-kit/grpc-client.ts';
import { type GrpcServer, startGrpcServer } from '@quartet/service-kit/grpc-server.ts';

/** A scheduler that listens to one node and says what a test wants. */
export class FakeScheduler {
  readonly reports: JoinRequest[] = [];
  readonly #heard = new EventEmitter();
  #server: GrpcServer | undefined;
  #stream: ServerDuplexStream<JoinRequest, JoinResponseInput> | undefined;

  /** @returns where it listens */
  async start(epoch: number): Promise<string> {
    this.#server = await startGrpcServer({
      listen: '127.0.0.1:0',
      services: [
        {
          definition: Fleet.service,
          handlers: {
            Join: (stream: ServerDuplexStream<JoinRequest, JoinResponseInput>) => {
              this.#stream = stream;
              stream.write({ welcome: { epoch } });
              stream.on('data', (report: JoinRequest) => {
                this.reports.push(report);
                this.#heard.emit('report');
              });
              stream.on('end', () => stream.end());
            },
          },
        },
      ],
    });
    return this.#server.address;
  }

  /** Resolves when the node reports at least so many models in memory. */
  async joined(models: number): Promise<void> {
    while ((this.reports.at(-1)?.models.length ?? 0) < models) await once(this.#heard, 'report');
  }

  say(message: JoinResponseInput): void {
    this.#stream?.write(message);
  }

  async stop(): Promise<void> {
    await this.#server?.close(0);
  }
}

/** A worker with one Run stream. */
export class FakeWorker {
  readonly heard: RunResponse[] = [];
  readonly #client: InstanceType<typeof Node>;
  readonly #stream: ReturnType<InstanceType<typeof Node>['Run']>;

  /** @param onMessage hears of each message too, for what has to be answered at once */
  constructor(address: string, onMessage: (message: RunResponse) => void = () => undefined) {
    this.#client = createClient(Node, address);
    this.#stream = this.#client.Run();
    this.#stream.on('data', (message: RunResponse) => {
      this.heard.push(message);
      onMessage(message);
    });
    // A broken stream is what some tests are about.
    this.#stream.on('error', () => undefined);
  }

  send(request: RunRequestInput): void {
    this.#stream.write(request);
  }

  start(lease: Lease, content: TaskContentInput): void {
    this.send({ taskId: lease.taskId, start: { lease, content, requestId: `request of ${lease.taskId}` } });
  }

  /** What was heard of a task, in order. */
  of(taskId: string): RunResponse[] {
    return this.heard.filter((message) => message.taskId === taskId);
  }

  /** The names of what was heard of a task, steps and previews left out. */
  facts(taskId: string): string[] {
    return this.of(taskId).flatMap(({ event = '', failed }) =>
      event === 'step' || event === 'preview' ? [] : [failed ? `failed ${failed.reason}` : event],
    );
  }

  /** Breaks the stream, as the death of a worker does. */
  die(): void {
    this.#stream.cancel();
    this.#client.close();
  }
}

/** An object store that takes every PUT, or refuses them all, and gives back what it has. */
export class FakeStore {
  readonly objects = new Map<string, { readonly body: Buffer; readonly headers: IncomingHttpHeaders }>();
  refuse = false;
  #server: HttpServer | undefined;

  /** @returns its URL */
  async start(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const key = request.url ?? '';
        if (request.method === 'GET') {
          response.writeHead(this.objects.has(key) ? 200 : 404).end(this.objects.get(key)?.body);
        } else if (this.refuse) {
          response.writeHead(403).end();
        } else {
          this.objects.set(key, { body: Buffer.concat(chunks), headers: request.headers });
          response.end();
        }
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}
