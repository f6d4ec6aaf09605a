/** `GET /openai/v1/models`: what `client.models` calls. */
import type { Model } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { Type } from 'typebox';
import type { App, RouteContext } from '../routes/context.ts';
import { IdParams } from '../routes/shapes.ts';
import { OpenAiErrorSchema } from './errors.ts';
import { type ModelJson, ModelSchema } from './shapes.ts';

export function openAiModelRoutes(app: App, { models }: RouteContext): void {
  const refusal = { description: 'A refusal', content: { 'application/json': { schema: OpenAiErrorSchema } } };
  const list = Type.Object({ object: Type.Literal('list'), data: Type.Array(ModelSchema) });
  const listed = { description: 'The models', content: { 'application/json': { schema: list } } };
  const found = { description: 'The model', content: { 'application/json': { schema: ModelSchema } } };

  app.get(
    '/models',
    { schema: { summary: 'The models, the default first', response: { 200: listed, default: refusal } } },
    async (request) => ({ object: 'list' as const, data: (await models(request.id)).map(modelJson) }),
  );

  app.get(
    '/models/:id',
    { schema: { summary: 'A model', params: IdParams, response: { 200: found, default: refusal } } },
    async (request) => {
      const model = (await models(request.id)).find(({ id }) => id === request.params.id);
      if (!model) throw new ReasonError('REASON_UNKNOWN_MODEL', { field: 'model' });
      return modelJson(model);
    },
  );
}

const modelJson = ({ id }: Model): ModelJson => ({ id, object: 'model', created: 0, owned_by: 'quartet' });
