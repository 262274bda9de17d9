import { defineConfig } from 'vitest/config';

/** Datasets on a cluster of Apache Spark: `npm run test:spark`. */
export default defineConfig({
  test: {
    include: ['test/spark/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // One cluster, whose applications take turns.
    fileParallelism: false,
  },
});
