-- How a signature is given and how it breaks. See db/README.md.
do $$
declare
  clinical text := 'trial_id = any ((select private.clinical_trials())::uuid[])';
  whole text := 'trial_id = any ((select private.whole_read_trials())::uuid[])';
begin
  perform private.guard('signature', 'id', 'trial_id', 'signer_id = (select private.viewer_id()) or ' || whole
    || ' or (record in (''read'', ''review'', ''data_cut'') and ' || clinical || ') or (record = ''charter'' and trial_id = any ((select private.readable_trials())::uuid[]))', null);
  perform private.guard('data_cut', 'id', 'trial_id', clinical, null);
  perform private.guard('file_export', 'id', 'trial_id', 'requested_by_id = (select private.viewer_id()) or ' || whole, null);
end $$;
--> statement-breakpoint
create policy inserts on data_cut for insert to readout_app with check (trial_id = any ((select private.trials_as('{DATA_MANAGER,STATISTICIAN}'))::uuid[]));
--> statement-breakpoint
create policy inserts on file_export for insert to readout_app with check (trial_id = any ((select private.readable_trials())::uuid[]) and requested_by_id = (select private.viewer_id()));
--> statement-breakpoint
create trigger stays before update or delete on data_cut for each row execute function private.stay_written();
--> statement-breakpoint
create trigger stays before update or delete on file_export for each row execute function private.stay_written();
--> statement-breakpoint
-- A cut names the newest entry of the trial. It waits until nobody writes, for at most five seconds: an entry with a lower number must not come after it.
create function private.stamp_data_cut() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
begin
  if btrim(new.name) = '' then raise exception 'Give the cut a name.' using errcode = 'RO021'; end if;
  lock table audit.entry in share row exclusive mode;
  new.entry_number := (select max(e.number) from audit.entry e where e.trial_id = new.trial_id);
  new.taken_by_id := private.viewer_id();
  new.taken_at := clock_timestamp();
  return new;
exception when lock_not_available then raise exception 'Data are being written; take the cut when that is done.' using errcode = 'RO021';
end $$;
--> statement-breakpoint
create trigger stamped before insert on data_cut for each row execute function private.stamp_data_cut();
--> statement-breakpoint
create function private.stamp_file_export() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.requested_by_id := private.viewer_id();
  new.requested_at := clock_timestamp();
  return new;
end $$;
--> statement-breakpoint
create trigger stamped before insert on file_export for each row execute function private.stamp_file_export();
--> statement-breakpoint
alter table data_cut enable always trigger stays, enable always trigger stamped;
--> statement-breakpoint
alter table file_export enable always trigger stays, enable always trigger stamped;
--> statement-breakpoint
-- Lets one function of ours through a trigger that refuses everybody: a token of this transaction that only who reads the key of tickets can make.
create function private.permit_token(what text) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(k.outer_pad || convert_to('permit ' || what || ' ' || pg_current_xact_id()::text, 'UTF8')), 'hex') from private.ticket_key k
$$;
--> statement-breakpoint
create function private.permit(what text) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select set_config('readout.permit', private.permit_token(what), true)
$$;
--> statement-breakpoint
create function private.end_permit() returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select set_config('readout.permit', '', true)
$$;
--> statement-breakpoint
create function private.is_permitted(what text) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(current_setting('readout.permit', true) = private.permit_token(what), false)
$$;
--> statement-breakpoint
create function private.keep_signature() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' and private.is_permitted('sign') then return new; end if;
  if tg_op = 'UPDATE' and private.is_permitted('break') and old.broken_at is null and new.broken_at is not null
      and to_jsonb(new) - '{broken_at,broken_by,broken_why}'::text[] = to_jsonb(old) - '{broken_at,broken_by,broken_why}'::text[] then return new; end if;
  raise exception 'A signature is given by its signer, and never changed.' using errcode = 'RO007';
