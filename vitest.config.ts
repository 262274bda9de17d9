import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need Wine and the executables, and have commands of their own: npm run test:windows, npm run test:executables.
    exclude: ['test/windows/**', 'test/executables/**'],
    globalSetup: ['test/support/own-temporary-folder.ts'],
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 30_000,
  },
});
