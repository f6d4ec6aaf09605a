import { ListenAddress, PeerAddress, commonSettings } from '@quartet/service-kit/config.ts';
import { Type } from 'typebox';

/** The scheduler's settings. */
export const settings = Type.Object({
  ...commonSettings,
  QUARTET_SCHEDULER_LISTEN: ListenAddress('where the scheduler serves gRPC; nodes, workers and the front door call it'),
  QUARTET_SCHEDULER_ADDRESS: Type.Optional(
    PeerAddress('where others reach this scheduler and no other; the bound address when absent'),
  ),
  QUARTET_CATALOG_ADDRESS: PeerAddress('the catalog, which gives each leadership its epoch'),
  QUARTET_SCHEDULER_POOLS: Type.Optional(
    Type.String({
      description:
        'pools to scale as JSON, those that are filled first first: {"gpu-l4": {"min": 0, "max": 8, "boot_seconds": 120, "drain_seconds": 60, "models": ["quartet-icons"]}}; models: what its nodes can load, any when absent',
    }),
  ),
  QUARTET_REDIS_URL: Type.String({
    description: 'URL of Redis, which holds the lock that makes one scheduler the leader',
  }),
});
