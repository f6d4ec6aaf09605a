import type { DeviceMemory, ResidentModel, StoredModel as ReportedModel } from '@quartet/protos/generated/index.ts';
import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { withinDeadline } from '@quartet/service-kit/within-deadline.ts';
import { type LedgerEvent, type LedgerWork, ModelLedger } from '../engine/model-ledger.ts';
import { expectedMemory } from '../stages/expected-memory.ts';
import { loadModel, unloadModel } from '../stages/load-model.ts';
import type { LoadSettings, StageModel } from '../stages/stage-model.ts';
import { readVerifiedFolder } from '../store/model-folder.ts';
import type { ModelStore, StoredModel } from '../store/open-store.ts';
import type { NodeMetrics } from './node-metrics.ts';

/** A task's right to a model: while it is held the model stays in memory. */
export interface ModelUse {
  /** There, or to be loaded; rejects with a ReasonError when it cannot be had, `canceled` when it is released before. */
  readonly model: StageModel | Promise<StageModel>;
  /** Says that the task needs it no more; may be said again. */
  readonly release: () => void;
}

/** What a node's models need around them. */
export interface NodeModelsOptions {
  readonly store: ModelStore;
  readonly load: LoadSettings;
  /** The most that models may take of the device's memory, bytes. */
  readonly budgetBytes: number;
  /** Ids of models that are loaded first and stay. */
  readonly pinned: readonly string[];
  readonly metrics: NodeMetrics;
  readonly log: Logger;
  /** Called when a model has come or gone, or cannot be had. */
  readonly onChange: () => void;
}

/** A task that waits for its model. */
interface Waiting {
  state: 'waiting' | 'served' | 'refused';
  resolve: (model: StageModel) => void;
  reject: (error: ReasonError) => void;
}

/** A model that is imported is seen after this long. */
const refreshEveryMs = 30_000;
/** A store that takes longer to be listed does not answer. */
const listLimitMs = 20_000;

const stages = { paint: 'STAGE_PAINT', upscale: 'STAGE_UPSCALE', matte: 'STAGE_MATTE' } as const;

/**
 * The models of a node's store: those that are in memory, and those that can be. Carries out what the ledger decides, in the
 * background: fetches and verifies a model's files, loads it on threads of its own, ends those threads when it leaves.
 */
export class NodeModels {
  readonly #options: NodeModelsOptions;
  readonly #ledger: ModelLedger;
  // The fields below are changed by this class alone, and never across an await.
  /** By id. */
  readonly #stored = new Map<string, StoredModel>();
  /** Folders that give no model, and the ids they name. */
  #broken: ReadonlyMap<string, string | undefined> = new Map();
  readonly #loaded = new Map<string, StageModel>();
  readonly #waiting = new Map<string, Set<Waiting>>();
  /** Calls of models that come or go. */
  readonly #underWay = new Set<Promise<void>>();
  readonly #close = new AbortController();
  #listingsBegun = 0;
  /** The newest listing that was taken in. */
  #listing = 0;
  #timer: NodeJS.Timeout | undefined;
  #refreshTimer: NodeJS.Timeout | undefined;

  private constructor(options: NodeModelsOptions) {
    this.#options = options;
    this.#ledger = new ModelLedger(options.budgetBytes, [], options.pinned);
  }

