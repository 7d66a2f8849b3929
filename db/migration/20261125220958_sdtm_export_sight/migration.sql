-- Who sees packages of SDTM datasets, and that they were released and signed.
-- One that tells arms is for those who may see arms, whatever their role.
alter policy reads on sdtm_export using (
  (trial_id = any ((select private.trials_as('{DATA_MANAGER,STATISTICIAN,TRIAL_ADMINISTRATOR,AUDITOR}'))::uuid[])
    or (state = 'RELEASED' and trial_id = any ((select private.clinical_trials())::uuid[])))
  and (not is_unblinded or requested_by_id = (select private.viewer_id()) or trial_id = any ((select private.unblinded_trials())::uuid[])));
--> statement-breakpoint
-- Whoever downloads a released package sees its hash, who released it and who signed it.
alter policy reads on file_export using (
  requested_by_id = (select private.viewer_id()) or trial_id = any ((select private.whole_read_trials())::uuid[])
  or (kind = 'SDTM_ZIP' and trial_id = any ((select private.clinical_trials())::uuid[])));
--> statement-breakpoint
alter policy reads on signature using (
  signer_id = (select private.viewer_id()) or trial_id = any ((select private.whole_read_trials())::uuid[])
  or (record in ('read', 'review', 'data_cut') and trial_id = any ((select private.clinical_trials())::uuid[]))
  or (record = 'charter' and trial_id = any ((select private.readable_trials())::uuid[]))
  or (record = 'file_export' and exists (select from public.file_export f where f.trial_id = signature.trial_id and f.id = signature.record_id)));
