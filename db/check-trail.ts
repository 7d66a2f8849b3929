import type pg from 'pg';
import { listChangedFunctions } from './function-text.ts';

/** What the catalogue of the database lacks to hold the audit trail, and what it cannot have there. */
export interface TrailCheck {
  /** Each a sentence; empty when the trail is held. */
  readonly gaps: readonly string[];
  /** What this PostgreSQL does not offer, or its clock; no fault of the database's. */
  readonly notices: readonly string[];
}

/**
 * Asks the database's own catalogue whether every table is still behind the wall and on the trail.
 *
 * Asked from here and not by a function of the database, which whoever opens a gap could change too.
 *
 * @param client as the owner of the tables
 */
export async function checkTrail(client: pg.Pool | pg.ClientBase): Promise<TrailCheck> {
  const { rows: gaps } = await client.query<{ sentence: string }>(GAPS);
  const { rows: notices } = await client.query<{ sentence: string }>(NOTICES);
  return {
    gaps: [...gaps.map(({ sentence }) => sentence), ...(await listChangedFunctions(client))],
    notices: notices.map(({ sentence }) => sentence),
  };
}

const TABLE = `pg_class t join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'public' and t.relkind in ('r', 'p')`;

/** Statement triggers on a table that fire always and run this function, by the event's bit of tgtype: insert 4, delete 8, update 16, truncate 32. */
const lacks = (bit: number, name: string) => `not exists (
  select from pg_trigger g join pg_proc f on f.oid = g.tgfoid
  where g.tgrelid = t.oid and f.oid = to_regproc('private.${name}') and g.tgenabled = 'A' and g.tgtype & 1 = 0 and g.tgtype & ${bit} = ${bit} and g.tgqual is null)`;

/** The trail and its months. */
const ENTRY = `pg_class t where t.oid in (select 'audit.entry'::regclass union select inhrelid from pg_inherits where inhparent = 'audit.entry'::regclass)`;

