import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // It needs Wine, and has a command of its own: npm run test:windows.
    exclude: ['test/windows/**'],
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 30_000,
  },
});
