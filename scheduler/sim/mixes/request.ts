/** What somebody asks for in a standard mix. */
export interface MixRequest {
  /** From the mix's beginning. */
  readonly atMs: number;
  readonly tenant: string;
  readonly plan: 'free' | 'plus' | 'pro';
  /** Its rank, from 1. */
  readonly model: number;
  readonly images: number;
  readonly steps: number;
  /** 0: square, 1: 2:3, 2: 3:2, 3: 16:9. */
  readonly shape: number;
  /** The rank of an adapter to the model. */
  readonly adapter: number | undefined;
}

/** What most requests of programs and foes are. */
export const plainRequest = { images: 1, shape: 0, adapter: undefined } as const;

/** In order of arrival; of those that come at once, in the order given. */
export function inOrder(requests: readonly MixRequest[]): MixRequest[] {
  return requests.toSorted((left, right) => left.atMs - right.atMs);
}
