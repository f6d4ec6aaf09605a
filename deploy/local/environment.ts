/** What every process gets of the caller's environment: where programs, home and temporary files are, and the locale. */
const basics = ['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ'];

/** A fresh environment with the basics alone: what else the caller has set is no business of the servers. */
export function basicEnvironment(): NodeJS.ProcessEnv {
  return pick(process.env, (name) => basics.includes(name));
}

/**
 * A fresh environment for a part: the basics, the log level, tracing and the part's own settings as the caller has set
 * them. Settings of other parts stay away, for a part refuses what it does not know.
 */
export function partEnvironment(ownPrefix: string): NodeJS.ProcessEnv {
  const isWanted = (name: string): boolean =>
    basics.includes(name) || name === 'QUARTET_LOG_LEVEL' || name.startsWith('OTEL_') || name.startsWith(ownPrefix);
  return pick(process.env, isWanted);
}

function pick(env: NodeJS.ProcessEnv, isWanted: (name: string) => boolean): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => isWanted(name)));
}