end $$;
--> statement-breakpoint
create trigger kept before insert or update or delete on signature for each row execute function private.keep_signature();
--> statement-breakpoint
alter table signature enable always trigger kept;
--> statement-breakpoint
-- A record as people name it.
create function private.record_title(trial uuid, record text, id uuid) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case record
    when 'read' then (select format('Read of %s, %s, %s, version %s', s.number, t.code, replace(lower(v.evaluator), '_', ' '), r.version) from public.read r
      join public.review v on v.trial_id = r.trial_id and v.id = r.review_id join public.subject s on s.trial_id = v.trial_id and s.id = v.subject_id
      join public.timepoint t on t.trial_id = r.trial_id and t.id = r.timepoint_id where r.trial_id = trial and r.id = record_title.id)
    when 'review' then (select format('Review of %s', s.number) from public.subject s where s.trial_id = trial and s.id = record_title.id)
    when 'charter' then (select format('Imaging charter, version %s', c.version) from public.charter c where c.trial_id = trial and c.id = record_title.id)
    when 'data_cut' then (select format('Data cut "%s"', c.name) from public.data_cut c where c.trial_id = trial and c.id = record_title.id)
    when 'file_export' then (select format('Export %s', f.file_name) from public.file_export f where f.trial_id = trial and f.id = record_title.id)
    when 'access_review' then (select format('Review of access of %s', to_char(a.reviewed_at at time zone 'UTC', 'YYYY-MM-DD')) from public.access_review a where a.trial_id = trial and a.id = record_title.id)
    when 'audit_review' then 'Review of the audit trail'
  end
$$;
--> statement-breakpoint
-- What somebody is shown before they sign: what the record is called, the hash of its version, what the signature may mean, and what keeps them from it; null: nothing
-- does. Title and hash for those who may sign alone: others could learn from them of what they may not see.
create function private.signing_offer(trial uuid, record text, id uuid, out title text, out record_hash text, out meanings jsonb, out obstacle text) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  meanings := (select coalesce(jsonb_agg(jsonb_build_object('code', m.code, 'sentence', m.sentence) order by m.position), '[]') from private.signing_meaning m where m.record = signing_offer.record);
  if not private.has_signing_right(trial, record, id) then
    obstacle := 'Your role in this trial does not let you sign this.';
    return;
  end if;
  title := private.record_title(trial, record, id);
  record_hash := private.record_hash(trial, record, id);
  obstacle := private.what_keeps_from_signing(private.viewer_id(), trial);
end $$;
--> statement-breakpoint
-- Who signs holds the lock of a trial's data alone, who changes them holds it together with others: a record does not change while it is being signed.
-- First the lock of the charter, which an amendment takes before it changes answers.
create function private.lock_for_signing(trial uuid) returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('charter ' || trial, 0));
  perform pg_advisory_xact_lock(hashtextextended('write ' || trial, 0));
end $$;
--> statement-breakpoint
-- Signs the version of a record that stands now, as the person of the ticket, who has proved to the server who they are. (21 CFR 11.50, 11.70, 11.100, 11.200)
-- seen_hash: of the version that the signer looked at; null: not told. The id may be given, so that what is done before bears it.
create function private.sign(trial uuid, record text, record_id uuid, meaning text, seen_hash text, signature_id uuid) returns uuid language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  claim jsonb := private.ticket();
  signing jsonb := nullif(claim->'signing', 'null');
  viewer text := claim->>'person';
  made uuid := coalesce(signature_id, private.new_id());
  says text := (select m.sentence from private.signing_meaning m where m.record = sign.record and m.code = sign.meaning);
  signed timestamptz;
  hash text;
  name text;
  obstacle text;
  subject uuid;
