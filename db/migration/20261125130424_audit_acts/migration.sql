-- The audit trail, by month, with workflow acts beside the changes of rows. See db/README.md.
create function private.new_id() returns uuid language sql volatile set search_path = pg_catalog, pg_temp as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;
--> statement-breakpoint
CREATE SEQUENCE "audit"."entry_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;
--> statement-breakpoint
alter table audit.entry rename to entry_before;
--> statement-breakpoint
alter index audit.entry_pkey rename to entry_before_pkey;
--> statement-breakpoint
alter index audit.entry_trial rename to entry_before_trial;
--> statement-breakpoint
alter index audit.entry_record rename to entry_before_record;
--> statement-breakpoint
create table audit.entry (
  number bigint default nextval('audit.entry_number') not null,
  id uuid default private.new_id() not null,
  trial_id uuid,
  subject_id uuid,
  record text not null,
  record_id text not null,
  action text not null,
  act text,
  before jsonb,
  after jsonb,
  changed text[] not null,
  actor_id text not null,
  actor_name text not null,
  actor_roles text[] not null,
  on_behalf_of text,
  reason_code text,
  reason text not null,
  recorded_at timestamp with time zone not null,
  event_at timestamp with time zone,
  zone text,
  transaction bigint not null,
  session_id text,
  request_id text,
  client text,
  app_version text,
  schema_version text,
  charter_version integer,
  signature_id uuid,
  constraint entry_pkey primary key (number, recorded_at),
  constraint entry_action check (action in ('INSERT', 'UPDATE', 'DELETE', 'ACT')),
  constraint entry_act_word check (act in ('SIGN_IN', 'SIGN_IN_FAILED', 'SIGN_OUT', 'LOCKED_OUT', 'SESSION_ENDED', 'ACCOUNT', 'VIEW', 'EXPORT', 'LOCK', 'UNLOCK', 'SIGN', 'SIGNATURE_BROKEN', 'GRANT', 'REVOKE', 'PROPOSE', 'UNBLIND', 'REFUSED', 'REDACT', 'VERIFY'))
) partition by range (recorded_at);
--> statement-breakpoint
alter sequence audit.entry_number owned by audit.entry.number;
--> statement-breakpoint
CREATE INDEX "entry_trial" ON "audit"."entry" ("trial_id","number");
--> statement-breakpoint
CREATE INDEX "entry_record" ON "audit"."entry" ("trial_id","record","record_id","number");
--> statement-breakpoint
CREATE INDEX "entry_subject" ON "audit"."entry" ("trial_id","subject_id","number");
--> statement-breakpoint
CREATE INDEX "entry_actor" ON "audit"."entry" ("actor_id","trial_id","number");
--> statement-breakpoint
CREATE INDEX "entry_act" ON "audit"."entry" ("trial_id","act","number");
--> statement-breakpoint
CREATE INDEX "entry_transaction" ON "audit"."entry" ("transaction","number");
--> statement-breakpoint
-- A statement's trigger of the whole does not fire where a partition is named: each has its own.
create function private.protect_entries(part regclass) returns void language plpgsql as $$
begin
  execute format('create trigger entry_unchanged before update or delete or truncate on %s for each statement execute function private.refuse_change()', part);
  execute format('alter table %s enable always trigger entry_unchanged', part);
  execute format('alter table %s enable row level security', part);
end $$;
--> statement-breakpoint
-- Makes the partitions of the trail for the months from one to another, those that are not there yet.
create function private.make_audit_partitions(from_month date default current_date, months integer default 12) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  month date;
  part text;
