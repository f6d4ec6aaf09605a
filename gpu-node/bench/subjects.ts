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
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  /** Steps of most of its pictures. */
  readonly steps: number;
  readonly guidance: number;
  readonly sampler: string;
  readonly demand: Demand;
  /** Seconds of arrivals in one run: some 200 pictures at capacity on two cores, fewer where they take long. */
  readonly runSeconds: number;
}

/** The usual steps in the saved arrivals. */
const traceSteps = 30;

/** Writes the folders of the models that are made. */
export function makeSubjects(directory: string): Subject[] {
  return [
    made(weightBoundModel, 'batching gains as on a small GPU model', (steps) => steps, 8, directory),
    made(computeBoundModel, 'batching gains nothing, as on FLUX', () => computeBoundModel.steps, 8, directory),
    {
      id: 'quartet-icons',
      note: 'the default model, a third of the steps',
      folder: shippedModel,
      sizes: [
        { width: 256, height: 256 },
        { width: 256, height: 384 },
        { width: 384, height: 256 },
      ],
      steps: traceSteps / 3,
      guidance: 2.5,
      sampler: 'DPMSolverMultistepScheduler',
      // It paints nothing wider than 3:2.
      demand: {
        stepsOf: (steps) => Math.round(steps / 3),
        sizeOf: (shape) => Math.min(shape, 2),
        costs: [1, 1.5, 1.5],
      },
      runSeconds: 12,
    },
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

function made(
  model: BenchModel,
  note: string,
  stepsOf: (steps: number) => number,
  runSeconds: number,
  directory: string,
): Subject {
  const folder = join(directory, model.id);
  writeModelFolder(folder, model);
  return {
    id: model.id,
    note,
    folder,
    sizes: benchSizes,
    steps: model.steps,
    guidance: 1,
    sampler: 'DDIMScheduler',
    demand: { stepsOf, sizeOf: (shape) => shape, costs: benchSizes.map(() => 1) },
    runSeconds,
  };
}
