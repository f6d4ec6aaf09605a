import type { App, RouteContext } from '../routes/context.ts';
import { installOpenAiErrors } from './errors.ts';
import { openAiImageRoutes } from './images.ts';
import { openAiModelRoutes } from './models.ts';

/** What unmodified `openai` clients call: the same work as under `/v1`, in OpenAI's words. */
export function openAiRoutes(app: App, context: RouteContext): void {
  installOpenAiErrors(app, context.log);
  openAiImageRoutes(app, context);
  openAiModelRoutes(app, context);
}
