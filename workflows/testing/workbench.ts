import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundle,
  bundleWorkflowCode,
  makeTelemetryFilterString,
} from '@temporalio/worker';
import type { WorkflowInput } from '../definitions/activity-types.ts';
import type * as definitions from '../definitions/index.ts';
import { taskQueues } from '../task-queues.ts';
import type { Script } from './script.ts';

/** The name a workflow is started with. */
export type WorkflowName = keyof typeof definitions;

/** The Temporal server's program; tests that need one are skipped without it. */
export const temporalProgram = process.env['QUARTET_TEMPORAL_BIN'];

/** Bundles workflows as the worker does. @param index the file that exports all of them. */
export function bundleOf(index: URL = new URL('../definitions/index.ts', import.meta.url)): Promise<WorkflowBundle> {
  return bundleWorkflowCode({ workflowsPath: fileURLToPath(index), logger: new DefaultLogger('ERROR') });
}

/** Temporal's native half, silent about what tests provoke. Once a process. */
export function installQuietRuntime(): void {
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter } } });
}

/** A Temporal server and the real workflows on it, with scripted activities. */
export class Workbench {
  readonly #environment: TestWorkflowEnvironment;
  readonly #workflowBundle: WorkflowBundle;

  private constructor(environment: TestWorkflowEnvironment, workflowBundle: WorkflowBundle) {
    this.#environment = environment;
    this.#workflowBundle = workflowBundle;
  }

  static async start(): Promise<Workbench> {
    installQuietRuntime();
    const environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'existing-path', path: temporalProgram ?? '' } },
    });
    return new Workbench(environment, await bundleOf());
  }

  /** Runs one workflow to its end, or to where `meanwhile` leads it. */
  async run(
    workflow: WorkflowName,
    imageIds: readonly string[],
    script: Script,
    meanwhile?: (handle: WorkflowHandle) => Promise<void>,
  ): Promise<WorkflowHandle> {
    const { nativeConnection: connection, client } = this.#environment;
    const { place, run, finish, recordFailure } = script;
    const workers = await Promise.all([
      Worker.create({ connection, taskQueue: taskQueues.workflows, workflowBundle: this.#workflowBundle }),
      Worker.create({
        connection,
        taskQueue: taskQueues.place,
        activities: { place },
        maxHeartbeatThrottleInterval: 50,
      }),
      Worker.create({ connection, taskQueue: taskQueues.run, activities: { run, finish, recordFailure } }),
    ]);
    const running = Promise.all(workers.map((worker) => worker.run()));
    const input: WorkflowInput = { generationId: 'gen_1', imageIds, requestId: 'r' };
    try {
      const handle = await client.workflow.start(workflow, {
        taskQueue: taskQueues.workflows,
        workflowId: `test-${crypto.randomUUID()}`,
        args: [input],
      });
      if (meanwhile) await meanwhile(handle);
      else await handle.result();
      return handle;
    } finally {
      for (const worker of workers) worker.shutdown();
      await running;
    }
  }

  async stop(): Promise<void> {
    await this.#environment.teardown();
  }
}
