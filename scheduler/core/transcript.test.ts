/**
 * Scripts in `testdata/` drive the core; under each command stands what it decided. A change of behaviour shows as a change
 * of these files: review it, then record it by `npx vitest run scheduler -u`.
 *
 *     at 2.5 place worker-1 img_1 tenant=usr_1       a line is a time in seconds and an event
 *       granted 1-1 img_1 on a to worker-1           an indented line is a decision
 */
import { readFileSync, readdirSync } from 'node:fs';
import type { Lease, NodeOrder, NodeOrderKind, Reason, StoredModelState } from '@quartet/protos/generated/index.ts';
import { leaseName } from '@quartet/protos/leases.ts';
import { reasonName, reasonOf } from '@quartet/protos/reasons.ts';
import { expect, test } from 'vitest';
import { aReport, aStored, aTask } from '../testing.ts';
import type { Decision } from './decisions.ts';
import type { NodeConnection, NodeReport, SchedulerEvent, WorkerConnection } from './events.ts';
import { Scheduler } from './scheduler.ts';

const storedStates: Record<string, StoredModelState> = {
  loadable: 'STORED_MODEL_STATE_LOADABLE',
  loading: 'STORED_MODEL_STATE_LOADING',
  unavailable: 'STORED_MODEL_STATE_UNAVAILABLE',
};

const orderKinds: Record<string, NodeOrderKind> = {
  serve: 'NODE_ORDER_KIND_SERVE',
  cordon: 'NODE_ORDER_KIND_CORDON',
  drain: 'NODE_ORDER_KIND_DRAIN',
};

