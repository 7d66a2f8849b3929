import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '@readout/db/database.ts';
import { startEmbedded, type Embedded } from '@readout/db/embedded.ts';
import { migrate } from '@readout/db/migrate.ts';
import { transactAsOwner } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { afterAll, beforeAll } from 'vitest';

/** A migrated database of this test file alone, on a real PostgreSQL; there from the first test on. */
export interface TestDatabase {
  readonly database: Database;
  /** Writes as the owner of the tables, in one audited transaction: row-level security does not hold it. */
  readonly asOwner: <Answer>(write: (tx: Transaction) => Promise<Answer>) => Promise<Answer>;
}

/** Call it at the top of a test file: starts PostgreSQL in a folder of its own before the tests and stops it after them. */
export function withDatabase(): TestDatabase {
  let opened:
    { readonly folder: string; readonly embedded: Embedded; readonly database: Database } | undefined;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'readout-test-'));
    const embedded = await startEmbedded({ dataDir: folder });
    const database = await openDatabase({ databaseUrl: embedded.url, secret: 'a secret of the tests' });
    opened = { folder, embedded, database };
    await migrate(database);
  });

  afterAll(async () => {
    if (opened === undefined) return;
    await opened.database.close();
    await opened.embedded.stop();
    await rm(opened.folder, { recursive: true, force: true });
  });

  const get = (): Database => {
    if (opened === undefined) throw new Error('The database is there from the first test on, not before.');
    return opened.database;
  };
  return {
    get database() {
      return get();
    },
    asOwner: (write) =>
      transactAsOwner(get(), { viewer: { userId: 'readout' }, reason: 'Set up for a test' }, write),
  };
}
