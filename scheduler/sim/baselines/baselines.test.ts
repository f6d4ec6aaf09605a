import { describe, expect, test } from 'vitest';
import { Agenda } from '../agenda.ts';
import { cardOf } from '../mixes/fleet.ts';
import { familyOf } from '../mixes/models.ts';
import { type MixRequest, plainRequest } from '../mixes/request.ts';
import { steadyMix } from '../mixes/steady.ts';
import { attainment } from '../outcomes.ts';
import { modelName, residentModel, storedModel } from '../sim-models.ts';
import { SimNode } from '../sim-node.ts';
import { type Placer, Simulation } from '../simulation.ts';
import { FcfsWindow } from './fcfs-window.ts';
import { filterAndScore } from './filter-and-score.ts';
import { FutureUses } from './future-uses.ts';
import { LinearPlacer } from './linear-placer.ts';
import { finishMs } from './node-outlook.ts';
import { OfflineGreedy } from './offline-greedy.ts';
import { predictedFinish } from './scores.ts';
import { SeenFleet } from './seen-fleet.ts';

/** What a node of the standard fleet says that has loaded all of these models before. @param inMemory used last at the end */
function reportOf(number: number, models: readonly number[], inMemory: readonly number[]) {
  const card = cardOf(number);
  const node = new SimNode(number, card, [], new Agenda(), () => {});
  const stored = models.filter((rank) => !inMemory.includes(rank) && familyOf(rank).gigabytes <= card.gigabytes);
  return {
    ...node.report(),
    models: inMemory.map((rank) => residentModel(rank, card)),
    stored: stored.map((rank) => storedModel(rank, true, false)),
  };
}

function join(placer: Placer, number: number, models: readonly number[], inMemory: readonly number[] = []): void {
  const report = reportOf(number, models, inMemory);
  placer.apply({ kind: 'node_reported', connection: `node-${number}`, report }, 0);
}

let tasks = 0;

function place(placer: Placer, model: number, acceptedAtMs: number, tenantId = 'person-1'): void {
  tasks += 1;
  const description = {
    taskId: `img_${tasks}`,
    generationId: '',
    stage: 'STAGE_PAINT',
    model: modelName(model),
    width: 1024,
    height: 1024,
    steps: 30,
    guided: true,
    tenantId,
    plan: 'PLAN_FREE',
    weight: 4,
    paintingLimit: 4,
    acceptedAtMs,
    requestId: '',
    stepsDone: 0,
    images: 1,
    aim: 20,
  } as const;
  placer.apply({ kind: 'task_placed', worker: 'worker-1', description }, acceptedAtMs);
}

/** Where tasks go at a time: their models and nodes. */
function placed(placer: Placer, nowMs: number): string[] {
  return placer
    .decide(nowMs)
    .flatMap((decision) =>
      decision.kind === 'leased' ? [`${decision.description.model} on ${decision.lease.nodeId}`] : [],
    );
}

describe('window batches', () => {
  test('start when the window of their first has passed, or when they are full', () => {
    const placer = new FcfsWindow(500);
    join(placer, 0, [1, 2]);
    join(placer, 1, [1, 2]);
    place(placer, 1, 0);
    place(placer, 1, 400);
    expect(placed(placer, 499)).toEqual([]);
    expect(placed(placer, 500)).toEqual(['model-1 on node-0', 'model-1 on node-0']);
    for (let task = 0; task < 8; task += 1) place(placer, 2, 600);
    expect(placed(placer, 600)).toEqual(Array(8).fill('model-2 on node-1'));
  });

  test('take nobody on while they run, and hold up what comes behind them', () => {
    const placer = new FcfsWindow(500);
    join(placer, 0, [1, 5]);
    join(placer, 3, [1, 5]);
    place(placer, 1, 0);
    expect(placed(placer, 500)).toEqual(['model-1 on node-0']);
    // A model for which the free node is too small, and then one for which it is not.
    place(placer, 5, 600);
    place(placer, 1, 700);
    expect(placed(placer, 2_000)).toEqual([]);
  });

  test('go to a free node that has their model, if there is one just then', () => {
    const placer = new FcfsWindow(0);
    join(placer, 0, [1]);
    join(placer, 1, [1], [1]);
    place(placer, 1, 0);
    expect(placed(placer, 0)).toEqual(['model-1 on node-1']);
    place(placer, 1, 1);
    expect(placed(placer, 1)).toEqual(['model-1 on node-0']);
  });
});

