import { rmSync } from 'node:fs';
import { bundleParts } from './bundle-parts.ts';
import { openDataFolder } from './data-folder.ts';
import { Guard } from './guard.ts';
import { type Member, describeMembers } from './members.ts';
import { partEntries } from './parts.ts';
import { ProcessRecord } from './processes.ts';
import { StackError } from './stack-error.ts';
import {
  type StackEntry,
  type StackFacts,
  type StackRole,
  stackPath,
  stackRoles,
  writeStackFile,
} from './stack-file.ts';
import { Supervised } from './supervised.ts';

/** What a stack tells while it starts and runs. */
export interface StackEvents {
  /** Something a person may want to know. */
  readonly note: (text: string) => void;
  /** A process is ready for the first time, so long after it could be started. */
  readonly ready: (name: string, afterMs: number) => void;
  /** A process has died and is started again after a pause; or it serves again (no cause). */
  readonly died: (name: string, cause: string, lines: readonly string[], pauseMs: number) => void;
  readonly recovered: (name: string) => void;
  /** Stopping reaches this process. */
  readonly stopping: (name: string) => void;
}

export interface StackOptions {
  /** Data folder; made if it does not exist. */
  readonly home: string;
  readonly nodeCount: number;
  /** Where the front door listens: this port or the next free one; 0 takes any free one. */
  readonly port: number;
  readonly fresh: boolean;
  /** Programs (QUARTET_…_BIN), a database to use (DATABASE_URL) and settings for the parts. */
  readonly env: NodeJS.ProcessEnv;
  readonly events: StackEvents;
  /** Gives up starting; what has been started is stopped. */
  readonly signal: AbortSignal;
}

/** A stack of which every part is ready. */
export interface RunningStack {
  readonly url: string;
  readonly facts: () => StackFacts;
  /** Stops everything in order. `hurry` ends it by force whenever it aborts. */
  readonly stop: (hurry: AbortSignal) => Promise<void>;
}

/**
 * In this order members stop, role by role: first nothing new is accepted, then nodes hand over what they paint while
 * those who take it are still there, and what holds data goes last.
 */
const stopOrder: readonly (readonly StackRole[])[] = [
  ['frontdoor'],
  ['nodes'],
  ['worker'],
  ['scheduler'],
  ['catalog'],
  ['temporal', 'redis', 's3', 'postgres'],
];

/**
 * Starts the whole system on this machine and resolves when a first prompt can be taken.
 * @throws StackError when it cannot start; nothing is left running then.
 */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const { events, signal } = options;
  // 1. The data folder is ours alone, and nothing of an earlier stack runs in it.
  const home = await openDataFolder(options.home, options.fresh);
  if (home.endedLeftovers.length > 0)
    events.note(`ended what an earlier stack had left: ${home.endedLeftovers.join(', ')}`);
  const guard = new Guard();
  const running: { role: StackRole; supervised: Supervised }[] = [];
  const stop = async (hurry: AbortSignal): Promise<void> => {
    for (const roles of stopOrder) {
      const group = running.filter(({ role }) => roles.includes(role));
      for (const { supervised } of group) if (supervised.pid) events.stopping(supervised.spec.name);
      await Promise.all(group.map(({ supervised }) => supervised.stop(hurry)));
    }
    await guard.close();
    rmSync(stackPath(home.path), { force: true });
    home.release();
  };
  try {
    // 2. Who runs where, and what it is told.
    const programs = await bundleParts(partEntries, home.path);
    const { keys, members, url, elsewhere } = await describeMembers(options, home.path, programs);
    const entriesOf = (role: StackRole): StackEntry[] => {
      const ours = members.filter((member) => member.role === role);
      const entries = ours.map(({ spec, entry }) => ({ ...entry, pid: byName.get(spec.name)?.pid }));
      return [...(elsewhere[role] ?? []), ...entries];
    };
    const facts = (): StackFacts => {
      const entries = stackRoles.map((role) => [role, entriesOf(role)]);
      return { ...(Object.fromEntries(entries) as Record<StackRole, StackEntry[]>), keys };
    };
    let isComplete = false;
    const surroundings = {
      logsFolder: `${home.path}/logs`,
      guard,
      record: new ProcessRecord(home.path),
      onSpawn: () => {
        if (isComplete) writeStackFile(home.path, facts());
      },
      onDeath: events.died,
      onRecovery: events.recovered,
    };
    for (const { role, spec } of members) running.push({ role, supervised: new Supervised(spec, surroundings) });
    const byName = new Map(running.map(({ supervised }) => [supervised.spec.name, supervised]));
    // 3. Each starts as soon as what it needs is ready.
    await startInOrder(members, byName, events, signal);
    // 4. The facts are complete before anyone hears that the stack is ready.
    isComplete = true;
    writeStackFile(home.path, facts());
    return { url, facts, stop };
  } catch (error) {
    await stop(AbortSignal.timeout(5_000));
    throw error;
  }
}

/** How often a start that takes long says what it waits for. */
const reminderMs = 10_000;

async function startInOrder(
  members: readonly Member[],
  byName: ReadonlyMap<string, Supervised>,
  events: StackEvents,
  signal: AbortSignal,
): Promise<void> {
  const ready = new Map<string, Promise<void>>();
  const starting = new Set<Supervised>();
  const failed = new AbortController();
  const start = async ({ spec, needs }: Member): Promise<void> => {
    await Promise.all(needs.map((name) => ready.get(name) ?? Promise.resolve()));
    const supervised = byName.get(spec.name);
    if (!supervised || failed.signal.aborted || signal.aborted) return;
    const since = Date.now();
    starting.add(supervised);
    await supervised.start();
    starting.delete(supervised);
    events.ready(spec.name, Date.now() - since);
  };
  for (const member of members) {
    const started = start(member);
    started.catch(() => failed.abort());
    ready.set(member.spec.name, started);
  }
  const reminder = setInterval(() => {
    const waits = [...starting].map(({ spec, waitingFor }) => `${spec.name} (for ${waitingFor})`);
    events.note(`  waiting: ${waits.join(', ')}`);
  }, reminderMs);
  try {
    await Promise.race([Promise.all(ready.values()), rejectWhenAborted(signal)]);
  } finally {
    clearInterval(reminder);
  }
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const refuse = (): void => reject(new StackError('The start was interrupted.'));
    if (signal.aborted) refuse();
    signal.addEventListener('abort', refuse, { once: true });
  });
}
