import { availableParallelism, cpus } from 'node:os';

/** Threads of a call: half the cores stand for the device, the others do the node's own work as a GPU's host does. */
export const deviceThreads = Math.max(1, availableParallelism() >> 1);

/** Where the figures were taken. */
export function describeMachine(): string {
  const { model = 'unknown' } = cpus()[0] ?? {};
  return `${availableParallelism()} cores (${model}), ${deviceThreads} for calls, Node.js ${process.version}`;
}
