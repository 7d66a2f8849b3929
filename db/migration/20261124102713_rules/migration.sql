-- Who may see and write what, and the audit trail. See db/README.md.
create schema private;
--> statement-breakpoint
do $$ begin
  if not exists (select from pg_roles where rolname = 'readout_app') then
    create role readout_app nologin nosuperuser nocreatedb nocreaterole noinherit nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
--> statement-breakpoint
insert into person (id, name, email, kind, may_open_trials) values ('readout', 'Readout, at the command line', 'operator@readout.invalid', 'SYSTEM', true);
--> statement-breakpoint
-- The key that signs tickets, as the two pads of HMAC (RFC 2104), so that a check costs two hashes.
create table private.ticket_key (is_only boolean primary key default true check (is_only), inner_pad bytea not null, outer_pad bytea not null);
--> statement-breakpoint
-- The ticket of this transaction, or null when there is none, it is forged, or it has expired. SQL injected into a request cannot make one.
create function private.ticket() returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  given text := current_setting('readout.ticket', true);
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
create function private.viewer_id() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.ticket()->>'person'
$$;
--> statement-breakpoint
-- Trials in which the viewer holds one of the roles, within the trials that the ticket is limited to.
create function private.trials_as(roles text[]) returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct m.trial_id), '{}')
  from (select private.ticket() as claim) t
  join public.membership m on m.person_id = t.claim->>'person'
  where m.role = any(roles) and (t.claim->'trials' is null or jsonb_typeof(t.claim->'trials') = 'null' or t.claim->'trials' ? m.trial_id::text)
$$;
--> statement-breakpoint
create function private.readable_trials() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.trials_as('{SPONSOR_REVIEWER,MEDICAL_MONITOR,DATA_MANAGER,READER,ADJUDICATOR,IMAGE_ANALYST,TRIAL_ADMINISTRATOR,AUDITOR,STATISTICIAN}')
$$;
--> statement-breakpoint
-- Course, exposure and events of subjects, and efficacy: not for those who read or receive images.
create function private.clinical_trials() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.trials_as('{SPONSOR_REVIEWER,MEDICAL_MONITOR,DATA_MANAGER,TRIAL_ADMINISTRATOR,AUDITOR,STATISTICIAN}')
$$;
--> statement-breakpoint
-- Reads in every state.
create function private.whole_read_trials() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.trials_as('{DATA_MANAGER,TRIAL_ADMINISTRATOR,AUDITOR}')
$$;
--> statement-breakpoint
create function private.adjudicated_trials() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.trials_as('{ADJUDICATOR}')
$$;
--> statement-breakpoint
-- Arms: an unblinding grant, or a trial that is not blinded; never for those who read.
create function private.unblinded_trials() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(t.id), '{}') from public.trial t
  where t.id = any (private.clinical_trials())
    and (not t.is_blinded or exists (
      select from public.unblinding_grant g where g.trial_id = t.id and g.person_id = private.viewer_id() and g.withdrawn_at is null))
$$;
--> statement-breakpoint
create function private.own_reviews() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(a.review_id), '{}') from public.review_assignment a
  where a.person_id = private.viewer_id() and a.trial_id = any (private.trials_as('{READER,ADJUDICATOR}'))
$$;
--> statement-breakpoint
-- Reviews of readers that are wholly locked, in the viewer's trials as adjudicator.
create function private.reviews_to_adjudicate() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(v.id), '{}') from public.review v
  where v.trial_id = any (private.adjudicated_trials()) and v.evaluator in ('READER_1', 'READER_2')
    and not exists (
      select from public.review o join public.read r on r.trial_id = o.trial_id and r.review_id = o.id and r.is_current and r.state <> 'LOCKED'
      where o.trial_id = v.trial_id and o.subject_id = v.subject_id and o.evaluator in ('READER_1', 'READER_2'))
$$;
--> statement-breakpoint
create function private.visible_people() returns text[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct p), '{}') from (
    select private.viewer_id() as p
    union all select m.person_id from public.membership m where m.trial_id = any (private.clinical_trials())) all_of_them