begin
  for month in select (date_trunc('month', from_month) + n * interval '1 month')::date from generate_series(0, months) n loop
    part := 'entry_' || to_char(month, 'YYYY_MM');
    if to_regclass('audit.' || part) is null then
      -- Bounds in UTC, whatever the zone of the session.
      execute format('create table audit.%I partition of audit.entry for values from (%L) to (%L)', part,
        to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00', to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
      perform private.protect_entries(('audit.' || part)::regclass);
    end if;
  end loop;
end $$;
--> statement-breakpoint
create table audit.entry_rest partition of audit.entry default;
--> statement-breakpoint
select private.protect_entries('audit.entry_rest');
--> statement-breakpoint
select private.make_audit_partitions(coalesce((select min(recorded_at)::date from audit.entry_before), current_date),
  12 + coalesce((select (extract(year from current_date) - extract(year from min(recorded_at))) * 12 + extract(month from current_date) - extract(month from min(recorded_at)) from audit.entry_before), 0)::integer);
--> statement-breakpoint
insert into audit.entry (number, trial_id, subject_id, record, record_id, action, before, after, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction, session_id, request_id)
  select id, trial_id, case when record = 'subject' then record_id::uuid else nullif(coalesce(after->>'subject_id', before->>'subject_id'), '')::uuid end,
    record, record_id, action, before, after, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction, session_id, request_id
  from audit.entry_before order by id;
--> statement-breakpoint
select setval('audit.entry_number', coalesce((select max(number) from audit.entry), 0) + 1, false);
--> statement-breakpoint
drop table audit.entry_before;
--> statement-breakpoint
create trigger entry_unchanged before update or delete or truncate on audit.entry for each statement execute function private.refuse_change();
--> statement-breakpoint
alter table audit.entry enable always trigger entry_unchanged;
--> statement-breakpoint
alter table audit.entry enable row level security;
--> statement-breakpoint
grant select on audit.entry to readout_app;
--> statement-breakpoint
-- What the server has signed: the claim, or null when it is forged or has expired. SQL injected into a request cannot make one.
create function private.claim_of(given text) returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  body bytea;
  claim jsonb;
begin
  if given is null or given = '' then return null; end if;
  body := decode(split_part(given, '.', 1), 'base64');
  perform from private.ticket_key k where encode(sha256(k.outer_pad || sha256(k.inner_pad || body)), 'hex') = split_part(given, '.', 2);
  if not found then return null; end if;
  claim := convert_from(body, 'UTF8')::jsonb;
  if (claim->>'expires')::double precision < extract(epoch from clock_timestamp()) then return null; end if;
  return claim;
exception when invalid_parameter_value or invalid_text_representation or untranslatable_character or character_not_in_repertoire then return null;
end $$;
--> statement-breakpoint
create or replace function private.ticket() returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.claim_of(current_setting('readout.ticket', true))
$$;
--> statement-breakpoint
-- People whose account's acts the viewer may see: those who hold a role where the viewer keeps the trail.
create function private.watched_people() returns text[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct m.person_id), '{}') from public.membership m where m.trial_id = any (private.trials_as('{TRIAL_ADMINISTRATOR,AUDITOR}'))
$$;
--> statement-breakpoint
create policy reads on audit.entry for select to readout_app using (
  ((trial_id = any ((select private.whole_read_trials())::uuid[])
      or (trial_id = any ((select private.clinical_trials())::uuid[]) and record in ('trial', 'charter', 'arm', 'site', 'subject', 'timepoint', 'adjudication')))
    and (record not in ('subject_arm', 'exposure_drug') or trial_id = any ((select private.unblinded_trials())::uuid[])))
  or (trial_id is null and actor_id = (select private.viewer_id()))
  or (trial_id is null and action = 'ACT' and actor_id = any ((select private.watched_people())::text[])));
--> statement-breakpoint
create or replace function private.trial_version(trial uuid) returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select e.number from audit.entry e where e.trial_id = trial order by e.number desc limit 1), 0) where trial = any (private.readable_trials())
$$;
--> statement-breakpoint
-- The workflow act that a change of a row is; null: none of its own.
create function private.act_of(record text, operation text, before jsonb, after jsonb) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when record = 'read' and operation = 'UPDATE' and after->>'state' = 'LOCKED' then 'LOCK'
    when record = 'read' and operation = 'UPDATE' and before->>'state' = 'LOCKED' and after ? 'state' then 'UNLOCK'
    when record = 'membership' and operation = 'INSERT' then 'GRANT'
    when record = 'membership' and operation = 'DELETE' then 'REVOKE'
    when record = 'unblinding_grant' and operation = 'INSERT' then 'UNBLIND'
    when record = 'unblinding_grant' and operation = 'UPDATE' and after->>'withdrawn_at' is not null then 'REVOKE'
  end
