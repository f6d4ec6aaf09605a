import type { Plan, TaskDescription } from '@quartet/protos/generated/index.ts';
import type { MixRequest } from './mixes/request.ts';
import { modelName } from './sim-models.ts';

const planOf = { free: 'PLAN_FREE', plus: 'PLAN_PLUS', pro: 'PLAN_PRO' } as const satisfies Record<string, Plan>;
const weights = { free: 4, plus: 8, pro: 16 } as const;
const aims = { free: 20, plus: 5, pro: 3 } as const;
const paintingLimits = { free: 4, plus: 32, pro: 128 } as const;

/** One picture of a request, as a worker describes it. */
export function describeTask(request: MixRequest, taskId: string, acceptedAtMs: number): TaskDescription {
  const { tenant, plan, model, steps, images } = request;
  return {
    taskId,
    generationId: '',
    stage: 'STAGE_PAINT',
    model: modelName(model),
    width: 1024,
    height: 1024,
    steps,
    guided: true,
    tenantId: tenant,
    plan: planOf[plan],
    weight: weights[plan],
    paintingLimit: paintingLimits[plan],
    acceptedAtMs,
    requestId: '',
    stepsDone: 0,
    images,
    aim: aims[plan],
  };
}