begin
  if coalesce(signing->>'nonce', '') = '' or coalesce(jsonb_array_length(signing->'factors'), 0) = 0 then
    raise exception 'A signature needs the proof of who signs.' using errcode = 'RO007';
  end if;
  if signing ? 'record' and (signing->>'record', signing->>'recordId') is distinct from (record, record_id::text) then
    raise exception 'This proof of who signs is for another record.' using errcode = 'RO007';
  end if;
  obstacle := private.what_keeps_from_signing(viewer, trial);
  if obstacle is not null then raise exception '%', obstacle using errcode = 'RO020'; end if;
  if not private.has_signing_right(trial, record, record_id) then raise exception 'Your role in this trial does not let you sign this.' using errcode = 'RO007'; end if;
  if says is null then raise exception 'A signature of this record does not mean that.' using errcode = 'RO007'; end if;
  perform private.lock_for_signing(trial);
  if record = 'read' and not exists (select from public.read r where r.trial_id = trial and r.id = record_id and r.state = 'LOCKED' and r.is_current) then
    raise exception 'A read is signed as it is locked, in the version that counts.' using errcode = 'RO021';
  end if;
  hash := private.record_hash(trial, record, record_id);
  if hash is null then raise exception 'There is no such record to sign.' using errcode = 'RO007'; end if;
  if seen_hash is not null and seen_hash <> hash then raise exception 'This record has changed since you opened it. Look at it again, then sign.' using errcode = 'RO021'; end if;
  if exists (select from public.signature s where s.trial_id = trial and s.record = sign.record and s.record_id = sign.record_id and s.signer_id = viewer and s.record_hash = hash and s.meaning_code = sign.meaning and s.broken_at is null) then
    raise exception 'You have signed this version already.' using errcode = 'RO021';
  end if;
  if exists (select from public.signature s where s.nonce = signing->>'nonce') then raise exception 'This proof of who signs was used already.' using errcode = 'RO007'; end if;
  select p.name into name from public.person p where p.id = viewer;
  subject := case record when 'review' then record_id when 'read' then (select v.subject_id from public.read r join public.review v on v.trial_id = r.trial_id and v.id = r.review_id where r.trial_id = trial and r.id = record_id) end;
  signed := clock_timestamp();
  perform set_config('readout.signature', made::text, true);
  perform private.permit('sign');
  insert into public.signature (trial_id, id, record, record_id, subject_id, record_hash, signer_id, printed_name, meaning_code, meaning, signed_at, factors, session_id, nonce, digest)
    values (trial, made, record, record_id, subject, hash, viewer, name, meaning, says, signed, array(select jsonb_array_elements_text(signing->'factors')), claim->>'session', signing->>'nonce',
      private.signature_digest(record, record_id, hash, viewer, name, says, signed, signing->>'nonce'));
  perform private.end_permit();
  return made;
end $$;
--> statement-breakpoint
-- Whether a signature holds: not broken, of the version that stands now, whole in itself, and known to the trail. A row that was copied or changed past the triggers does not.
create function private.signature_is_valid(trial uuid, id uuid) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select s.broken_at is null
      and s.digest = private.signature_digest(s.record, s.record_id, s.record_hash, s.signer_id, s.printed_name, s.meaning, s.signed_at, s.nonce)
      and s.record_hash = private.record_hash(s.trial_id, s.record, s.record_id)
      and exists (select from audit.entry e where e.trial_id = s.trial_id and e.record = 'signature' and e.record_id = s.id::text and e.act = 'SIGN' and e.after->>'digest' = s.digest)
    from public.signature s where s.trial_id = trial and s.id = signature_is_valid.id), false)
$$;
--> statement-breakpoint
-- Breaks a signature, in the transaction of the change that does it, and tells its signer.
create function private.break_signature(trial uuid, id uuid, entry bigint, why text) returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  given public.signature;
  protocol text := (select t.protocol from public.trial t where t.id = trial);
