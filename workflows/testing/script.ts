import type { Lease, Reason } from '@quartet/protos/generated/index.ts';
import { Context } from '@temporalio/activity';
import type {
  FinishInput,
  FinishResult,
  PlaceActivities,
  PlaceInput,
  PlaceResult,
  RunActivities,
  RunInput,
  RunResult,
} from '../definitions/activity-types.ts';

/** How a run that stored a picture ends. */
export const stored: RunResult = {
  kind: 'stored',
  picture: { sha256: 'aa', sizeBytes: 1, width: 256, height: 256, gpuMs: 1 },
};

/** How a run without a picture ends. */
export const failed = (reason: Reason, step?: number): RunResult => ({ kind: 'failed', reason, step });

/** The lease that a script grants as its `number`th. */
export const leaseOf = (taskId: string, number: number): Lease => ({
  taskId,
  epoch: 1,
  number,
  nodeId: `node-${number}`,
  nodeAddress: '127.0.0.1:1',
});

/** What scripted activities answer. */
export interface Answers {
  /** One for each run, in order; then pictures are stored. */
  readonly runs?: readonly RunResult[];
  /** The answer to every place; leases without it. */
  readonly placed?: PlaceResult;
  /** Places wait until they are cancelled. */
  readonly waits?: boolean;
}

/** Activities that play a script and remember what they were asked. */
export class Script implements PlaceActivities, RunActivities {
  readonly asked: PlaceInput[] = [];
  readonly ran: RunInput[] = [];
  readonly finished: string[] = [];
  readonly recordedFailures: { taskId: string; reason: Reason }[] = [];
  readonly #runs: RunResult[];
  readonly #answers: Answers;

  constructor(answers: Answers) {
    this.#answers = answers;
    this.#runs = [...(answers.runs ?? [])];
  }

  place = async (input: PlaceInput): Promise<PlaceResult> => {
    this.asked.push(input);
    if (this.#answers.waits) {
      const activity = Context.current();
      // Heartbeats bring the word that the activity is cancelled.
      const heartbeat = setInterval(() => activity.heartbeat(), 50);
      await activity.cancelled.finally(() => clearInterval(heartbeat));
    }
    return this.#answers.placed ?? { kind: 'leased', lease: leaseOf(input.taskId, this.asked.length) };
  };

  run = (input: RunInput): Promise<RunResult> => {
    this.ran.push(input);
    return Promise.resolve(this.#runs.shift() ?? stored);
  };

  finish = ({ lease }: FinishInput): Promise<FinishResult> => {
    this.finished.push(lease.taskId);
    return Promise.resolve({ kind: 'ended' });
  };

  recordFailure = ({ taskId, reason }: { taskId: string; reason: Reason }): Promise<void> => {
    this.recordedFailures.push({ taskId, reason });
    return Promise.resolve();
  };
}
