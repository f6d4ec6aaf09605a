import type { ClientDuplexStream } from '@grpc/grpc-js';
import type {
  Lease,
  PlaceRequestInput,
  PlaceResponse,
  PlacementClient as PlacementGrpcClient,
  Queued,
  Reason,
  TaskDescriptionInput,
} from '@quartet/protos/generated/index.ts';
import { Placement } from '@quartet/protos/services.ts';
import { keepStreamOpen } from '@quartet/service-kit/keep-stream-open.ts';
import { LeaderClient } from '@quartet/service-kit/leader-client.ts';
import type { Logger } from '@quartet/service-kit/log.ts';

/** The scheduler's answer to a place. */
export type PlaceAnswer = { readonly lease: Lease } | { readonly refused: Reason };

/** What a place asks. */
export interface PlaceAsk {
  readonly task: TaskDescriptionInput & { readonly taskId: string };
  readonly failed?: { readonly lease: Lease; readonly reason: Reason };
  /** Called with each position and estimate the scheduler tells. */
  readonly onQueued: (queued: Queued) => void;
  /** Gives up: the task is withdrawn and the promise rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly ask: PlaceAsk;
  readonly answer: (answer: PlaceAnswer) => void;
}

const cancelDeadlineMs = 2_000;

/**
 * One stream to the scheduler that leads, for all tasks of this worker. While the scheduler is away tasks simply wait; when the stream
 * opens again every waiting place is repeated, and so a new scheduler learns the queue.
 */
export class PlacementClient {
  readonly #leader: LeaderClient<PlacementGrpcClient>;
  /** By task: attempts that wait for the same answer, the newest last; never none. */
  readonly #waiting = new Map<string, readonly Waiting[]>();
  readonly #closing = new AbortController();
  readonly #open: Promise<void>;
  #stream: ClientDuplexStream<PlaceRequestInput, PlaceResponse> | undefined;
  #connected = false;

  constructor(schedulerAddress: string, log: Logger) {
    this.#leader = new LeaderClient<PlacementGrpcClient>(Placement, schedulerAddress);
    this.#open = keepStreamOpen({
      leader: this.#leader,
      open: (client) => client.place(),
      onOpen: (stream) => {
        this.#stream = stream;
        // A leader says at once that it is one; a standby only refuses.
        stream.once('metadata', () => {
          this.#connected = this.#stream === stream;
        });
        for (const asks of this.#waiting.values()) this.#send(newestOf(asks).ask);
      },
      onMessage: (message) => this.#receive(message),
      onClose: () => {
        this.#stream = undefined;
        this.#connected = false;
      },
      log,
      signal: this.#closing.signal,
    });
  }

  /** Whether a leading scheduler can be talked to now. */
  get connected(): boolean {
    return this.#connected;
  }

  /** How many tasks wait for an answer. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Waits for a lease or a refusal, however long it takes. A task is asked for once at a time: the newest ask is what the scheduler
   * hears, and its answer goes to older ones that wait too, for an attempt may come late and take over from one that came after it.
   */
  place(ask: PlaceAsk): Promise<PlaceAnswer> {
    const { taskId } = ask.task;
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        ask,
        answer: (answer) => {
          ask.signal.removeEventListener('abort', withdraw);
          resolve(answer);
        },
      };
      const withdraw = (): void => {
        const others = this.#waitingFor(taskId).filter((each) => each !== waiting);
        if (others.length > 0) this.#waiting.set(taskId, others);
        else if (this.#waiting.delete(taskId)) this.#stream?.write({ taskId, withdraw: {} });
        reject(ask.signal.reason as Error);
      };
      ask.signal.addEventListener('abort', withdraw, { once: true });
      this.#waiting.set(taskId, [...this.#waitingFor(taskId), waiting]);
      if (ask.signal.aborted) withdraw();
      else this.#send(ask);
    });
  }

  /** Ends a task wherever it is. @throws ReasonError when the scheduler does not answer. */
  async cancel(taskId: string, requestId: string): Promise<void> {
    const options = { deadlineMs: cancelDeadlineMs, requestId };
    await this.#leader.call(Placement.service.Cancel, { taskIds: [taskId] }, options);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#open;
    this.#leader.close();
  }

  #send({ task, failed }: PlaceAsk): void {
    const place = { task, failedLease: failed?.lease, failedReason: failed?.reason };
    this.#stream?.write({ taskId: task.taskId, place });
  }

  #receive(message: PlaceResponse): void {
    const waiting = this.#waitingFor(message.taskId);
    if (message.queued) {
      for (const { ask } of waiting) ask.onQueued(message.queued);
      return;
    }
    this.#waiting.delete(message.taskId);
    const refused = message.refused?.reason ?? 'REASON_INTERNAL';
    for (const { answer } of waiting) answer(message.leased ? { lease: message.leased } : { refused });
  }

  #waitingFor(taskId: string): readonly Waiting[] {
    return this.#waiting.get(taskId) ?? [];
  }
}

function newestOf(asks: readonly Waiting[]): Waiting {
  const newest = asks.at(-1);
  if (!newest) throw new Error('a task that nobody asks for is waited for');
  return newest;
}
