import { defineConfig } from 'vitest/config';

/** The single executables: `npm run test:executables`, which makes them before. */
export default defineConfig({
  test: { include: ['test/executables/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 60_000 },
});
