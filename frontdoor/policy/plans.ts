/** What each plan may do and how much of it: the table of the product's plans as data. */
import type { Action, Plan } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';

/** What a plan has or lacks. Cheaper things every plan has are not in this list. */
export type Right = 'download_png' | 'upscale' | 'remove_background' | 'delete' | 'private_images' | 'private_png';

interface PlanEntry {
  /** As HTTP, logs and metrics spell it. */
  readonly name: string;
  readonly rights: readonly Right[];
  /** Images of one person that may paint at once. */
  readonly paintingLimit: number;
  /** Images of one person that may wait beside those. */
  readonly waitingLimit: number;
  /** Share of the fleet under load. All of free together are one class; none of them gets more than a basic person. */
  readonly weight: number;
  /** Within how many times what it takes on a node of its own a generation should be finished. */
  readonly aim: number;
}

const basic: readonly Right[] = ['download_png', 'upscale', 'remove_background', 'delete'];
const plus: readonly Right[] = [...basic, 'private_images', 'private_png'];

const planTable: Readonly<Record<Plan, PlanEntry>> = {
  // A viewer without credentials: may look at what is public and do nothing.
  PLAN_UNSPECIFIED: { name: 'none', rights: [], paintingLimit: 0, waitingLimit: 0, weight: 0, aim: 0 },
  PLAN_FREE: { name: 'free', rights: [], paintingLimit: 4, waitingLimit: 8, weight: 4, aim: 20 },
  PLAN_BASIC: { name: 'basic', rights: basic, paintingLimit: 8, waitingLimit: 32, weight: 4, aim: 8 },
  PLAN_PLUS: { name: 'plus', rights: plus, paintingLimit: 32, waitingLimit: 128, weight: 8, aim: 5 },
  PLAN_PRO: { name: 'pro', rights: plus, paintingLimit: 128, waitingLimit: 512, weight: 16, aim: 3 },
  PLAN_TEAM: { name: 'team', rights: plus, paintingLimit: 128, waitingLimit: 512, weight: 16, aim: 3 },
};

/** What a person needs to make an image in this way; undefined for what every plan has. */
export const rightOfAction: Readonly<Record<Action, Right | undefined>> = {
  ACTION_UNSPECIFIED: undefined,
  ACTION_GENERATE: undefined,
  ACTION_UPSCALE: 'upscale',
  ACTION_REMOVE_BACKGROUND: 'remove_background',
};

/** Every plan that can be had, cheapest first. */
export const plans: readonly Plan[] = ['PLAN_FREE', 'PLAN_BASIC', 'PLAN_PLUS', 'PLAN_PRO', 'PLAN_TEAM'];

export const planName = (plan: Plan): string => planTable[plan].name;

/** The plan of a name, or undefined for an unknown name. */
export function planOf(name: string): Plan | undefined {
  return plans.find((plan) => planTable[plan].name === name);
}

/** What a plan has of the things that not every plan has. */
export const rightsOf = (plan: Plan): readonly Right[] => planTable[plan].rights;

export function planHas(plan: Plan, right: Right): boolean {
  return planTable[plan].rights.includes(right);
}

/** The cheapest plan that has a right: what a refusal names. */
export function cheapestPlanWith(right: Right): Plan {
  const cheapest = plans.find((plan) => planHas(plan, right));
  if (!cheapest) throw new Error(`no plan has ${right}`);
  return cheapest;
}

/** @throws ReasonError `plan_required`, which names the cheapest plan that has the right, where this one lacks it. */
export function requireRight(plan: Plan, right: Right): void {
  if (planHas(plan, right)) return;
  throw new ReasonError('REASON_PLAN_REQUIRED', { plan: planName(cheapestPlanWith(right)) });
}

export const paintingLimit = (plan: Plan): number => planTable[plan].paintingLimit;

export const waitingLimit = (plan: Plan): number => planTable[plan].waitingLimit;

/** Images of one person that may paint and wait together: 12 for free. */
export function inFlightLimit(plan: Plan): number {
  return planTable[plan].paintingLimit + planTable[plan].waitingLimit;
}

export const planWeight = (plan: Plan): number => planTable[plan].weight;

export const planAim = (plan: Plan): number => planTable[plan].aim;
