import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTrail } from '@readout/db/check-trail.ts';
import { watchTrail } from '@readout/server/job/watch-trail.ts';
import { describe, expect, test, vi } from 'vitest';
import { asSuperuser, withDatabase } from '../postgres.ts';

const db = withDatabase();

test('a database as the migrations make it has no gap', async () => {
  expect(await checkTrail(db.database.owner)).toEqual({ gaps: [], notices: [] });
});

/** What a superuser does with event triggers off, and what tells it. */
// prettier-ignore
const TAMPERS: readonly (readonly [string, RegExp])[] = [
  ['alter table site disable trigger audit_update', /^updates into site leave no entry$/],
  ['alter table site enable replica trigger audit_delete', /^deletes into site leave no entry$/],
  ['drop trigger audit_insert on read', /^inserts into read leave no entry$/],
  ['alter table finding disable trigger no_truncate', /^finding may be truncated$/],
  ['alter table subject_arm disable row level security', /^row-level security is off for subject_arm$/],
  ['alter table site force row level security', /^row-level security is forced on the owner of site/],
  ['drop policy reads on site', /^site has no policy for reading$/],
  ['create policy open on subject_arm for select using (true)', /^the policy open of public\.subject_arm holds for everybody$/],
  ['alter policy reads on subject_arm using (true)', /^the policy reads of public\.subject_arm holds for everybody$/],
  ['create rule forget as on update to site do instead nothing', /^a rule rewrites what is written to site$/],
  ['alter table audit.entry_rest disable trigger entry_unchanged', /^entries of entry_rest may be (changed|deleted|truncated)$/],
  ['alter table audit.entry disable trigger entry_unchanged', /^entries of entry may be changed$/],
  ['alter table audit.entry disable trigger entry_kept', /^entries may be written to entry by hand$/],
  ['alter table audit.entry_rest disable row level security', /^row-level security is off for audit\.entry_rest$/],
  ['grant update on audit.entry to readout_app', /^the application may update audit\.entry$/],
  ['grant insert on audit.entry_rest to public', /^the application may insert audit\.entry_rest$/],
  ['grant select on private.ticket_key to readout_app', /^the application may read private\.ticket_key$/],
  ['grant usage on schema auth to readout_app', /^the application may use the schema auth$/],
  ['grant create on schema private to readout_app', /^the application may make things in the schema private$/],
  ['alter role readout_app bypassrls', /^the application's role may more than log in$/],
  ['alter table site owner to readout_app', /^the application owns site$/],
  ['alter function private.ticket() reset search_path', /^private\.ticket\(\) runs with its owner's rights on a path that its caller sets$/],
  ['grant execute on function private.roles_in(uuid, jsonb) to public', /^everybody may call private\.roles_in\(uuid,jsonb\)$/],
  ['alter view central_review reset (security_invoker)', /^the view central_review does not ask with the rights of who reads it$/],
  ['alter event trigger readout_definition disable', /^the event trigger readout_definition is gone or off$/],
  ['alter function guard.refuse_drop() owner to readout', /^the guard's refuse_drop belongs to readout, who owns the tables too$/],
  ['drop event trigger readout_drop', /^the event trigger readout_drop is gone or off$/],
  [`create or replace function private.record_change() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$ begin return null; end $$`,
    /^private\.record_change is not the function that the migrations made$/],
  [`create or replace function private.leaf_entry(e audit.entry) returns jsonb language sql stable parallel safe return '{}'::jsonb`, /^private\.leaf_entry is not the function that the migrations made$/],
  [`create function private.aside() returns trigger language plpgsql as $$ begin return null; end $$`, /^private\.aside is not the function that the migrations made$/],
  [`create function public.quiet() returns trigger language plpgsql as $$ begin return null; end $$;
    create trigger quiet before insert on audit.entry for each row execute function public.quiet()`, /^quiet runs a function that is none of the hub's on each change of audit\.entry$/],
];

// Part-11.md section 8: a superuser cannot be prevented. What he took away, the catalogue tells, at start and each hour.
test.each(TAMPERS)('after "%s" the check names the gap', async (tamper, sentence) => {
  await asSuperuser(db.database, async (client) => {
    await client.query(tamper);
    const { gaps } = await checkTrail(client);
    expect(gaps).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
    await client.query('rollback; begin');
  });
});

describe('no setting turns the trail off', () => {
  const HOUSE = join(import.meta.dirname, '..', '..');

  test('of the environment: what names the trail names, signs or compares it', () => {
    const names = new Set<string>();
    for (const room of ['server', 'db', 'schema'])
      for (const file of readdirSync(join(HOUSE, room), { recursive: true, encoding: 'utf8' })) {
        if (!/\.(ts|mjs)$/.test(file) || /node_modules|\.test\.ts$/.test(file)) continue;
        const text = readFileSync(join(HOUSE, room, file), 'utf8');
        for (const [, name = ''] of text.matchAll(/(?:read\(|get\(|env(?:ironment)?\[)'([A-Z_]+)'/g))
          names.add(name);
      }
    expect(names).toContain('READOUT_DATA');
    expect(
      [...names]
        .filter((name) => /AUDIT|TRAIL|TRIGGER|TRACK|HISTORY|LEDGER|WITNESS|GUARD|CHECK/.test(name))
        .toSorted(),
    ).toEqual(['READOUT_LEDGER_KEY', 'READOUT_LEDGER_NAME', 'READOUT_WITNESSED']);
  });

  test('of the database: no function takes a trigger away, and no column of a policy says so', async () => {
    const { rows } = await db.database.owner.query(
      `select proname as found from pg_proc where pronamespace in ('private'::regnamespace, 'public'::regnamespace) and prosrc ~* 'disable +(always +)?trigger|drop +trigger|session_replication_role|event_triggers'
       union all select column_name from information_schema.columns where table_name in ('security_policy', 'trial', 'charter') and column_name ~ 'audit|trail|record(s|ed)?_changes|track'`,
    );
    expect(rows).toEqual([]);
  });

  test('and whoever takes a trigger away is told of at the next start, which is refused, and within the hour', async () => {
    const lines: string[] = [];
    const log = {
      warn: () => undefined,
      error: (details: object) => void lines.push(JSON.stringify(details)),
    };
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const running = watchTrail(db.database, log);
    try {
      await running.begin();
      expect(running.isHeld()).toBe(true);
      await asSuperuser(db.database, (client) =>
        client.query('alter table site disable trigger audit_update'),
      );
      vi.advanceTimersByTime(3_600_000);
      await vi.waitFor(() => {
        expect(running.isHeld()).toBe(false);
      });
      expect(lines.join('')).toContain('updates into site leave no entry');
      await expect(watchTrail(db.database, log).begin()).rejects.toThrow('updates into site leave no entry');
    } finally {
      running.stop();
      vi.useRealTimers();
      await asSuperuser(db.database, (client) =>
        client.query('alter table site enable always trigger audit_update'),
      );
    }
  });
});

test('free text and what tells of a person stands in leaves as digests', async () => {
  const { rows } = await db.database.owner.query(
    `select record, "column" from (values ('person', 'identity_method'), ('training_record', 'evidence'), ('unblinding_grant', 'withdrawn_reason'), ('sdtm_import', 'refusal'), ('signature', 'broken_why'), ('person', 'name'), ('read', 'comment')) v(record, "column")
     where not private.is_personal(record, "column")`,
  );
  expect(rows).toEqual([]);
});
