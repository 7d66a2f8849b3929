-- What holds the trail against the owner of the tables and against a clock that is set back. See db/README.md.
-- A function is nobody's to call until it is granted.
alter default privileges revoke execute on functions from public;
--> statement-breakpoint
-- The newest instant at which an entry was written, ms since 1970: tells a clock that was set back without a look at the trail.
create sequence audit.clock minvalue 0 start 0;
--> statement-breakpoint
-- Each statement that adds to the trail: only functions of the hub do; many rows changed at once are named as one act too; and a clock that was set back is told.
create function private.keep_entries() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  stack text;
  now_at timestamptz := clock_timestamp();
  now_ms bigint := floor(extract(epoch from now_at) * 1000);
  known_ms bigint := (select last_value from audit.clock);
  newest timestamptz;
begin
  -- A statement without rows fires too, this trigger's own among them.
  perform from new_entries limit 1;
  if not found then return null; end if;
  get diagnostics stack = pg_context;
  -- Below this function's own line stands who called it.
  if regexp_replace(stack, '^[^\n]*\n?', '') !~ '(^|\n)PL/pgSQL function private\.' and not private.is_migrating() then
    raise exception 'An audit entry is written by the trail alone.' using errcode = 'RO005';
  end if;
  -- A parent of what was changed in bulk: its entries have the same transaction.
  insert into audit.entry (trial_id, record, record_id, action, act, after, changed, actor_id, actor_name, actor_roles, on_behalf_of, reason_code, reason,
      recorded_at, zone, transaction, session_id, request_id, client, app_version, schema_version, charter_version)
    select e.trial_id, e.record, e.transaction::text, 'ACT', 'BULK', jsonb_build_object('operation', e.action, 'rows', count(*)), '{}', e.actor_id, e.actor_name, e.actor_roles, e.on_behalf_of,
      e.reason_code, e.reason, now_at, e.zone, e.transaction, e.session_id, e.request_id, e.client, e.app_version, e.schema_version, e.charter_version
    from new_entries e where e.action in ('UPDATE', 'DELETE')
    group by e.trial_id, e.record, e.transaction, e.action, e.actor_id, e.actor_name, e.actor_roles, e.on_behalf_of,
      e.reason_code, e.reason, e.zone, e.session_id, e.request_id, e.client, e.app_version, e.schema_version, e.charter_version
    having count(*) >= 100;
  if now_ms >= known_ms then
    if now_ms > known_ms + 100 then perform setval('audit.clock', now_ms); end if;
  -- Writers on several processors may differ by milliseconds.
  elsif now_ms < known_ms - 1000 then
    -- The entry that tells it is then the newest, so that it is told once for each time that the clock goes back.
    select e.recorded_at into newest from audit.entry e where e.number < (select min(n.number) from new_entries n) order by e.number desc limit 1;
    if newest > now_at + interval '1 second' then
      insert into audit.entry (record, record_id, action, act, after, changed, actor_id, actor_name, actor_roles, on_behalf_of, reason, recorded_at, transaction)
        values ('clock', to_char(now_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'ACT', 'CLOCK', jsonb_build_object('newestEntryAt', newest, 'nowAt', now_at), '{}',
          'readout', coalesce((select p.name from public.person p where p.id = 'readout'), 'readout'), '{}', 'audit trail',
          'Time went backwards: the clock of the database is behind the newest entry. The order of entries is that of their numbers.', now_at, pg_current_xact_id()::text::bigint);
    end if;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger entry_kept after insert on audit.entry referencing new table as new_entries for each statement execute function private.keep_entries();
--> statement-breakpoint
alter table audit.entry enable always trigger entry_kept;
--> statement-breakpoint
-- A partition that is named in an insert does not fire its parent's trigger.
create or replace function private.protect_entries(part regclass) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('create trigger entry_unchanged before update or delete or truncate on %s for each statement execute function private.refuse_change()', part);
  execute format('create trigger entry_kept after insert on %s referencing new table as new_entries for each statement execute function private.keep_entries()', part);
  execute format('alter table %s enable always trigger entry_unchanged, enable always trigger entry_kept', part);
  execute format('alter table %s enable row level security', part);
end $$;
--> statement-breakpoint
do $$
declare part regclass;
begin
  for part in select inhrelid::regclass from pg_inherits where inhparent = 'audit.entry'::regclass loop
    execute format('create trigger entry_kept after insert on %s referencing new table as new_entries for each statement execute function private.keep_entries()', part);
    execute format('alter table %s enable always trigger entry_kept', part);
  end loop;
end $$;
--> statement-breakpoint
-- The clock belongs to no trial: whoever keeps the trail of one may see that it went back.
create policy clock on audit.entry for select to readout_app using (act = 'CLOCK' and cardinality((select private.whole_read_trials())::uuid[]) > 0);
--> statement-breakpoint
-- Whether this session is the hub bringing its database up to date: it says so signed.
create function private.is_migrating() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((private.claim_of(current_setting('readout.migration', true))->>'migration')::boolean, false)
$$;
--> statement-breakpoint
-- What was made before stands on no path of the caller's.
alter function private.guard(regclass, text, text, text, text) set search_path = pg_catalog, pg_temp;
--> statement-breakpoint
alter function private.watch(regclass, text, text) set search_path = pg_catalog, pg_temp;
--> statement-breakpoint
revoke all on all functions in schema private from public;