begin
  perform private.permit('break');
  update public.signature s set broken_at = clock_timestamp(), broken_by = entry, broken_why = why where s.trial_id = trial and s.id = break_signature.id and s.broken_at is null returning * into given;
  perform private.end_permit();
  if given.id is null or not exists (select from public.person p where p.id = given.signer_id and p.kind = 'PERSON') then return; end if;
  perform private.send_mail(null,
    regexp_replace(format('Your signature no longer holds: %s', private.record_title(trial, given.record, given.record_id)), '[\r\n]+', ' ', 'g'),
    format(E'%s\n\nTrial %s: %s.\nYou signed it on %s UTC: "%s"\nIt changed on %s UTC, entry %s of the audit trail. %s\n\nThe record counts as unsigned until it is signed again.',
      'The record changed after you signed it, so that your signature no longer holds.', protocol, private.record_title(trial, given.record, given.record_id),
      to_char(given.signed_at at time zone 'UTC', 'DD Mon YYYY HH24:MI'), given.meaning, to_char(given.broken_at at time zone 'UTC', 'DD Mon YYYY HH24:MI'), given.broken_by, given.broken_why),
    'SIGNATURE_BROKEN', given.signer_id);
end $$;
--> statement-breakpoint
-- The entry of the change that a trigger follows.
create function private.entry_of_change(tab text) returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select max(e.number) from audit.entry e where e.transaction = pg_current_xact_id()::text::bigint and e.record = tab
$$;
--> statement-breakpoint
-- Breaks the signatures of records that a statement has made others. Argument: SQL that names those records, as (trial_id, record, record_id), from `changed`.
-- Fires after the trail's own triggers, whose names come first. A change that leaves the canonical version the same breaks nothing.
create function private.break_signatures() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed text := case tg_op when 'INSERT' then 'table new_rows' when 'DELETE' then 'table old_rows' else 'table new_rows union all table old_rows' end;
  trial uuid;
  touched record;
  held record;
  hash text;
  is_signed boolean := false;
