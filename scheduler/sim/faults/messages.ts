import type { Fault } from './fault.ts';

/** More than the standard shares, so that a short run has some of each. */
const lostShareMost = 0.003;
const doubledShareMost = 0.01;
/** Milliseconds. */
const slowestMost = 300;

/** Messages are slow, lost and doubled. */
export const badMessages: Fault = (cell, forMs, uniform) => {
  const { network } = cell;
  const { longestMs } = network;
  network.lostShare = uniform() * lostShareMost;
  network.doubledShare = uniform() * doubledShareMost;
  network.longestMs = longestMs + uniform() * slowestMost;
  cell.after(forMs, () => Object.assign(network, { lostShare: 0, doubledShare: 0, longestMs }));
};
