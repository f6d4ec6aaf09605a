import type { Logger } from '@quartet/service-kit/log.ts';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database, Schema } from './schema.ts';

/** The database and its connections. */
export interface Connection {
  readonly db: Database;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** No statement of the catalog takes this long on a well database; a caller's deadline has passed by then. */
const statementTimeoutMs = 10_000;
/** A caller waits at most this long for a free connection before it is told `unavailable`. */
const connectTimeoutMs = 5_000;

/** Opens a pool on the database. Connections are made when needed, so this works while the server is away. */
export function connect(url: string, poolSize: number, log: Logger): Connection {
  const types = new pg.TypeOverrides();
  // Seeds, sizes, epochs and row ids stay far below 2^53.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
    // Statements here end in milliseconds. On counts that are missing or old the planner takes some for huge, and would have
    // compiling them take up to seconds.
    options: '-c jit=off',
    keepAlive: true,
    application_name: 'quartet-catalog',
    types,
  });
  // A connection that breaks is replaced at its next use. Without handlers it would end the process: the pool hears of idle
  // ones, and one that is in use tells its query and then itself.
  pool.on('error', (error) => {
    if (!pool.ending) log.warn({ err: error }, 'an idle database connection broke');
  });
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}
