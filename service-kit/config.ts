import { type Static, type TObject, type TProperties, Type } from 'typebox';
import { Value } from 'typebox/value';

/** A process's settings are wrong. The message names every variable at fault and never a value: those may be secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** `host:port` to listen on; port 0 takes a free one. */
export const ListenAddress = (description: string) =>
  Type.String({ pattern: '^[^\\s:]+:\\d{1,5}$', description: `${description}, host:port` });

/** `host:port` of another part. */
export const PeerAddress = (description: string) =>
  Type.String({ pattern: '^[^\\s:]+:\\d{1,5}$', description: `${description}, host:port` });

/** Settings that every process has. */
export const commonSettings = {
  QUARTET_LOG_LEVEL: Type.Union(
    [Type.Literal('debug'), Type.Literal('info'), Type.Literal('warn'), Type.Literal('error')],
    { default: 'info', description: 'least severe level that is logged' },
  ),
  QUARTET_OPS_LISTEN: Type.String({
    default: '127.0.0.1:0',
    pattern: '^[^\\s:]+:\\d{1,5}$',
    description: 'where /metrics, /livez and /readyz are served, host:port',
  }),
} satisfies TProperties;

/** Where S3 is, for the parts that sign, read or write objects. */
export const objectStoreSettings = {
  QUARTET_S3_URL: Type.String({ description: 'URL of the S3 endpoint' }),
  QUARTET_S3_REGION: Type.String({ default: 'us-east-1', description: 'S3 region' }),
  QUARTET_S3_BUCKET: Type.String({ default: 'quartet', description: 'bucket that holds pictures' }),
  QUARTET_S3_ACCESS_KEY: Type.String({ description: 'S3 access key id' }),
  QUARTET_S3_SECRET_KEY: Type.String({ description: 'S3 secret access key' }),
} satisfies TProperties;

/** Where S3 is, for the parts that need it only when their models lie there. */
export const modelObjectSettings = {
  QUARTET_S3_URL: Type.Optional(objectStoreSettings.QUARTET_S3_URL),
  QUARTET_S3_REGION: objectStoreSettings.QUARTET_S3_REGION,
  QUARTET_S3_ACCESS_KEY: Type.Optional(objectStoreSettings.QUARTET_S3_ACCESS_KEY),
  QUARTET_S3_SECRET_KEY: Type.Optional(objectStoreSettings.QUARTET_S3_SECRET_KEY),
} satisfies TProperties;

/**
 * Reads a process's settings from environment variables, once, through one schema whose keys are the variables' names.
 * Text becomes numbers and booleans where the schema asks for them; defaults fill what is absent.
 *
 * @param ownPrefix variables with this prefix belong to this process alone: an unknown one is refused as a misspelling.
 * @throws ConfigError that names each variable at fault and what it must be.
 */
export function loadConfig<Properties extends TProperties>(
  schema: TObject<Properties>,
  ownPrefix: string,
  env: NodeJS.ProcessEnv = process.env,
): Static<TObject<Properties>> {
  const known = Object.keys(schema.properties);
  const unknown = Object.keys(env).filter((key) => key.startsWith(ownPrefix) && !known.includes(key));
  if (unknown.length > 0) {
    throw new ConfigError(`unknown settings: ${unknown.join(', ')}; known are ${known.join(', ')}`);
  }
  const given = Object.fromEntries(known.flatMap((key) => (env[key] ? [[key, env[key]]] : [])));
  const value: unknown = Value.Default(schema, Value.Convert(schema, given));
  if (Value.Check(schema, value)) return value;
  const faults = known
    .filter((key) => !Value.Check(schema.properties[key] ?? Type.Never(), (value as Record<string, unknown>)[key]))
    .map((key) => `${key} (${(schema.properties[key] as { description?: string }).description ?? 'no description'})`);
  throw new ConfigError(`settings missing or not valid: ${faults.join('; ')}`);
}
