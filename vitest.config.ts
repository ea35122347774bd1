import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * `unit` needs no engine; `medium`, `e2e` and `web` (browsers) share one set of real engines started by the global setup;
 * `speed` measures, so it wants the machine for itself; `outages` take engines away, so that each file starts its own;
 * `deploy` reads what docker/ and k8s/ say.
 */
export default defineConfig({
  test: {
    projects: [
      {
        // As in web/vite.config.ts.
        resolve: {
          alias: {
            '@contracts': fileURLToPath(new URL('src/contracts', import.meta.url)),
            '@podium/client': fileURLToPath(new URL('src/client/index.ts', import.meta.url)),
          },
        },
        test: { name: 'unit', include: ['{src,dev,web/src,test/faults}/**/*.spec.ts'] },
      },
      {
        test: {
          name: 'medium',
          include: ['test/medium/**/*.spec.ts', '{dev,test/faults}/**/*.medium-spec.ts'],
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
      {
        test: {
          name: 'outages',
          include: ['test/outages/**/*.outage-spec.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'deploy',
          include: ['test/deploy/**/*.deploy-spec.ts'],
          testTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'fuzz',
          include: ['test/fuzz/**/*.fuzz-spec.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'speed',
          include: ['test/{e2e,web}/**/*.speed-spec.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'web',
          include: ['test/web/**/*.web-spec.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
