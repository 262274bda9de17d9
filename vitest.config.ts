import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need Wine, executables or Spark, and have commands of their own: npm run test:windows, test:executables, test:spark.
    exclude: ['test/windows/**', 'test/executables/**', 'test/spark/**'],
    globalSetup: ['test/support/own-temporary-folder.ts'],
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 30_000,
    // What is waited for comes at once, but on a machine that does other things besides.
    expect: { poll: { timeout: 10_000 } },
  },
});
