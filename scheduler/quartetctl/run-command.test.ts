/** The command against a scheduler's real gRPC, by way of a standby that names it. */
import { Admin } from '@quartet/protos/services.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type GrpcServer, startGrpcServer, unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { Registry } from '@quartet/service-kit/metrics.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { NodeReport } from '../core/events.ts';
import { adminHandlers } from '../server/admin-service.ts';
import { leaderOnly } from '../server/leader-only.ts';
import { Loop } from '../server/loop.ts';
import { NodeOrders } from '../server/node-orders.ts';
import { aReport, aTask } from '../testing.ts';
import { runCommand } from './run-command.ts';

const patience = { timeout: 10_000, interval: 20 };
const servers: GrpcServer[] = [];
let loop: Loop;
let standby: string;
let report: NodeReport = aReport('node-a', { taskCap: 1 });
let reporting: NodeJS.Timeout;

const tellReport = (): void => loop.apply({ kind: 'node_reported', connection: 'node-1', report });

beforeAll(async () => {
  const orders = new NodeOrders();
  loop = new Loop({
    decided: (decision) => {
      if (decision.kind === 'order_obeyed') orders.obeyed(decision.nodeId);
      if (decision.kind !== 'order_on_node') return;
      // As a node does.
      report = { ...report, order: decision.order };
      tellReport();
    },
    moved: () => undefined,
    timed: () => undefined,
  });
  const unary = unaryHandlers(createLogger('test', 'fatal'), new Registry());
  const definition = Admin.service;
  const serve = async (handlers: Parameters<typeof startGrpcServer>[0]['services'][number]['handlers']) => {
    const server = await startGrpcServer({ listen: '127.0.0.1:0', services: [{ definition, handlers }] });
    servers.push(server);
    return server.address;
  };
  const leader = await serve(adminHandlers(loop, orders, 'here', unary));
  const refusal = (): ReasonError => new ReasonError('REASON_NOT_LEADER', { leader });
  standby = await serve(leaderOnly(definition, unary, () => undefined, refusal));

  loop.apply({ kind: 'took_over', epoch: 7 });
  tellReport();
  // It would be gone else.
  reporting = setInterval(tellReport, 500);
  for (const taskId of ['img_1', 'img_2', 'img_3']) {
    loop.apply({ kind: 'task_placed', worker: 'worker-1', description: aTask(taskId) });
  }
  // It listens first.
  await vi.waitUntil(() => loop.state.queue.size === 2, patience);
});
afterAll(async () => {
  clearInterval(reporting);
  loop.stop();
  for (const server of servers) await server.close(0);
});

/** Runs the command and gathers what it says. */
async function run(args: string, env: NodeJS.ProcessEnv = { QUARTET_SCHEDULER_ADDRESS: standby }) {
  const [printed, told]: [string[], string[]] = [[], []];
  const words = args.split(' ').filter((word) => word !== '');
  const code = await runCommand(words, {
    env,
    print: (line) => printed.push(line),
    tell: (line) => told.push(line),
  });
  return { code, printed: printed.join('\n'), told: told.join('\n') };
}

test('nodes and queue are tables', async () => {
  const nodes = await run('nodes');
  expect(nodes.told).toBe('');
  expect(nodes.code).toBe(0);
  expect(nodes.printed).toMatch(/^NODE +POOL +STATE +TASKS +MODELS +WHY NO MORE\n/);
  expect(nodes.printed).toMatch(/\nnode-a +small +ready +1\/1 +tiny +is full, for .* s, for about .* s more$/);
  const queue = await run('queue');
  expect(queue.printed.split('\n').map((line) => line.split(/ {2,}/).slice(0, 5))).toEqual([
    ['PLACE', 'TASK', 'PLAN', 'TENANT', 'MODEL'],
    ['0', 'img_2', 'free', 'usr_1', 'tiny'],
    ['1', 'img_3', 'free', 'usr_1', 'tiny'],
  ]);
});

test('explain tells of a task why it waits, since when, when it starts and what would free it', async () => {
  const { code, printed } = await run('explain img_3');
  expect(code).toBe(0);
  expect(printed).toMatch(/^img_3 waits for room on a node that has its model\nasked for .* s ago\n/);
  expect(printed).toMatch(/\nin the queue for .* s, with 1 before it\nexpected to start in about .* s\n/);
  expect(printed).toMatch(/\na task ends +node-a +img_1 +in about .* s$/);
  expect((await run('explain img_1')).printed).toMatch(/^img_1 runs on node-a\n/);
});

test('explain tells of a node why it takes no more', async () => {
  const { code, printed } = await run('explain node-a');
  expect([code, printed]).toEqual([0, expect.stringContaining('is full')]);
});

test('cordon, drain and uncordon show the node as it obeys', async () => {
  expect((await run('cordon node-a')).printed).toMatch(/node-a +small +cordoned +1\/1 .*is cordoned by an operator/);
  expect((await run('drain node-a --deadline 30')).printed).toMatch(/ draining .*for about \d+ s more/);
  expect(report.order).toMatchObject({ kind: 'NODE_ORDER_KIND_DRAIN', drainLeftMs: 30_000 });
  expect((await run('drain node-a')).code).toBe(0);
  expect(report.order?.drainLeftMs).toBe(120_000);
  expect((await run('explain img_2')).printed).toMatch(/\nthe node is uncordoned +node-a +- +not known\n/);
  expect((await run('uncordon node-a')).printed).toMatch(/ ready /);
});

test('with --json the answer is what the scheduler said', async () => {
  const { printed } = await run(`nodes --json --address ${standby}`, {});
  expect(JSON.parse(printed)).toMatchObject({ nodes: [{ nodeId: 'node-a', state: 'NODE_STATE_READY' }] });
});

test('what is refused is said with its reason', async () => {
  const unknown = await run('cordon node-b');
  expect(unknown).toEqual({ code: 1, printed: '', told: 'quartetctl: There is no such thing. (not_found, node_id)' });
  expect((await run('explain node-b')).code).toBe(1);
  expect(await run('explain img_9')).toMatchObject({
    code: 1,
    printed: expect.stringContaining('is not known') as unknown,
  });
  const endless = await run('drain node-a --deadline 1000000');
  expect([endless.code, endless.told]).toEqual([1, expect.stringContaining('deadline_seconds, 0 to 86400')]);
  const nobody = await run('nodes --address 127.0.0.1:9');
  expect([nobody.code, nobody.told]).toEqual([1, expect.stringContaining('(unavailable)')]);
});

test.each([
  ['nodes node-a', 'nodes takes nothing after it'],
  ['cordon', 'one NODE is needed'],
  ['explain a b', 'one ID is needed'],
  ['drain node-a --deadline soon', 'soon is no number of seconds'],
  ['cordon node-a --deadline 3', '--deadline is for drain'],
  ['nodes --adress x', '--adress'],
  ['nodes --address nowhere', 'nowhere is no HOST:PORT'],
  ['pods', 'there is no pods'],
])('%s is called wrongly', async (args, fault) => {
  const { code, told } = await run(args);
  expect([code, told]).toEqual([2, expect.stringContaining(fault)]);
});

test('it asks for an address where none is known, and helps without one', async () => {
  expect((await run('nodes', {})).code).toBe(2);
  for (const args of ['', 'help', 'nodes --help']) {
    expect(await run(args, {})).toMatchObject({
      code: 0,
      printed: expect.stringContaining('quartetctl drain') as unknown,
    });
  }
});
