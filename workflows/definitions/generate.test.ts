import { fileURLToPath } from 'node:url';
import type { Lease, Reason } from '@quartet/protos/generated/index.ts';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker, type WorkflowBundle, bundleWorkflowCode } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taskQueues } from '../task-queues.ts';
import type {
  FinishResult,
  PlaceActivities,
  PlaceInput,
  PlaceResult,
  RunActivities,
  RunResult,
} from './activity-types.ts';
import type { GenerateInput } from './generate.ts';

const temporal = process.env['QUARTET_TEMPORAL_BIN'];

const leaseOf = (taskId: string, number: number): Lease => ({
  taskId,
  epoch: 1,
  number,
  nodeId: `node-${number}`,
  nodeAddress: '127.0.0.1:1',
});
const stored: RunResult = {
  kind: 'stored',
  picture: { sha256: 'aa', sizeBytes: 1, width: 256, height: 256, gpuMs: 1 },
};
const failed = (reason: Reason): RunResult => ({ kind: 'failed', reason });

/** Activities that play a script and remember what they were asked. */
class Script implements PlaceActivities, RunActivities {
  readonly placed: PlaceInput[] = [];
  readonly finished: string[] = [];
  readonly recordedFailures: { taskId: string; reason: Reason }[] = [];
  readonly #runs: RunResult[];
  readonly #refusal: PlaceResult | undefined;

  constructor(script: { runs?: RunResult[]; refusal?: PlaceResult }) {
    this.#runs = script.runs ?? [];
    this.#refusal = script.refusal;
  }

  place = (input: PlaceInput): Promise<PlaceResult> => {
    this.placed.push(input);
    return Promise.resolve(this.#refusal ?? { kind: 'leased', lease: leaseOf(input.taskId, this.placed.length) });
  };
  run = (): Promise<RunResult> => Promise.resolve(this.#runs.shift() ?? stored);
  finish = (input: { lease: Lease }): Promise<FinishResult> => {
    this.finished.push(input.lease.taskId);
    return Promise.resolve({ kind: 'ended' });
  };
  recordFailure = ({ taskId, reason }: { taskId: string; reason: Reason }): Promise<void> => {
    this.recordedFailures.push({ taskId, reason });
    return Promise.resolve();
  };
}

describe.skipIf(!temporal)('workflow generate', () => {
  let environment: TestWorkflowEnvironment;
  let workflowBundle: WorkflowBundle;

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'existing-path', path: temporal ?? '' } },
    });
    const workflowsPath = fileURLToPath(new URL('./index.ts', import.meta.url));
    workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  });
  afterAll(async () => {
    await environment?.teardown();
  });

  async function generate(script: Script, imageIds: string[]): Promise<void> {
    const { nativeConnection: connection, client } = environment;
    const { place, run, finish, recordFailure } = script;
    const workers = await Promise.all([
      Worker.create({ connection, taskQueue: taskQueues.workflows, workflowBundle }),
      Worker.create({ connection, taskQueue: taskQueues.place, activities: { place } }),
      Worker.create({ connection, taskQueue: taskQueues.run, activities: { run, finish, recordFailure } }),
    ]);
    const running = Promise.all(workers.map((worker) => worker.run()));
    const input: GenerateInput = { generationId: 'gen_1', imageIds, requestId: 'r' };
    try {
      await client.workflow.execute('generate', {
        taskQueue: taskQueues.workflows,
        workflowId: `test-${crypto.randomUUID()}`,
        args: [input],
      });
    } finally {
      for (const worker of workers) worker.shutdown();
      await running;
    }
  }

  it('places, runs and finishes every image', async () => {
    const script = new Script({});
    await generate(script, ['img_1', 'img_2', 'img_3', 'img_4']);
    expect(script.finished.toSorted()).toEqual(['img_1', 'img_2', 'img_3', 'img_4']);
    expect(script.recordedFailures).toEqual([]);
  });

  it('places again with the lease that a lost node held', async () => {
    const script = new Script({ runs: [failed('REASON_NODE_LOST'), stored] });
    await generate(script, ['img_1']);
    expect(script.placed.map((input) => input.failed)).toEqual([
      undefined,
      { lease: leaseOf('img_1', 1), reason: 'REASON_NODE_LOST' },
    ]);
    expect(script.finished).toEqual(['img_1']);
  });

  it('records a failure that repeats, with its reason', async () => {
    const script = new Script({ runs: [failed('REASON_BAD_OUTPUT'), failed('REASON_BAD_OUTPUT')] });
    await generate(script, ['img_1']);
    expect(script.recordedFailures).toMatchObject([{ taskId: 'img_1', reason: 'REASON_BAD_OUTPUT' }]);
    expect(script.finished).toEqual([]);
  });

  it('records a refusal with its reason', async () => {
    const script = new Script({ refusal: { kind: 'refused', reason: 'REASON_UNPLACEABLE' } });
    await generate(script, ['img_1']);
    expect(script.recordedFailures).toMatchObject([{ taskId: 'img_1', reason: 'REASON_UNPLACEABLE' }]);
  });

  it('leaves an image that has ended as it is', async () => {
    const script = new Script({ runs: [{ kind: 'ended' }] });
    await generate(script, ['img_1']);
    expect([script.finished, script.recordedFailures]).toEqual([[], []]);
  });
});
