import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@readout/db/migrate.ts';
import type { Database } from '@readout/db/database.ts';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmptyDatabase } from '../postgres.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'db', 'migration');
/** The newest migration of the version whose trail was one table of row changes. */
const LAST_OF_BEFORE = '20261125105521_stated_components';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const empty = await openEmptyDatabase();
  drop = empty.drop;
  database = empty;
  const older = mkdtempSync(join(tmpdir(), 'readout-older-'));
  for (const name of readdirSync(FOLDER))
    if (name <= LAST_OF_BEFORE) cpSync(join(FOLDER, name), join(older, name), { recursive: true });
  await runMigrations(drizzle({ client: database.owner }), { migrationsFolder: older });
  rmSync(older, { recursive: true });
  // Entries of two years, as that version wrote them.
  await database.owner
    .query(`insert into audit.entry (trial_id, record, record_id, action, after, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction)
    select '0190f000-0000-7000-8000-000000000001', 'timepoint', gen_random_uuid(), 'INSERT', jsonb_build_object('subject_id', '0190f000-0000-7000-8000-000000000009', 'n', n), '{}',
      'readout', 'Readout', '{}', 'It was so', timestamptz '2025-01-31 23:30Z' + n * interval '8 days', 700 + n from generate_series(0, 90) n`);
});
afterAll(() => drop());

// 21 CFR 11.10(c): what was recorded is there after an update of the program, unchanged and in its order.
test('the trail of an older database comes over whole, in its order and by its months', async () => {
  await migrate(database);
  const { rows } = await database.owner.query(
    `select count(*)::int as entries, count(distinct tableoid)::int as months, min(number)::int as first, max(number)::int as last,
      bool_and((after->>'n')::int = number - 1) as "isInOrder", bool_and(subject_id = '0190f000-0000-7000-8000-000000000009') as "knowsSubject",
      count(*) filter (where tableoid = 'audit.entry_rest'::regclass)::int as elsewhere from audit.entry`,
  );
  expect(rows).toEqual([
    { entries: 91, months: 25, first: 1, last: 91, isInOrder: true, knowsSubject: true, elsewhere: 0 },
  ]);
  const { rows: next } = await database.owner.query(`select nextval('audit.entry_number')::int as number`);
  expect(next).toEqual([{ number: 92 }]);
});
