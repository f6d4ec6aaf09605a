import { Catalog } from '@quartet/protos/services.ts';
import { startGrpcServer } from '@quartet/service-kit/grpc-server.ts';
import { toServiceError } from '@quartet/service-kit/grpc-errors.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { expect, test } from 'vitest';
import { takeEpoch } from './take-epoch.ts';

test('A catalog that is away at first is asked again until it gives an epoch', async () => {
  let asked = 0;
  const TakeEpoch = (_call: unknown, answer: (error: object | null, value?: object) => void): void => {
    asked += 1;
    if (asked < 3) answer(toServiceError(new ReasonError('REASON_UNAVAILABLE')));
    else answer(null, { epoch: 5 });
  };
  const services = [{ definition: Catalog.service, handlers: { TakeEpoch } }];
  const catalog = await startGrpcServer({ listen: '127.0.0.1:0', services });
  const log = createLogger('scheduler', 'error');
  const epoch = await takeEpoch({ catalogAddress: catalog.address, leaderAddress: 'here:1', log });
  expect({ epoch, asked }).toEqual({ epoch: 5, asked: 3 });
  await catalog.close(100);
});
