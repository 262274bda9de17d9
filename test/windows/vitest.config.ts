import { defineConfig } from 'vitest/config';

/** The command line as a Windows program, under Wine: `npm run test:windows`. */
export default defineConfig({
  test: {
    include: ['test/windows/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // One Wine, which is slow to start.
    fileParallelism: false,
  },
});