$$;
--> statement-breakpoint
create function private.visible_sponsors() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct t.sponsor_id), '{}') from public.trial t where t.id = any (private.readable_trials())
$$;
--> statement-breakpoint
-- Trials that the viewer may correct from a source's files.
create function private.importable_trials() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(t.id), '{}') from public.trial t where t.origin = 'IMPORT' and t.id = any (private.trials_as('{DATA_MANAGER}'))
$$;
--> statement-breakpoint
create function private.set_up_trials() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.trials_as('{TRIAL_ADMINISTRATOR}') || private.importable_trials()
$$;
--> statement-breakpoint
create function private.kept_trials() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.trials_as('{DATA_MANAGER,TRIAL_ADMINISTRATOR}')
$$;
--> statement-breakpoint
create function private.received_trials() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.trials_as('{DATA_MANAGER,TRIAL_ADMINISTRATOR,IMAGE_ANALYST}')
$$;
--> statement-breakpoint
-- The newest audit entry of a trial: what caches key on and what tells an open page that it is stale.
create function private.trial_version(trial uuid) returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select e.id from audit.entry e where e.trial_id = trial order by e.id desc limit 1), 0) where trial = any (private.readable_trials())
$$;
--> statement-breakpoint
-- One entry for each changed row, written in the transaction that changes it. Arguments: the key column; the trial column, or '' for none.
create function private.record_change() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  claim jsonb := private.ticket();
  why text := nullif(btrim(current_setting('readout.reason', true)), '');
  key text := tg_argv[0];
  trial text := case when tg_argv[1] = '' then 'null::uuid' else format('r.%I', tg_argv[1]) end;
  matched bigint;
begin
  -- A statement that touched no row changed nothing.
  if tg_op = 'INSERT' then perform from new_rows limit 1; else perform from old_rows limit 1; end if;
  if not found then return null; end if;
  if claim is null then raise exception 'A write needs a person.' using errcode = 'RO001'; end if;
  if why is null then raise exception 'A write needs a reason.' using errcode = 'RO002'; end if;
  if tg_op = 'INSERT' then
    execute format('insert into audit.entry (trial_id, record, record_id, action, before, after, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction, session_id, request_id)
      select %s, $1, r.%I::text, ''INSERT'', null, to_jsonb(r), ''{}'', $2->>''person'', coalesce((select p.name from public.person p where p.id = $2->>''person''), $2->>''person''), private.roles_in(%s, $2), $3, clock_timestamp(), pg_current_xact_id()::text::bigint, $2->>''session'', $2->>''request'' from new_rows r',
      trial, key, trial) using tg_table_name, claim, why;
  elsif tg_op = 'DELETE' then
    execute format('insert into audit.entry (trial_id, record, record_id, action, before, after, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction, session_id, request_id)
      select %s, $1, r.%I::text, ''DELETE'', to_jsonb(r), null, ''{}'', $2->>''person'', coalesce((select p.name from public.person p where p.id = $2->>''person''), $2->>''person''), private.roles_in(%s, $2), $3, clock_timestamp(), pg_current_xact_id()::text::bigint, $2->>''session'', $2->>''request'' from old_rows r',
      trial, key, trial) using tg_table_name, claim, why;
  else
    execute format('select count(*) from old_rows o join new_rows n on n.%1$I = o.%1$I', key) into matched;
    if matched <> (select count(*) from new_rows) then raise exception 'The key of % does not change.', tg_table_name using errcode = 'RO003'; end if;
    execute format('insert into audit.entry (trial_id, record, record_id, action, before, after, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction, session_id, request_id)
      select %s, $1, r.%I::text, ''UPDATE'', d.before, d.after, d.changed, $2->>''person'', coalesce((select p.name from public.person p where p.id = $2->>''person''), $2->>''person''), private.roles_in(%s, $2), $3, clock_timestamp(), pg_current_xact_id()::text::bigint, $2->>''session'', $2->>''request''
      from new_rows r join old_rows o on o.%I = r.%I
      cross join lateral (
        select jsonb_object_agg(n.key, to_jsonb(o)->n.key) as before, jsonb_object_agg(n.key, n.value) as after, array_agg(n.key order by n.key) as changed
        from jsonb_each(to_jsonb(r)) n where n.value is distinct from to_jsonb(o)->n.key) d
      where d.changed is not null',
      trial, key, trial, key, key) using tg_table_name, claim, why;
  end if;
  return null;
