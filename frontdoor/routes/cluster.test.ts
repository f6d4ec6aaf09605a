import type { GetClusterResponse } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { afterEach, expect, it } from 'vitest';
import { type TestApp, startTestApp } from '../http/testing/test-app.ts';

let app: TestApp;
afterEach(() => app.close());

const cluster: GetClusterResponse = {
  leader: '10.0.0.1:7200',
  epoch: 7,
  nodes: [
    {
      nodeId: 'node-0',
      address: '10.0.0.2:7300',
      pool: 'gpu-l4',
      live: true,
      draining: false,
      state: 'NODE_STATE_CORDONED',
      models: ['default'],
      arrivals: [{ model: 'large', inMs: 500 }],
      loadableModels: ['rare'],
      leases: [{ taskId: 'img_1', epoch: 7, number: 1, nodeId: 'node-0', nodeAddress: '10.0.0.2:7300' }],
      taskCap: 12,
      silenceMs: 250,
      hindrance: { kind: 'HINDRANCE_KIND_CORDONED', sinceMs: 90_000, untilMs: 0, model: '' },
    },
  ],
  queue: [{ plan: 'PLAN_FREE', model: 'default', tasks: 3, longestWaitMs: 1_500 }],
};

it('shows administrators the nodes and what waits', async () => {
  app = await startTestApp({ scheduler: { getCluster: async () => cluster } });
  const response = await app.ask('/v1/cluster', { key: 'qk_admin' });
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(await response.json()).toEqual({
    leader: '10.0.0.1:7200',
    epoch: 7,
    nodes: [
      {
        id: 'node-0',
        pool: 'gpu-l4',
        address: '10.0.0.2:7300',
        state: 'cordoned',
        image_ids: ['img_1'],
        task_limit: 12,
        models: ['default'],
        loading_models: ['large'],
        loadable_models: ['rare'],
        silence_seconds: 0.25,
        hindrance: { kind: 'cordoned', since_seconds: 90 },
      },
    ],
    queue: [{ plan: 'free', model: 'default', tasks: 3, longest_wait_seconds: 1.5 }],
  });
});

it('is for administrators alone', async () => {
  app = await startTestApp({ scheduler: { getCluster: () => Promise.reject(new Error('nobody may ask')) } });
  const answers = [{}, { key: 'qk_owner' }, { key: 'qk_stranger' }].map(async (who) => {
    const response = await app.ask('/v1/cluster', who);
    const { reason } = (await response.json()) as { reason: string };
    return [response.status, reason];
  });
  expect(await Promise.all(answers)).toEqual([
    [401, 'unauthenticated'],
    [403, 'admin_required'],
    [403, 'admin_required'],
  ]);
});

it('says so when no scheduler answers', async () => {
  const getCluster = () => Promise.reject(new ReasonError('REASON_UNAVAILABLE'));
  app = await startTestApp({ scheduler: { getCluster } });
  const response = await app.ask('/v1/cluster', { key: 'qk_admin' });
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
});
