import { parseArgs } from 'node:util';

/** What `npm start -- --help` prints. */
export const usage = `Starts Quartet on this machine and stops it in order on Ctrl-C.

  npm start -- [options]

  --nodes N    how many GPU nodes to run (1)
  --port P     where the page and the API are served: P or the next free port (8080); 0 takes any free one
  --fresh      start with an empty data folder: what it held is deleted
  --quiet      print only the ready line, the keys and what goes wrong
  --help       this text

  QUARTET_HOME         data folder (.quartet in this repository)
  DATABASE_URL         a PostgreSQL server to use in place of the one that is started
  QUARTET_MODELS_DIR   model folders (gpu-node/models)
  QUARTET_NODE_…, QUARTET_LOG_LEVEL and the other settings of the parts are handed on to them.
`;

/** The command line is wrong: the message is one sentence for whoever typed it. */
export class UsageError extends Error {}

/**
 * Reads the command line.
 *
 * @param {readonly string[]} args
 * @returns {import('./options.d.mts').LocalOptions}
 */
export function parseOptions(args) {
  const options = {
    nodes: { type: 'string' },
    port: { type: 'string' },
    fresh: { type: 'boolean' },
    quiet: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  };
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new UsageError(`${firstSentence(error.message)}; npm start -- --help lists the options.`);
  }
  return {
    nodeCount: wholeNumber('--nodes', values.nodes ?? '1', 1, 64),
    port: wholeNumber('--port', values.port ?? '8080', 0, 65_535),
    fresh: values.fresh ?? false,
    quiet: values.quiet ?? false,
    help: values.help ?? false,
  };
}

function firstSentence(message) {
  return message.split('. ')[0].replace(/\.$/, '');
}

function wholeNumber(name, text, least, most) {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${name} must be a whole number from ${least} to ${most}, not '${text}'.`);
}
