import { type Answers, failed } from './script.ts';
import type { WorkflowName } from './workbench.ts';

/** A run of a workflow whose history is recorded. */
export interface Scenario {
  readonly name: string;
  readonly workflow: WorkflowName;
  readonly images: readonly string[];
  readonly answers: Answers;
  /** Cancelled once all its images are being placed. */
  readonly cancel?: true;
}

export const scenarios: readonly Scenario[] = [
  { name: 'generate', workflow: 'generate', images: ['img_1', 'img_2', 'img_3', 'img_4'], answers: {} },
  {
    name: 'generate-loses-nodes',
    workflow: 'generate',
    images: ['img_1'],
    answers: { runs: Array(4).fill(failed('REASON_NODE_LOST')) },
  },
  {
    name: 'generate-goes-on',
    workflow: 'generate',
    images: ['img_1'],
    answers: { runs: [failed('REASON_NODE_LOST', 12), failed('REASON_NODE_FULL'), failed('REASON_DRAINING', 20)] },
  },
  {
    name: 'generate-fails',
    workflow: 'generate',
    images: ['img_1'],
    answers: { runs: Array(2).fill(failed('REASON_BAD_OUTPUT')) },
  },
  {
    name: 'generate-canceled',
    workflow: 'generate',
    images: ['img_1', 'img_2'],
    answers: { waits: true },
    cancel: true,
  },
  { name: 'upscale', workflow: 'upscale', images: ['img_1'], answers: { runs: [failed('REASON_NODE_LOST')] } },
  {
    name: 'upscale-source-gone',
    workflow: 'upscale',
    images: ['img_1'],
    answers: { placed: { kind: 'refused', reason: 'REASON_SOURCE_GONE' } },
  },
  { name: 'background', workflow: 'background', images: ['img_1'], answers: { runs: [failed('REASON_NODE_LOST')] } },
];

/** Where the recorded histories lie, one file a scenario. */
export const historiesFolder = new URL('../definitions/histories/', import.meta.url);
