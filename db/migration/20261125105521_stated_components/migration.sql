ALTER TABLE "timepoint_response" ADD COLUMN "stated_components" jsonb;--> statement-breakpoint
-- What was stated of components is the reader's as the rest is.
alter policy inserts on timepoint_response with check (
  review_id = any ((select private.own_reviews())::uuid[])
  or trial_id = any ((select private.importable_trials())::uuid[])
  or (trial_id = any ((select private.kept_trials())::uuid[])
    and num_nonnulls(stated_target, stated_non_target, stated_new_lesion, stated_overall, stated_sum, stated_components) = 0));
--> statement-breakpoint
alter policy deletes on timepoint_response using (
  review_id = any ((select private.own_reviews())::uuid[])
  or trial_id = any ((select private.importable_trials())::uuid[])
  or (trial_id = any ((select private.kept_trials())::uuid[])
    and num_nonnulls(stated_target, stated_non_target, stated_new_lesion, stated_overall, stated_sum, stated_components) = 0));
--> statement-breakpoint
drop trigger stated_unchanged on timepoint_response;
--> statement-breakpoint
create trigger stated_unchanged before update on timepoint_response for each row
  when ((old.stated_target, old.stated_non_target, old.stated_new_lesion, old.stated_overall, old.stated_sum, old.stated_components)
    is distinct from (new.stated_target, new.stated_non_target, new.stated_new_lesion, new.stated_overall, new.stated_sum, new.stated_components))
  execute function private.refuse_restating();
--> statement-breakpoint
alter table timepoint_response enable always trigger stated_unchanged;
