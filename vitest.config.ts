import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * `unit` needs no engine. `medium`, `e2e`, `fuzz` and `web` (browsers) share one set of real engines, which the global setup
 * starts. `speed` does too, but it measures, so nothing else should run on the machine. `outages` takes engines away, so each
 * of its files starts its own. `deploy` checks docker/ and k8s/.
 */
export default defineConfig({
  test: {
    projects: [
      {
        // The same as in web/vite.config.ts.
        resolve: {
          alias: {
            '@contracts': fileURLToPath(new URL('src/contracts', import.meta.url)),
            '@podium/client': fileURLToPath(new URL('src/client/index.ts', import.meta.url)),
          },
        },
        test: {
          name: 'unit',
          include: ['{src,dev,web/src,test/faults}/**/*.spec.ts'],
          // No file changes what another one sees, so each worker loads the source once.
          isolate: false,
        },
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
