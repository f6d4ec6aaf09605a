import { ListenAddress, PeerAddress, commonSettings, objectStoreSettings } from '@quartet/service-kit/config.ts';
import { type Static, Type } from 'typebox';

/** Settings of the catalog process. */
export const catalogSettings = Type.Object({
  ...commonSettings,
  ...objectStoreSettings,
  QUARTET_CATALOG_LISTEN: ListenAddress('where the catalog serves gRPC'),
  DATABASE_URL: Type.String({ description: 'URL of the PostgreSQL database' }),
  QUARTET_REDIS_URL: Type.String({ description: 'URL of Redis' }),
  QUARTET_TEMPORAL_ADDRESS: PeerAddress('the Temporal frontend'),
  QUARTET_TEMPORAL_NAMESPACE: Type.String({ default: 'default', description: 'Temporal namespace' }),
  QUARTET_MODELS_DIR: Type.String({
    description: 'the model store: a folder that holds a folder for each model, or s3://bucket/prefix',
  }),
  QUARTET_CATALOG_POOL_SIZE: Type.Integer({
    default: 16,
    minimum: 4,
    maximum: 200,
    description: 'most connections to the database; background work holds up to two of them',
  }),
  QUARTET_CATALOG_DEFAULT_MODEL: Type.Optional(
    Type.String({ description: 'id of the model that is listed first; else the first id of the alphabet is' }),
  ),
  QUARTET_CATALOG_DELETED_GRACE_HOURS: Type.Number({
    default: 24,
    minimum: 0,
    maximum: 8_760,
    description:
      'hours for which rows and pictures of a deleted generation are kept, seen by nobody, before they are removed; what is ' +
      'still being made from such a picture needs it until then',
  }),
  QUARTET_CATALOG_DEMO_KEYS: Type.Optional(
    Type.String({ description: 'JSON object of demo user to API key: free, basic, plus, pro, team, lapsed, admin' }),
  ),
});

export type CatalogSettings = Static<typeof catalogSettings>;

/** The variables that belong to this process alone. */
export const catalogPrefix = 'QUARTET_CATALOG_';
