import {
  ListenAddress,
  PeerAddress,
  commonSettings,
  loadConfig,
  objectStoreSettings,
} from '@quartet/service-kit/config.ts';
import { Type } from 'typebox';

const SettingsSchema = Type.Object({
  ...commonSettings,
  ...objectStoreSettings,
  QUARTET_FRONTDOOR_LISTEN: ListenAddress('where the API and the page are served'),
  QUARTET_CATALOG_ADDRESS: PeerAddress('where catalog.v1.Catalog is served'),
  QUARTET_SCHEDULER_ADDRESS: PeerAddress('where scheduler.v1.Placement is served'),
  QUARTET_REDIS_URL: Type.String({ pattern: '^rediss?://', description: 'URL of Redis' }),
  QUARTET_FRONTDOOR_DEMO_KEY: Type.Optional(
    Type.String({
      pattern: '^qk_\\S+$',
      description: 'API key that an empty POST /v1/session signs in with; for local demos only',
    }),
  ),
  QUARTET_FRONTDOOR_TRUST_PROXY: Type.Boolean({
    default: false,
    description: 'whether X-Forwarded-For and -Proto come from a proxy of ours',
  }),
  QUARTET_FRONTDOOR_RATE_LIMIT: Type.Integer({
    default: 6_000,
    minimum: 1,
    description: 'requests a minute that one key or session may make at one front door',
  }),
  QUARTET_FRONTDOOR_ANONYMOUS_RATE_LIMIT: Type.Integer({
    default: 3_000,
    minimum: 1,
    description: 'requests a minute without credentials that one address may make at one front door',
  }),
});

/** What the front door is told by its environment. */
export type Settings = ReturnType<typeof loadSettings>;

/** @throws ConfigError that names every variable at fault. */
export function loadSettings(env: NodeJS.ProcessEnv = process.env) {
  return loadConfig(SettingsSchema, 'QUARTET_FRONTDOOR_', env);
}
