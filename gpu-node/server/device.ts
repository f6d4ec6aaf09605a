/** What a node finds out about its device before it loads anything. */
import { execFile } from 'node:child_process';
import { totalmem } from 'node:os';
import { promisify } from 'node:util';
import { ConfigError } from '@quartet/service-kit/config.ts';
import { Lane, LaneError } from '../runtime/lane.ts';
import type { SessionSettings } from '../runtime/lane-messages.ts';
import type { Settings } from '../settings.ts';

const bytesInMb = 1_000_000;
const bytesInMib = 1_048_576;
/** The rest is for the process itself, for pictures on their way, and for what a load needs while it lasts. */
const systemShare = 0.5;
/** The rest is for what the provider and its libraries keep for themselves. */
const gpuShare = 0.8;
const toolLimitMs = 10_000;

/** How this node makes sessions. */
export function sessionSettings(settings: Settings): SessionSettings {
  const { QUARTET_NODE_PROVIDER: provider, QUARTET_NODE_DEVICE: device, QUARTET_NODE_THREADS: threads } = settings;
  return { provider, device, threads };
}

/**
 * Runs a graph of one operator, so that a provider that cannot be had is known at the start. The CPU always can.
 * @throws ConfigError that says what onnxruntime says
 */
export async function checkProvider(session: SessionSettings): Promise<void> {
  if (session.provider === 'cpu') return;
  const lane = new Lane('probe');
  try {
    await lane.do({ kind: 'probe', settings: session });
  } catch (error) {
    if (!(error instanceof LaneError)) throw error;
    throw new ConfigError(`QUARTET_NODE_PROVIDER ${session.provider} cannot be had here: ${error.message.trim()}`);
  } finally {
    await lane.stop();
  }
}

/**
 * The most that models may take of the device's memory, bytes.
 * @throws ConfigError when it is not said and cannot be found out
 */
export async function memoryBudget(settings: Settings): Promise<number> {
  const { QUARTET_NODE_MEMORY_MB: memoryMb, QUARTET_NODE_PROVIDER: provider, QUARTET_NODE_DEVICE: device } = settings;
  if (memoryMb !== undefined) return memoryMb * bytesInMb;
  return Math.floor(provider === 'cuda' ? gpuShare * (await gpuBytes(device)) : systemShare * systemBytes());
}

/** What this process may have: the machine's memory, or its container's limit. */
function systemBytes(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

async function gpuBytes(device: number): Promise<number> {
  const args = ['--query-gpu=memory.total', '--format=csv,noheader,nounits', `--id=${device}`];
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', args, { timeout: toolLimitMs });
    const mib = Number(stdout.trim());
    if (mib > 0) return mib * bytesInMib;
  } catch {
    // Not there, or it does not know this GPU.
  }
  throw new ConfigError('QUARTET_NODE_MEMORY_MB must be said: nvidia-smi does not tell the memory of the GPU');
}
