import type { Redis } from 'ioredis';
import { vi } from 'vitest';
import { type LeaseGrant, leaseGrants } from './lease-grants.ts';
import { SecondScheduler, leads } from './second-scheduler.ts';
import type { Stack } from './stack.ts';

const patience = { timeout: 60_000, interval: 20 };

/** The scheduler of a stack, which its supervisor starts again whenever it ends, and one beside it. */
export class TwoSchedulers {
  readonly #stack: Stack;
  #second: SecondScheduler | undefined;

  constructor(stack: Stack) {
    this.#stack = stack;
  }

  /** Of the stack's own: where it serves gRPC, and its figures. */
  get own(): { readonly address: string; readonly metrics: string } {
    const { address = '', metrics = '' } = this.#stack.facts.scheduler[0] ?? {};
    return { address, metrics };
  }

  /** The one beside it, which is started if it is not there. */
  async second(): Promise<SecondScheduler> {
    if (!this.#second || this.#second.hasEnded) this.#second = await SecondScheduler.start(this.#stack);
    return this.#second;
  }

  /** The one beside it, once that leads. The stack's own ends in order for that, and comes back as the standby. */
  async secondAsLeader(): Promise<SecondScheduler> {
    const second = await this.second();
    if (!(await leads(second.metrics))) this.#stack.terminate('scheduler');
    await vi.waitFor(async () => {
      if (!(await leads(second.metrics)) || (await leads(this.own.metrics))) throw new Error('another leads');
    }, patience);
    return second;
  }

  /** Resolves when the stack's own leads and there is no other. */
  async ownAlone(): Promise<void> {
    await this.#second?.kill();
    await vi.waitFor(async () => {
      if (!(await leads(this.own.metrics))) throw new Error('nobody leads');
    }, patience);
  }

  /** Resolves when one of the two leads, the other does not, and the lock in Redis is that one's; gives where it serves. */
  async soleLeader(redis: Redis): Promise<string> {
    const both = [this.own, await this.second()];
    return vi.waitFor(async () => {
      const holder = (await redis.get('scheduler:leader'))?.split(' ')[0];
      const leading = await Promise.all(both.map(({ metrics }) => leads(metrics)));
      const leaders = both.filter((_, index) => leading[index]).map(({ address }) => address);
      if (holder === undefined || leaders.length !== 1 || leaders[0] !== holder)
        throw new Error(`the lock is of ${holder ?? 'nobody'}, and ${leaders.join(' and ') || 'nobody'} leads`);
      return holder;
    }, patience);
  }

  /** Resolves with the first lease that the one at an address granted after a moment, Unix milliseconds. */
  async firstGrant(address: string, afterMs: number): Promise<LeaseGrant> {
    return vi.waitFor(() => {
      const log = address === this.own.address ? this.#stack.log('scheduler') : (this.#second?.log ?? []);
      const grant = leaseGrants(log).find(({ atMs }) => atMs > afterMs);
      if (!grant) throw new Error('nothing was placed');
      return grant;
    }, patience);
  }

  /** Ends the one beside the stack's own. */
  async remove(): Promise<void> {
    await this.#second?.kill();
  }
}