end $$;
--> statement-breakpoint
create function private.roles_in(trial uuid, claim jsonb) returns text[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(m.role order by m.role), '{}') from public.membership m where m.trial_id = trial and m.person_id = claim->>'person'
$$;
--> statement-breakpoint
create function private.refuse_truncate() returns trigger language plpgsql as $$
begin raise exception 'Rows of % are not truncated.', tg_table_name using errcode = 'RO004'; end $$;
--> statement-breakpoint
create function private.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'An audit entry is never changed.' using errcode = 'RO005'; end $$;
--> statement-breakpoint
create trigger entry_unchanged before update or delete or truncate on audit.entry for each statement execute function private.refuse_change();
--> statement-breakpoint
alter table audit.entry enable always trigger entry_unchanged;
--> statement-breakpoint
-- Puts a table behind the wall: row-level security, who reads it, who writes it, its audit triggers and its guard against truncation.
create function private.guard(tab regclass, key text, trial text, may_read text, may_write text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tab);
  execute format('grant select, insert, update, delete on %s to readout_app', tab);
  execute format('create policy reads on %s for select to readout_app using (%s)', tab, may_read);
  if may_write is not null then
    execute format('create policy inserts on %s for insert to readout_app with check (%s)', tab, may_write);
    execute format('create policy updates on %s for update to readout_app using (%s) with check (%s)', tab, may_write, may_write);
    execute format('create policy deletes on %s for delete to readout_app using (%s)', tab, may_write);
  end if;
  execute format('create trigger audit_insert after insert on %s referencing new table as new_rows for each statement execute function private.record_change(%L, %L)', tab, key, trial);
  execute format('create trigger audit_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function private.record_change(%L, %L)', tab, key, trial);
  execute format('create trigger audit_delete after delete on %s referencing old table as old_rows for each statement execute function private.record_change(%L, %L)', tab, key, trial);
  execute format('create trigger no_truncate before truncate on %s for each statement execute function private.refuse_truncate()', tab);
  execute format('alter table %s enable always trigger audit_insert, enable always trigger audit_update, enable always trigger audit_delete, enable always trigger no_truncate', tab);
end $$;
--> statement-breakpoint
do $$
declare
  readable text := 'trial_id = any ((select private.readable_trials())::uuid[])';
  clinical text := 'trial_id = any ((select private.clinical_trials())::uuid[])';
  unblinded text := 'trial_id = any ((select private.unblinded_trials())::uuid[])';
  whole text := 'trial_id = any ((select private.whole_read_trials())::uuid[])';
  set_up text := 'trial_id = any ((select private.set_up_trials())::uuid[])';
  kept text := 'trial_id = any ((select private.kept_trials())::uuid[])';
  received text := 'trial_id = any ((select private.received_trials())::uuid[])';
  importable text := 'trial_id = any ((select private.importable_trials())::uuid[])';
  administered text := 'trial_id = any ((select private.trials_as(''{TRIAL_ADMINISTRATOR}''))::uuid[])';
  own text := 'review_id = any ((select private.own_reviews())::uuid[])';
  to_adjudicate text := 'review_id = any ((select private.reviews_to_adjudicate())::uuid[])';
  of_locked text := '(' || clinical || ' and exists (select from public.read r where r.trial_id = %1$s.trial_id and r.id = %1$s.read_id and r.state = ''LOCKED''))';
  read_writers text := own || ' or ' || importable;
