import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{db,schema,server,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    reporters: ['default', './test/closing-line.ts'],
    // Each worker may start a PostgreSQL of its own; two cores carry two.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
