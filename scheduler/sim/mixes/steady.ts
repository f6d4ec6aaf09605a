import { peopleOf } from './people.ts';
import type { MixRequest } from './request.ts';

/** Mix S: people who ask for as much all the time. @param load as a share of what the fleet can do */
export function steadyMix(seed: number, nodes: number, load: number, lengthMs = 3_600_000): MixRequest[] {
  return peopleOf({ seed, nodes, load, lengthMs });
}
