import { checkTrail } from '@readout/db/check-trail.ts';
import { makeTicket, signClaim } from '@readout/db/viewer.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { openReadTrial, type ReadTrial } from '../graphql/read-trial.ts';
import { asSuperuser, OPERATOR, withDatabase } from '../postgres.ts';

const db = withDatabase();
let trial: ReadTrial;
beforeAll(async () => {
  trial = await openReadTrial(db);
});

/** What PostgreSQL answers to statements of the tables' owner; whatever they did is undone. */
async function asOwner(...statements: readonly string[]): Promise<string> {
  const client = await db.database.owner.connect();
  try {
    await client.query('begin');
    for (const statement of statements) await client.query(statement);
    return 'done';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('the owner of the tables', () => {
  test.each([
    ['switches a trigger off', 'alter table site disable trigger audit_update'],
    ['switches all triggers off', 'alter table read disable trigger user'],
    ['lets a trigger fire in a replica alone', 'alter table site enable replica trigger audit_insert'],
    ['renames a table', 'alter table site rename to old_site'],
    ['moves a table', 'alter table site set schema auth'],
    ['moves a function', 'alter function private.record_change() set schema auth'],
    ['renames a schema', 'alter schema private rename to public_too'],
    ['switches row-level security off', 'alter table subject_arm disable row level security'],
    ['opens a policy', 'alter policy reads on subject_arm using (true)'],
    ['adds a policy', 'create policy open on subject_arm for select using (true)'],
    [
      'replaces what a trigger runs',
      `create or replace function private.record_change() returns trigger language plpgsql as $$ begin return null; end $$`,
    ],
    ['lets a function run on another path', 'alter function private.ticket() reset search_path'],
    [
      'adds a trigger to the trail',
      'create trigger aside before insert on audit.entry for each statement execute function private.refuse_change()',
    ],
    ['adds a rule', 'create rule forget as on update to site do instead nothing'],
    ['lets the application change entries', 'grant update on audit.entry to readout_app'],
    ['lets everybody write entries', 'grant insert on all tables in schema audit to public'],
    ['takes a month out of the trail', 'alter table audit.entry detach partition audit.entry_rest'],
    ['makes a table that nothing records', 'create table public.aside (id int)'],
    ['switches a trigger of a month off', 'alter table audit.entry_rest disable trigger entry_unchanged'],
    ['lets the application in as owner', 'alter table site owner to readout_app'],
  ])('%s: refused, and the trail is as it was', async (_name, statement) => {
    expect(await asOwner(statement)).toMatch(
      /is for migrations alone|nothing else to it|must be able to SET ROLE/,
    );
    expect((await checkTrail(db.database.owner)).gaps).toEqual([]);
  });

  test.each([
    ['a trigger', 'drop trigger audit_update on site'],
    ['a policy', 'drop policy reads on site'],
    ['a table', 'drop table audit.entry cascade'],
    ['a month of the trail', 'drop table audit.entry_rest'],
    ['a function', 'drop function private.record_change() cascade'],
    ['a schema', 'drop schema audit cascade'],
    ['a column', 'alter table audit.entry drop column reason cascade'],
    ['all that is owned', 'drop owned by readout'],
  ])('drops %s: refused', async (_name, statement) => {
    expect(await asOwner(statement)).toMatch(/is for migrations alone/);
  });

  test.each([
    ['event triggers', 'set event_triggers = off', /permission denied/],
    ['an event trigger', 'alter event trigger readout_definition disable', /must be owner/],
    ['an event trigger for good', 'drop event trigger readout_drop', /must be owner/],
    ['triggers of the session', 'set session_replication_role = replica', /permission denied/],
    [
      'what an event trigger runs',
      'create or replace function guard.refuse_drop() returns event_trigger language plpgsql as $$ begin end $$',
      /permission denied/,
    ],
    ['the guard', 'drop schema guard cascade', /must be owner/],
  ])('may not switch off %s', async (_name, statement, said) => {
    expect(await asOwner(statement)).toMatch(said);
  });

  test('is no migration for saying so: neither unsigned, nor with a ticket, nor by another secret', async () => {
    const { database } = db;
    const forged = { ...database, ticketKey: Buffer.from('another secret') };
    for (const claim of [
      '',
      'on',
      makeTicket(database, OPERATOR),
      signClaim(forged, OPERATOR, { migration: true }),
    ])
      expect(
        await asOwner(
          `set local readout.migration = '${claim}'`,
          'alter table site disable trigger audit_update',
        ),
      ).toMatch(/for migrations alone/);
    // The hub itself, which has the secret, may.
    const own = signClaim(database, OPERATOR, { migration: true });
    expect(
      await asOwner(
        `set local readout.migration = '${own}'`,
        'alter table site disable trigger audit_update',
      ),
    ).toBe('done');
  });

  test('may make an index, a comment and a temporary table', async () => {
    expect(
      await asOwner(
        'create index extra on site (name)',
        `comment on table site is 'x'`,
        'create temp table t (n int)',
        'alter table t add m int',
        'drop table t',
      ),
    ).toBe('done');
    expect(await asOwner('reindex table site')).toBe('done');
  });

  test.each(['audit.entry', 'audit.entry_rest'])('forges no entry in %s', async (table) => {
    const columns =
      'record, record_id, action, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction';
    const values = `'site', 'x', 'UPDATE', '{}', 'reader1', 'reader1', '{}', 'Never happened', timestamptz '2098-01-01', 1`;
    const insert = `insert into ${table} (${columns}) values (${values})`;
    expect(await asOwner(insert)).toMatch(/written by the trail alone/);
    expect(await asOwner(`do $$ begin ${insert}; end $$`)).toMatch(/written by the trail alone/);
    expect(
      await asOwner(
        `create function pg_temp.record_change() returns void language plpgsql as $$ begin ${insert}; end $$`,
        'select pg_temp.record_change()',
      ),
    ).toMatch(/written by the trail alone/);
  });

  test('changes, deletes and truncates no entry, of the whole or of a month', async () => {
    for (const table of ['audit.entry', 'audit.entry_rest'])
      for (const statement of [
        `update ${table} set reason = 'x'`,
        `delete from ${table}`,
        `truncate ${table}`,
      ])
        expect(await asOwner(statement)).toMatch(/never changed/);
  });

  test('writes no row without a person and a reason', async () => {
    expect(await asOwner(`update site set name = 'x'`)).toBe('A write needs a person.');
    expect(await asOwner(`delete from subject_arm`)).toBe('A write needs a person.');
  });
});

// Part-11.md section 8, the gotcha: with FORCE and no policy for the owner an update finds no row, says nothing, and no trigger speaks.
test('row-level security forced on the owner would lose writes in silence: the check refuses it', async () => {
  await asSuperuser(db.database, async (client) => {
    await client.query('alter table site force row level security; set local role readout');
    const { rowCount } = await client.query(`update site set name = 'lost'`);
    expect(rowCount).toBe(0);
    await client.query('reset role');
    expect((await checkTrail(client)).gaps).toEqual([
      expect.stringMatching(/^row-level security is forced on the owner of site/),
    ]);
    await client.query('rollback; begin');
  });
});

describe('a superuser', () => {
  // Nothing prevents it: outside checkpoints (see verify and witness) and the check of the catalogue tell.
  test('who skips ordinary triggers of the session is recorded all the same', async () => {
    await asSuperuser(db.database, async (client) => {
      await client.query('set local session_replication_role = replica');
      await expect(client.query(`update site set name = 'unseen'`)).rejects.toThrow(
        'A write needs a person.',
      );
      await client.query('rollback; begin; set local session_replication_role = replica');
      await client.query(
        `select set_config('readout.ticket', $1, true), set_config('readout.reason', 'As replica', true)`,
        [makeTicket(db.database, OPERATOR)],
      );
      await client.query(`update site set name = 'seen' where trial_id = $1`, [trial.trialId]);
      const { rows } = await client.query(
        `select action, reason from audit.entry where record = 'site' order by number desc limit 1`,
      );
      expect(rows).toEqual([{ action: 'UPDATE', reason: 'As replica' }]);
      await client.query('rollback; begin');
    });
  });

  test('truncates nothing while triggers are on', async () => {
    await expect(asSuperuser(db.database, (client) => client.query('truncate finding'))).rejects.toThrow(
      'not truncated',
    );
    await expect(asSuperuser(db.database, (client) => client.query('truncate audit.entry'))).rejects.toThrow(
      'never changed',
    );
  });
});