$$;
--> statement-breakpoint
-- SQL that finds the subject of a row r, by the columns of its table.
create function private.subject_of(tab regclass) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
  with c as (select array_agg(attname::text) as names from pg_attribute where attrelid = tab and attnum > 0 and not attisdropped)
  select case
    when tab = 'public.subject'::regclass then 'r.id'
    when 'subject_id' = any (names) then 'r.subject_id'
    when 'trial_id' <> all (names) then 'null::uuid'
    when 'review_id' = any (names) then '(select v.subject_id from public.review v where v.trial_id = r.trial_id and v.id = r.review_id)'
    when 'timepoint_id' = any (names) then '(select t.subject_id from public.timepoint t where t.trial_id = r.trial_id and t.id = r.timepoint_id)'
    when 'exam_id' = any (names) then '(select t.subject_id from public.exam e join public.timepoint t on t.trial_id = e.trial_id and t.id = e.timepoint_id where e.trial_id = r.trial_id and e.id = r.exam_id)'
    when 'exposure_id' = any (names) then '(select x.subject_id from public.exposure x where x.trial_id = r.trial_id and x.id = r.exposure_id)'
    else 'null::uuid'
  end from c
$$;
--> statement-breakpoint
-- One entry for each changed row, written in the transaction that changes it. Arguments: the key column; the trial column, or '' for none; SQL of the subject.
create or replace function private.record_change() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  claim jsonb := private.ticket();
  why text := nullif(btrim(current_setting('readout.reason', true)), '');
  key text := tg_argv[0];
  trial text := case when tg_argv[1] = '' then 'null::uuid' else format('r.%I', tg_argv[1]) end;
  subject text := coalesce(tg_argv[2], 'null::uuid');
  rows_of text := case when tg_op = 'DELETE' then 'old_rows' else 'new_rows' end;
  matched bigint;
