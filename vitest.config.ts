import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const ignored = ['**/node_modules/**', '**/dist/**', '.tsc/**', '.cyberdesk*/**', 'web/.*/**'];

/** Three tiers: `unit` needs nothing, `stack` a real kube-apiserver, `e2e` the composed product. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        // What Next resolves by its own configuration.
        resolve: {
          alias: [{ find: /^@\//, replacement: join(import.meta.dirname, 'web/src/') }],
        },
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...ignored, '**/*.stack.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'stack',
          include: ['**/*.stack.test.ts'],
          exclude: ignored,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['services/e2e/**/*.e2e.ts'],
          exclude: ignored,
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
