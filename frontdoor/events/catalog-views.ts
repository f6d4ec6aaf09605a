import { randomUUID } from 'node:crypto';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { CatalogPort } from '../http/peers.ts';
import type { ViewSource } from './audience.ts';

/** {@link ViewSource} over the catalog. Each look has a request id of its own: it serves many requests. */
export function catalogViews(catalog: Pick<CatalogPort, 'getGeneration' | 'listFacts'>): ViewSource {
  const call = () => ({ requestId: `events-${randomUUID()}` });
  return {
    getGeneration: async (viewer, id) => {
      const { generation } = await catalog.getGeneration({ viewer, id }, call());
      if (!generation) throw new ReasonError('REASON_NOT_FOUND');
      return generation;
    },
    listFacts: async (viewer, generationId, after) => {
      const { facts } = await catalog.listFacts({ viewer, generationId, after }, call());
      return facts;
    },
  };
}
