import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskContentInput } from '@quartet/protos/generated/index.ts';
import { shippedModel } from '../store/shipped-model.ts';
import { computeBoundModel } from './compute-bound-model.ts';
import { type BenchModel, benchSizes, writeModelFolder } from './model-folder.ts';
import { weightBoundModel } from './weight-bound-model.ts';
import type { Demand } from './workload.ts';

/** A model that is measured, and how people ask for its pictures. */
export interface Subject {
  readonly id: string;
  /** What it stands for. */
  readonly note: string;
  readonly folder: string;
  /** The usual one first. */
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  /** Steps of most of its pictures. */
  readonly steps: number;
  readonly guidance: number;
  readonly sampler: string;
  readonly demand: Demand;
  /** The largest batch whose calls are measured. */
  readonly largestBatch: number;
  /** How often a comparison of schedulers is repeated, and seconds of arrivals in one run. */
  readonly runs: { readonly count: number; readonly seconds: number };
}

/** The usual steps in the saved arrivals. */
const traceSteps = 30;

/** Writes the folders of the models that are made, and says how each is asked for pictures. */
export function makeSubjects(directory: string) {
  return {
    weightBound: weightBound(made(weightBoundModel, directory)),
    computeBound: computeBound(made(computeBoundModel, directory)),
    icons: icons(shippedModel),
  };
}

export type SubjectName = keyof ReturnType<typeof makeSubjects>;

/** The same models, painting each picture alike to the bit whatever is beside it. */
export function makeExactSubjects(directory: string): Subject[] {
  const copy = join(directory, 'icons');
  cpSync(shippedModel, copy, { recursive: true });
  const manifest = join(copy, 'quartet.json');
  const content = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, unknown>;
  writeFileSync(manifest, JSON.stringify({ ...content, exact: true }));
  return [
    weightBound(made({ ...weightBoundModel, exact: true }, directory)),
    computeBound(made({ ...computeBoundModel, exact: true }, directory)),
    icons(copy),
  ];
}

/** What a task asks of a model. */
export function contentOf(
  { id, sizes, guidance, sampler }: Subject,
  { steps, size, request }: { readonly steps: number; readonly size: number; readonly request: number },
  seed: number,
): TaskContentInput {
  const { width, height } = sizes[size] ?? { width: 0, height: 0 };
  const paint = { prompt: `a fox ${request}`, negativePrompt: '', seed, steps, guidance, sampler };
  return { model: id, width, height, paint };
}

type Made = Pick<Subject, 'id' | 'folder' | 'sizes' | 'steps' | 'guidance' | 'sampler'>;

function made(model: BenchModel, directory: string): Made {
  const folder = join(directory, model.id);
  writeModelFolder(folder, model);
  const { id, sizes, steps } = model;
  return { id, folder, sizes, steps, guidance: 1, sampler: 'DDIMScheduler' };
}

function weightBound(model: Made): Subject {
  return {
    ...model,
    note: 'batching gains as on a small GPU model',
    demand: { stepsOf: (steps) => steps, sizeOf: (shape) => shape, costs: benchSizes.map(() => 1) },
    largestBatch: 32,
    runs: { count: 2, seconds: 4 },
  };
}

function computeBound(model: Made): Subject {
  return {
    ...model,
    note: 'batching gains nothing, as on FLUX',
    demand: { stepsOf: () => model.steps, sizeOf: (shape) => shape, costs: benchSizes.map(() => 1) },
    largestBatch: 8,
    runs: { count: 2, seconds: 3 },
  };
}

/** With a third of the trace's steps, so that runs of seconds have pictures enough. It paints nothing wider than 3:2. */
function icons(folder: string): Subject {
  return {
    id: 'quartet-icons',
    note: 'the default model, with a third of the steps',
    folder,
    sizes: [
      { width: 256, height: 256 },
      { width: 256, height: 384 },
      { width: 384, height: 256 },
    ],
    steps: traceSteps / 3,
    guidance: 2.5,
    sampler: 'DPMSolverMultistepScheduler',
    demand: {
      stepsOf: (steps) => Math.round(steps / 3),
      sizeOf: (shape) => Math.min(shape, 2),
      costs: [1, 1.5, 1.5],
    },
    largestBatch: 8,
    runs: { count: 1, seconds: 8 },
  };
}
