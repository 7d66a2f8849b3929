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
