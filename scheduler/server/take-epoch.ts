import { setTimeout as pause } from 'node:timers/promises';
import { Catalog } from '@quartet/protos/services.ts';
import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import { callUnary, createClient } from '@quartet/service-kit/grpc-client.ts';
import type { Logger } from '@quartet/service-kit/log.ts';

const deadlineMs = 2_000;
const retryPauseMs = 250;

/** Takes the next epoch of leadership from the catalog, and asks again for as long as that does not answer. */
export async function takeEpoch(options: {
  readonly catalogAddress: string;
  readonly leaderAddress: string;
  readonly log: Logger;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const { catalogAddress, leaderAddress, log, signal } = options;
  const catalog = createClient(Catalog, catalogAddress);
  try {
    for (;;) {
      try {
        const { epoch } = await callUnary(
          catalog,
          Catalog.service.TakeEpoch,
          { leaderAddress },
          { deadlineMs, signal },
        );
        return epoch;
      } catch (error) {
        if (!(error instanceof ReasonError) || signal?.aborted) throw error;
        log.warn({ reason: reasonName(error.reason) }, 'the catalog gives no epoch yet');
        await pause(retryPauseMs, undefined, { signal });
      }
    }
  } finally {
    catalog.close();
  }
}
