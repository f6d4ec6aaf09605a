import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import { expect, test } from 'vitest';
import { aTask } from '../testing.ts';
import { FairQueue } from './fair-queue.ts';
import { type DescribedTask, newTask } from './task.ts';

let sequence = 0;

function task(tenantId: string, changes: Partial<TaskDescription> = {}): DescribedTask {
  sequence += 1;
  const id = `img_${sequence}`;
  return Object.assign(newTask(id, sequence, 0), { description: aTask(id, { tenantId, ...changes }) });
}

/** Serves `count` tasks of 100 GPU-ms each and gives their tenants. */
function serve(queue: FairQueue, count: number): string[] {
  return Array.from({ length: count }, () => {
    const next = queue.next(() => true);
    if (!next) return 'nobody';
    queue.serve(next.task, 100);
    queue.remove(next.task);
    return next.task.description.tenantId;
  });
}

function fill(queue: FairQueue, tenantId: string, count: number, changes: Partial<TaskDescription> = {}): void {
  for (let index = 0; index < count; index += 1) queue.add(task(tenantId, changes));
}

test('Tenants of equal weight take turns however much one of them asks for', () => {
  const queue = new FairQueue();
  fill(queue, 'greedy', 50);
  fill(queue, 'modest', 3);
  expect(serve(queue, 6)).toEqual(['greedy', 'modest', 'greedy', 'modest', 'greedy', 'modest']);
});

test('A tenant of weight 3 is served three times as often as one of weight 1', () => {
  const queue = new FairQueue();
  fill(queue, 'pro', 40, { weight: 3 });
  fill(queue, 'free', 40, { weight: 1 });
  const served = serve(queue, 40);
  expect(served.filter((tenant) => tenant === 'pro')).toHaveLength(30);
});

test('A tenant that was idle gets no credit for it', () => {
  const queue = new FairQueue();
  fill(queue, 'early', 40);
  serve(queue, 20);
  fill(queue, 'late', 20);
  const served = serve(queue, 10);
  expect(served.filter((tenant) => tenant === 'late')).toHaveLength(5);
});

test('A tenant that waited at its own painting limit gets no credit for it', () => {
  const queue = new FairQueue();
  const first = task('limited', { paintingLimit: 1 });
  queue.add(first);
  expect(serve(queue, 1)).toEqual(['limited']);
  fill(queue, 'limited', 20, { paintingLimit: 1 });
  fill(queue, 'other', 40);
  expect(serve(queue, 20)).not.toContain('limited');
  queue.stopPainting(first, 0);
  expect(serve(queue, 2).toSorted()).toEqual(['limited', 'other']);
  expect(serve(queue, 5)).not.toContain('limited');
});

test('Within a tenant the first accepted goes first, whenever it came', () => {
  const queue = new FairQueue();
  const [second, first] = [task('one', { acceptedAtMs: 2 }), task('one', { acceptedAtMs: 1 })];
  queue.add(second);
  queue.add(first);
  expect(queue.next(() => true)?.task).toBe(first);
});

test('A tenant whose turn it is but whose model has no room is passed by', () => {
  const queue = new FairQueue();
  fill(queue, 'blocked', 1, { model: 'large', acceptedAtMs: 0 });
  fill(queue, 'other', 1, { acceptedAtMs: 1 });
  expect(queue.next((lane) => lane.model !== 'large')?.task.description.tenantId).toBe('other');
});

test('A charge that was too high is given back', () => {
  const queue = new FairQueue();
  const cheap = task('cheap');
  queue.add(cheap);
  fill(queue, 'cheap', 20);
  fill(queue, 'dear', 20);
  serve(queue, 2);
  queue.stopPainting(cheap, -50);
  expect(serve(queue, 1)).toEqual(['cheap']);
});

test('Tenants that have nothing left are forgotten once virtual time has passed them', () => {
  const queue = new FairQueue();
  const only = task('gone');
  queue.add(only);
  serve(queue, 1);
  queue.forgetIdleTenants();
  expect(queue.tenants.size).toBe(1);
  queue.stopPainting(only, 0);
  queue.forgetIdleTenants();
  expect(queue.tenants.size).toBe(0);
});

const freePlan = { plan: 'PLAN_FREE', weight: 4, paintingLimit: 1_000 } as const;
const proPlan = { plan: 'PLAN_PRO', weight: 16, paintingLimit: 1_000 } as const;

test('One who pays is next, however many free ones wait and have been served', () => {
  const queue = new FairQueue();
  for (let person = 0; person < 30; person += 1) fill(queue, `free-${person}`, 12, freePlan);
  serve(queue, 60);
  fill(queue, 'pro', 1, proPlan);
  expect(serve(queue, 2)[0]).toBe('pro');
});

test('All free tenants together are served a quarter of the time', () => {
  const queue = new FairQueue();
  for (let person = 0; person < 30; person += 1) fill(queue, `free-${person}`, 12, freePlan);
  fill(queue, 'pro', 200, proPlan);
  const served = serve(queue, 200);
  expect(served.filter((tenant) => tenant !== 'pro')).toHaveLength(50);
  // And each of them as often as the others, to within one.
  expect(new Set(served).size).toBe(31);
});

test('Who changes to a paid plan shares with those who pay from then on', () => {
  const queue = new FairQueue();
  fill(queue, 'free', 40, freePlan);
  fill(queue, 'upgraded', 20, freePlan);
  fill(queue, 'pro', 40, proPlan);
  serve(queue, 20);
  fill(queue, 'upgraded', 20, proPlan);
  const served = serve(queue, 18);
  expect(served.filter((tenant) => tenant === 'upgraded').length).toBeGreaterThanOrEqual(8);
});
