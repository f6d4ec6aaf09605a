import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import { Admin } from '@quartet/protos/services.ts';
import { UsageError } from '@quartet/service-kit/command-line.ts';
import { LeaderClient } from '@quartet/service-kit/leader-client.ts';
import { type Asked, type Request, help, readArguments } from './arguments.ts';
import { nodeExplanation, nodeLines, queueLines, taskExplanation } from './texts.ts';

/** Where the command runs. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Takes what was asked for. */
  readonly print: (line: string) => void;
  /** Takes what is wrong. */
  readonly tell: (line: string) => void;
}

/** An order is answered when its node shows it, which takes 5 s at the most. */
const deadlineMs = 10_000;
/** A task's id is its image's. */
const taskPrefix = 'img_';

/** What the scheduler answers. */
interface Answer {
  readonly response: object;
  /** The same for people. */
  readonly lines: readonly string[];
  /** Whether what was asked about is there. */
  readonly isThere?: boolean;
}

type Admins = LeaderClient<InstanceType<typeof Admin>>;

/**
 * The `quartetctl` command.
 * @returns its exit code: 0 done, 1 refused or failed, 2 called wrongly
 */
export async function runCommand(args: readonly string[], { env, print, tell }: Surroundings): Promise<number> {
  try {
    const { request, address, json } = readArguments(args);
    if (request.kind === 'help') {
      print(help);
      return 0;
    }
    const { response, lines, isThere = true } = await ask(request, addressOf(address, env));
    if (json) print(JSON.stringify(response, undefined, 2));
    else for (const line of lines) print(line);
    return isThere ? 0 : 1;
  } catch (error) {
    if (error instanceof UsageError) {
      tell(`quartetctl: ${error.message}`);
      tell('`quartetctl --help` says how it is called');
      return 2;
    }
    if (!(error instanceof ReasonError)) throw error;
    const { field, expected } = error.details;
    const fault = [reasonName(error.reason), field, expected].filter((word) => word !== undefined).join(', ');
    tell(`quartetctl: ${error.message} (${fault})`);
    return 1;
  }
}

function addressOf(said: Asked['address'], env: NodeJS.ProcessEnv): string {
  const address = said ?? env['QUARTET_SCHEDULER_ADDRESS'];
  if (!address) throw new UsageError('which scheduler? Say --address HOST:PORT or set QUARTET_SCHEDULER_ADDRESS');
  if (!/^[^\s:]+:\d{1,5}$/.test(address)) throw new UsageError(`${address} is no HOST:PORT`);
  return address;
}

async function ask(request: Exclude<Request, { kind: 'help' }>, address: string): Promise<Answer> {
  const admins: Admins = new LeaderClient(Admin, address);
  try {
    return await answerOf(request, admins);
  } finally {
    admins.close();
  }
}

async function answerOf(request: Exclude<Request, { kind: 'help' }>, admins: Admins): Promise<Answer> {
  const { service } = Admin;
  const options = { deadlineMs };
  switch (request.kind) {
    case 'nodes': {
      const response = await admins.call(service.ListNodes, {}, options);
      return { response, lines: nodeLines(response.nodes) };
    }
    case 'queue': {
      const response = await admins.call(service.ListQueue, {}, options);
      return { response, lines: queueLines(response.tasks) };
    }
    case 'explain': {
      if (!request.id.startsWith(taskPrefix)) {
        const response = await admins.call(service.ExplainNode, { nodeId: request.id }, options);
        return { response, lines: response.node ? nodeExplanation(response.node) : [] };
      }
      const response = await admins.call(service.Explain, { taskId: request.id }, options);
      const isThere = response.waitingFor !== 'WAITING_FOR_UNSPECIFIED';
      return { response, lines: taskExplanation(request.id, response), isThere };
    }
    case 'cordon':
    case 'uncordon':
    case 'drain': {
      const response = await order(request, admins);
      return { response, lines: response.node ? nodeLines([response.node]) : [] };
    }
  }
}

function order(request: Extract<Request, { nodeId: string }>, admins: Admins) {
  const { Cordon, Uncordon, Drain } = Admin.service;
  const { nodeId } = request;
  const options = { deadlineMs };
  switch (request.kind) {
    case 'cordon':
      return admins.call(Cordon, { nodeId }, options);
    case 'uncordon':
      return admins.call(Uncordon, { nodeId }, options);
    case 'drain':
      return admins.call(Drain, { nodeId, deadlineSeconds: request.deadlineSeconds }, options);
  }
}