begin
  -- A statement that touched no row changed nothing.
  if tg_op = 'INSERT' then perform from new_rows limit 1; else perform from old_rows limit 1; end if;
  if not found then return null; end if;
  if claim is null then raise exception 'A write needs a person.' using errcode = 'RO001'; end if;
  if why is null then raise exception 'A write needs a reason.' using errcode = 'RO002'; end if;
  if tg_op = 'UPDATE' then
    execute format('select count(*) from old_rows o join new_rows n on n.%1$I = o.%1$I', key) into matched;
    if matched <> (select count(*) from new_rows) then raise exception 'The key of % does not change.', tg_table_name using errcode = 'RO003'; end if;
  end if;
  execute format('insert into audit.entry (trial_id, subject_id, record, record_id, action, act, before, after, changed, actor_id, actor_name, actor_roles, on_behalf_of, reason_code, reason,
      recorded_at, zone, transaction, session_id, request_id, client, app_version, schema_version, charter_version, signature_id)
    select d.trial_id, d.subject_id, $1, d.record_id, $4, private.act_of($1, $4, d.before, d.after), d.before, d.after, d.changed,
      $2->>''person'', coalesce((select p.name from public.person p where p.id = $2->>''person''), $2->>''person''), m.roles, $2->>''behalf'',
      nullif(current_setting(''readout.reason_code'', true), ''''), $3, clock_timestamp(), $2->>''zone'', pg_current_xact_id()::text::bigint, $2->>''session'', $2->>''request'', $2->>''client'',
      $2->>''app'', $2->>''schema'', m.charter_version, nullif(current_setting(''readout.signature'', true), '''')::uuid
    from (%s) d
    join (select t.trial_id, private.roles_in(t.trial_id, $2) as roles, (select max(c.version) from public.charter c where c.trial_id = t.trial_id) as charter_version
      from (select distinct %s as trial_id from %I r) t) m on m.trial_id is not distinct from d.trial_id',
    case tg_op
      when 'INSERT' then format('select %s as trial_id, %s as subject_id, r.%I::text as record_id, null::jsonb as before, to_jsonb(r) as after, ''{}''::text[] as changed from new_rows r', trial, subject, key)
      when 'DELETE' then format('select %s as trial_id, %s as subject_id, r.%I::text as record_id, to_jsonb(r) as before, null::jsonb as after, ''{}''::text[] as changed from old_rows r', trial, subject, key)
      else format('select w.trial_id, w.subject_id, w.record_id, c.before, c.after, c.changed
        from (select %s as trial_id, %s as subject_id, r.%3$I::text as record_id, to_jsonb(o) as was, to_jsonb(r) as is_now from new_rows r join old_rows o on o.%3$I = r.%3$I offset 0) w
        cross join lateral (
          select jsonb_object_agg(n.key, w.was->n.key) as before, jsonb_object_agg(n.key, n.value) as after, array_agg(n.key order by n.key) as changed
          from jsonb_each(w.is_now) n where n.value is distinct from w.was->n.key) c
        where c.changed is not null', trial, subject, key)
    end, trial, rows_of) using tg_table_name, claim, why, tg_op;
  return null;
end $$;
--> statement-breakpoint
-- An act that changes no row. What is done comes signed by the server, so that SQL in a request cannot make one up; who, from where and why as in every write.
create function private.record_act(signed text) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  claim jsonb := private.claim_of(signed);
  done jsonb := claim->'act';
  why text := nullif(btrim(coalesce(done->>'reason', current_setting('readout.reason', true))), '');
  trial uuid := (done->>'trial')::uuid;
  made bigint;
begin
  if claim is null or done is null then raise exception 'An act needs a person.' using errcode = 'RO001'; end if;
  if why is null then raise exception 'An act needs a reason.' using errcode = 'RO002'; end if;
  insert into audit.entry (trial_id, subject_id, record, record_id, action, act, after, changed, actor_id, actor_name, actor_roles, on_behalf_of, reason_code, reason,
      recorded_at, event_at, zone, transaction, session_id, request_id, client, app_version, schema_version, charter_version, signature_id)
    select trial, (done->>'subject')::uuid, done->>'record', done->>'recordId', 'ACT', done->>'act', nullif(done->'details', 'null'), '{}',
      claim->>'person', coalesce((select p.name from public.person p where p.id = claim->>'person'), claim->>'person'), private.roles_in(trial, claim), claim->>'behalf', done->>'reasonCode', why,
      clock_timestamp(), (done->>'eventAt')::timestamptz, claim->>'zone', pg_current_xact_id()::text::bigint, claim->>'session', claim->>'request', claim->>'client',
      claim->>'app', claim->>'schema', (select max(c.version) from public.charter c where c.trial_id = trial), (done->>'signature')::uuid
    returning number into made;
  return made;
end $$;
--> statement-breakpoint
-- Puts a table behind the wall: row-level security, who reads it, who writes it, its audit triggers and its guard against truncation.
create or replace function private.guard(tab regclass, key text, trial text, may_read text, may_write text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tab);
  execute format('grant select, insert, update, delete on %s to readout_app', tab);
  execute format('create policy reads on %s for select to readout_app using (%s)', tab, may_read);
  if may_write is not null then
    execute format('create policy inserts on %s for insert to readout_app with check (%s)', tab, may_write);
    execute format('create policy updates on %s for update to readout_app using (%s) with check (%s)', tab, may_write, may_write);
    execute format('create policy deletes on %s for delete to readout_app using (%s)', tab, may_write);
  end if;
  perform private.watch(tab, key, trial);
  execute format('create trigger no_truncate before truncate on %s for each statement execute function private.refuse_truncate()', tab);
  execute format('alter table %s enable always trigger no_truncate', tab);
end $$;
--> statement-breakpoint
-- The three triggers that keep a table's changes on the trail.
create function private.watch(tab regclass, key text, trial text) returns void language plpgsql as $$
declare subject text := private.subject_of(tab);
begin
  execute format('create trigger audit_insert after insert on %s referencing new table as new_rows for each statement execute function private.record_change(%L, %L, %L)', tab, key, trial, subject);
  execute format('create trigger audit_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function private.record_change(%L, %L, %L)', tab, key, trial, subject);
  execute format('create trigger audit_delete after delete on %s referencing old table as old_rows for each statement execute function private.record_change(%L, %L, %L)', tab, key, trial, subject);
  execute format('alter table %s enable always trigger audit_insert, enable always trigger audit_update, enable always trigger audit_delete', tab);
end $$;
--> statement-breakpoint
-- The tables that are there already name the subject of each entry from here on.
do $$
declare
  watched record;
  arguments text[];
begin
  for watched in select t.oid::regclass as tab, g.tgargs from pg_trigger g join pg_class t on t.oid = g.tgrelid where g.tgname = 'audit_insert' loop
    arguments := string_to_array(encode(watched.tgargs, 'escape'), '\000');
    execute format('drop trigger audit_insert on %1$s', watched.tab);
    execute format('drop trigger audit_update on %1$s', watched.tab);
    execute format('drop trigger audit_delete on %1$s', watched.tab);
    perform private.watch(watched.tab, arguments[1], arguments[2]);
  end loop;
end $$;
--> statement-breakpoint
revoke all on all functions in schema private from public;
--> statement-breakpoint
grant execute on function private.watched_people(), private.record_act(text) to readout_app;
