/** What somebody who pays sees while many who do not wait: their picture comes next. */
import { createLogger } from '@quartet/service-kit/log.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connect } from '../../frontdoor/catalog/database/connect.ts';
import { setDemoKey } from '../../frontdoor/catalog/tables/keys.ts';
import { upsertUser } from '../../frontdoor/catalog/tables/users.ts';
import { Api } from './support/api.ts';
import { type LeaseGrant, leaseGrants } from './support/lease-grants.ts';
import { Stack } from './support/stack.ts';

const people = 30;
/** Of each person: 4 may paint and 8 wait. */
const generations = [4, 4, 2];
const total = 300;

let stack: Stack;
let pro: Api;
let free: Api[];

beforeAll(async () => {
  stack = await Stack.start();
  pro = new Api(stack.url, stack.facts.keys['pro']);
  const database = connect(stack.facts.postgres[0]?.url ?? '', 1, createLogger('fairness', 'warn'));
  const keys = Array.from({ length: people }, (_, person) => `qk_free_person_number_${person}`);
  for (const [person, key] of keys.entries()) {
    const id = await upsertUser(database.db, { handle: `person-${person}`, plan: 'free', admin: false });
    await setDemoKey(database.db, id, key);
  }
  await database.close();
  free = keys.map((key) => new Api(stack.url, key));
});

afterAll(() => stack?.remove());

const grants = (): LeaseGrant[] => leaseGrants(stack.log('scheduler'));

it(`one picture of pro is placed next while ${total} of ${people} free people wait`, async () => {
  const request = { prompt: 'a cactus in the desert', steps: 100 };
  const begun = await Promise.all(
    free.flatMap((api) => generations.map((count) => api.generate({ ...request, count }))),
  );
  expect(begun.flatMap(({ images }) => images).length).toBe(total);
  await vi.waitFor(
    async () =>
      expect((await stack.metric('scheduler', 'quartet_scheduler_queued_tasks')) + grants().length).toBe(total),
    { timeout: 120_000, interval: 200 },
  );
  const { id, images } = await pro.generate({ ...request, count: 1 });
  await pro.painting(id);
  const waiting = await stack.metric('scheduler', 'quartet_scheduler_queued_tasks');
  const mine = grants().find(({ taskId }) => taskId === images[0]?.id);
  if (!mine) throw new Error('it paints without a lease');
  const between = grants().filter(
    ({ atMs, taskId }) => atMs > mine.sinceMs && atMs < mine.atMs && taskId !== mine.taskId,
  );
  console.log(
    `${waiting} waited; ${between.length} were placed before it, which waited ${mine.atMs - mine.sinceMs} ms`,
  );
  expect(waiting).toBeGreaterThan(total / 2);
  expect(between).toEqual([]);
});