begin
  perform private.guard('person', 'id', '', 'id = any ((select private.visible_people())::text[])', null);
  perform private.guard('sponsor', 'id', '', 'id = any ((select private.visible_sponsors())::uuid[])', null);
  perform private.guard('trial', 'id', 'id', 'id = any ((select private.readable_trials())::uuid[])', 'id = any ((select private.set_up_trials())::uuid[])');
  perform private.guard('membership', 'id', 'trial_id', clinical || ' or person_id = (select private.viewer_id())', administered);
  perform private.guard('unblinding_grant', 'id', 'trial_id', whole || ' or person_id = (select private.viewer_id())', null);
  perform private.guard('review_assignment', 'review_id', 'trial_id', whole || ' or person_id = (select private.viewer_id())', administered);
  perform private.guard('charter', 'id', 'trial_id', readable, set_up);
  perform private.guard('arm', 'id', 'trial_id', readable, set_up);
  perform private.guard('site', 'id', 'trial_id', readable, set_up);
  perform private.guard('schedule', 'id', 'trial_id', readable, set_up);
  perform private.guard('subject', 'id', 'trial_id', readable, kept);
  perform private.guard('timepoint', 'id', 'trial_id', readable, received);
  perform private.guard('exam', 'id', 'trial_id', readable, received);
  perform private.guard('series', 'id', 'trial_id', readable, received);
  perform private.guard('subject_course', 'subject_id', 'trial_id', clinical, kept);
  perform private.guard('exposure', 'id', 'trial_id', clinical, kept);
  perform private.guard('subject_event', 'id', 'trial_id', clinical, kept);
  perform private.guard('subject_arm', 'subject_id', 'trial_id', unblinded, kept);
  perform private.guard('exposure_drug', 'exposure_id', 'trial_id', unblinded, kept);
  perform private.guard('review', 'id', 'trial_id', clinical || ' or ' || replace(own, 'review_id', 'id') || ' or ' || replace(to_adjudicate, 'review_id', 'id'), set_up || ' or ' || importable);
  perform private.guard('lesion', 'id', 'trial_id', whole || ' or ' || own || ' or ' || to_adjudicate
    || ' or (' || clinical || ' and exists (select from public.read r where r.trial_id = lesion.trial_id and r.review_id = lesion.review_id and r.timepoint_id = lesion.first_timepoint_id and r.state = ''LOCKED''))', read_writers);
  perform private.guard('read', 'id', 'trial_id', whole || ' or ' || own || ' or ' || to_adjudicate || ' or (' || clinical || ' and state = ''LOCKED'')', read_writers || ' or ' || kept);
  perform private.guard('finding', 'id', 'trial_id', whole || ' or ' || own || ' or ' || to_adjudicate || ' or ' || format(of_locked, 'finding'), read_writers);
  perform private.guard('timepoint_response', 'id', 'trial_id', whole || ' or ' || own || ' or ' || to_adjudicate || ' or ' || format(of_locked, 'timepoint_response'), read_writers);
  perform private.guard('best_response', 'id', 'trial_id', clinical || ' or ' || own || ' or ' || to_adjudicate, read_writers || ' or ' || kept);
  perform private.guard('adjudication', 'id', 'trial_id', clinical || ' or trial_id = any ((select private.adjudicated_trials())::uuid[])',
    'trial_id = any ((select private.adjudicated_trials())::uuid[]) or ' || importable);
  perform private.guard('sdtm_import', 'id', 'trial_id', 'requested_by_id = (select private.viewer_id()) or ' || whole, 'requested_by_id = (select private.viewer_id())');
end $$;
--> statement-breakpoint
-- Reads are not created for others: a data manager may unlock a read, not write one.
alter policy inserts on read with check (review_id = any ((select private.own_reviews())::uuid[]) or trial_id = any ((select private.importable_trials())::uuid[]));
--> statement-breakpoint
alter policy deletes on read using (false);
--> statement-breakpoint
alter table audit.entry enable row level security;
--> statement-breakpoint
create policy reads on audit.entry for select to readout_app using (
  (trial_id = any ((select private.whole_read_trials())::uuid[])
    or (trial_id = any ((select private.clinical_trials())::uuid[]) and record in ('trial', 'charter', 'arm', 'site', 'subject', 'timepoint', 'adjudication')))
  and (record not in ('subject_arm', 'exposure_drug') or trial_id = any ((select private.unblinded_trials())::uuid[])));
--> statement-breakpoint
-- What is locked stays: findings of a locked read change by no statement, and of the read itself only its state and whether it counts.
create function private.refuse_locked_findings() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'DELETE' then
    -- A scalar subquery: a join with a limit may be planned from the locked reads, each against all changed rows.
    perform from new_rows f where (select r.state from public.read r where r.trial_id = f.trial_id and r.id = f.read_id) = 'LOCKED' limit 1;
    if found then raise exception 'This read is locked.' using errcode = 'RO006'; end if;
  end if;
  if tg_op <> 'INSERT' then
    -- A scalar subquery: a join with a limit may be planned from the locked reads, each against all changed rows.
    perform from old_rows f where (select r.state from public.read r where r.trial_id = f.trial_id and r.id = f.read_id) = 'LOCKED' limit 1;
    if found then raise exception 'This read is locked.' using errcode = 'RO006'; end if;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger locked_insert after insert on finding referencing new table as new_rows for each statement execute function private.refuse_locked_findings();
