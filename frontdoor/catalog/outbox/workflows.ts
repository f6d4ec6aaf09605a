/** Temporal, as the catalog needs it: start, cancel and look at the workflow of a generation. */
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { WorkflowType } from '../image-actions.ts';

/** What a workflow is started with: ids only, for its history is no place for content. */
export interface WorkflowInput {
  readonly generationId: string;
  readonly imageIds: readonly string[];
  readonly requestId: string;
}

export interface Workflows {
  /** Starts the workflow of a generation. One that runs is left alone; one that has closed is followed by a new run. */
  start(type: WorkflowType, input: WorkflowInput): Promise<void>;
  /** Asks it to end. One that is closed or unknown has nothing to end. */
  cancel(generationId: string): Promise<void>;
  /** Whether it runs; false when it is closed or unknown. */
  isRunning(generationId: string): Promise<boolean>;
  close(): Promise<void>;
}

const callTimeoutMs = 5_000;
/** Where the workflows' worker listens. */
const taskQueue = 'quartet-workflows';

/** Workflows over Temporal. Connects at the first call and again whenever needed; calls fail while it is away. */
export function temporalWorkflows(address: string, namespace: string): Workflows {
  const connection = Connection.lazy({ address, connectTimeout: callTimeoutMs });
  const client = new Client({ connection, namespace }).workflow;
  const within = <Value>(call: () => Promise<Value>): Promise<Value> =>
    connection.withDeadline(Date.now() + callTimeoutMs, call);
  return {
    start: async (type, input) => {
      await within(() =>
        client.start(type, {
          workflowId: input.generationId,
          taskQueue,
          args: [input],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      );
    },
    cancel: async (generationId) => {
      try {
        await within(() => client.getHandle(generationId).cancel());
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
    isRunning: async (generationId) => {
      try {
        const { status } = await within(() => client.getHandle(generationId).describe());
        return status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },
    close: () => connection.close(),
  };
}
