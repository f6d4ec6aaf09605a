import { exponential, stream } from './draws.ts';
import { speedOf } from './fleet.ts';
import { familyOf, workMs } from './models.ts';
import { peopleOf } from './people.ts';
import { type MixRequest, inOrder, plainRequest } from './request.ts';

const lengthMs = 3_600_000;
const peopleLoad = 0.6;

interface Fleet {
  readonly seed: number;
  readonly nodes: number;
}

type Wish = Pick<MixRequest, 'tenant' | 'plan' | 'model'> & Partial<MixRequest>;

const requestAt = (atMs: number, wish: Wish): MixRequest => ({
  ...plainRequest,
  steps: familyOf(wish.model).steps,
  ...wish,
  atMs,
});

/** Evenly spaced, from the beginning to the end. */
function every(gapMs: number, wish: (index: number) => Wish): MixRequest[] {
  return Array.from({ length: Math.ceil(lengthMs / gapMs) }, (_, index) => requestAt(index * gapMs, wish(index)));
}

/** What may fall upon a fleet. */
const foes = {
  /** Everybody wants one model all of a sudden, for a quarter of an hour. */
  flash({ seed, nodes }: Fleet): MixRequest[] {
    const [fromMs, untilMs, rampMs, load, model] = [900_000, 1_800_000, 30_000, 0.6, 24];
    const uniform = stream(seed, 6);
    const perMs = (load * speedOf(nodes)) / workMs({ model, images: 1, steps: familyOf(model).steps });
    const requests: MixRequest[] = [];
    for (let atMs = fromMs; ;) {
      atMs += exponential(uniform, perMs);
      if (atMs >= untilMs) return requests;
      if (uniform() >= Math.min(1, (atMs - fromMs) / rampMs)) continue;
      requests.push(requestAt(atMs, { tenant: `flash-${requests.length}`, plan: 'free', model }));
    }
  },
  /** One account sends all it can at once. */
  flood({ nodes }: Fleet): MixRequest[] {
    return Array.from({ length: 80 * nodes }, () => requestAt(600_000, { tenant: 'flood', plan: 'free', model: 1 }));
  },
  /** Many accounts of one mind. */
  names({ nodes }: Fleet): MixRequest[] {
    const [fromMs, overMs, names, each] = [2_000_000, 60_000, 10 * nodes, 8];
    return Array.from({ length: names * each }, (_, index) => {
      const name = Math.floor(index / each);
      return requestAt(fromMs + (overMs * name) / names, { tenant: `name-${name}`, plan: 'free', model: 1 });
    });
  },
  /** Rare models in turn: each would push others out. */
  thrash({ nodes }: Fleet): MixRequest[] {
    const [rarest, rare] = [57, 40];
    const wish = (index: number): Wish => ({ tenant: 'thrash', plan: 'plus', model: rarest + (index % rare) });
    return every(66_000 / speedOf(nodes), wish);
  },
  /** Few requests, each of which takes minutes. */
  giants({ nodes }: Fleet): MixRequest[] {
    const wish: Wish = { tenant: 'giants', plan: 'pro', model: 5, images: 8, steps: 100 };
    return every(4_458_000 / speedOf(nodes), () => wish);
  },
};

export type Foe = keyof typeof foes;
export const foeNames = Object.keys(foes) as readonly Foe[];

/** Whether a request is a foe's. */
export function isFoe({ tenant }: Pick<MixRequest, 'tenant'>): boolean {
  return !tenant.startsWith('person-');
}

/** Mix F: people of an hour, and the foes that are named. */
export function foesMix(seed: number, nodes: number, names: readonly Foe[]): MixRequest[] {
  const people = peopleOf({ seed, nodes, load: peopleLoad, lengthMs });
  return inOrder([...people, ...names.flatMap((name) => foes[name]({ seed, nodes }))]);
}
