-- Exports of SDTM datasets: who asks, in which order a request goes on, and what was known at a data cut. See db/README.md.
insert into private.personal_column (record, "column") values ('sdtm_export', 'accepted_reason'), ('sdtm_export', 'report') on conflict do nothing;
--> statement-breakpoint
-- Trials whose data the viewer may send to an agency.
create function private.exportable_trials() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.trials_as('{DATA_MANAGER,STATISTICIAN}')
$$;
--> statement-breakpoint
-- Never for those who read. What was released is for all others; what was not, for who keeps the trial or asked for it.
select private.guard('sdtm_export', 'id', 'trial_id',
  'trial_id = any ((select private.trials_as(''{DATA_MANAGER,STATISTICIAN,TRIAL_ADMINISTRATOR,AUDITOR}''))::uuid[]) or (state = ''RELEASED'' and trial_id = any ((select private.clinical_trials())::uuid[]))',
  'trial_id = any ((select private.exportable_trials())::uuid[])');
--> statement-breakpoint
select private.guard('sdtm_sequence', 'id', 'trial_id', 'trial_id = any ((select private.clinical_trials())::uuid[])', 'trial_id = any ((select private.exportable_trials())::uuid[])');
--> statement-breakpoint
-- OWN: who asked for it; the program works it off in that person's name.
insert into private.state_step (record, from_state, to_state, who) values
  ('sdtm_export', null, 'QUEUED', '{DATA_MANAGER,STATISTICIAN}'),
  ('sdtm_export', 'QUEUED', 'RUNNING', '{OWN}'),
  ('sdtm_export', 'QUEUED', 'CANCELLED', '{OWN,DATA_MANAGER}'),
  ('sdtm_export', 'QUEUED', 'REFUSED', '{OWN}'),
  ('sdtm_export', 'RUNNING', 'DONE', '{OWN}'),
  ('sdtm_export', 'RUNNING', 'BLOCKED', '{OWN}'),
  ('sdtm_export', 'RUNNING', 'REFUSED', '{OWN}'),
  ('sdtm_export', 'RUNNING', 'CANCELLED', '{OWN,DATA_MANAGER}'),
  ('sdtm_export', 'RUNNING', 'FAILED', '{OWN}'),
  ('sdtm_export', 'BLOCKED', 'DONE', '{DATA_MANAGER}'),
  ('sdtm_export', 'DONE', 'RELEASED', '{DATA_MANAGER,STATISTICIAN}');
--> statement-breakpoint
-- What was asked stays; results are written while it runs; who accepts and when is written by the database.
create function private.keep_sdtm_export() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  progress text[] := '{subjects_done,subjects_total,step}';
  results text[] := '{state,subjects_done,subjects_total,step,finished_at,refusal,report,manifest,file_name,sha256,bytes}';
