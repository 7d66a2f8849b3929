import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '@readout/db/database.ts';
import { guardDefinitions } from '@readout/db/guard-definitions.ts';
import { inTransaction } from '@readout/db/in-transaction.ts';
import { migrate } from '@readout/db/migrate.ts';
import { transactAsOwner } from '@readout/db/transact.ts';
import { signClaim, type Transaction } from '@readout/db/viewer.ts';
import { seedDemo } from '@readout/server/seed/seed.ts';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';

const TEMPLATE = 'readout_template';
const DEMO = 'readout_demo';
/** Of whoever seeds: any constant. */
const DEMO_LOCK = 4_217;

/** READOUT_SECRET of the tests, for what they start as a program of its own. */
export const SECRET = 'the secret of the tests, at length';

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

/**
 * Call it at the top of a test file: opens a database before its tests and drops it after them.
 *
 * @param open a fresh one, or that of the demonstration
 */
export function withDatabase(open: () => Promise<FreshDatabase> = openFreshDatabase): TestDatabase {
  let opened: FreshDatabase | undefined;
  beforeAll(async () => {
    opened = await open();
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
export const openFreshDatabase = (): Promise<FreshDatabase> =>
  openNew(inject('postgresUrl'), `template ${TEMPLATE}`);

/** A copy of the seeded demonstration, which the first who asks in a run makes. Call `drop` in the end. */
export async function openDemoDatabase(): Promise<FreshDatabase> {
  const serverUrl = inject('postgresUrl');
  const guard = new pg.Client({ connectionString: serverUrl });
  await guard.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [DEMO_LOCK]);
    const { rowCount } = await guard.query('select 1 from pg_database where datname = $1', [DEMO]);
    if (rowCount === 0) await makeDemo(serverUrl);
  } finally {
    await guard.end();
  }
  return openNew(serverUrl, `template ${DEMO}`);
}

/** Under another name until it is whole: a seed that fails fails for each test that asks. */
async function makeDemo(serverUrl: string): Promise<void> {
  const database = await openFreshDatabase();
  try {
    await seedDemo(database, () => undefined);
    await database.owner.query('analyze');
  } finally {
    await database.close();
  }
  await onServer(serverUrl, `alter database ${nameOf(database.url)} rename to ${DEMO}`);
}

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
export async function makeTemplate({
  url: serverUrl,
  superuserUrl,
}: {
  readonly url: string;
  readonly superuserUrl: string;
}): Promise<void> {
  await onServer(serverUrl, `create database ${TEMPLATE}`);
  const database = await openDatabase({ databaseUrl: urlOf(serverUrl, TEMPLATE), secret: SECRET });
  try {
    await migrate(database);
    await guardDefinitions(urlOf(superuserUrl, TEMPLATE), database);
  } finally {
    await database.close();
  }
}

/** Runs statements as PostgreSQL's superuser with event triggers off, as only a superuser can: what nothing prevents. Rolled back when it fails. */
export async function asSuperuser<Answer>(
  { url }: FreshDatabase,
  work: (client: pg.Client) => Promise<Answer>,
): Promise<Answer> {
  const client = new pg.Client({ connectionString: urlOf(inject('superuserUrl'), nameOf(url)) });
  await client.connect();
  try {
    await client.query('set event_triggers = off; begin');
    const answer = await work(client);
    await client.query('commit');
    return answer;
  } finally {
    await client.end();
  }
}

/** A transaction of the tables' owner that may define and may write entries of the trail, as a migration of the hub does. */
export const asMigration = <Answer>(
  database: Database,
  work: (client: pg.PoolClient) => Promise<Answer>,
): Promise<Answer> =>
  inTransaction(database.owner, async (client) => {
    await client.query("select set_config('readout.migration', $1, true)", [
      signClaim(database, OPERATOR, { migration: true }),
    ]);
    return work(client);
  });

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

/** Of the database in a URL: postgresql://user@/NAME?host=… */
const nameOf = (url: string) => new URL(url.replace('@/', '@localhost/')).pathname.slice(1);
