import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { GUARDS } from './guard-definitions.ts';

const FOLDER = join(import.meta.dirname, 'migration');

/** A function as a migration makes it. */
interface Definition {
  /** What stands between the dollars; undefined for a body in standard SQL, of which PostgreSQL keeps no text. */
  readonly body: string | undefined;
  readonly statement: string;
}

/**
 * Functions of the trail and of access whose text in the database is another than this program's migrations give them, each as a sentence.
 *
 * Whoever replaces the function behind a trigger leaves the trigger as it was.
 *
 * @param client a pool, or a client in a transaction
 */
export async function listChangedFunctions(client: pg.Pool | pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ oid: number; name: string; body: string }>(
    `select oid::int, proname as name, prosrc as body from pg_proc where pronamespace = 'private'::regnamespace and prokind = 'f' order by proname`,
  );
  const { rows: guards } = await client.query<{ name: string; body: string }>(
    `select proname || '()' as name, prosrc as body from pg_proc where pronamespace = to_regnamespace('guard') order by proname`,
  );
  const expected: Readonly<Record<string, { readonly body: string }>> = GUARDS;
  const known = readDefinitions();
  const there = new Set(rows.map(({ name }) => name));
  const changed: string[] = [];
  for (const { oid, name, body } of rows) {
    const made = [...(known.get(name)?.values() ?? [])];
    if (made.some((each) => each.body === body)) continue;
    const isSame =
      body === '' &&
      (await isMadeBy(
        client,
        oid,
        name,
        made.filter((each) => each.body === undefined),
      ));
    if (!isSame) changed.push(`private.${name} is not the function that the migrations made`);
  }
  return [
    ...changed,
    ...guards
      .filter(({ name, body }) => expected[name]?.body !== body)
      .map(({ name }) => `guard.${name} is not the function of this program`),
    ...TRAIL.filter((name) => !there.has(name)).map((name) => `private.${name} is gone`),
  ];
}

/** Without these nothing is recorded or refused. */
const TRAIL = [
  'record_change',
  'record_act',
  'refuse_change',
  'refuse_truncate',
  'keep_entries',
  'claim_of',
  'ticket',
];

/** Whether PostgreSQL understands one of the statements as the function that is there: it is made for the time of the question, and both are written out. */
async function isMadeBy(
  client: pg.Pool | pg.ClientBase,
  oid: number,
  name: string,
  made: readonly Definition[],
): Promise<boolean> {
  for (const { statement } of made) {
    const temporary = statement.replace(/function\s+private\./i, 'function pg_temp.');
    const isSame = await undone(client, async (session) => {
      await session.query(temporary);
      const { rows } = await session.query<{ same: boolean }>(
        `select pg_get_function_sqlbody(oid) = pg_get_function_sqlbody($1::int::oid) as same from pg_proc where proname = $2 and pronamespace = pg_my_temp_schema()`,
        [oid, name],
      );
      return rows.some(({ same }) => same);
    });
    if (isSame) return true;
  }
  return false;
}

/** Asks what leaves nothing behind. False when it fails: what is not understood is not the same. */
async function undone(
  client: pg.Pool | pg.ClientBase,
  ask: (session: pg.ClientBase) => Promise<boolean>,
): Promise<boolean> {
  const session = client instanceof pg.Pool ? await client.connect() : client;
  const [begin, end] =
    client instanceof pg.Pool
      ? ['begin', 'rollback']
      : ['savepoint question', 'rollback to savepoint question'];
  try {
    await session.query(begin);
    return await ask(session).catch((error: unknown) => {
      if (error instanceof pg.DatabaseError) return false;
      throw error;
    });
  } finally {
    await session.query(end);
    if ('release' in session && client instanceof pg.Pool) (session as pg.PoolClient).release();
  }
}

/** What a migration does to a function: makes it with a text between dollars or in standard SQL, or gives it another name. */
const CREATED =
  /create\s+(?:or\s+replace\s+)?function\s+private\.(\w+)\s*\(([^;$]*?)(?:\bas\s+(\$\w*\$)(.*?)\3|\s(?:return|begin\s+atomic)\s[^$]*$)/gis;
const RENAMED = /alter\s+function\s+private\.(\w+)\s*\([^)]*\)\s+rename\s+to\s+(\w+)/i;

/** By name and arguments, the newest definition of each function. */
function readDefinitions(): ReadonlyMap<string, ReadonlyMap<string, Definition>> {
  const known = new Map<string, Map<string, Definition>>();
  for (const name of readdirSync(FOLDER).toSorted()) {
    const sql = readFileSync(join(FOLDER, name, 'migration.sql'), 'utf8');
    for (const statement of sql.split('--> statement-breakpoint')) {
      for (const [text, made = '', , dollars, body] of statement.matchAll(CREATED)) {
        const same = known.get(made) ?? new Map<string, Definition>();
        known.set(
          made,
          same.set(argumentsOf(text), { body: dollars === undefined ? undefined : body, statement: text }),
        );
      }
      const [, from = '', to = ''] = RENAMED.exec(statement) ?? [];
      const renamed = known.get(from);
      if (renamed === undefined) continue;
      known.set(to, renamed);
      known.delete(from);
    }
  }
  return known;
}

/** Its arguments as written; a later text with the same arguments replaces an earlier one. */
const argumentsOf = (definition: string): string =>
  (/\(([^)]*)\)/.exec(definition)?.[1] ?? '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
