import { parseArgs } from 'node:util';
import { UsageError, onlyWord } from '@quartet/service-kit/command-line.ts';

/** What the command is asked to do. */
export type Request =
  | { readonly kind: 'help' }
  | { readonly kind: 'nodes' | 'queue' }
  | { readonly kind: 'explain'; readonly id: string }
  | { readonly kind: 'cordon' | 'uncordon'; readonly nodeId: string }
  | { readonly kind: 'drain'; readonly nodeId: string; readonly deadlineSeconds: number };

/** A command line that was understood. */
export interface Asked {
  readonly request: Request;
  /** Of a scheduler, where it is said. */
  readonly address: string | undefined;
  readonly json: boolean;
}

export const help = `Nodes and queue of a Quartet cluster, for its operators.

  quartetctl nodes                             every node, what it has, and why it takes no more
  quartetctl queue                             every waiting task, in the order of service
  quartetctl explain ID                        of a task (img_…) or a node: why it waits, since when, what would free it
  quartetctl cordon NODE                       no new tasks there; those it has go on
  quartetctl drain NODE [--deadline SECONDS]   no new tasks there; what has not ended by the deadline goes on elsewhere
  quartetctl uncordon NODE                     tasks there again, after a cordon or a drain

--address HOST:PORT  a scheduler, else QUARTET_SCHEDULER_ADDRESS; one that does not lead names the one that does
--json               what the scheduler answers, as JSON
--deadline SECONDS   0 to 86400; 120 where it is left out

A cordoned or drained node stays so until it is uncordoned or its process ends, whatever becomes of the scheduler.

Exit code: 0 done, 1 refused or failed, 2 called wrongly.
`;

const usualDeadlineSeconds = 120;

const options = {
  address: { type: 'string' },
  json: { type: 'boolean', default: false },
  deadline: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Reads the command line.
 * @throws UsageError
 */
export function readArguments(args: readonly string[]): Asked {
  const { values, positionals } = parse(args);
  const { address, json, deadline } = values;
  const [kind = 'help', ...words] = positionals;
  const request: Request = values.help ? { kind: 'help' } : requestOf(kind, words, deadline);
  if (deadline !== undefined && request.kind !== 'drain') throw new UsageError('--deadline is for drain');
  return { request, address, json };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // It names the option at fault.
    if (error instanceof TypeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function requestOf(kind: string, words: readonly string[], deadline: string | undefined): Request {
  switch (kind) {
    case 'help':
      return { kind };
    case 'nodes':
    case 'queue':
      if (words.length > 0) throw new UsageError(`${kind} takes nothing after it but options`);
      return { kind };
    case 'explain':
      return { kind, id: onlyWord(words, 'ID') };
    case 'cordon':
    case 'uncordon':
      return { kind, nodeId: onlyWord(words, 'NODE') };
    case 'drain':
      return { kind, nodeId: onlyWord(words, 'NODE'), deadlineSeconds: secondsOf(deadline) };
    default:
      throw new UsageError(`there is no ${kind}; there are nodes, queue, explain, cordon, drain and uncordon`);
  }
}

function secondsOf(deadline: string | undefined): number {
  if (deadline === undefined) return usualDeadlineSeconds;
  if (!/^\d+(\.\d+)?$/.test(deadline)) throw new UsageError(`--deadline: ${deadline} is no number of seconds`);
  return Number(deadline);
}
