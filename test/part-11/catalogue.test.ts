import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFreshDatabase, type FreshDatabase } from '../postgres.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await openFreshDatabase();
});
afterAll(() => database.drop());

const ask = async <Row extends object>(sql: string): Promise<Row[]> =>
  (await database.owner.query<Row>(sql)).rows;

const TABLES = `from pg_class t join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'public' and t.relkind in ('r', 'p')`;

// What a new table lacks is named here by the database itself, not by anybody's memory. (21 CFR 11.10(d), (e))
describe('every table that holds trial data', () => {
  test('is there: the catalogue is not empty', async () => {
    expect((await ask(`select t.relname ${TABLES}`)).length).toBeGreaterThan(20);
  });

  test('has row-level security and a policy for reading', async () => {
    expect(
      await ask(
        `select t.relname ${TABLES} and (not t.relrowsecurity or not exists (select from pg_policy p where p.polrelid = t.oid and p.polcmd = 'r'))`,
      ),
    ).toEqual([]);
  });

  test('records inserts, updates and deletes by statement triggers that fire always', async () => {
    expect(
      await ask(`select t.relname, (select count(*)::int from pg_trigger g join pg_proc f on f.oid = g.tgfoid
          where g.tgrelid = t.oid and f.proname = 'record_change' and g.tgenabled = 'A' and g.tgtype & 1 = 0) as found ${TABLES}
        and (select count(*) from pg_trigger g join pg_proc f on f.oid = g.tgfoid
          where g.tgrelid = t.oid and f.proname = 'record_change' and g.tgenabled = 'A' and g.tgtype & 1 = 0) <> 3`),
    ).toEqual([]);
  });

  test('refuses truncation', async () => {
    expect(
      await ask(`select t.relname ${TABLES} and not exists (
        select from pg_trigger g where g.tgrelid = t.oid and g.tgenabled = 'A' and g.tgtype & 32 = 32)`),
    ).toEqual([]);
  });

  test('belongs to somebody else than the application, whose role bypasses nothing', async () => {
    expect(await ask(`select t.relname ${TABLES} and pg_get_userbyid(t.relowner) = 'readout_app'`)).toEqual(
      [],
    );
    expect(
      await ask(
        `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'readout_app'`,
      ),
    ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
  });

  test('says what its row is and what each column means', async () => {
    expect(await ask(`select t.relname ${TABLES} and obj_description(t.oid) is null`)).toEqual([]);
    expect(
      await ask(`select t.relname, a.attname from pg_class t join pg_namespace n on n.oid = t.relnamespace join pg_attribute a on a.attrelid = t.oid
        where n.nspname in ('public', 'audit') and t.relkind in ('r', 'p') and not t.relispartition and a.attnum > 0 and not a.attisdropped and col_description(t.oid, a.attnum) is null`),
    ).toEqual([]);
  });

  test('has its trial first in its primary key, where it has a trial', async () => {
    expect(
      await ask(`select t.relname ${TABLES} and t.relname <> 'sdtm_import'
        and exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'trial_id')
        and not exists (select from pg_index i join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
          where i.indrelid = t.oid and i.indisprimary and a.attname = 'trial_id')`),
    ).toEqual([]);
  });

  test('and each month of the trail refuses changes by itself, as its whole does', async () => {
    const lacking =
      await ask(`select t.relname from pg_class t where t.oid in (select inhrelid from pg_inherits where inhparent = 'audit.entry'::regclass union select 'audit.entry'::regclass)
      and (not t.relrowsecurity or not exists (select from pg_trigger g where g.tgrelid = t.oid and g.tgname = 'entry_unchanged' and g.tgenabled = 'A'))`);
    expect(lacking).toEqual([]);
  });

  test('and every view of them asks with the rights of who reads it', async () => {
    expect(
      await ask(`select t.relname from pg_class t join pg_namespace n on n.oid = t.relnamespace
        where n.nspname = 'public' and t.relkind = 'v' and not coalesce('security_invoker=true' = any (t.reloptions) or 'security_invoker=on' = any (t.reloptions), false)`),
    ).toEqual([]);
  });
});
