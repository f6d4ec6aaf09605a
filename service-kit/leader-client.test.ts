import type { ClientDuplexStream, ServerDuplexStream, sendUnaryData } from '@grpc/grpc-js';
import type {
  EstimateResponseInput,
  PlaceRequest,
  PlaceRequestInput,
  PlaceResponse,
  PlaceResponseInput,
} from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { Placement } from '@quartet/protos/services.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { toServiceError } from './grpc-errors.ts';
import { type GrpcServer, startGrpcServer } from './grpc-server.ts';
import { keepStreamOpen } from './keep-stream-open.ts';
import { LeaderClient } from './leader-client.ts';
import { createLogger } from './log.ts';

const patience = { timeout: 20_000, interval: 10 };
const options = { deadlineMs: 10_000 };
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

type Stream = ServerDuplexStream<PlaceRequest, PlaceResponseInput>;

interface CandidateState {
  leads: boolean;
  leader: string | undefined;
  /** Unary calls that came. */
  asked: number;
  /** Streams that came. */
  readonly streams: Stream[];
}

/** A process that leads, or stands by and says who leads, as its state says. */
class Candidate {
  readonly server: GrpcServer;
  readonly state: CandidateState;

  private constructor(server: GrpcServer, state: CandidateState) {
    this.server = server;
    this.state = state;
  }

  static async start(leads: boolean, leader?: string): Promise<Candidate> {
    const state: CandidateState = { leads, leader, asked: 0, streams: [] };
    const refusal = (): Error => {
      const error = new ReasonError('REASON_NOT_LEADER', state.leader ? { leader: state.leader } : {});
      return Object.assign(new Error(error.message), toServiceError(error));
    };
    const estimate = (_call: unknown, answer: sendUnaryData<EstimateResponseInput>): void => {
      state.asked += 1;
      if (state.leads) answer(null, { startMs: 1, finishMs: 2 });
      else answer(refusal());
    };
    const place = (stream: Stream): void => {
      state.streams.push(stream);
      stream.on('error', () => undefined);
      if (!state.leads) stream.emit('error', refusal());
      else stream.write({ taskId: 'welcome', queued: {} });
    };
    const server = await startGrpcServer({
      listen: '127.0.0.1:0',
      services: [{ definition: Placement.service, handlers: { estimate, place, cancel: () => undefined } }],
    });
    closers.push(() => server.close(0));
    return new Candidate(server, state);
  }

  get address(): string {
    return this.server.address;
  }
}

function clientOf(address: string): LeaderClient<InstanceType<typeof Placement>> {
  const client = new LeaderClient(Placement, address);
  closers.push(() => client.close());
  return client;
}

const ask = (client: LeaderClient<InstanceType<typeof Placement>>): Promise<{ startMs: number }> =>
  client.call(Placement.service.Estimate, { count: 1 }, options);

test('A call that a standby refuses is made again at the leader it names, and the next ones go there at once', async () => {
  const leader = await Candidate.start(true);
  const standby = await Candidate.start(false, leader.address);
  const client = clientOf(standby.address);
  for (let count = 0; count < 3; count += 1) expect(await ask(client)).toMatchObject({ startMs: 1 });
  expect([standby.state.asked, leader.state.asked]).toEqual([1, 3]);
});

test('A named leader that cannot be reached is left for the configured address', async () => {
  const leader = await Candidate.start(true);
  const configured = await Candidate.start(false, leader.address);
  const client = clientOf(configured.address);
  await ask(client);
  await leader.server.close(0);
  configured.state.leads = true;
  expect(await ask(client)).toMatchObject({ startMs: 1 });
  expect(configured.state.asked).toBe(2);
});

test('When nobody leads the call fails with that reason, after one try', async () => {
  const standby = await Candidate.start(false);
  await expect(ask(clientOf(standby.address))).rejects.toMatchObject({ reason: 'REASON_NOT_LEADER' });
  expect(standby.state.asked).toBe(1);
});

test('Two standbys that name each other are asked once each', async () => {
  const first = await Candidate.start(false);
  const second = await Candidate.start(false, first.address);
  first.state.leader = second.address;
  await expect(ask(clientOf(first.address))).rejects.toMatchObject({ reason: 'REASON_NOT_LEADER' });
  expect([first.state.asked, second.state.asked]).toEqual([1, 1]);
});

test('A stream follows the leader from one to the other and back, and opens at neither while none leads', async () => {
  const [a, b] = [await Candidate.start(true), await Candidate.start(false)];
  const stopping = new AbortController();
  const heard: string[] = [];
  const leader = clientOf(a.address);
  const closed = keepStreamOpen({
    leader,
    open: (client): ClientDuplexStream<PlaceRequestInput, PlaceResponse> => client.place(),
    onOpen: () => undefined,
    onMessage: ({ taskId }) => heard.push(taskId),
    onClose: () => undefined,
    log: createLogger('test', 'fatal'),
    signal: stopping.signal,
  });
  closers.push(() => (stopping.abort(), closed));
  const cut = ({ state }: Candidate, named: string): void => {
    const error = toServiceError(new ReasonError('REASON_NOT_LEADER', named ? { leader: named } : {}));
    Object.assign(state, { leads: false, leader: named });
    state.streams.at(-1)?.emit('error', Object.assign(new Error(), error));
  };
  await vi.waitFor(() => expect(heard).toHaveLength(1), patience);

  // 1. The leader steps down before another leads: it is asked again until it can name one.
  cut(a, '');
  const before = a.state.streams.length;
  await vi.waitFor(() => expect(a.state.streams.length).toBeGreaterThan(before + 1), patience);
  expect(heard).toHaveLength(1);
  b.state.leads = true;
  a.state.leader = b.address;
  await vi.waitFor(() => expect(heard).toHaveLength(2), patience);
  expect(b.state.streams).toHaveLength(1);

  // 2. That one hands over to the first, which it names.
  a.state.leads = true;
  cut(b, a.address);
  await vi.waitFor(() => expect(heard).toHaveLength(3), patience);
  expect(leader.client.getChannel().getTarget()).toContain(a.address);
});