describe('filter and score', () => {
  test('leaves out nodes that cannot have the model', () => {
    const placer = filterAndScore();
    join(placer, 3, [5]);
    place(placer, 5, 0);
    expect(placed(placer, 0)).toEqual([]);
    join(placer, 0, [5]);
    expect(placed(placer, 0)).toEqual(['model-5 on node-0']);
  });

  test('weighs where a model is against the tasks there and the spread of their owners', () => {
    const placer = filterAndScore();
    join(placer, 0, [1]);
    join(placer, 1, [1], [1]);
    for (const tenant of ['person-1', 'person-2', 'person-2']) place(placer, 1, 0, tenant);
    expect(placed(placer, 0)).toEqual(['model-1 on node-1', 'model-1 on node-1', 'model-1 on node-0']);
  });
});

describe('offline greedy', () => {
  const wish = (model: number): MixRequest => ({
    ...plainRequest,
    atMs: 0,
    tenant: 'person-1',
    plan: 'free',
    model,
    steps: 30,
  });
  /** Two cards with room for two models of this size, both full; a third model comes, and others after it. */
  const chosen = (after: readonly number[]): string[] => {
    const placer = new OfflineGreedy([6, ...after].map(wish));
    const models = [1, 4, 6, 8, 11];
    join(placer, 3, models, [1, 4]);
    join(placer, 7, models, [8, 11]);
    place(placer, 6, 0);
    return placed(placer, 0);
  };

  test('loads where what leaves is wanted again last', () => {
    expect(chosen([6, 1, 8])).toEqual(['model-6 on node-7']);
    expect(chosen([6, 8, 1])).toEqual(['model-6 on node-3']);
    expect(chosen([8, 6, 1])).toEqual(['model-6 on node-3']);
  });

  test('knows when a model is wanted again', () => {
    const uses = new FutureUses([3, 1, 3, 2]);
    expect([0, 1, 2, 3].map((from) => uses.next(3, from))).toEqual([0, 2, 2, Infinity]);
    expect(uses.next(9, 0)).toBe(Infinity);
  });

  test('knows when a task would end: with loads, turns and decoding', () => {
    const fleet = new SeenFleet();
    fleet.takeReport('node-0', reportOf(0, [1, 4], [1]));
    const [node] = fleet.nodes;
    if (!node) throw new Error('no node');
    // SDXL: steps of 20 ms and 96 ms a picture, 230 ms of decoding, 7 GB at 2.5 GB/s.
    expect(finishMs(node, { rank: 1, stepsLeft: 30, dueAtMs: Infinity }, 0)).toBeCloseTo(30 * 116 + 230);
    expect(finishMs(node, { rank: 4, stepsLeft: 30, dueAtMs: Infinity }, 0)).toBeCloseTo(4_800 + 30 * 116 + 230);
    expect(finishMs(node, { rank: 4, stepsLeft: 30, dueAtMs: Infinity }, 1_000)).toBeCloseTo(3_800 + 30 * 116 + 230);
    const placer = new LinearPlacer(() => 0);
    join(placer, 0, [1, 4], [1]);
    place(placer, 1, 0);
    for (const decision of placer.decide(0)) if (decision.kind === 'leased') fleet.grant(decision.description, node, 0);
    expect(finishMs(node, { rank: 1, stepsLeft: 30, dueAtMs: Infinity }, 0)).toBeCloseTo(30 * (20 + 2 * 96) + 2 * 230);
    expect(finishMs(node, { rank: 1, stepsLeft: 10, dueAtMs: Infinity }, 0)).toBeCloseTo(10 * (20 + 2 * 96) + 230);
  });
});

describe('a steady mix', () => {
  const requests = steadyMix(1, 16, 0.5, 240_000);
  const playWith = (make: () => Placer) => new Simulation(make(), { nodes: 16, requests }).run();
  const offline = () => new OfflineGreedy(requests);

  test.each<[string, () => Placer]>([
    ['window batches', () => new FcfsWindow(500)],
    ['filter and score', filterAndScore],
    ['offline greedy', offline],
  ])('is painted to its end by %s, in the same way again', (_, make) => {
    const first = playWith(make);
    expect(first.outcomes.every(({ finishedMs }) => finishedMs !== undefined)).toBe(true);
    expect(playWith(make)).toEqual(first);
  });

  test('offline greedy loads far less for as much in time', () => {
    const [knows, guesses] = [playWith(offline), playWith(() => new LinearPlacer(predictedFinish(1)))];
    expect(knows.loadedMs).toBeLessThan(0.7 * guesses.loadedMs);
    expect(attainment(knows.outcomes)).toBeGreaterThan(0.9 * attainment(guesses.outcomes));
  });
});
