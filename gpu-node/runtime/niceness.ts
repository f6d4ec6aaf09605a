import { readdirSync } from 'node:fs';
import { constants, getPriority, platform, setPriority } from 'node:os';

/**
 * Who goes first where cores are short, as steps above the process's own niceness. The main thread has none: it keeps in touch with
 * the fleet. A step of 5 is three times the share of a core that both want.
 */
export const niceness = {
  /** Threads that run graphs, and those that onnxruntime starts for them. */
  lane: 5,
  /** What V8 and libuv do beside everything else: compile, clean memory up, read files. */
  helpers: 10,
  /** The process that makes previews: on a CPU, steps have the cores that they want. */
  previews: 15,
};

/**
 * This thread leaves cores to others, and so do those that it starts. On Linux only: elsewhere it would be the whole
 * process that did.
 */
export function makeThreadNice(steps: number): void {
  if (platform() === 'linux') setPriority(nicer(getPriority(), steps));
}

/** All threads that this process has, and those that they start, leave cores to others; where threads have none, the process. */
export function makeProcessNice(steps: number): void {
  const nice = nicer(getPriority(), steps);
  for (const thread of platform() === 'linux' ? threads() : [0]) setPriority(thread, nice);
}

/** The threads that Node has started by itself leave cores to others. On Linux only; done once, before any lane starts. */
export function makeHelpersNice(steps: number): void {
  if (platform() !== 'linux') return;
  const nice = nicer(getPriority(), steps);
  for (const thread of threads()) if (thread !== process.pid) setPriority(thread, nice);
}

function nicer(priority: number, steps: number): number {
  return Math.min(priority + steps, constants.priority.PRIORITY_LOW);
}

function threads(): number[] {
  return readdirSync('/proc/self/task').map(Number);
}
