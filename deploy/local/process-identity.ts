import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process for certain: pids are used again, a pid together with the time it began is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process began, in the system's own words: only equality means something. */
  readonly began: string;
}

/** Identifies a running process; undefined if there is none with this pid. */
export function identify(pid: number): ProcessIdentity | undefined {
  const began = process.platform === 'linux' ? beganOnLinux(pid) : beganByPs(pid);
  return began ? { pid, began } : undefined;
}

/** Whether this very process still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.began === identity.began;
}

function beganOnLinux(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The name in parentheses may hold spaces; after it come the state (3rd field) and, as the 22nd, the start in ticks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const isZombie = fields[0] === 'Z';
    return isZombie ? undefined : `${boot}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

function beganByPs(pid: number): string | undefined {
  return askPs('lstart', pid);
}

function askPs(field: string, pid: number): string | undefined {
  try {
    const args = ['-o', `${field}=`, '-p', String(pid)];
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The program that a process runs; undefined if there is no such process. */
export function programOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return askPs('comm', pid);
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
