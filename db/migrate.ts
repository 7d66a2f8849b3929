import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import './relations.ts';
import './table/account.ts';
import type { Database } from './database.ts';
import { hmacPads } from './hmac-pad.ts';
import { SIGNING_STATEMENTS } from './signing-statement.ts';
import { MEANINGS } from './table/meaning.ts';
import { signClaim } from './viewer.ts';

const FOLDER = join(import.meta.dirname, 'migration');
/** Any constant: processes that migrate the same database take this lock. */
const LOCK = 7_311_032;

/**
 * Brings the database up to this program: migrations, column comments, the texts that people accept, the application's password and the key of tickets.
 *
 * One process at a time, under an advisory lock; the others wait and then find nothing to do.
 *
 * @throws Error in a sentence when the database is newer than the program
 */
export async function migrate(database: Database): Promise<void> {
  const client = await database.owner.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await refuseNewer(client);
    if ((await countMigrations(client)) > 0) await keepTicketKey(client, database);
    // What the guard of definitions refuses to everybody else is this session's to do; it says so signed.
    await client.query("select set_config('readout.migration', $1, false)", [
      signClaim(database, { userId: 'readout' }, { migration: true }),
    ]);
    await runMigrations(drizzle({ client }), { migrationsFolder: FOLDER });
    await keepTicketKey(client, database);
    await client.query('select private.make_audit_partitions()');
    await client.query(commentSql());
    await client.query(
      'insert into private.signing_statement (version, text) select * from jsonb_to_recordset($1) as s(version integer, text text) on conflict do nothing',
      [JSON.stringify(SIGNING_STATEMENTS)],
    );
    await keepPassword(client, database);
  } finally {
    await client.query("select pg_advisory_unlock($1), set_config('readout.migration', '', false)", [LOCK]);
    client.release();
  }
}

/** How many migrations the database has; 0 before the first. */
async function countMigrations(client: pg.PoolClient): Promise<number> {
  const { rows: there } = await client.query<{ found: string | null }>(
    "select to_regclass('drizzle.__drizzle_migrations')::text as found",
  );
  if (there[0]?.found == null) return 0;
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from drizzle.__drizzle_migrations',
  );
  return rows[0]?.count ?? 0;
}

async function refuseNewer(client: pg.PoolClient): Promise<void> {
  if ((await countMigrations(client)) === 0) return;
  const known = new Set(readdirSync(FOLDER));
  const { rows } = await client.query<{ name: string | null }>(
    'select name from drizzle.__drizzle_migrations',
  );
  const unknown = rows.map(({ name }) => name).filter((name) => name !== null && !known.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `The database is newer than this program: it has the migration ${unknown.join(', ')}. Start the newer Readout, or restore a backup.`,
    );
  }
}

function commentSql(): string {
  return MEANINGS.flatMap(({ schema, table, text, columns }) => [
    `comment on table "${schema}"."${table}" is ${pg.escapeLiteral(text)};`,
    ...Object.entries(columns).map(
      ([column, meaning]) =>
        `comment on column "${schema}"."${table}"."${column}" is ${pg.escapeLiteral(meaning)};`,
    ),
  ]).join('\n');
}

async function keepTicketKey(client: pg.PoolClient, database: Database): Promise<void> {
  await client.query(
    'insert into private.ticket_key (inner_pad, outer_pad) values ($1, $2) on conflict (is_only) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad where ticket_key.inner_pad <> excluded.inner_pad',
    [...hmacPads(database.ticketKey)],
  );
}

async function keepPassword(client: pg.PoolClient, database: Database): Promise<void> {
  const { rows } = await client.query<{ ready: boolean }>(
    "select rolcanlogin as ready from pg_roles where rolname = 'readout_app'",
  );
  const isLocal = database.owner.options.host?.startsWith('/') === true;
  // The embedded server trusts its own socket. Elsewhere the password is set anew, as it follows the secret.
  if (rows[0]?.ready === true && isLocal) return;
  await client.query(`alter role readout_app login password ${pg.escapeLiteral(database.appPassword)}`);
}