begin
  if tg_op = 'DELETE' then raise exception 'An export is not deleted.' using errcode = 'RO021'; end if;
  if tg_op = 'INSERT' then
    perform private.refuse_step(new.trial_id, 'sdtm_export', null, new.state, false);
    if cardinality(new.evaluators) = 0 or not new.evaluators <@ '{INVESTIGATOR,READER_1,READER_2,ADJUDICATOR,ALGORITHM}' then raise exception 'Name the evaluators whose reviews are sent.' using errcode = 'RO021'; end if;
    if cardinality(new.formats) = 0 or not new.formats <@ '{XPT,DATASET_JSON,NDJSON,CSV}' then raise exception 'Name the formats: XPT, DATASET_JSON, NDJSON, CSV.' using errcode = 'RO021'; end if;
    if new.adam_evaluator <> all ('{INVESTIGATOR,READER_1,READER_2,ADJUDICATOR,ALGORITHM,CENTRAL}') then raise exception 'There is no evaluator %.', new.adam_evaluator using errcode = 'RO021'; end if;
    if session_user = 'readout_app' and new.is_unblinded and not new.trial_id = any (private.unblinded_trials()) then
      raise exception 'Arms of this trial are not for you to see; ask for an export that withholds them.' using errcode = 'RO007';
    end if;
    new.requested_by_id := private.viewer_id();
    new.requested_at := clock_timestamp();
    if num_nonnulls(new.subjects_total, new.finished_at, new.refusal, new.report, new.manifest, new.file_name, new.sha256, new.bytes, new.accepted_by_id, new.accepted_at, new.accepted_reason, new.file_export_id) > 0 then
      raise exception 'A request has no result yet.' using errcode = 'RO021';
    end if;
    return new;
  end if;
  if new.state = old.state then
    if to_jsonb(new) - progress is distinct from to_jsonb(old) - progress or old.state <> 'RUNNING' then
      raise exception 'What an export is of, and what came of it, does not change.' using errcode = 'RO021';
    end if;
    return new;
  end if;
  perform private.refuse_step(new.trial_id, 'sdtm_export', old.state, new.state, new.requested_by_id = private.viewer_id());
  if old.state in ('QUEUED', 'RUNNING') then
    if to_jsonb(new) - results is distinct from to_jsonb(old) - results then raise exception 'What was asked of an export does not change.' using errcode = 'RO021'; end if;
  elsif old.state = 'BLOCKED' then
    if to_jsonb(new) - '{state,accepted_by_id,accepted_at,accepted_reason}'::text[] is distinct from to_jsonb(old) - '{state,accepted_by_id,accepted_at,accepted_reason}'::text[] then
      raise exception 'What came of an export does not change.' using errcode = 'RO021';
    end if;
    if nullif(btrim(new.accepted_reason), '') is null then raise exception 'Say why the findings are acceptable.' using errcode = 'RO021'; end if;
    new.accepted_by_id := private.viewer_id();
    new.accepted_at := clock_timestamp();
  else
    if to_jsonb(new) - '{state,file_export_id}'::text[] is distinct from to_jsonb(old) - '{state,file_export_id}'::text[] then
      raise exception 'What came of an export does not change.' using errcode = 'RO021';
    end if;
    if not exists (select from public.file_export f where f.trial_id = new.trial_id and f.id = new.file_export_id and f.sha256 = new.sha256 and f.bytes = new.bytes) then
      raise exception 'What is released is the file that was made.' using errcode = 'RO021';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger kept before insert or update or delete on sdtm_export for each row execute function private.keep_sdtm_export();
--> statement-breakpoint
alter table sdtm_export enable always trigger kept;
--> statement-breakpoint
-- A number that was given stays given: keys are appended, none moves or goes.
create function private.grow_sdtm_sequence() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then raise exception 'Numbers of rows that were given stay.' using errcode = 'RO021'; end if;
  if tg_op = 'UPDATE' then
    if (new.trial_id, new.id, new.subject_id, new.domain) is distinct from (old.trial_id, old.id, old.subject_id, old.domain) or new.keys[1:cardinality(old.keys)] is distinct from old.keys then
      raise exception 'Numbers of rows that were given stay: keys are appended alone.' using errcode = 'RO021';
    end if;
  end if;
  if (select count(distinct k) from unnest(new.keys) k) <> cardinality(new.keys) then raise exception 'A row has one number.' using errcode = 'RO021'; end if;
  return new;
end $$;
--> statement-breakpoint
create trigger grown before insert or update or delete on sdtm_sequence for each row execute function private.grow_sdtm_sequence();
--> statement-breakpoint
alter table sdtm_sequence enable always trigger grown;
--> statement-breakpoint
-- Tables that an export reads, each with the column that its entries of the trail are known by.
create function private.exported_key(record text) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when record in ('subject_arm', 'subject_course') then 'subject_id'
    when record = 'exposure_drug' then 'exposure_id'
    when record in ('trial', 'charter', 'arm', 'site', 'schedule', 'subject', 'exposure', 'subject_event', 'timepoint', 'exam', 'review', 'lesion', 'read', 'finding',
      'timepoint_response', 'best_response', 'adjudication') then 'id'
  end
