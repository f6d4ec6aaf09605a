/**
 * Carries out a Dockerfile's stages in a folder, without a container engine: COPY and RUN as they are written, on this
 * machine's Node and system. It shows that what an image would hold is complete; not what its base image brings.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import dockerignore from '@balena/dockerignore';
import { type Stage, readStages } from './stages.ts';

const runFile = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');

/** Builds images in one folder. */
export class Builder {
  readonly #folder: string;
  readonly #stages: Map<string, Stage>;
  readonly #isContext: (path: string) => boolean;
  readonly #built = new Set<string>();

  private constructor(folder: string, stages: Map<string, Stage>, isContext: (path: string) => boolean) {
    this.#folder = folder;
    this.#stages = stages;
    this.#isContext = isContext;
  }

  /** @param folder an empty one. */
  static async open(folder: string): Promise<Builder> {
    const text = await readFile(join(root, 'deploy', 'docker', 'Dockerfile'), 'utf8');
    const rules = await readFile(join(root, '.dockerignore'), 'utf8');
    return new Builder(folder, readStages(text), dockerignore.default().add(rules).createFilter());
  }

  /** Where the stage at work lies: all of them in turn, for programs remember where they were bundled. */
  get app(): string {
    return join(this.#folder, 'app');
  }

  /** Builds a stage and those it needs. */
  async build(name: string): Promise<void> {
    if (this.#built.has(name)) return;
    const stage = this.#stages.get(name);
    if (!stage) throw new Error(`the Dockerfile has no stage ${name}`);
    if (this.#stages.has(stage.from)) await this.build(stage.from);
    for (const { flags } of stage.steps) if (flags['from']) await this.build(flags['from']);
    const base = this.#stored(stage.from);
    await (this.#built.has(stage.from) ? cp(base, this.app, copying) : mkdir(this.app, { recursive: true }));
    for (const { keyword, words, flags } of stage.steps) {
      if (keyword === 'RUN') await this.#run(words[0] ?? '');
      if (keyword === 'COPY') await this.#copy(words, flags['from']);
    }
    await rename(this.app, this.#stored(name));
    this.#built.add(name);
  }

  /** Puts a built stage where its programs expect it, while `use` lasts. @returns what `use` does. */
  async within<T>(name: string, use: (app: string) => Promise<T>): Promise<T> {
    await this.build(name);
    await rename(this.#stored(name), this.app);
    try {
      return await use(this.app);
    } finally {
      await rename(this.app, this.#stored(name));
    }
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  #stored(name: string): string {
    return join(this.#folder, name.replaceAll(/\W/g, '-'));
  }

  async #run(command: string): Promise<void> {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'production' };
    await runFile('sh', ['-c', command], { cwd: this.app, env, maxBuffer: 64 * 1024 * 1024 });
  }

  async #copy(words: readonly string[], from: string | undefined): Promise<void> {
    const target = words.at(-1) ?? '.';
    const isFolder = target.endsWith('/') || words.length > 2 || target === '.';
    for (const word of words.slice(0, -1)) {
      // Of a stage only /app is carried out here; what comes from elsewhere is the base image's.
      if (from && !word.startsWith('/app/')) continue;
      const source = from ? join(this.#stored(from), word.slice('/app/'.length)) : join(root, word);
      if (word === '.') for (const name of await readdir(root)) await this.#copyContext(name, join(this.app, name));
      else if (from) await cp(source, join(this.app, target, isFolder ? basename(word) : ''), copying);
      else await this.#copyContext(word, join(this.app, target, isFolder ? basename(word) : ''));
    }
  }

  async #copyContext(path: string, target: string): Promise<void> {
    await mkdir(dirname(target), { recursive: true });
    // A folder may be left out by a rule and yet hold a file that is let in.
    const filter = (source: string): boolean => {
      const inContext = relative(root, source);
      return (
        !/(^|\/)(node_modules|\.git)(\/|$)/.test(inContext) && (this.#isContext(inContext) || isOnTheWay(inContext))
      );
    };
    await cp(join(root, path), target, { ...copying, filter });
  }
}

/** Links stay as they are; what is there is added to. */
const copying = { recursive: true, verbatimSymlinks: true } as const;

/** Folders of which one file alone is let in. */
function isOnTheWay(path: string): boolean {
  return path === 'helm' || path === 'dashboards';
}