--> statement-breakpoint
create trigger locked_update after update on finding referencing old table as old_rows new table as new_rows for each statement execute function private.refuse_locked_findings();
--> statement-breakpoint
create trigger locked_delete after delete on finding referencing old table as old_rows for each statement execute function private.refuse_locked_findings();
--> statement-breakpoint
alter table finding enable always trigger locked_insert, enable always trigger locked_update, enable always trigger locked_delete;
--> statement-breakpoint
create function private.refuse_locked_read() returns trigger language plpgsql as $$
begin
  if old.state = 'LOCKED' and (new.state = 'DRAFT'
      or to_jsonb(new) - '{state,is_current,locked_at}'::text[] is distinct from to_jsonb(old) - '{state,is_current,locked_at}'::text[]) then
    raise exception 'This read is locked.' using errcode = 'RO006';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger locked_read before update on read for each row execute function private.refuse_locked_read();
--> statement-breakpoint
alter table read enable always trigger locked_read;
--> statement-breakpoint
-- Sets up a trial: its sponsor, the trial, and the roles of the person who does it.
create function private.open_trial(new_trial jsonb, sponsor_name text) returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  opener public.person;
  sponsor uuid;
  made public.trial;
begin
  select * into opener from public.person p where p.id = private.viewer_id();
  if opener.id is null or not opener.may_open_trials then raise exception 'You may not set up a trial.' using errcode = 'RO007'; end if;
  select s.id into sponsor from public.sponsor s where s.name = sponsor_name;
  if sponsor is null then
    sponsor := (new_trial->>'new_sponsor_id')::uuid;
    insert into public.sponsor (id, name) values (sponsor, sponsor_name);
  end if;
  made := jsonb_populate_record(null::public.trial, new_trial);
  made.sponsor_id := sponsor;
  insert into public.trial select made.*;
  insert into public.membership (trial_id, id, person_id, role)
    select made.id, (grant_id)::uuid, opener.id, r.role
    from jsonb_array_elements_text(new_trial->'membership_ids') with ordinality g(grant_id, n)
    join (values ('TRIAL_ADMINISTRATOR', 1), ('DATA_MANAGER', 2)) r(role, n) on r.n = g.n;
  return made.id;
end $$;
--> statement-breakpoint
-- Writes arms of subjects for one who may keep the trial but not see arms. Tells how many were new, changed and the same.
create function private.put_subject_arms(of_trial uuid, rows jsonb, out inserted integer, out updated integer, out unchanged integer) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not of_trial = any (private.kept_trials()) then raise exception 'You may not keep this trial.' using errcode = 'RO007'; end if;
  with given as (select * from jsonb_populate_recordset(null::public.subject_arm, rows)),
  changed as (
    update public.subject_arm a set arm_id = g.arm_id, actual_arm_id = g.actual_arm_id, reason_without = g.reason_without from given g
    where a.trial_id = of_trial and a.subject_id = g.subject_id
      and (a.arm_id, a.actual_arm_id, a.reason_without) is distinct from (g.arm_id, g.actual_arm_id, g.reason_without) returning 1)
  select count(*) into updated from changed;
  with given as (select * from jsonb_populate_recordset(null::public.subject_arm, rows)),
  fresh as (
    insert into public.subject_arm (trial_id, subject_id, arm_id, actual_arm_id, reason_without)
    select of_trial, g.subject_id, g.arm_id, g.actual_arm_id, g.reason_without from given g
    where not exists (select from public.subject_arm a where a.trial_id = of_trial and a.subject_id = g.subject_id) returning 1)
  select count(*) into inserted from fresh;
  unchanged := jsonb_array_length(rows) - inserted - updated;
