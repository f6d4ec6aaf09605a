import getPort, { portNumbers } from 'get-port';
import { randomInt } from 'node:crypto';
import { readJson, writePrivateJson } from './files.ts';

const host = '127.0.0.1';

/**
 * Below the range that systems hand out to outgoing connections (from 32,768 on Linux, 49,152 on macOS), so that a port
 * stays free while its process is restarted; and 10,000 more is still below, where SeaweedFS puts its gRPC ports.
 */
const firstPort = 11_000;
const lastPort = 21_999;
const grpcOffset = 10_000;

/**
 * Chooses a port for each name: the one it had at the last start if that is free, for SeaweedFS names folders by its
 * ports, else a random free one.
 */
export async function choosePorts(names: readonly string[], folder: string): Promise<Readonly<Record<string, number>>> {
  const path = `${folder}/ports.json`;
  const before = (readJson(path) as Record<string, number> | undefined) ?? {};
  const chosen: Record<string, number> = {};
  for (const name of names) {
    chosen[name] = await freePort(before[name], new Set(Object.values(chosen)));
  }
  writePrivateJson(path, { ...before, ...chosen });
  return chosen;
}

async function freePort(preferred: number | undefined, taken: ReadonlySet<number>): Promise<number> {
  for (let port = preferred ?? randomPort(); ; port = randomPort()) {
    if (taken.has(port)) continue;
    if ((await isFree(port)) && (await isFree(port + grpcOffset))) return port;
  }
}

function randomPort(): number {
  return randomInt(firstPort, lastPort + 1);
}

async function isFree(port: number): Promise<boolean> {
  return (await getPort({ port, host })) === port;
}

/** Where the front door listens: the port asked for or the next free one; 0 takes any free one. */
export async function frontdoorPort(wanted: number): Promise<number> {
  if (wanted === 0) return freePort(undefined, new Set());
  return getPort({ port: portNumbers(wanted, Math.min(wanted + 100, 65_535)), host });
}
