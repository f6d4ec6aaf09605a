import type { Model } from '@quartet/protos/generated/index.ts';
import { Type } from 'typebox';
import type { CatalogPort } from '../http/peers.ts';
import { type App, type RouteContext, callOf } from './context.ts';
import { modelJson } from './present.ts';
import { ModelSchema } from './shapes.ts';

/** `GET /v1/models`: what can be asked for, the default first. */
export function modelRoutes(app: App, { catalog }: RouteContext): void {
  const response = { 200: Type.Object({ items: Type.Array(ModelSchema) }) };
  app.get('/models', { schema: { summary: 'The models that can be asked for', response } }, async (request) => {
    const { models } = await catalog.listModels({}, callOf(request));
    return { items: models.map(modelJson) };
  });
}

/** A new model may be asked for this much later than it is in the store. */
const modelsTtlMs = 3_000;

/** The models, asked for at most every few seconds however many requests need them. */
export function cachedModels(
  catalog: Pick<CatalogPort, 'listModels'>,
): (requestId: string) => Promise<readonly Model[]> {
  let cached: { readonly models: Promise<readonly Model[]>; readonly expiresAtMs: number } | undefined;
  return (requestId) => {
    const now = performance.now();
    if (cached && cached.expiresAtMs > now) return cached.models;
    const models = catalog.listModels({}, { requestId }).then((response) => response.models);
    cached = { models, expiresAtMs: now + modelsTtlMs };
    models.catch(() => {
      cached = undefined;
    });
    return models;
  };
}
