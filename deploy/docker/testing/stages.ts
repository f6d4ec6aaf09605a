import { type Copy, DockerfileParser, type From } from 'dockerfile-ast';

/** One instruction of a stage, as `COPY` and its words. */
export interface Step {
  readonly keyword: string;
  /** Of RUN the command line, without comments and line ends; of others their words. */
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
}

/** One stage of a Dockerfile. */
export interface Stage {
  readonly name: string;
  /** An earlier stage, or an image. */
  readonly from: string;
  readonly steps: readonly Step[];
}

/** The stages of a Dockerfile, by name, in order. */
export function readStages(text: string): Map<string, Stage> {
  const stages = new Map<string, Stage & { steps: Step[] }>();
  let current: (Stage & { steps: Step[] }) | undefined;
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    if (keyword === 'FROM') {
      const from = instruction as From;
      current = { name: from.getBuildStage() ?? '', from: from.getImage() ?? '', steps: [] };
      stages.set(current.name, current);
      continue;
    }
    if (!current) throw new Error(`${keyword} stands before the first FROM`);
    const flags = keyword === 'COPY' ? (instruction as Copy).getFlags() : [];
    current.steps.push({
      keyword,
      words: keyword === 'RUN' ? [commandOf(instruction.getRawArgumentsContent() ?? '')] : wordsOf(instruction),
      flags: Object.fromEntries(flags.map((flag) => [flag.getName(), flag.getValue() ?? ''])),
    });
  }
  return stages;
}

function wordsOf(instruction: ReturnType<ReturnType<typeof DockerfileParser.parse>['getInstructions']>[number]) {
  return instruction.getArguments().map((argument) => argument.getValue());
}

function commandOf(raw: string): string {
  const lines = raw.split('\n').filter((line) => !line.trim().startsWith('#'));
  return lines.map((line) => line.replace(/\\\s*$/, ' ')).join('');
}
