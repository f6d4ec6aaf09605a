import { defineConfig } from 'vitest/config';

/** `npm run verify` also runs what takes long: files that end in .verify.ts. */
const isVerify = process.env['QUARTET_VERIFY'] === '1';
const ours = '{protos,service-kit,scheduler,gpu-node,workflows,frontdoor,deploy,helm,dashboards}';
const notOurs = ['**/node_modules/**', '**/.quartet/**', '**/.cache/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${ours}/**/*.test.ts`],
          exclude: [...notOurs, 'deploy/e2e/**'],
          pool: 'forks',
          // By default one core is left free, which of two is half.
          maxWorkers: '100%',
          // No test is timed: these only end what hangs, on a loaded machine with two cores.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          // Whole stacks and measurements: one file after another, when the unit tests are done.
          name: 'e2e',
          include: ['deploy/e2e/**/*.test.ts', ...(isVerify ? [`${ours}/**/*.verify.ts`] : [])],
          exclude: notOurs,
          pool: 'forks',
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: isVerify ? 900_000 : 240_000,
          hookTimeout: 400_000,
        },
      },
    ],
  },
});
