import { strict as assert } from 'node:assert';
import type { Reason } from '@quartet/protos/reasons.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LedgerEvent, ModelLedger } from './model-ledger.ts';

interface Task {
  readonly model: string;
  state: 'waiting' | 'running' | Reason;
}

/**
 * Stands for a node: carries decisions out and checks, at each, what must hold whatever happens: one load at a time, the
 * budget kept, nothing unloaded that tasks run on, and nothing pinned unless it was dismissed.
 */
class Device {
  readonly ledger: ModelLedger;
  readonly sizes: ReadonlyMap<string, number>;
  readonly tasks: Task[] = [];
  readonly held = new Set<string>();
  readonly pinned: Set<string>;
  readonly loads: string[] = [];
  readonly unloads: string[] = [];
  loading: string | undefined;
  readonly unloading: string[] = [];
  nowMs = 0;

  constructor(budget: number, sizes: readonly number[], pinned: readonly string[] = []) {
    this.sizes = new Map(sizes.map((size, index) => [`m${index}`, size]));
    const models = [...this.sizes].map(([id, size]) => ({ id, memory: { weightsBytes: size, activationsBytes: 0 } }));
    this.pinned = new Set(pinned);
    this.ledger = new ModelLedger(budget, models, pinned);
    this.#act();
  }

  apply(event: LedgerEvent): void {
    this.ledger.apply(event, this.nowMs);
    this.#act();
  }

  take(model: string): Task {
    const standing = this.ledger.stateOf(model);
    const { state, reason } = standing ?? { state: 'unavailable', reason: 'REASON_UNKNOWN_MODEL' };
    const task: Task = { model, state: reason ?? (state === 'resident' ? 'running' : 'waiting') };
    this.tasks.push(task);
    if (reason === undefined) this.apply({ kind: 'taken', id: model });
    return task;
  }

  end(task: Task | undefined): void {
    if (!task) return;
    this.tasks.splice(this.tasks.indexOf(task), 1);
    if (task.state === 'running') this.apply({ kind: 'released', id: task.model });
    else if (task.state === 'waiting') this.apply({ kind: 'withdrawn', id: task.model });
  }

  want(id: string, pinned: boolean): void {
    if (pinned) this.pinned.add(id);
    else this.pinned.delete(id);
    this.apply({ kind: 'wanted', id, pinned });
  }

  dismiss(id: string): void {
    this.pinned.delete(id);
    this.apply({ kind: 'dismissed', id });
  }

  finishLoad(outcome: 'done' | 'failed' | 'out_of_memory' = 'done', tookMs = 10): void {
    const { loading: id } = this;
    if (id === undefined) return;
    this.loading = undefined;
    this.nowMs += tookMs;
    if (outcome !== 'done') this.held.delete(id);
    if (outcome === 'done') this.apply({ kind: 'loaded', id });
    else this.apply({ kind: 'load_failed', id, outOfMemory: outcome === 'out_of_memory' });
  }

  finishUnload(): void {
    const id = this.unloading.shift();
    if (id === undefined) return;
    this.held.delete(id);
    this.apply({ kind: 'left', id });
  }

  remove(id: string): void {
    this.pinned.delete(id);
    this.apply({ kind: 'removed', id });
  }

  store(id: string): void {
    const weightsBytes = this.sizes.get(id) ?? assert.fail('no such model');
    this.apply({ kind: 'stored', id, memory: { weightsBytes, activationsBytes: 0 } });
  }

  pass(ms: number): void {
    this.nowMs += ms;
    this.#act();
  }

  running(model: string): number {
    return this.tasks.filter((task) => task.model === model && task.state === 'running').length;
  }

  #act(): void {
    for (const work of this.ledger.plan(this.nowMs)) {
      const { id } = work;
      const waiting = this.tasks.filter(({ model, state }) => model === id && state === 'waiting');
      if (work.kind === 'load') {
        assert.equal(this.loading, undefined);
        assert.equal(this.held.has(id), false);
        this.loading = id;
        this.loads.push(id);
        this.held.add(id);
      } else if (work.kind === 'unload') {
        assert.equal(this.running(id), 0);
        assert.equal(this.pinned.has(id), false);
        this.unloading.push(id);
        this.unloads.push(id);
      } else {
        assert.ok(waiting.length > 0);
        for (const task of waiting) task.state = work.kind === 'serve' ? 'running' : work.reason;
      }
    }
    let held = 0;
    for (const id of this.held) held += this.sizes.get(id) ?? 0;
    assert.ok(held <= this.ledger.budgetBytes);
    assert.equal(this.ledger.used().weightsBytes, held);
  }

  /** Lets everything that was begun come to its end: loads, unloads and the tasks that run. Time passes. */
  settle(): void {
    for (let turn = 0; this.tasks.length > 0 || this.loading !== undefined || this.unloading.length > 0; turn += 1) {
      if (turn > 1_000) throw new Error('the ledger stands still');
      this.finishUnload();
      this.finishLoad();
      this.end(this.tasks.find(({ state }) => state !== 'waiting'));
      this.pass(100);
    }
  }
}

