import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '@readout/db/database.ts';
import { migrate } from '@readout/db/migrate.ts';
import { transactAsOwner } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';

const TEMPLATE = 'readout_template';
const SECRET = 'the secret of the tests';

/** The system person: may set up trials. What a test writes as `OPERATOR` needs a reason like everybody's. */
export const OPERATOR = { userId: 'readout' } as const;

export interface FreshDatabase extends Database {
  /** The owner's URL, for what a test starts as a program of its own. */
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** A migrated database of a test file alone, on a real PostgreSQL; there from the first test on. */
export interface TestDatabase {
  readonly database: FreshDatabase;
  /** Writes as the owner of the tables, in one audited transaction: row-level security does not hold it. */
  readonly asOwner: <Answer>(write: (tx: Transaction) => Promise<Answer>) => Promise<Answer>;
}

/** Call it at the top of a test file: opens a fresh database before its tests and drops it after them. */
export function withDatabase(): TestDatabase {
  let opened: FreshDatabase | undefined;
  beforeAll(async () => {
    opened = await openFreshDatabase();
  });
  afterAll(() => opened?.drop());
  const get = (): FreshDatabase => {
    if (opened === undefined) throw new Error('The database is there from the first test on, not before.');
    return opened;
  };
  return {
    get database() {
      return get();
    },
    asOwner: (write) => transactAsOwner(get(), { viewer: OPERATOR, reason: 'Set up for a test' }, write),
  };
}

/** A migrated database, empty but for the system person. Call `drop` in the end. */
export const openFreshDatabase = (serverUrl: string = inject('postgresUrl')): Promise<FreshDatabase> =>
  openNew(serverUrl, `template ${TEMPLATE}`);

/** A database before any migration. Call `drop` in the end. */
export const openEmptyDatabase = (serverUrl: string = inject('postgresUrl')): Promise<FreshDatabase> =>
  openNew(serverUrl, '');

async function openNew(serverUrl: string, template: string): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `create database ${name} ${template}`);
  const url = urlOf(serverUrl, name);
  const database = await openDatabase({ databaseUrl: url, secret: SECRET });
  const drop = async () => {
    await database.close();
    // Not by force: that is refused while a worker of the server's own (autovacuum) is in it, which a plain drop waits for.
    await onServer(serverUrl, `drop database ${name}`);
  };
  return { ...database, url, drop };
}

/** Makes the database that fresh ones are copies of. */
export async function makeTemplate(serverUrl: string): Promise<void> {
  await onServer(serverUrl, `create database ${TEMPLATE}`);
  const database = await openDatabase({ databaseUrl: urlOf(serverUrl, TEMPLATE), secret: SECRET });
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The same server, another database: postgresql://user@/NAME?host=… */
const urlOf = (serverUrl: string, name: string) => serverUrl.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
