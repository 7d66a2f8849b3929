-- Sealing and verifying ask for the leaf of each entry. Written so that the planner puts it into the query that asks; its names are bound here, not by the caller's path.
create or replace function private.leaf_entry(e audit.entry) returns jsonb language sql stable parallel safe
return jsonb_build_object(
    'number', e.number::text, 'id', e.id, 'trialId', e.trial_id, 'subjectId', e.subject_id, 'record', e.record, 'recordId', e.record_id, 'action', e.action, 'act', e.act,
    'before', e.before, 'after', e.after, 'changed', to_jsonb(e.changed), 'actorId', e.actor_id, 'actorName', e.actor_name, 'actorRoles', to_jsonb(e.actor_roles),
    'onBehalfOf', e.on_behalf_of, 'reasonCode', e.reason_code, 'reason', e.reason,
    'recordedAt', to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'eventAt', to_char(e.event_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'zone', e.zone, 'transaction', e.transaction::text, 'sessionId', e.session_id, 'requestId', e.request_id, 'client', e.client, 'appVersion', e.app_version,
    'schemaVersion', e.schema_version, 'charterVersion', e.charter_version, 'signatureId', e.signature_id)
  - array_remove(array[
    case when e.trial_id is null then 'trialId' end, case when e.subject_id is null then 'subjectId' end, case when e.act is null then 'act' end,
    case when e.before is null or e.before = 'null' then 'before' end, case when e.after is null or e.after = 'null' then 'after' end,
    case when e.on_behalf_of is null then 'onBehalfOf' end, case when e.reason_code is null then 'reasonCode' end, case when e.event_at is null then 'eventAt' end,
    case when e.zone is null then 'zone' end, case when e.session_id is null then 'sessionId' end, case when e.request_id is null then 'requestId' end,
    case when e.client is null then 'client' end, case when e.app_version is null then 'appVersion' end, case when e.schema_version is null then 'schemaVersion' end,
    case when e.charter_version is null then 'charterVersion' end, case when e.signature_id is null then 'signatureId' end], null);
--> statement-breakpoint
alter function private.leaf_matches(audit.entry, text, jsonb) rename to leaf_matches_by_path;
--> statement-breakpoint
-- Most entries hold no personal value but their reason, and are compared without a loop over their paths.
create function private.leaf_matches(e audit.entry, content text, salts jsonb) returns boolean language sql stable parallel safe
return case when salts - 'reason' = '{}' and jsonb_typeof(salts->'reason') = 'string'
  then private.leaf_entry(e) || jsonb_build_object('reason', 'sha256:' || encode(sha256(decode(salts->>'reason', 'hex') || convert_to(to_jsonb(e.reason)::text, 'UTF8')), 'hex'))
    = content::jsonb - array['index', 'salted']
  else private.leaf_matches_by_path(e, content, salts) end;
--> statement-breakpoint
revoke all on function private.leaf_entry(audit.entry), private.leaf_matches(audit.entry, text, jsonb) from public;
