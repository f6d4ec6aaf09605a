import { type DemoKeys, demoUsers } from './secrets.ts';
import type { StackEvents } from './stack.ts';

/** Tells on standard output how the stack fares. Trouble is told even when it is to be quiet. */
export class Progress implements StackEvents {
  readonly #quiet: boolean;

  constructor(quiet: boolean) {
    this.#quiet = quiet;
  }

  note(text: string): void {
    if (!this.#quiet) console.log(text);
  }

  ready(name: string, afterMs: number): void {
    this.note(`  ${name.padEnd(10)} ready in ${(afterMs / 1_000).toFixed(1)} s`);
  }

  stopping(name: string): void {
    this.note(`  ${name.padEnd(10)} stopping`);
  }

  died(name: string, cause: string, lines: readonly string[], pauseMs: number): void {
    console.log(`${name} ended (${cause}) and is started again in ${pauseMs / 1_000} s; its last lines:`);
    for (const line of lines) console.log(`  | ${line}`);
  }

  recovered(name: string): void {
    console.log(`${name} is ready again`);
  }

  /** The ready line, which programs wait for, and what a person needs next. */
  announce(url: string, keys: DemoKeys, wantedPort: number): void {
    if (wantedPort !== 0 && !url.endsWith(`:${wantedPort}`)) this.note(`port ${wantedPort} is taken`);
    console.log(`ready ${url}`);
    console.log('\nDemo users and their API keys; the page signs itself in as pro:');
    for (const user of demoUsers) console.log(`  ${user.padEnd(7)} ${keys[user]}`);
    this.note('\nCtrl-C stops everything in order.');
  }
}
