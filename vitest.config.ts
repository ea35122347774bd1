import { defineConfig } from 'vitest/config';

/** Three suites: `unit` needs no engine, `medium` and `e2e` share one set of real engines started by the global setup. */
export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'unit', include: ['src/**/*.spec.ts', 'dev/**/*.spec.ts', 'test/faults/**/*.spec.ts'] },
      },
      {
        test: {
          name: 'medium',
          include: ['test/medium/**/*.spec.ts', 'test/faults/**/*.medium-spec.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e-spec.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
