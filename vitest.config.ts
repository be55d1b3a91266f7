import { defineConfig } from 'vitest/config';

const below = (folder: string): string[] => [`test/${folder}/**/*.test.{ts,tsx}`];

/** A server with its Dovecot takes seconds to start and two cores to run well. */
const withServer = { pool: 'forks', maxWorkers: 2, testTimeout: 60_000, hookTimeout: 90_000 } as const;

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: below('unit') } },
      { test: { name: 'contract', include: below('contract') } },
      { test: { name: 'conformance', include: below('conformance'), ...withServer } },
      { test: { name: 'integration', include: below('integration'), ...withServer } },
      {
        test: {
          name: 'package',
          include: below('package'),
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 900_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: below('e2e'),
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