  /**
   * Lists the store, again from time to time, and begins to load: pinned models first, then others while there is room.
   * Rejects when the store cannot be read or does not answer.
   */
  static async open(options: NodeModelsOptions): Promise<NodeModels> {
    const node = new NodeModels(options);
    await node.#list();
    const unknown = options.pinned.filter((id) => !node.#stored.has(id));
    if (unknown.length > 0) options.log.error({ models: unknown }, 'models that are to be pinned are not in the store');
    node.#act();
    node.#refreshTimer = setInterval(() => void node.#refresh(), refreshEveryMs);
    return node;
  }

  /** Models in memory. */
  get size(): number {
    return this.#loaded.size;
  }

  /** Whether a model is being loaded or waits for its turn. */
  get loading(): boolean {
    return this.#ledger.loading;
  }

  /** @throws ReasonError when a model cannot be had */
  check(id: string): void {
    const standing = this.#ledger.stateOf(id);
    if (standing?.reason) throw new ReasonError(standing.reason);
    if (standing) return;
    const broken = [...this.#broken.values()].includes(id);
    throw new ReasonError(broken ? 'REASON_MODEL_UNAVAILABLE' : 'REASON_UNKNOWN_MODEL');
  }

  /**
   * Takes a model for a task; one that is not in memory is loaded.
   * @throws ReasonError when it cannot be had
   */
  use(id: string): ModelUse {
    this.check(id);
    const model = this.#loaded.get(id);
    if (model && this.#ledger.stateOf(id)?.state === 'resident') {
      this.#apply({ kind: 'taken', id });
      return { model, release: once(() => this.#apply({ kind: 'released', id })) };
    }
    const waiting = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, waiting);
    const task: Waiting = { state: 'waiting', resolve: () => undefined, reject: () => undefined };
    const arrival = new Promise<StageModel>((resolve, reject) => Object.assign(task, { resolve, reject }));
    waiting.add(task);
    this.#options.metrics.tasksWaiting.inc();
    this.#apply({ kind: 'taken', id });
    const release = once(() => {
      if (task.state === 'served') {
        this.#apply({ kind: 'released', id });
      } else if (task.state === 'waiting') {
        this.#settle(id, task);
        task.reject(new ReasonError('REASON_CANCELED'));
        this.#apply({ kind: 'withdrawn', id });
      }
    });
    return { model: arrival, release };
  }

  /**
   * Loads a model before a task asks for it; pinned, it stays until this is said again without. One that is not known may have
   * come into the store just now.
   */
  async load(id: string, pinned: boolean): Promise<void> {
    if (!this.#stored.has(id)) await this.#refresh();
    if (!this.#stored.has(id))
      this.#options.log.warn({ model: id }, 'a model that is to be loaded is not in the store');
    this.#apply({ kind: 'wanted', id, pinned });
  }

  /** Lets a model go when nothing runs on it any more. */
  evict(id: string): void {
    this.#apply({ kind: 'dismissed', id });
  }

  /** Models in memory that take tasks, as reports and `Info` tell of them. */
  resident(): ResidentModel[] {
    return [...this.#loaded.values()]
      .filter(({ id }) => this.#ledger.stateOf(id)?.state === 'resident')
      .map((model) => model.describe());
  }

  /** Models that are not in memory, as reports and `Info` tell of them. */
  notResident(): ReportedModel[] {
    return this.#ledger.models().flatMap(({ id, memory, loadMs, queued }) => {
      const { state, reason } = this.#ledger.stateOf(id) ?? {};
      const stage = this.#stored.get(id)?.manifest.stage;
      if (state === undefined || stage === undefined || state === 'resident') return [];
      const loading = state === 'loading' || queued;
      return {
        model: id,
        state: reason ? 'STORED_MODEL_STATE_UNAVAILABLE' : `STORED_MODEL_STATE_${loading ? 'LOADING' : 'LOADABLE'}`,
        reason: reason ?? 'REASON_UNSPECIFIED',
        memoryBytes: memory.weightsBytes + memory.activationsBytes,
        loadMs,
        stage: stages[stage],
      };
    });
  }

  /** What models take of the device's memory. */
  memory(): DeviceMemory {
    return { budgetBytes: this.#ledger.budgetBytes, ...this.#ledger.used() };
  }

  /** Loads nothing more, breaks off what is being loaded, and ends the threads of all models. */
  async close(): Promise<void> {
    this.#close.abort();
    clearTimeout(this.#timer);
    clearInterval(this.#refreshTimer);
    await Promise.all(this.#underWay);
    await Promise.all([...this.#loaded.values()].map(unloadModel));
  }

  #apply(event: LedgerEvent): void {
    this.#ledger.apply(event, performance.now());
    this.#act();
  }

  #act(): void {
    if (this.#close.signal.aborted) return;
    const nowMs = performance.now();
    for (const work of this.#ledger.plan(nowMs)) this.#carryOut(work);
    clearTimeout(this.#timer);
    const { wakeAtMs } = this.#ledger;
    if (Number.isFinite(wakeAtMs)) this.#timer = setTimeout(() => this.#act(), Math.max(wakeAtMs - nowMs, 0));
    this.#measure();
  }

  #carryOut(work: LedgerWork): void {
    const { id } = work;
    switch (work.kind) {
      case 'load':
        void this.#load(id);
        return;
      case 'unload':
        void this.#unload(id);
        return;
      case 'serve': {
        const model = this.#loaded.get(id);
        if (!model) throw new Error('the ledger has tasks run on a model that is not there');
        for (const task of this.#waiting.get(id) ?? []) {
          this.#settle(id, task);
          task.state = 'served';
          task.resolve(model);
        }
        return;
      }
      case 'refuse':
        for (const task of this.#waiting.get(id) ?? []) {
          this.#settle(id, task);
          task.state = 'refused';
          task.reject(new ReasonError(work.reason));
        }
        return;
    }
  }

  #settle(id: string, task: Waiting): void {
    if (this.#waiting.get(id)?.delete(task)) this.#options.metrics.tasksWaiting.dec();
  }

  /** A store that does not answer has changed nothing. */
  async #refresh(): Promise<void> {
    try {
      await this.#list();
    } catch (error) {
      this.#options.log.warn({ detail: detailOf(error) }, 'the model store cannot be read');
      return;
    }
    this.#act();
    this.#options.onChange();
  }

  async #list(): Promise<void> {
    const { store, load, log } = this.#options;
    this.#listingsBegun += 1;
    const listing = this.#listingsBegun;
    const { models, broken } = await withinDeadline(store.list(), listLimitMs);
    // A command's may have overtaken it: what is older says nothing any more.
    if (listing < this.#listing) return;
    this.#listing = listing;
    for (const { folder, id, error } of broken) {
      if (this.#broken.has(folder)) continue;
      log.error({ folder, model: id, detail: detailOf(error) }, 'a folder of the store gives no model');
    }
    this.#broken = new Map(broken.map(({ folder, id }) => [folder, id]));
    const nowMs = performance.now();
    for (const model of models) {
      const { manifest, digest, sizeBytes } = model;
      const { id } = manifest;
      const inMemory = this.#loaded.has(id) || this.#ledger.stateOf(id)?.state === 'loading';
      // What is in memory stays what it is; another version is seen when it has left.
      if (this.#stored.get(id)?.digest === digest || (this.#stored.has(id) && inMemory)) continue;
      this.#stored.set(id, model);
      this.#ledger.apply({ kind: 'stored', id, memory: expectedMemory(manifest, sizeBytes, load.batchCap) }, nowMs);
    }
    const listed = new Set(models.map(({ manifest }) => manifest.id));
    for (const [id, { folder }] of this.#stored) {
      // What is in memory does not leave because its folder cannot be read for once, or is being put right.
      if (listed.has(id) || (this.#broken.has(folder) && this.#loaded.has(id))) continue;
      this.#ledger.apply({ kind: 'removed', id }, nowMs);
      // At once: when it is back the ledger has to hear of it, wherever it was on its way out by then.
      this.#stored.delete(id);
    }
  }

  async #load(id: string): Promise<void> {
    const { store, load, metrics, log, onChange } = this.#options;
    const { signal } = this.#close;
    const stored = this.#storedModel(id);
    const startedMs = performance.now();
    try {
      const folder = await readVerifiedFolder(await store.fetch(stored));
      const verifiedMs = performance.now() - startedMs;
      if (signal.aborted) return;
      const model = await this.#untilClosed(loadModel(folder, load, signal));
      this.#loaded.set(id, model);
      const loadMs = performance.now() - startedMs;
      log.info({ model: id, load_ms: Math.round(loadMs), verify_ms: Math.round(verifiedMs) }, 'a model is loaded');
      metrics.loadSeconds.observe({ outcome: 'loaded' }, loadMs / 1_000);
      metrics.tasksEnded.inc({ model: id, reason: 'none' }, 0);
      metrics.gpuSeconds.inc({ model: id }, 0);
      this.#apply({ kind: 'loaded', id });
    } catch (error) {
      if (!(error instanceof ReasonError)) throw error;
      if (signal.aborted) return;
      const outcome = reasonName(error.reason);
      log.error({ model: id, reason: outcome, detail: detailOf(error) }, 'a model cannot be loaded');
      metrics.loadSeconds.observe({ outcome }, (performance.now() - startedMs) / 1_000);
      this.#apply({ kind: 'load_failed', id, outOfMemory: error.reason === 'REASON_OUT_OF_MEMORY' });
    }
    onChange();
  }

  async #unload(id: string): Promise<void> {
    const { log, metrics, onChange } = this.#options;
    const model = this.#loaded.get(id);
    if (!model) throw new Error('the ledger lets a model go that is not there');
    this.#loaded.delete(id);
    onChange();
    await this.#untilClosed(unloadModel(model));
    log.info({ model: id }, 'a model has left memory');
    metrics.evictions.inc();
    this.#apply({ kind: 'left', id });
    onChange();
  }

  /** Has `close` wait for what uses threads. */
  async #untilClosed<Result>(work: Promise<Result>): Promise<Result> {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#underWay.add(settled);
    try {
      return await work;
    } finally {
      this.#underWay.delete(settled);
    }
  }

  #measure(): void {
    const { metrics } = this.#options;
    const { weightsBytes, activationsBytes } = this.#ledger.used();
    metrics.modelsResident.set(this.#loaded.size);
    metrics.memoryBytes.set({ kind: 'weights' }, weightsBytes);
    metrics.memoryBytes.set({ kind: 'activations' }, activationsBytes);
  }

  #storedModel(id: string): StoredModel {
    const stored = this.#stored.get(id);
    if (!stored) throw new Error('the ledger knows a model that is not in the store');
    return stored;
  }
}

/** Does something the first time only. */
function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}

/** What is wrong with a folder, in words: no request has been near it, so they carry no one's content. */
function detailOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