const GAPS = [
  ...(
    [
      [4, 'inserts'],
      [8, 'deletes'],
      [16, 'updates'],
    ] as const
  ).map(
    ([bit, what]) =>
      `select format('${what} into %s leave no entry', t.relname) from ${TABLE} and ${lacks(bit, 'record_change')}`,
  ),
  `select format('%s may be truncated', t.relname) from ${TABLE} and ${lacks(32, 'refuse_truncate')}`,
  `select format('row-level security is off for %s', t.relname) from ${TABLE} and not t.relrowsecurity`,
  // The functions of the policies read as the owner, and an owner's update of rows that no policy shows it changes none and says nothing.
  `select format('row-level security is forced on the owner of %s, whose writes would silently change nothing', t.relname) from ${TABLE} and t.relforcerowsecurity`,
  `select format('%s has no policy for reading', t.relname) from ${TABLE} and not exists (select from pg_policy p where p.polrelid = t.oid and p.polcmd = 'r')`,
  `select format('the policy %s of %s.%s holds for everybody', policyname, schemaname, tablename) from pg_policies
    where schemaname in ('public', 'audit') and (roles <> '{readout_app}' or coalesce(qual, with_check) = 'true')`,
  `select format('%s runs a function that is none of the hub''s on each change of %s', g.tgname, t.oid::regclass) from pg_trigger g join pg_class t on t.oid = g.tgrelid join pg_namespace n on n.oid = t.relnamespace
    join pg_proc f on f.oid = g.tgfoid where n.nspname in ('public', 'audit') and not g.tgisinternal and f.pronamespace <> 'private'::regnamespace`,
  `select format('a rule rewrites what is written to %s', t.oid::regclass) from pg_rewrite r join pg_class t on t.oid = r.ev_class join pg_namespace n on n.oid = t.relnamespace
    where n.nspname in ('public', 'audit') and t.relkind in ('r', 'p')`,
  ...(
    [
      [8, 'deleted'],
      [16, 'changed'],
      [32, 'truncated'],
    ] as const
  ).map(
    ([bit, what]) =>
      `select format('entries of %s may be ${what}', t.relname) from ${ENTRY} and ${lacks(bit, 'refuse_change')}`,
  ),
  `select format('entries may be written to %s by hand', t.relname) from ${ENTRY} and ${lacks(4, 'keep_entries')}`,
  `select format('row-level security is off for audit.%s', t.relname) from ${ENTRY} and not t.relrowsecurity`,
  `select format('the application may %s audit.%s', lower(right_of), t.relname) from pg_class t, unnest('{INSERT,UPDATE,DELETE,TRUNCATE,TRIGGER}'::text[]) right_of
    where t.relnamespace = 'audit'::regnamespace and t.relkind in ('r', 'p') and has_table_privilege('readout_app', t.oid, right_of)`,
  `select format('the application may read private.%s', t.relname) from pg_class t where t.oid = to_regclass('private.ticket_key') and has_table_privilege('readout_app', t.oid, 'SELECT')`,
  `select format('the application may use the schema %s', n.nspname) from pg_namespace n where n.nspname in ('auth', 'drizzle') and has_schema_privilege('readout_app', n.oid, 'USAGE')`,
  `select format('the application may make things in the schema %s', n.nspname) from pg_namespace n where n.nspname in ('public', 'private', 'audit', 'auth', 'drizzle') and has_schema_privilege('readout_app', n.oid, 'CREATE')`,
  `select 'the application''s role may more than log in' from pg_roles r where r.rolname = 'readout_app'
    and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication or exists (select from pg_auth_members m where m.member = r.oid))`,
  `select format('the application owns %s', t.oid::regclass) from pg_class t where pg_get_userbyid(t.relowner) = 'readout_app' and t.relpersistence <> 't'`,
  `select format('%s runs with its owner''s rights on a path that its caller sets', f.oid::regprocedure) from pg_proc f
    where f.prosecdef and f.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      and not coalesce(exists (select from unnest(f.proconfig) c where c like 'search\\_path=pg\\_catalog, pg\\_temp%'), false)`,
  `select format('everybody may call %s', f.oid::regprocedure) from pg_proc f where f.pronamespace = 'private'::regnamespace and has_function_privilege('public', f.oid, 'EXECUTE')`,
  `select format('the view %s does not ask with the rights of who reads it', t.relname) from pg_class t where t.relnamespace = 'public'::regnamespace and t.relkind = 'v'
    and not coalesce(t.reloptions && '{security_invoker=true,security_invoker=on}', false)`,
  `select format('the event trigger %s is gone or off', w.name) from unnest('{readout_definition,readout_drop}'::text[]) w(name)
    where to_regnamespace('guard') is not null and not exists (select from pg_event_trigger e where e.evtname = w.name and e.evtenabled = 'A')`,
  `select format('the guard''s %s belongs to %s, who owns the tables too', f.proname, pg_get_userbyid(f.proowner)) from pg_proc f where f.pronamespace = to_regnamespace('guard')
    and f.proowner = (select t.relowner from pg_class t where t.oid = 'audit.entry'::regclass) and not (select r.rolsuper from pg_roles r where r.oid = f.proowner)`,
]
  .map((select) => `select * from (${select}) as gap(sentence)`)
  .join('\nunion all ');

const NOTICES = `
  select 'No event triggers hold the owner of the tables: nothing stops the owner from removing triggers, and only this check tells, at start and each hour. A superuser makes them with "readout guard".' as sentence
    where to_regnamespace('guard') is null
  union all
  select format('The clock of the database is %s s behind the newest entry of the audit trail.', round(extract(epoch from newest.recorded_at - clock_timestamp())))
    from (select recorded_at from audit.entry order by number desc limit 1) newest where newest.recorded_at > clock_timestamp() + interval '1 second'`;
