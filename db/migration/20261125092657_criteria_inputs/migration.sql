ALTER TABLE "finding" ADD COLUMN "attenuation_hu" double precision;--> statement-breakpoint
ALTER TABLE "finding" ADD COLUMN "sul_peak" double precision;--> statement-breakpoint
ALTER TABLE "finding" ADD COLUMN "volume_ml" double precision;--> statement-breakpoint
ALTER TABLE "finding" ADD COLUMN "change" text;--> statement-breakpoint
ALTER TABLE "read" ADD COLUMN "corticosteroid_mg_per_day" double precision;--> statement-breakpoint
ALTER TABLE "read" ADD COLUMN "t2flair" text;--> statement-breakpoint
ALTER TABLE "read" ADD COLUMN "bone_marrow" text;--> statement-breakpoint
ALTER TABLE "read" ADD COLUMN "spleen_mm" double precision;--> statement-breakpoint
ALTER TABLE "read" ADD COLUMN "is_organ_enlarged" boolean;--> statement-breakpoint
ALTER TABLE "read" ADD COLUMN "deauville" text;--> statement-breakpoint
ALTER TABLE "read" ADD COLUMN "fdg" text;--> statement-breakpoint
ALTER TABLE "read" ADD COLUMN "has_new_fdg_foci" boolean;--> statement-breakpoint
ALTER TABLE "read" ADD COLUMN "bone_scan_new_lesions" integer;--> statement-breakpoint
ALTER TABLE "read" ADD COLUMN "bone_scan_persistent_lesions" integer;--> statement-breakpoint
ALTER TABLE "read" ADD COLUMN "psa_ng_per_ml" double precision;--> statement-breakpoint
ALTER TABLE "best_response" ADD COLUMN "components" jsonb DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "timepoint_response" ADD COLUMN "components" jsonb DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "lesion" ADD COLUMN "is_outside_radiation_field" boolean;--> statement-breakpoint
ALTER TABLE "lesion" ADD COLUMN "is_cytology_positive" boolean;--> statement-breakpoint
ALTER TABLE "subject" ADD COLUMN "is_fdg_avid" boolean;--> statement-breakpoint
ALTER TABLE "subject_course" ADD COLUMN "radiotherapy_ended_on" date;--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_attenuation" CHECK ("attenuation_hu" between -1024 and 3071);--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_sul_peak" CHECK ("sul_peak" >= 0 and "sul_peak" < 'Infinity');--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_volume" CHECK ("volume_ml" >= 0 and "volume_ml" < 'Infinity');--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_change" CHECK ("change" in ('increased', 'unchanged', 'decreased'));--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_clinical_status" CHECK ("clinical_status" in ('improved', 'stable', 'worse', 'not-evaluated'));--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_corticosteroid" CHECK ("corticosteroid_mg_per_day" >= 0 and "corticosteroid_mg_per_day" < 'Infinity');--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_t2flair" CHECK ("t2flair" in ('decreased', 'stable', 'increased', 'not-evaluated'));--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_bone_marrow" CHECK ("bone_marrow" in ('involved', 'not-involved', 'indeterminate', 'not-evaluated'));--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_spleen" CHECK ("spleen_mm" >= 0 and "spleen_mm" < 'Infinity');--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_deauville" CHECK ("deauville" in ('1', '2', '3', '4', '5', 'not-evaluated'));--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_fdg" CHECK ("fdg" in ('decreased', 'unchanged', 'increased', 'negative', 'not-evaluated'));--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_bone_scan_new_lesions" CHECK ("bone_scan_new_lesions" >= 0);--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_bone_scan_persistent_lesions" CHECK ("bone_scan_persistent_lesions" is null or ("bone_scan_persistent_lesions" >= 0 and "bone_scan_new_lesions" is not null));--> statement-breakpoint
ALTER TABLE "read" ADD CONSTRAINT "read_psa" CHECK ("psa_ng_per_ml" >= 0 and "psa_ng_per_ml" < 'Infinity');--> statement-breakpoint
ALTER TABLE "subject_event" DROP CONSTRAINT "subject_event_kind", ADD CONSTRAINT "subject_event_kind" CHECK ("kind" in ('INFORMED_CONSENT', 'RANDOMISATION', 'SCREEN_FAILURE', 'END_OF_TREATMENT', 'END_OF_RADIOTHERAPY', 'NEW_THERAPY', 'END_OF_STUDY', 'DEATH', 'LAST_CONTACT', 'OTHER'));--> statement-breakpoint
-- What of a subject's course the criteria ask for, for whoever may write the responses: a reader derives without seeing the course.
drop function private.course_of_reviews(uuid, uuid[]);
--> statement-breakpoint
create function private.course_of_reviews(of_trial uuid, reviews uuid[])
returns table (review_id uuid, first_dose_on date, radiotherapy_ended_on date, new_therapy_on date, died_on date, is_fdg_avid boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select v.id, c.first_dose_on, c.radiotherapy_ended_on, c.new_therapy_on, c.died_on, s.is_fdg_avid
  from public.review v
  join public.subject s on s.trial_id = v.trial_id and s.id = v.subject_id
  left join public.subject_course c on c.trial_id = v.trial_id and c.subject_id = v.subject_id
  where v.trial_id = of_trial and v.id = any (reviews)
    and (v.id = any (private.own_reviews()) or v.trial_id = any (private.kept_trials()) or v.trial_id = any (private.importable_trials()))
$$;
--> statement-breakpoint
revoke all on function private.course_of_reviews(uuid, uuid[]) from public;
--> statement-breakpoint
grant execute on function private.course_of_reviews(uuid, uuid[]) to readout_app;
--> statement-breakpoint
-- An amended charter, and a date of the course that becomes known, derive responses anew for whoever keeps the trial. What a reader stated
-- stays the reader's: who keeps the trial neither writes nor deletes a row with a statement, nor changes one.
alter policy inserts on timepoint_response with check (
  review_id = any ((select private.own_reviews())::uuid[])
  or trial_id = any ((select private.importable_trials())::uuid[])
  or (trial_id = any ((select private.kept_trials())::uuid[])
    and num_nonnulls(stated_target, stated_non_target, stated_new_lesion, stated_overall, stated_sum) = 0));
--> statement-breakpoint
alter policy updates on timepoint_response using (
  review_id = any ((select private.own_reviews())::uuid[])
  or trial_id = any ((select private.importable_trials())::uuid[])
  or trial_id = any ((select private.kept_trials())::uuid[])) with check (
  review_id = any ((select private.own_reviews())::uuid[])
  or trial_id = any ((select private.importable_trials())::uuid[])
  or trial_id = any ((select private.kept_trials())::uuid[]));
--> statement-breakpoint
alter policy deletes on timepoint_response using (
  review_id = any ((select private.own_reviews())::uuid[])
  or trial_id = any ((select private.importable_trials())::uuid[])
  or (trial_id = any ((select private.kept_trials())::uuid[])
    and num_nonnulls(stated_target, stated_non_target, stated_new_lesion, stated_overall, stated_sum) = 0));
--> statement-breakpoint
create function private.refuse_restating() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.review_id = any (private.own_reviews()) or new.trial_id = any (private.importable_trials()) then return new; end if;
  raise exception 'What a reader stated is changed by the reader alone.' using errcode = 'RO007';
end $$;
--> statement-breakpoint
create trigger stated_unchanged before update on timepoint_response for each row
  when ((old.stated_target, old.stated_non_target, old.stated_new_lesion, old.stated_overall, old.stated_sum)
    is distinct from (new.stated_target, new.stated_non_target, new.stated_new_lesion, new.stated_overall, new.stated_sum))
  execute function private.refuse_restating();
--> statement-breakpoint
alter table timepoint_response enable always trigger stated_unchanged;
--> statement-breakpoint
-- A version of the charter is never changed: an amendment is the next version.
alter policy updates on charter using (false) with check (false);
--> statement-breakpoint
alter policy deletes on charter using (false);
--> statement-breakpoint
-- The same entries as before, for large writes: each row becomes JSON once, not once a field, and the roles are asked once a trial, not once a row.
create or replace function private.record_change() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  claim jsonb := private.ticket();
  why text := nullif(btrim(current_setting('readout.reason', true)), '');
  key text := tg_argv[0];
  trial text := case when tg_argv[1] = '' then 'null::uuid' else format('r.%I', tg_argv[1]) end;
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
  execute format('insert into audit.entry (trial_id, record, record_id, action, before, after, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction, session_id, request_id)
    select d.trial_id, $1, d.record_id, $4, d.before, d.after, d.changed, $2->>''person'', coalesce((select p.name from public.person p where p.id = $2->>''person''), $2->>''person''), m.roles,
      $3, clock_timestamp(), pg_current_xact_id()::text::bigint, $2->>''session'', $2->>''request''
    from (%s) d
    join (select t.trial_id, private.roles_in(t.trial_id, $2) as roles from (select distinct %s as trial_id from %I r) t) m on m.trial_id is not distinct from d.trial_id',
    case tg_op
      when 'INSERT' then format('select %s as trial_id, r.%I::text as record_id, null::jsonb as before, to_jsonb(r) as after, ''{}''::text[] as changed from new_rows r', trial, key)
      when 'DELETE' then format('select %s as trial_id, r.%I::text as record_id, to_jsonb(r) as before, null::jsonb as after, ''{}''::text[] as changed from old_rows r', trial, key)
      else format('select w.trial_id, w.record_id, c.before, c.after, c.changed
        from (select %s as trial_id, r.%2$I::text as record_id, to_jsonb(o) as was, to_jsonb(r) as is_now from new_rows r join old_rows o on o.%2$I = r.%2$I offset 0) w
        cross join lateral (
          select jsonb_object_agg(n.key, w.was->n.key) as before, jsonb_object_agg(n.key, n.value) as after, array_agg(n.key order by n.key) as changed
          from jsonb_each(w.is_now) n where n.value is distinct from w.was->n.key) c
        where c.changed is not null', trial, key)
    end, trial, rows_of) using tg_table_name, claim, why, tg_op;
  return null;
end $$;
