import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import './relations.ts';
import './table/account.ts';
import type { Database } from './database.ts';
import { SIGNING_STATEMENTS } from './signing-statement.ts';
import { MEANINGS } from './table/meaning.ts';

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
    await runMigrations(drizzle({ client }), { migrationsFolder: FOLDER });
    await client.query('select private.make_audit_partitions()');
    await client.query(commentSql());
    await client.query(
      'insert into private.signing_statement (version, text) select * from jsonb_to_recordset($1) as s(version integer, text text) on conflict do nothing',
      [JSON.stringify(SIGNING_STATEMENTS)],
    );
    await keepSecrets(client, database);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
    client.release();
  }
}

async function refuseNewer(client: pg.PoolClient): Promise<void> {
  const { rows: there } = await client.query<{ found: string | null }>(
    "select to_regclass('drizzle.__drizzle_migrations')::text as found",
  );
  if (there[0]?.found == null) return;
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

async function keepSecrets(client: pg.PoolClient, database: Database): Promise<void> {
  await client.query(
    'insert into private.ticket_key (inner_pad, outer_pad) values ($1, $2) on conflict (is_only) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad where ticket_key.inner_pad <> excluded.inner_pad',
    [pad(database.ticketKey, 0x36), pad(database.ticketKey, 0x5c)],
  );
  const { rows } = await client.query<{ ready: boolean }>(
    "select rolcanlogin as ready from pg_roles where rolname = 'readout_app'",
  );
  const isLocal = database.owner.options.host?.startsWith('/') === true;
  // The embedded server trusts its own socket. Elsewhere the password is set anew, as it follows the secret.
  if (rows[0]?.ready === true && isLocal) return;
  await client.query(`alter role readout_app login password ${pg.escapeLiteral(database.appPassword)}`);
}

/** A pad of HMAC: the key, filled with zeroes to the block of 64 bytes, XORed with the pad's byte. @source RFC 2104, section 2 */
function pad(key: Buffer, byte: number): Buffer {
  const block = Buffer.alloc(64);
  key.copy(block);
  return block.map((each) => each ^ byte) as Buffer;
}
