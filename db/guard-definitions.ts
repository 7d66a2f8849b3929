import pg from 'pg';
import { hmacPads } from './hmac-pad.ts';

/** Signs what `private.is_migrating` believes too, but is kept where the owner of the tables cannot read it. */
interface Secret {
  readonly ticketKey: Buffer;
}

/**
 * Refuses to the owner of the tables what would open the audit trail: event triggers on every definition and drop in `public`, `private` and `audit`,
 * but for the hub's migrations and for indexes. They, their functions and their key belong to the superuser.
 *
 * Made once; what a superuser took away later stays away, so that `checkTrail` names it.
 *
 * @param superuserUrl PostgreSQL's superuser, in the hub's database
 */
export async function guardDefinitions(superuserUrl: string, { ticketKey }: Secret): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl, application_name: 'readout guard' });
  await client.connect();
  try {
    // Processes that start at once wait for each other.
    await client.query("begin; select pg_advisory_xact_lock(hashtext('readout guard'))");
    const { rows } = await client.query<{ isThere: boolean; isHub: boolean }>(
      `select to_regnamespace('guard') is not null as "isThere", to_regclass('audit.entry') is not null as "isHub"`,
    );
    if (rows[0]?.isHub !== true) throw new Error('The database of the superuser is not that of the hub.');
    if (rows[0]?.isThere !== true) await client.query(MAKE);
    for (const [name, { returns, language, body }] of Object.entries(GUARDS))
      await client.query(
        `create or replace function guard.${name} returns ${returns} language ${language} stable security definer set search_path = pg_catalog, pg_temp as $guard$${body}$guard$;
         revoke all on function guard.${name} from public`,
      );
    if (rows[0]?.isThere !== true) await client.query(ENFORCE);
    await client.query(
      'insert into guard.migration_key (inner_pad, outer_pad) values ($1, $2) on conflict (is_only) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad where migration_key.inner_pad <> excluded.inner_pad',
      [...hmacPads(ticketKey)],
    );
    await client.query('commit');
  } finally {
    await client.end();
  }
}

const MAKE = `
  create schema guard;
  create table guard.migration_key (is_only boolean primary key default true check (is_only), inner_pad bytea not null, outer_pad bytea not null)`;

const ENFORCE = `
  create event trigger readout_definition on ddl_command_end execute function guard.refuse_definition();
  create event trigger readout_drop on sql_drop execute function guard.refuse_drop();
  alter event trigger readout_definition enable always;
  alter event trigger readout_drop enable always`;

/** The functions of the guard; `checkTrail` holds the database to these texts. */
export const GUARDS = {
  'is_migrating()': {
    returns: 'boolean',
    language: 'plpgsql',
    body: `
declare
  given text := current_setting('readout.migration', true);
  body bytea;
  claim jsonb;
begin
  if coalesce(given, '') = '' then return false; end if;
  body := decode(split_part(given, '.', 1), 'base64');
  perform from guard.migration_key k where encode(sha256(k.outer_pad || sha256(k.inner_pad || body)), 'hex') = split_part(given, '.', 2);
  if not found then return false; end if;
  claim := convert_from(body, 'UTF8')::jsonb;
  return coalesce((claim->>'migration')::boolean, false) and (claim->>'expires')::double precision > extract(epoch from clock_timestamp());
exception when invalid_parameter_value or invalid_text_representation or untranslatable_character or character_not_in_repertoire then return false;
end `,
  },
  'refuse_definition()': {
    returns: 'event_trigger',
    language: 'plpgsql',
    body: `
declare done record;
begin
  if guard.is_migrating() then return; end if;
  for done in select * from pg_event_trigger_ddl_commands() loop
    -- An index or a comment changes no guarantee of the trail.
    continue when done.command_tag in ('CREATE INDEX', 'ALTER INDEX', 'REINDEX', 'COMMENT', 'CREATE STATISTICS') or coalesce(done.schema_name, done.object_identity) ~ '^pg_temp|( on )pg_temp';
    -- Any ALTER, because what was moved to another schema or renamed no longer tells where it stood. A trigger, policy or rule names its table after " on ".
    if done.command_tag like 'ALTER %' or done.schema_name in ('public', 'private', 'audit') or done.object_identity ~ '(^| on )"?(public|private|audit)"?(\\.|$)' then
      raise exception '% of % is for migrations alone: the audit trail stands on it.', done.command_tag, coalesce(done.object_identity, done.object_type) using errcode = 'RO008';
    end if;
  end loop;
  if tg_tag in ('GRANT', 'REVOKE') and exists (
    select from pg_class t, unnest('{INSERT,UPDATE,DELETE,TRUNCATE,TRIGGER}'::text[]) right_of
    where t.relnamespace = to_regnamespace('audit') and t.relkind in ('r', 'p') and has_table_privilege('readout_app', t.oid, right_of)) then
    raise exception 'The application reads the audit trail and does nothing else to it.' using errcode = 'RO008';
  end if;
end `,
  },
  'refuse_drop()': {
    returns: 'event_trigger',
    language: 'plpgsql',
    body: `
declare gone record;
begin
  -- Rebuilding an index drops the old one.
  if tg_tag = 'REINDEX' or guard.is_migrating() then return; end if;
  for gone in select * from pg_event_trigger_dropped_objects() loop
    if not gone.is_temporary and (gone.schema_name in ('public', 'private', 'audit') or gone.address_names[1] in ('public', 'private', 'audit')) then
      raise exception 'Dropping % is for migrations alone: the audit trail stands on it.', gone.object_identity using errcode = 'RO008';
    end if;
  end loop;
end `,
  },
} as const;