end $$;
--> statement-breakpoint
-- The same for what was given in intervals of treatment.
create function private.put_exposure_drugs(of_trial uuid, rows jsonb, out inserted integer, out updated integer, out unchanged integer) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not of_trial = any (private.kept_trials()) then raise exception 'You may not keep this trial.' using errcode = 'RO007'; end if;
  with given as (select * from jsonb_populate_recordset(null::public.exposure_drug, rows)),
  changed as (
    update public.exposure_drug d set treatment = g.treatment, dose = g.dose, dose_unit = g.dose_unit, dose_form = g.dose_form, frequency = g.frequency, route = g.route from given g
    where d.trial_id = of_trial and d.exposure_id = g.exposure_id
      and (d.treatment, d.dose, d.dose_unit, d.dose_form, d.frequency, d.route) is distinct from (g.treatment, g.dose, g.dose_unit, g.dose_form, g.frequency, g.route) returning 1)
  select count(*) into updated from changed;
  with given as (select * from jsonb_populate_recordset(null::public.exposure_drug, rows)),
  fresh as (
    insert into public.exposure_drug (trial_id, exposure_id, treatment, dose, dose_unit, dose_form, frequency, route)
    select of_trial, g.exposure_id, g.treatment, g.dose, g.dose_unit, g.dose_form, g.frequency, g.route from given g
    where not exists (select from public.exposure_drug d where d.trial_id = of_trial and d.exposure_id = g.exposure_id) returning 1)
  select count(*) into inserted from fresh;
  unchanged := jsonb_array_length(rows) - inserted - updated;
end $$;
--> statement-breakpoint
-- A large write into young tables: until their statistics are taken, a key is looked for among all rows of the trial.
create function private.take_statistics() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin analyze public.read, public.lesion, public.timepoint, public.review, public.subject, public.finding; end $$;
--> statement-breakpoint
create view current_charter with (security_invoker) as
  select distinct on (trial_id) *,
    criteria->0->>'criteria' as primary_criteria,
    coalesce((criteria->0->'settings'->>'confirmation')::boolean, false) as is_confirmed
  from charter order by trial_id, version desc;
--> statement-breakpoint
-- The central result: the review that the charter's rule accepts; never the investigator's.
create view central_review with (security_invoker) as
  select s.trial_id, s.id as subject_id,
    case
      when a.accepted_review_id is not null then a.accepted_review_id
      when r1.id is null then null
      when c.read_design = 'SINGLE' or r2.id is null then r1.id
      when b1.id is null or b2.id is null then null
      when d.is_agreed then r1.id
    end as review_id,
    case
      when a.accepted_review_id is not null then 'ADJUDICATED'
      when r1.id is null then 'NO_CENTRAL_READ'
      when c.read_design = 'SINGLE' or r2.id is null then 'SINGLE_READ'
      when b1.id is null or b2.id is null then 'READS_PENDING'
      when d.is_agreed then 'READERS_AGREE'
      else 'TO_ADJUDICATE'
    end as rule
  from subject s
  join current_charter c on c.trial_id = s.trial_id
  left join adjudication a on a.trial_id = s.trial_id and a.subject_id = s.id
  left join review r1 on r1.trial_id = s.trial_id and r1.subject_id = s.id and r1.evaluator = 'READER_1'
  left join review r2 on r2.trial_id = s.trial_id and r2.subject_id = s.id and r2.evaluator = 'READER_2'
  left join best_response b1 on b1.trial_id = r1.trial_id and b1.review_id = r1.id and b1.criteria = c.primary_criteria
  left join best_response b2 on b2.trial_id = r2.trial_id and b2.review_id = r2.id and b2.criteria = c.primary_criteria
  left join lateral (
    select case c.adjudication_variable
      when 'BEST_RESPONSE' then case when c.is_confirmed then b1.confirmed_best = b2.confirmed_best else b1.best = b2.best end
      when 'PROGRESSION_DATE' then b1.progression_on is not distinct from b2.progression_on
      else case when c.is_confirmed then b1.confirmed_best = b2.confirmed_best else b1.best = b2.best end
        and b1.progression_on is not distinct from b2.progression_on
    end as is_agreed) d on true;
--> statement-breakpoint
grant usage on schema public, private, audit to readout_app;
--> statement-breakpoint
grant select on audit.entry, current_charter, central_review to readout_app;
--> statement-breakpoint
revoke all on all functions in schema private from public;
--> statement-breakpoint
grant execute on function private.ticket(), private.viewer_id(), private.trials_as(text[]), private.readable_trials(), private.clinical_trials(), private.whole_read_trials(),
  private.adjudicated_trials(), private.unblinded_trials(), private.own_reviews(), private.reviews_to_adjudicate(), private.visible_people(), private.visible_sponsors(),
  private.importable_trials(), private.set_up_trials(), private.kept_trials(), private.received_trials(), private.trial_version(uuid),
  private.open_trial(jsonb, text), private.put_subject_arms(uuid, jsonb), private.put_exposure_drugs(uuid, jsonb), private.take_statistics() to readout_app;
