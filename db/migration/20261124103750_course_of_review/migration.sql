-- The two dates of a subject that a best response depends on, for whoever may write that response: a reader derives without seeing the course.
create function private.course_of_reviews(of_trial uuid, reviews uuid[]) returns table (review_id uuid, first_dose_on date, new_therapy_on date)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select v.id, c.first_dose_on, c.new_therapy_on
  from public.review v left join public.subject_course c on c.trial_id = v.trial_id and c.subject_id = v.subject_id
  where v.trial_id = of_trial and v.id = any (reviews)
    and (v.id = any (private.own_reviews()) or v.trial_id = any (private.kept_trials()) or v.trial_id = any (private.importable_trials()))
$$;
--> statement-breakpoint
revoke all on function private.course_of_reviews(uuid, uuid[]) from public;
--> statement-breakpoint
grant execute on function private.course_of_reviews(uuid, uuid[]) to readout_app;
