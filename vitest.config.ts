import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

export default defineConfig({
  // What Node would load: vite prefers graphql's other build, and Apollo Server refuses a schema made by that.
  resolve: {
    alias: [
      {
        find: /^graphql$/,
        replacement: createRequire(new URL('server/package.json', import.meta.url)).resolve('graphql'),
      },
    ],
  },
  test: {
    include: ['{db,schema,server,test,web/src}/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    reporters: ['default', './test/closing-line.ts'],
    globalSetup: ['./test/postgres-server.ts'],
    // One more than the cores it has to carry: a test waits for a browser, a program or the database half of its time.
    maxWorkers: 3,
    // A file cleans up what it opens, so that the next may run in the same process: without, half of the time goes into loading.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
