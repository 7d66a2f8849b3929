import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmbedded } from '@readout/db/embedded.ts';
import pg from 'pg';
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
  await loosen(embedded.superuserUrl);
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

/** What a run writes is gone with it: nothing has to outlive a crash of the machine. */
async function loosen(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
      await client.query(`alter system set ${setting} = off`);
    await client.query('select pg_reload_conf()');
  } finally {
    await client.end();
  }
}
