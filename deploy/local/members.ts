import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  type Addresses,
  type PartPrograms,
  type PartSettings,
  catalogPart,
  frontdoorPart,
  nodePart,
  schedulerPart,
  workerPart,
} from './parts.ts';
import { choosePorts, frontdoorPort } from './ports.ts';
import { type Secrets, loadSecrets } from './secrets.ts';
import { postgresServer } from './servers/postgres.ts';
import { redisServer } from './servers/redis.ts';
import { s3Server } from './servers/s3.ts';
import { temporalServer } from './servers/temporal.ts';
import { StackError } from './stack-error.ts';
import type { StackEntry, StackFacts, StackRole } from './stack-file.ts';
import type { ProcessSpec } from './supervised.ts';

const defaultModelsFolder = fileURLToPath(new URL('../../gpu-node/models', import.meta.url));
const host = '127.0.0.1';

/** One process of the stack, what stack.json says of it, and the names of those that must be ready before it starts. */
export interface Member {
  readonly role: StackRole;
  readonly spec: ProcessSpec;
  readonly entry: StackEntry;
  readonly needs: readonly string[];
}

/** Every process of a stack, those that others need before those that need them. */
export interface Members {
  readonly members: readonly Member[];
  /** Servers that the stack uses but does not run. */
  readonly elsewhere: Partial<Record<StackRole, readonly StackEntry[]>>;
  readonly keys: StackFacts['keys'];
  /** Of the front door. */
  readonly url: string;
}

type PortOf = (name: string) => number;

/** Decides what runs where and what each is told; starts nothing. */
export async function describeMembers(
  options: { readonly nodeCount: number; readonly port: number; readonly env: NodeJS.ProcessEnv },
  home: string,
  programs: PartPrograms,
): Promise<Members> {
  const { env, nodeCount } = options;
  const secrets = loadSecrets(home);
  const nodeIds = Array.from({ length: nodeCount }, (_, index) => `node-${index}`);
  const portOf = await choosePortsOf(nodeIds, home);
  const at = (name: string): string => `${host}:${portOf(name)}`;
  const frontdoor = `${host}:${await frontdoorPort(options.port)}`;
  const servers = describeServers(env, home, secrets, portOf);
  const { database, store } = servers;

  const addresses: Addresses = {
    catalog: at('catalog'),
    scheduler: at('scheduler'),
    frontdoor,
    temporal: at('temporal'),
    redis: `redis://${at('redis')}`,
    database,
  };
  const modelsFolder = env['QUARTET_MODELS_DIR'] || defaultModelsFolder;
  const settings: PartSettings = { programs, addresses, store, keys: secrets.keys, modelsFolder };
  const ops = (name: string): string => at(`${name}-ops`);
  const part = (role: StackRole, spec: ProcessSpec, entry: StackEntry, needs: readonly string[]): Member => {
    return { role, spec, entry: { ...entry, metrics: `http://${ops(spec.name)}/metrics` }, needs };
  };
  const threads = Math.max(1, Math.floor(availableParallelism() / nodeCount));
  const nodes = nodeIds.map((id) => {
    const spec = nodePart(settings, { id, listen: at(id), threads }, ops(id));
    return part('nodes', spec, { address: at(id) }, []);
  });
  // Parts wait by themselves for what they need, and say so; these only save them a start in vain.
  const parts = [
    part('worker', workerPart(settings, ops('worker')), { address: ops('worker') }, ['temporal']),
    part('catalog', catalogPart(settings, ops('catalog')), { address: addresses.catalog }, ['postgres']),
    part('scheduler', schedulerPart(settings, ops('scheduler')), { address: addresses.scheduler }, []),
    part(
      'frontdoor',
      frontdoorPart(settings, ops('frontdoor')),
      { address: frontdoor, url: `http://${frontdoor}` },
      [],
    ),
  ];
  const members = [...servers.members, ...nodes, ...parts];
  return { members, elsewhere: servers.elsewhere, keys: secrets.keys, url: `http://${frontdoor}` };
}

async function choosePortsOf(nodeIds: readonly string[], home: string): Promise<PortOf> {
  const servers = ['temporal', 'temporal-http', 'temporal-metrics', 'redis', 'postgres'];
  const seaweed = ['s3', 's3-master', 's3-volume', 's3-filer', 's3-admin', 's3-metrics'];
  const parts = ['catalog', 'scheduler', 'worker', 'frontdoor', ...nodeIds];
  const ports = await choosePorts([...servers, ...seaweed, ...parts, ...parts.map((name) => `${name}-ops`)], home);
  return (name) => {
    const port = ports[name];
    if (port === undefined) throw new Error(`no port was chosen for ${name}`);
    return port;
  };
}

function describeServers(env: NodeJS.ProcessEnv, home: string, secrets: Secrets, portOf: PortOf) {
  const at = (name: string): string => `${host}:${portOf(name)}`;
  const store = {
    url: `http://${at('s3')}`,
    region: 'us-east-1',
    bucket: 'quartet',
    accessKey: secrets.s3AccessKey,
    secretKey: secrets.s3SecretKey,
  };
  const redis = redisServer({
    program: programIn(env, 'QUARTET_REDIS_BIN'),
    folder: `${home}/redis`,
    port: portOf('redis'),
  });
  const temporal = temporalServer({
    program: programIn(env, 'QUARTET_TEMPORAL_BIN'),
    folder: `${home}/temporal`,
    port: portOf('temporal'),
    httpPort: portOf('temporal-http'),
    metricsPort: portOf('temporal-metrics'),
  });
  const s3 = s3Server({
    program: programIn(env, 'QUARTET_S3_BIN'),
    folder: `${home}/s3`,
    ports: {
      s3: portOf('s3'),
      master: portOf('s3-master'),
      volume: portOf('s3-volume'),
      filer: portOf('s3-filer'),
      admin: portOf('s3-admin'),
      metrics: portOf('s3-metrics'),
    },
    store,
  });
  const server = (role: StackRole, spec: ProcessSpec, entry: Omit<StackEntry, 'address'>): Member => {
    return { role, spec, entry: { address: at(role), ...entry }, needs: [] };
  };
  const members = [
    server('temporal', temporal, {
      url: `http://${at('temporal-http')}`,
      metrics: `http://${at('temporal-metrics')}/metrics`,
    }),
    server('s3', s3, {
      url: store.url,
      metrics: `http://${at('s3-metrics')}/metrics`,
      bucket: store.bucket,
      access_key: store.accessKey,
      secret_key: store.secretKey,
    }),
    server('redis', redis, { url: `redis://${at('redis')}` }),
  ];
  const given = env['DATABASE_URL'];
  if (given) {
    const elsewhere = { postgres: [{ address: new URL(given).host, url: given }] };
    return { members, elsewhere, database: given, store };
  }
  const postgres = postgresServer({
    programs: programIn(env, 'QUARTET_POSTGRES_BIN'),
    dataFolder: home,
    port: portOf('postgres'),
    password: secrets.postgresPassword,
  });
  members.push(server('postgres', postgres.spec, { url: postgres.url }));
  return { members, elsewhere: {}, database: postgres.url, store };
}

function programIn(env: NodeJS.ProcessEnv, variable: string): string {
  const program = env[variable];
  if (program) return program;
  throw new StackError(`${variable} is not set: 'npm start' finds or fetches the program and sets it.`);
}
