import type { Lease } from './generated/index.ts';

/** Negative, 0 or positive as `a` is older than, the same as or newer than `b`. For leases of one task. */
export function compareLeases(a: Pick<Lease, 'epoch' | 'number'>, b: Pick<Lease, 'epoch' | 'number'>): number {
  return a.epoch - b.epoch || a.number - b.number;
}

/** A lease as a short text, unique in a cell: used in object keys, logs and workflow histories. */
export function leaseName(lease: Pick<Lease, 'epoch' | 'number'>): string {
  return `${lease.epoch}-${lease.number}`;
}
