-- The file of a package is seen by those who may download it: not of one that its requester looked at before it was released.
alter policy reads on file_export using (
  requested_by_id = (select private.viewer_id()) or trial_id = any ((select private.whole_read_trials())::uuid[])
  or (kind = 'SDTM_ZIP' and exists (select from public.sdtm_export e where e.trial_id = file_export.trial_id and e.file_export_id = file_export.id)));
