import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { GUARDS } from './guard-definitions.ts';

const FOLDER = join(import.meta.dirname, 'migration');
/** `create [or replace] function private.name(…) … as $tag$ body $tag$` */
const DEFINITION = /create\s+(?:or\s+replace\s+)?function\s+private\.(\w+)\s*\(.*?\bas\s+(\$\w*\$)(.*?)\2/gis;

/**
 * Functions of the trail and of access whose text in the database is another than this program's migrations give them, each as a sentence.
 *
 * Whoever replaces the function behind a trigger leaves the trigger as it was.
 */
export async function listChangedFunctions(client: pg.Pool | pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; body: string }>(
    `select proname as name, prosrc as body from pg_proc where pronamespace = 'private'::regnamespace and prokind = 'f' order by proname`,
  );
  const { rows: guards } = await client.query<{ name: string; body: string }>(
    `select proname || '()' as name, prosrc as body from pg_proc where pronamespace = to_regnamespace('guard') order by proname`,
  );
  const expected: Readonly<Record<string, { readonly body: string }>> = GUARDS;
  const texts = readDefinitions();
  const there = new Set(rows.map(({ name }) => name));
  return [
    ...rows
      .filter(({ name, body }) => texts.get(name)?.has(body) !== true)
      .map(({ name }) => `private.${name} is not the function that the migrations made`),
    ...guards
      .filter(({ name, body }) => expected[name]?.body !== body)
      .map(({ name }) => `guard.${name} is not the function of this program`),
    ...[...TRAIL].filter((name) => !there.has(name)).map((name) => `private.${name} is gone`),
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

/** By name, the newest text of each function; all its texts where one name has several sets of arguments. */
function readDefinitions(): ReadonlyMap<string, ReadonlySet<string>> {
  const texts = new Map<string, Map<string, string>>();
  for (const name of readdirSync(FOLDER).toSorted()) {
    const sql = readFileSync(join(FOLDER, name, 'migration.sql'), 'utf8');
    for (const [whole, made = '', , body = ''] of sql.matchAll(DEFINITION)) {
      const signatures = texts.get(made) ?? new Map<string, string>();
      signatures.set(signatureOf(whole), body);
      texts.set(made, signatures);
    }
  }
  return new Map([...texts].map(([name, bodies]) => [name, new Set(bodies.values())]));
}

/** Its arguments as written; a later text with the same arguments replaces an earlier one. */
const signatureOf = (definition: string): string =>
  (/\(([^)]*)\)/.exec(definition)?.[1] ?? '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
