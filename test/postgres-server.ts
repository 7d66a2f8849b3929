import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmbedded } from '@readout/db/embedded.ts';
import type { TestProject } from 'vitest/node';
import { makeTemplate } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Owner's URL of the PostgreSQL that serves this run. */
    postgresUrl: string;
    /** The same server as its superuser. */
    superuserUrl: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated database that `openFreshDatabase` copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'readout-test-'));
  const embedded = await startEmbedded({ dataDir: folder });
  await makeTemplate(embedded);
  project.provide('postgresUrl', embedded.url);
  project.provide('superuserUrl', embedded.superuserUrl);
  const cluster = await realpath(join(folder, 'postgresql'));
  return async () => {
    await embedded.stop();
    if (!cluster.startsWith(folder)) await rm(dirname(cluster), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
}
