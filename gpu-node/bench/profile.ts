import { Tinypool } from 'tinypool';
import type { BatchTimes, ProfileTask } from './profile-in-process.ts';
import { median } from '@quartet/service-kit/statistics.ts';

/** What a subject's calls take. */
export interface Profile {
  readonly times: readonly BatchTimes[];
  /** The most steps of usual pictures a millisecond that the raw loop gets through, and at which batch size. */
  readonly capacity: { readonly stepsPerMs: number; readonly batch: number };
}

/**
 * Measures calls raw and by the node's path in several processes, one after another: where in memory a process's weights happen to
 * lie moves its calls by several per cent, however often it repeats them.
 * @param task rounds are those of each process
 */
export async function measureProfile(task: ProfileTask, processes: number): Promise<Profile> {
  const pool = new Tinypool({
    filename: new URL('profile-worker.mjs', import.meta.url).href,
    runtime: 'child_process',
    serialization: 'advanced',
    isolateWorkers: true,
    minThreads: 1,
    maxThreads: 1,
  });
  const measured: BatchTimes[][] = [];
  for (let count = 0; count < processes; count += 1) measured.push((await pool.run(task)) as BatchTimes[]);
  await pool.destroy();
  const times = (measured[0] ?? []).map(({ batch }, index) => {
    const all = (of: 'rawMs' | 'nodeMs' | 'laneMs' | 'bareMs'): number[] =>
      measured.flatMap((each) => each[index]?.[of] ?? []);
    return { batch, rawMs: all('rawMs'), nodeMs: all('nodeMs'), laneMs: all('laneMs'), bareMs: all('bareMs') };
  });
  const rates = times.map(({ batch, rawMs }) => ({ batch, stepsPerMs: batch / median(rawMs) }));
  return { times, capacity: rates.reduce((best, rate) => (rate.stepsPerMs > best.stepsPerMs ? rate : best)) };
}
