import type { Lease, TaskDescriptionInput } from '@quartet/protos/generated/index.ts';
import type { ReasonError } from '@quartet/protos/reasons.ts';
import { Placement } from '@quartet/protos/services.ts';
import { createClient } from '@quartet/service-kit/grpc-client.ts';
import { fromServiceError } from '@quartet/service-kit/grpc-errors.ts';

/** A task that no catalog knows: of one who pays, so that it is placed soon. */
const task: TaskDescriptionInput = {
  generationId: 'gen_held',
  stage: 'STAGE_PAINT',
  model: 'quartet-icons',
  width: 256,
  height: 256,
  steps: 20,
  guided: true,
  tenantId: 'usr_held',
  plan: 'PLAN_TEAM',
  weight: 16,
  paintingLimit: 1,
  requestId: 'held',
};

/** A lease that a scheduler has granted to a worker which has not come to the node with it yet. */
export interface HeldLease {
  readonly lease: Lease;
  /** Resolves with why the scheduler ends the worker's stream. */
  readonly cut: Promise<ReasonError>;
}

/** Has a task placed by the scheduler at an address, as a worker does, and keeps the lease. */
export async function holdLease(scheduler: string, taskId: string): Promise<HeldLease> {
  const client = createClient(Placement, scheduler);
  const stream = client.place();
  const cut = new Promise<ReasonError>((resolve) => {
    stream.on('error', (error) => {
      resolve(fromServiceError(error));
      client.close();
    });
  });
  const granted = new Promise<Lease>((resolve) => {
    stream.on('data', ({ leased }) => leased && resolve(leased));
  });
  stream.write({ taskId, place: { task: { ...task, taskId, acceptedAtMs: Date.now() } } });
  const lease = await Promise.race([
    granted,
    cut.then((error) => {
      throw error;
    }),
  ]);
  return { lease, cut };
}