$$;
--> statement-breakpoint
-- The newest entry of a trial that tells of its data, up to an entry; what exports, signatures and visits leave on the trail does not count.
create function private.newest_data_entry(of_trial uuid, up_to bigint) returns table (number bigint, recorded_at timestamptz) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if session_user = 'readout_app' and not of_trial = any (private.exportable_trials()) then raise exception 'Your role in this trial does not allow this.' using errcode = 'RO007'; end if;
  return query select e.number, e.recorded_at from audit.entry e
    where e.trial_id = of_trial and e.number <= up_to and e.action <> 'ACT' and private.exported_key(e.record) is not null order by e.number desc limit 1;
end $$;
--> statement-breakpoint
-- The rows of a trial that were changed after an entry of the trail, as they were at it: entries are undone, so that the oldest "before" of each column counts.
-- subjects null: rows that belong to no subject. is_there false: the row was not there yet. For who exports; arms and treatments only for who may see them, and what of
-- a read was not locked then only for who sees it now.
create function private.rows_at_entry(of_trial uuid, subjects uuid[], entry bigint) returns table (record text, record_id text, is_there boolean, doc jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
  is_app boolean := session_user = 'readout_app';
  sees_arms boolean := not is_app or of_trial = any (private.unblinded_trials());
  sees_unlocked boolean := not is_app or of_trial = any (private.whole_read_trials());
  tab text;
begin
  if is_app and not of_trial = any (private.exportable_trials()) then raise exception 'Your role in this trial does not allow this.' using errcode = 'RO007'; end if;
  for tab in select distinct e.record from audit.entry e
      where e.trial_id = of_trial and e.number > entry and e.action <> 'ACT' and private.exported_key(e.record) is not null
        and case when subjects is null then e.subject_id is null else e.subject_id = any (subjects) end loop
    continue when tab in ('subject_arm', 'exposure_drug') and not sees_arms;
    return query execute format('
      with since as materialized (
        select e.number, e.record_id, e.action, e.before from audit.entry e
        where e.trial_id = $1 and e.number > $3 and e.record = $4 and e.action <> ''ACT'' and case when $2 is null then e.subject_id is null else e.subject_id = any ($2) end),
      first as (select distinct on (s.record_id) s.record_id, s.action from since s order by s.record_id, s.number),
      undone as (
        select p.record_id, jsonb_object_agg(p.key, p.value) as patch
        from (select distinct on (s.record_id, b.key) s.record_id, b.key, b.value from since s cross join lateral jsonb_each(s.before) b
          where s.before is not null order by s.record_id, b.key, s.number) p
        group by p.record_id),
      held as (
        select f.record_id, f.action <> ''INSERT'' as is_there,
          case when f.action <> ''INSERT'' then coalesce(to_jsonb(r), ''{}'') || coalesce(u.patch, ''{}'') end as doc
        from first f left join undone u on u.record_id = f.record_id
        left join public.%1$I r on %2$s and r.%3$I = f.record_id::uuid)
      select $4, h.record_id, h.is_there, h.doc from held h where $5 or not h.is_there or case
        when $4 = ''read'' then h.doc->>''state'' = ''LOCKED''
        when $4 in (''finding'', ''timepoint_response'') then ''LOCKED'' = coalesce(
          (select e.before->>''state'' from audit.entry e where e.trial_id = $1 and e.record = ''read'' and e.record_id = h.doc->>''read_id'' and e.number > $3 and e.before ? ''state'' order by e.number limit 1),
          (select r.state from public.read r where r.trial_id = $1 and r.id = (h.doc->>''read_id'')::uuid))
        else true end',
      tab, case tab when 'trial' then 'r.id = $1' else 'r.trial_id = $1' end, private.exported_key(tab)) using of_trial, subjects, entry, tab, sees_unlocked;
  end loop;
end $$;
--> statement-breakpoint
revoke all on all functions in schema private from public;
--> statement-breakpoint
grant execute on function private.exportable_trials(), private.newest_data_entry(uuid, bigint), private.rows_at_entry(uuid, uuid[], bigint) to readout_app;
