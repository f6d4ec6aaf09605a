/** People in sessions, as a public trace of image generation has them (GenTD26, SoCC '25). */
import type { Uniform } from '@quartet/service-kit/random.ts';
import { Ranks, exponential, normal, pick, stream } from './draws.ts';
import { speedOf } from './fleet.ts';
import { familyOf, modelRanks } from './models.ts';
import type { MixRequest } from './request.ts';

/** How much people ask for. */
export interface Crowd {
  readonly seed: number;
  readonly nodes: number;
  /** Their work, as a share of what the fleet can do where the intensity is 1. */
  readonly load: number;
  readonly lengthMs: number;
  /** At a time, 1 on the whole. Absent: always 1. */
  readonly intensity?: { readonly most: number; at(ms: number): number };
}

/** Work of a request on average, milliseconds, and requests of a session. */
const [meanWorkMs, meanRequests] = [8_926, 4.24];
/** Sessions begin before the mix does, so that it begins in the middle of some. */
const earlyMs = 1_800_000;
const longestGapMs = 1_800_000;
const mostRequests = 200;
/** The next request of a session wants the same model with this probability. */
const sameModel = 0.69;
const adapterShare = 0.2;
const adapterRanks = new Ranks(800, (rank) => rank ** -0.92);
const steady = { most: 1, at: () => 1 };

/** All that people ask for, in order. */
export function peopleOf({ seed, nodes, load, lengthMs, intensity = steady }: Crowd): MixRequest[] {
  const [times, lengths, gaps, who, what] = [0, 1, 2, 3, 4].map((kind) => stream(seed, kind)) as [
    Uniform,
    Uniform,
    Uniform,
    Uniform,
    Uniform,
  ];
  const people = 250 * nodes;
  const personRanks = new Ranks(people, (rank) => rank ** -0.8);
  const sessionsPerMs = (load * intensity.most * speedOf(nodes)) / (meanRequests * meanWorkMs);
  const requests: MixRequest[] = [];
  for (let beginMs = -earlyMs; ;) {
    beginMs += exponential(times, sessionsPerMs);
    if (beginMs >= lengthMs) break;
    if (times() * intensity.most >= intensity.at(beginMs)) continue;
    const count = Math.min(mostRequests, 1 + Math.floor(Math.exp(0.572 + 1.22 * normal(lengths))));
    const person = personRanks.draw(who);
    let model = modelRanks.draw(who);
    let atMs = beginMs;
    for (let request = 0; request < count; request += 1) {
      if (request > 0) {
        atMs += Math.min(longestGapMs, 67_000 * Math.exp(0.95 * normal(gaps)));
        if (who() >= sameModel) model = modelRanks.draw(who);
      }
      const wish = wishOf(model, what);
      const kept = atMs >= 0 && atMs < lengthMs;
      if (kept) requests.push({ atMs, tenant: `person-${person}`, plan: planOf(person, people), model, ...wish });
    }
  }
  return requests.toSorted((left, right) => left.atMs - right.atMs);
}

function planOf(person: number, people: number): MixRequest['plan'] {
  if (person <= 0.01 * people) return 'pro';
  return person <= 0.1 * people ? 'plus' : 'free';
}

/** Four draws, whatever comes of them. */
function wishOf(model: number, what: Uniform): Pick<MixRequest, 'images' | 'steps' | 'shape' | 'adapter'> {
  const family = familyOf(model);
  const images = pick(what(), [0.57, 0.65, 0.85], [1, 2, 4, 8]);
  const steps = pick(what(), [0.9, 0.96, 0.98], [30, 40, 50, 20]);
  const shape = pick(what(), [0.45, 0.75, 0.9], [0, 1, 2, 3]);
  const draw = what();
  const adapter = draw < adapterShare ? adapterRanks.draw(() => draw / adapterShare) : undefined;
  return { images, steps: family.freeSteps ? steps : family.steps, shape, adapter };
}
