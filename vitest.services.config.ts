import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What needs a server, or takes long: `npm run test:services`, `npm run test:faults`. */
export default defineConfig({
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('.', import.meta.url)),
      // Examples import the package as those do who install it.
      'seeknal-dag': fileURLToPath(new URL('lib/index.ts', import.meta.url)),
    },
  },
  test: {
    include: ['lib/**/*.{services,faults}.ts'],
    testTimeout: 30_000,
    // Faults are timed by how long a run takes undisturbed.
    fileParallelism: false,
  },
});
