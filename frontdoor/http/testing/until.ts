import { vi } from 'vitest';

/** Waits until a check stops throwing; for long on a loaded machine, never longer than needed. */
export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 20_000, interval: 10 });
}