const model = fc.nat(4).map((index) => `m${index}`);
const command = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('take' as const), model }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(20) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('loaded' as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('left' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('want' as const), model, pinned: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dismiss' as const), model }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('remove' as const, 'store' as const), model }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('fail' as const), with: fc.constantFrom('failed', 'out_of_memory') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(100_000) }) },
);

const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 5, maxLength: 5 });

describe('whatever happens in whatever order', () => {
  test('the budget is kept, one model is loaded at a time, busy and pinned ones stay, and each task gets its end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 24 }),
        sizes,
        fc.uniqueArray(model, { maxLength: 2 }),
        fc.array(command, { maxLength: 120 }),
        (budget, sizes, pinned, commands) => {
          const device = new Device(budget, sizes, pinned);
          for (const each of commands) {
            if (each.do === 'take') device.take(each.model);
            else if (each.do === 'end') device.end(device.tasks[each.which % Math.max(device.tasks.length, 1)]);
            else if (each.do === 'loaded') device.finishLoad();
            else if (each.do === 'left') device.finishUnload();
            else if (each.do === 'want') device.want(each.model, each.pinned);
            else if (each.do === 'dismiss') device.dismiss(each.model);
            else if (each.do === 'fail') device.finishLoad(each.with);
            else if (each.do === 'pass') device.pass(each.ms);
            else if (each.do === 'remove') device.remove(each.model);
            else device.store(each.model);
          }
          device.settle();
          expect(device.ledger.loading).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('what a task asks for is loaded in the end if it fits, though the others are never idle', () => {
    fc.assert(
      fc.property(sizes, model, fc.integer({ min: 12, max: 24 }), (sizes, wanted, budget) => {
        const device = new Device(budget, sizes);
        device.settle();
        const others = [...device.sizes.keys()].filter((id) => id !== wanted);
        const crowd = others.map((id) => device.take(id));
        const task = device.take(wanted);
        for (let turn = 0; task.state !== 'running'; turn += 1) {
          assert.ok(turn < 200, 'it is never loaded');
          device.finishLoad();
          device.finishUnload();
          // A new one comes for each that goes, before it goes.
          for (const [index, each] of crowd.entries()) {
            if (each.state !== 'running') continue;
            crowd[index] = device.take(each.model);
            device.end(each);
          }
          device.pass(10);
        }
      }),
    );
  });
});

/** A device on which these models are loaded, in this order. */
function loaded(budget: number, sizes: readonly number[], pinned: readonly string[] = []): Device {
  const device = new Device(budget, sizes, pinned);
  while (device.loading !== undefined) device.finishLoad();
  return device;
}

test('at the start pinned models are loaded first, then others in their order while there is room to spare', () => {
  const device = loaded(10, [4, 4, 3, 2], ['m2']);
  expect(device.loads).toEqual(['m2', 'm0', 'm3']);
  expect(device.ledger.stateOf('m1')).toEqual({ state: 'loadable', reason: undefined });
  expect(device.ledger.used()).toEqual({ weightsBytes: 9, activationsBytes: 0 });
});

test('the least recently used model leaves, and no more than must', () => {
  const device = loaded(10, [4, 4, 4]);
  device.end(device.take('m0'));
  const task = device.take('m2');
  expect(device.unloads).toEqual(['m1']);
  expect(task.state).toBe('waiting');
  expect(device.loading).toBeUndefined();
  device.finishUnload();
  device.finishLoad();
  expect(task.state).toBe('running');
  expect(device.loads).toEqual(['m0', 'm1', 'm2']);
});

test('an idle model leaves before a busy one that was used longer ago', () => {
  const device = loaded(10, [4, 4, 4]);
  device.take('m0');
  device.end(device.take('m1'));
  device.take('m2');
  expect(device.unloads).toEqual(['m1']);
});

test('a busy model takes no more tasks when another must have its room, and comes back for those that came later', () => {
  const device = loaded(4, [4, 4]);
  const first = device.take('m0');
  const other = device.take('m1');
  device.pass(40);
  const late = device.take('m0');
  expect([first.state, other.state, late.state]).toEqual(['running', 'waiting', 'waiting']);
  device.end(first);
  device.finishUnload();
  expect(device.loading).toBe('m1');
  device.finishLoad();
  expect([other.state, late.state]).toEqual(['running', 'waiting']);
  device.pass(40);
  device.end(other);
  device.finishUnload();
  device.finishLoad();
  expect(late.state).toBe('running');
});

test('a busy model does not make room before it has stayed for four times its load time', () => {
  const device = loaded(4, [4, 4]);
  device.take('m0');
  device.take('m1');
  expect(device.ledger.wakeAtMs).toBe(10 + 4 * 10);
  expect(device.ledger.stateOf('m0')?.state).toBe('resident');
  device.pass(40);
  expect(device.ledger.stateOf('m0')?.state).toBe('leaving');
});

test('a model that was to make room stays when nobody waits for the room any more', () => {
  const device = loaded(4, [4, 4]);
  device.take('m0');
  const other = device.take('m1');
  device.pass(40);
  const late = device.take('m0');
  device.end(other);
  expect(device.ledger.stateOf('m0')?.state).toBe('resident');
  expect(late.state).toBe('running');
});

test('what fits beside the one that waits for room is loaded meanwhile', () => {
  const device = loaded(12, [4, 4, 6, 2]);
  device.dismiss('m3');
  device.finishUnload();
  device.take('m0');
  device.take('m1');
  const large = device.take('m2');
  device.pass(40);
  const small = device.take('m3');
  device.finishLoad();
  expect([large.state, small.state]).toEqual(['waiting', 'running']);
});

test('a model larger than the budget, or than what pinned ones leave of it, is unavailable and nothing else', () => {
  const device = loaded(10, [11, 6, 5], ['m1']);
  expect(device.loads).toEqual(['m1']);
  const outOfMemory = { state: 'unavailable', reason: 'REASON_OUT_OF_MEMORY' };
  expect(device.ledger.stateOf('m0')).toEqual(outOfMemory);
  expect(device.ledger.stateOf('m2')).toEqual(outOfMemory);
  device.want('m1', false);
  expect(device.ledger.stateOf('m2')).toEqual({ state: 'loadable', reason: undefined });
});

test('tasks that wait for a model hear so when a pin leaves no room for it', () => {
  const device = loaded(10, [6, 6]);
  device.take('m0');
  const waiting = device.take('m1');
  device.want('m0', true);
  expect(waiting.state).toBe('REASON_OUT_OF_MEMORY');
});

test('a model that is dismissed leaves after its tasks, is not loaded again on its own, and is when a task asks', () => {
  const device = loaded(10, [4, 4]);
  const task = device.take('m0');
  device.dismiss('m0');
  expect(device.unloads).toEqual([]);
  device.end(task);
  device.finishUnload();
  device.pass(1_000_000);
  expect(device.loads).toEqual(['m0', 'm1']);
  device.take('m0');
  expect(device.loading).toBe('m0');
});

test('a model that comes into the store is loaded if there is room, one that goes leaves after its tasks', () => {
  const device = loaded(10, [4, 4]);
  const task = device.take('m0');
  device.remove('m0');
  expect(device.ledger.stateOf('m0')?.state).toBe('leaving');
  device.end(task);
  device.finishUnload();
  expect(device.ledger.stateOf('m0')).toBeUndefined();
  device.store('m0');
  expect(device.loading).toBe('m0');
});

test('a model that is back in the store before its tasks have ended stays, and stays pinned', () => {
  const device = loaded(10, [4, 4, 4], ['m0']);
  const task = device.take('m0');
  device.remove('m0');
  const late = device.take('m0');
  device.store('m0');
  expect(late.state).toBe('running');
  for (const each of [task, late]) device.end(each);
  device.take('m2');
  expect(device.unloads).toEqual(['m1']);
});

test('a load that runs out of memory is tried again once, after one more model has left', () => {
  const device = loaded(12, [4, 4, 4, 4]);
  const task = device.take('m3');
  device.finishUnload();
  device.finishLoad('out_of_memory');
  expect(device.unloads).toEqual(['m0', 'm1']);
  expect(device.loading).toBeUndefined();
  device.finishUnload();
  expect(device.loading).toBe('m3');
  device.finishLoad('out_of_memory');
  expect(task.state).toBe('REASON_OUT_OF_MEMORY');
  expect(device.ledger.stateOf('m2')?.state).toBe('resident');
});

test('a model that cannot be loaded is unavailable for a while, each time for longer, and again when it is wanted', () => {
  const device = loaded(10, [4, 4]);
  device.dismiss('m0');
  device.finishUnload();
  const state = (): unknown => device.ledger.stateOf('m0');
  const unavailable = { state: 'unavailable', reason: 'REASON_MODEL_UNAVAILABLE' };
  for (const afterMs of [30_000, 60_000]) {
    const task = device.take('m0');
    device.finishLoad('failed');
    expect(task.state).toBe('REASON_MODEL_UNAVAILABLE');
    expect(state()).toEqual(unavailable);
    device.pass(afterMs - 1);
    expect(state()).toEqual(unavailable);
    device.pass(1);
    expect(state()).toEqual({ state: 'loadable', reason: undefined });
  }
  device.take('m0');
  device.finishLoad('failed');
  device.want('m0', false);
  expect(device.loading).toBe('m0');
  device.finishLoad();
  expect(state()).toEqual({ state: 'resident', reason: undefined });
});
