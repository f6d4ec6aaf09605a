/** All that the catalog does by itself: the outbox's two dispatchers, the reconciler, the remover of checkpoints, the sweeper, and its own figures. */
import type { Logger } from '@quartet/service-kit/log.ts';
import type { Connection } from './database/connect.ts';
import { startLoop } from './loop.ts';
import { type CatalogMetrics, outboxKinds } from './metrics.ts';
import type { Announcer } from './outbox/announcer.ts';
import { publishFacts } from './outbox/publish-facts.ts';
import { runWorkflows } from './outbox/run-workflows.ts';
import type { Workflows } from './outbox/workflows.ts';
import type { ObjectStore } from './objects.ts';
import { reconcile } from './reconcile.ts';
import { removeCheckpoints } from './remove-checkpoints.ts';
import { type SweepParts, sweep } from './sweep.ts';
import { outboxLengths } from './tables/outbox.ts';

/** Running background work. */
export interface Background {
  /** Something was put into the outbox. */
  wakeOutbox(): void;
  /** Resolves when what was in hand is done. */
  stop(): Promise<void>;
}

/** How often each is done when nothing wakes it. */
const everyMs = { outbox: 200, reconcile: 5_000, checkpoints: 2_000, sweep: 60_000, measure: 2_000 };

/** What background work is done with. */
export interface BackgroundParts {
  readonly connection: Connection;
  readonly objects: ObjectStore;
  readonly announcer: Announcer;
  readonly workflows: Workflows;
  readonly metrics: CatalogMetrics;
  readonly log: Logger;
  readonly now: () => Date;
  readonly deletedGraceMs: SweepParts['deletedGraceMs'];
}

/** Redis and Temporal have a loop each, so that one which is away does not hold up the other. */
export function startBackground({
  connection,
  objects,
  announcer,
  workflows,
  metrics,
  log,
  now,
  deletedGraceMs,
}: BackgroundParts): Background {
  const { db } = connection;
  const done = { more: false };
  const facts = startLoop({
    name: 'publish_facts',
    everyMs: everyMs.outbox,
    log,
    work: () => publishFacts(db, announcer, metrics),
  });
  const starts = startLoop({
    name: 'run_workflows',
    everyMs: everyMs.outbox,
    log,
    work: () => runWorkflows(db, workflows, metrics, log),
  });
  const reconciler = startLoop({
    name: 'reconcile',
    everyMs: everyMs.reconcile,
    log,
    work: () => reconcile(db, workflows, metrics, log, now()),
  });
  const checkpointRemover = startLoop({
    name: 'remove_checkpoints',
    everyMs: everyMs.checkpoints,
    log,
    work: () => removeCheckpoints({ db, objects, metrics }, now()),
  });
  const sweeper = startLoop({
    name: 'sweep',
    everyMs: everyMs.sweep,
    log,
    work: async () => {
      await sweep({ db, objects, metrics, deletedGraceMs }, now());
      return done;
    },
  });
  const measurer = startLoop({
    name: 'measure',
    everyMs: everyMs.measure,
    log,
    work: async () => {
      await measure(connection, metrics, now());
      return done;
    },
  });
  return {
    wakeOutbox: () => {
      facts.wake();
      starts.wake();
    },
    stop: async () => {
      await Promise.all([facts, starts, reconciler, checkpointRemover, sweeper, measurer].map((loop) => loop.stop()));
    },
  };
}

async function measure({ db, pool }: Connection, metrics: CatalogMetrics, now: Date): Promise<void> {
  metrics.connections.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
  metrics.connections.set({ state: 'idle' }, pool.idleCount);
  metrics.connections.set({ state: 'waiting' }, pool.waitingCount);
  const waiting = new Map((await outboxLengths(db)).map((row) => [row.kind, row]));
  for (const kind of outboxKinds) {
    const row = waiting.get(kind);
    metrics.outboxRows.set({ kind }, row?.rows ?? 0);
    metrics.outboxAge.set({ kind }, row ? Math.max(0, (now.getTime() - row.oldest.getTime()) / 1_000) : 0);
  }
}