begin
  for trial in execute format('select distinct trial_id from (%s) c order by 1', changed) loop
    perform pg_advisory_xact_lock_shared(hashtextextended('write ' || trial, 0));
    is_signed := is_signed or exists (select from public.signature s where s.trial_id = trial and s.broken_at is null);
  end loop;
  if not is_signed then return null; end if;
  for touched in execute format('with changed as (%s), affected (trial_id, record, record_id) as (%s)
      select distinct s.trial_id, s.record, s.record_id from affected a join public.signature s on s.trial_id = a.trial_id and s.record = a.record and s.record_id = a.record_id and s.broken_at is null', changed, tg_argv[0]) loop
    hash := private.record_hash(touched.trial_id, touched.record, touched.record_id);
    for held in select s.id from public.signature s where s.trial_id = touched.trial_id and s.record = touched.record and s.record_id = touched.record_id and s.broken_at is null and s.record_hash is distinct from hash loop
      perform private.break_signature(touched.trial_id, held.id, private.entry_of_change(tg_table_name), format('The record changed (%s): %s', replace(tg_table_name, '_', ' '), current_setting('readout.reason', true)));
    end loop;
  end loop;
  return null;
end $$;
--> statement-breakpoint
-- Puts a table under the signatures that cover it: a change of its rows breaks those of the records that `affected` names.
create function private.cover(tab regclass, affected text) returns void language plpgsql as $$
begin
  execute format('create trigger break_insert after insert on %s referencing new table as new_rows for each statement execute function private.break_signatures(%L)', tab, affected);
  execute format('create trigger break_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function private.break_signatures(%L)', tab, affected);
  execute format('create trigger break_delete after delete on %s referencing old table as old_rows for each statement execute function private.break_signatures(%L)', tab, affected);
  execute format('alter table %s enable always trigger break_insert, enable always trigger break_update, enable always trigger break_delete', tab);
end $$;
--> statement-breakpoint
create function private.break_unlocked() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare held record;
begin
  for held in select s.trial_id, s.id from old_rows o join new_rows n on n.trial_id = o.trial_id and n.id = o.id
      join public.signature s on s.trial_id = o.trial_id and s.record = 'read' and s.record_id = o.id and s.broken_at is null where o.state = 'LOCKED' and n.state <> 'LOCKED' loop
    perform private.break_signature(held.trial_id, held.id, private.entry_of_change('read'), format('The read was unlocked: %s', current_setting('readout.reason', true)));
  end loop;
  return null;
end $$;
--> statement-breakpoint
create trigger break_unlocked after update on read referencing old table as old_rows new table as new_rows for each statement execute function private.break_unlocked();
--> statement-breakpoint
alter table read enable always trigger break_unlocked;
--> statement-breakpoint
do $$
declare
  covered record;
  of_review text := 'select v.trial_id, ''review'', v.subject_id from changed c join public.review v on v.trial_id = c.trial_id and v.id = c.review_id';
  of_timepoint text := 'select r.trial_id, ''read'', r.id from changed c join public.read r on r.trial_id = c.trial_id and r.timepoint_id = c.id union all select c.trial_id, ''review'', c.subject_id from changed c';
begin
  for covered in select * from (values
    ('read', 'select c.trial_id, ''read'', c.id from changed c union all ' || of_review),
    ('finding', 'select c.trial_id, ''read'', c.read_id from changed c'),
    ('lesion', 'select f.trial_id, ''read'', f.read_id from changed c join public.finding f on f.trial_id = c.trial_id and f.lesion_id = c.id'),
    ('timepoint', of_timepoint),
    ('timepoint_response', 'select c.trial_id, ''read'', c.read_id from changed c union all ' || of_review),
    ('best_response', of_review),
    ('review', 'select c.trial_id, ''review'', c.subject_id from changed c union all select r.trial_id, ''read'', r.id from changed c join public.read r on r.trial_id = c.trial_id and r.review_id = c.id'),
    ('adjudication', 'select c.trial_id, ''review'', c.subject_id from changed c'),
    ('charter', 'select c.trial_id, ''charter'', c.id from changed c union all select s.trial_id, ''review'', s.record_id from changed c join public.signature s on s.trial_id = c.trial_id and s.record = ''review'''),
    ('data_cut', 'select c.trial_id, ''data_cut'', c.id from changed c'),
    ('file_export', 'select c.trial_id, ''file_export'', c.id from changed c'),
    ('access_review', 'select c.trial_id, ''access_review'', c.id from changed c')) t(tab, affected) loop
    perform private.cover(covered.tab::regclass, covered.affected);
  end loop;
end $$;
--> statement-breakpoint
-- The workflow act that a change of a row is; null: none of its own.
create or replace function private.act_of(record text, operation text, before jsonb, after jsonb) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when record = 'read' and operation = 'UPDATE' and after->>'state' = 'LOCKED' then 'LOCK'
    when record = 'read' and operation = 'UPDATE' and before->>'state' = 'LOCKED' and after ? 'state' then 'UNLOCK'
    when record = 'trial' and operation = 'UPDATE' and after->>'state' = 'CLOSED' then 'LOCK'
    when record = 'trial' and operation = 'UPDATE' and before->>'state' = 'CLOSED' then 'UNLOCK'
    when record = 'membership' and operation = 'INSERT' then 'GRANT'
    when record = 'membership' and operation = 'DELETE' then 'REVOKE'
    when record = 'unblinding_grant' and operation = 'UPDATE' and after->>'withdrawn_at' is not null then 'REVOKE'
    when record = 'unblinding_grant' and operation in ('INSERT', 'UPDATE') and after->>'second_grantor_id' is not null then 'UNBLIND'
    when record = 'unblinding_grant' and operation = 'INSERT' then 'PROPOSE'
    when record = 'person' and operation = 'UPDATE' then 'ACCOUNT'
    when record = 'statement_acceptance' then 'ACCOUNT'
    when record = 'signature' and operation = 'INSERT' then 'SIGN'
    when record = 'signature' and operation = 'UPDATE' and after->>'broken_at' is not null then 'SIGNATURE_BROKEN'
    when record = 'file_export' and operation = 'INSERT' then 'EXPORT'
  end
$$;
--> statement-breakpoint
revoke all on all functions in schema private from public;
--> statement-breakpoint
grant execute on function private.sign(uuid, text, uuid, text, text, uuid), private.signature_is_valid(uuid, uuid), private.signing_offer(uuid, text, uuid),
  private.lock_for_signing(uuid) to readout_app;