const folder = new URL('testdata/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
  test(`The core does what ${file} records`, async () => {
    const path = new URL(file, folder).pathname;
    await expect(replay(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
  });
}

function replay(script: string): string {
  const core = new Scheduler();
  const written: string[] = [];
  for (const line of script.split('\n')) {
    if (line.startsWith('  ')) continue;
    written.push(line);
    const match = /^at ([\d.]+) (.*)$/.exec(line);
    if (!match?.[1] || !match[2]) continue;
    const now = Number(match[1]) * 1_000;
    const event = parse(match[2].split(' '));
    if (event) core.apply(event, now);
    for (const decision of core.decide(now)) written.push(`  ${describe(decision)}`);
    for (const { taskId, position, estimateMs } of core.queueUpdates(now)) {
      written.push(`  ${taskId} waits at ${position}, about ${(estimateMs / 1_000).toFixed(1)} s`);
    }
  }
  return written.join('\n');
}

/** `undefined` for `tick`, which only lets time pass. */
function parse([verb = '', first = '', second = '', ...rest]: readonly string[]): SchedulerEvent | undefined {
  const facts = Object.fromEntries(
    rest.map((word) => word.split('=')).map(([key = '', value = '']) => [key, value]),
  ) as Record<string, string | undefined>;
  switch (verb) {
    case 'tick':
      return undefined;
    case 'take_over':
      return { kind: 'took_over', epoch: Number(first) };
    case 'report':
      return { kind: 'node_reported', connection: first as NodeConnection, report: parseReport(second, facts) };
    case 'order': {
      const order = orderKinds[first] ?? 'NODE_ORDER_KIND_UNSPECIFIED';
      const graceMs = facts.grace ? Number(facts.grace) * 1_000 : undefined;
      return { kind: 'node_ordered', nodeId: second, orderId: facts.as ?? '', order, graceMs };
    }
    case 'close_node':
      return { kind: 'node_closed', connection: first as NodeConnection };
    case 'place': {
      const description = aTask(second, {
        tenantId: facts.tenant ?? 'usr_1',
        model: facts.model ?? 'tiny',
        weight: Number(facts.weight ?? 1),
        paintingLimit: Number(facts.limit ?? 100),
      });
      const failed = facts.failed ? parseEnd(second, facts.failed) : undefined;
      return { kind: 'task_placed', worker: first as WorkerConnection, description, failed };
    }
    case 'withdraw':
      return { kind: 'task_withdrawn', worker: first as WorkerConnection, taskId: second };
    case 'cancel':
      return { kind: 'tasks_canceled', taskIds: [first] };
    case 'close_worker':
      return { kind: 'worker_closed', worker: first as WorkerConnection };
    default:
      throw new Error(`no such command: ${verb}`);
  }
}

/**
 * `report node-1 a running=img_1:1-1:4,img_2:1-2:0 ended=img_3:1-3:bad_output cap=2 draining=yes`. A running task is one of
 * `tiny` unless it ends in `:large`; `has=none` or `has=large` names what is in memory instead of `tiny`, `stored=large:loading`
 * what is not and takes 5 s to load; `obeys=o-1:drain:4` the order it was given, a drain with 4 s left.
 */
function parseReport(nodeId: string, facts: Record<string, string | undefined>): NodeReport {
  const running = list(facts.running).map((word) => {
    const [taskId = '', name = '', step = '0', model = 'tiny'] = word.split(':');
    return { lease: parseLease(taskId, name, nodeId), model, step: Number(step), steps: 10 };
  });
  const ended = list(facts.ended).map((word) => {
    const [taskId = '', name = '', reason = ''] = word.split(':');
    return { lease: parseLease(taskId, name, nodeId), reason: reasonOf(reason), gpuMs: 900 };
  });
  const has = list(facts.has ?? 'tiny').filter((model) => model !== 'none');
  const models = aReport(nodeId).models.flatMap((profile) => has.map((model) => ({ ...profile, model })));
  const stored = list(facts.stored).map((word) => {
    const [model = '', state = 'loadable'] = word.split(':');
    return aStored(model, { state: storedStates[state] });
  });
  const taskCap = Number(facts.cap ?? 4);
  const order = facts.obeys ? parseOrder(facts.obeys) : undefined;
  return aReport(nodeId, { running, ended, models, stored, taskCap, draining: facts.draining === 'yes', order });
}

function parseOrder(word: string): NodeOrder {
  const [id = '', kind = '', left = '0'] = word.split(':');
  return { id, kind: orderKinds[kind] ?? 'NODE_ORDER_KIND_UNSPECIFIED', ageMs: 0, drainLeftMs: Number(left) * 1_000 };
}

/** `1-1@a:node_lost` */
function parseEnd(taskId: string, word: string): { lease: Lease; reason: Reason } {
  const [, name = '', nodeId = '', reason = ''] = /^(.*)@(.*):(.*)$/.exec(word) ?? [];
  return { lease: parseLease(taskId, name, nodeId), reason: reasonOf(reason) ?? 'REASON_UNSPECIFIED' };
}

function parseLease(taskId: string, name: string, nodeId: string): Lease {
  const [epoch, number] = name.split('-').map(Number);
  return { taskId, epoch: epoch ?? 0, number: number ?? 0, nodeId, nodeAddress: '' };
}

function list(text: string | undefined): string[] {
  return text ? text.split(',') : [];
}

function describe(decision: Decision): string {
  switch (decision.kind) {
    case 'leased': {
      const { lease, grant, workers } = decision;
      const again = grant?.placedAgainReason ? `, again after ${reasonName(grant.placedAgainReason)}` : '';
      return `${grant ? 'granted' : 'told of'} ${named(lease)} to ${workers.join(' and ')}${again}`;
    }
    case 'refused':
      return `refused ${decision.description.taskId} to ${decision.workers.join(' and ')}: ${reasonName(decision.reason)}`;
    case 'lease_lost':
      return `lost ${named(decision.lease)}: ${reasonName(decision.reason)}`;
    case 'cancel_on_node':
      return `stop ${named(decision.lease)} by ${decision.connection}: ${reasonName(decision.reason)}`;
    case 'ended_noted':
      return `noted ${decision.leases.map(leaseName).join(', ')} by ${decision.connection}`;
    case 'order_on_node': {
      const { id, kind, drainLeftMs } = decision.order;
      const word = Object.keys(orderKinds).find((each) => orderKinds[each] === kind);
      const left = drainLeftMs > 0 ? `, ${drainLeftMs / 1_000} s left` : '';
      return `told ${decision.connection} of ${id}: ${word}${left}`;
    }
    case 'order_obeyed':
      return `${decision.nodeId} obeys`;
  }
}

function named(lease: Lease): string {
  return `${leaseName(lease)} ${lease.taskId} on ${lease.nodeId}`;
}
