import type { RunPreview } from '@quartet/protos/generated/index.ts';
import type { UnnumberedLiveEvent } from '../live/publish-live.ts';
import type { ActivityContext } from './context.ts';
import type { OpenTask } from './describe-task.ts';

/** Says what happens to one image, live. */
export class LiveReporter {
  readonly #context: ActivityContext;
  readonly #task: OpenTask;
  #previewed = false;
  #inLine = false;
  /** Number of the newest fact known of the generation. */
  factNumber: number;

  constructor(context: ActivityContext, task: OpenTask) {
    this.#context = context;
    this.#task = task;
    this.factNumber = task.factNumber;
  }

  position(position: number, estimateSeconds: number): void {
    if (!this.#inLine) {
      this.#inLine = true;
      this.#context.metrics.queuePosition.observe(this.#labels(), position);
    }
    this.#publish({ live: 'position', position: { position, estimateSeconds } });
  }

  progress(step: number, steps: number): void {
    this.#publish({ live: 'progress', progress: { step, steps } });
  }

  preview({ step, steps, mediaType, data }: RunPreview): void {
    if (!this.#previewed) {
      this.#previewed = true;
      const { acceptedAtMs } = this.#task.description;
      this.#context.metrics.firstPreviewSeconds.observe(this.#labels(), (Date.now() - acceptedAtMs) / 1000);
    }
    this.#publish({ live: 'preview', preview: { step, steps, mediaType, data: data.toString('base64') } });
  }

  #labels(): { model: string; plan: string } {
    const { model, plan } = this.#task.description;
    return { model, plan: plan.slice('PLAN_'.length).toLowerCase() };
  }

  #publish(said: Pick<UnnumberedLiveEvent, 'live' | 'position' | 'progress' | 'preview'>): void {
    const { description, index } = this.#task;
    this.#context.metrics.liveEvents.inc({ kind: said.live ?? 'none' });
    const event = { generationId: description.generationId, imageId: description.taskId, index, ...said };
    this.#context.live.publish(event, this.factNumber);
  }
}
