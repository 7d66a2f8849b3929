-- Electronic signatures: what is signed, who may, and what becomes of a signature whose record changes. See db/README.md.
-- A JSON number as ECMAScript writes it (RFC 8785, section 3.2.2.3).
create function private.canonical_number(given numeric) returns text language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp set extra_float_digits = 1 as $$
declare
  value double precision := given::double precision;
  digits text;
  point integer;
  shorter text;
  sign text := case when value < 0 then '-' else '' end;
begin
  if value = 0 then return '0'; end if;
  -- Whole numbers of up to 15 digits are written as they are.
  if value = trunc(value) and abs(value) < 1e15 then return value::bigint::text; end if;
  digits := abs(value)::text;
  point := case when digits ~ 'e' then split_part(digits, 'e', 2)::integer else 0 end;
  digits := split_part(digits, 'e', 1);
  point := point + length(split_part(digits, '.', 1));
  digits := replace(digits, '.', '');
  point := point - (length(digits) - length(ltrim(digits, '0')));
  digits := rtrim(ltrim(digits, '0'), '0');
  -- PostgreSQL never writes a number just midway to the next double, which ECMAScript does where that is shorter.
  loop
    exit when length(digits) < 2;
    shorter := round(digits::numeric / 10)::text;
    -- Beyond the largest double there is no shorter one.
    exit when (shorter || 'e' || (point - length(digits) + 1))::numeric > 1.7976931348623157e308;
    exit when (shorter || 'e' || (point - length(digits) + 1))::double precision <> abs(value);
    point := point + length(shorter) - (length(digits) - 1);
    digits := rtrim(shorter, '0');
  end loop;
  return sign || case
    when point between 1 and 21 and length(digits) <= point then rpad(digits, point, '0')
    when point between 1 and 21 then left(digits, point) || '.' || substr(digits, point + 1)
    when point between -5 and 0 then '0.' || repeat('0', -point) || digits
    else left(digits, 1) || case when length(digits) > 1 then '.' || substr(digits, 2) else '' end
      || 'e' || case when point > 0 then '+' else '-' end || abs(point - 1)
  end;
end $$;
--> statement-breakpoint
-- Text that sorts by code points as its original does by UTF-16 code units, in which all above U+FFFF, written as surrogates, stands before U+E000.
create function private.utf16_order(given text) returns text language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when given ~ '^[\x01-\x7f]*$' then given
    else (select string_agg(case when ascii(c) between 57344 and 65535 then U&'\+10FFFF\0002' || c when c = U&'\+10FFFF' then c || U&'\0001' else c end, '' order by n) from regexp_split_to_table(given, '') with ordinality s(c, n)) end
$$;
--> statement-breakpoint
-- The one spelling of a JSON value (RFC 8785), the same as canonicalJson of @readout/ledger.
create function private.canonical(value jsonb) returns text language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  return case jsonb_typeof(value)
    when 'object' then (select '{' || coalesce(string_agg(to_json(e.key)::text || ':' || private.canonical(e.value), ',' order by private.utf16_order(e.key) collate "C"), '') || '}' from jsonb_each(value) e)
    when 'array' then (select '[' || coalesce(string_agg(private.canonical(e.value), ',' order by e.n), '') || ']' from jsonb_array_elements(value) with ordinality e(value, n))
    when 'string' then to_json(value #>> '{}')::text
    when 'number' then private.canonical_number((value #>> '{}')::numeric)
    else value::text
  end;
end $$;
--> statement-breakpoint
-- A row without what is null, so that a column that comes later changes no version of what was signed before.
create function private.told(value jsonb) returns jsonb language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(value) e where jsonb_typeof(e.value) <> 'null'
$$;
--> statement-breakpoint
-- A read: what its reader saw and said. Not its state, nor what the engine derives, which an amended charter may change.
create function private.version_of_read(trial uuid, id uuid) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'read', private.told(to_jsonb(r) - '{trial_id,state,is_current,locked_at,submitted_at}'::text[]),
    'evaluator', v.evaluator, 'subject_id', v.subject_id,
    'timepoint', jsonb_build_object('code', t.code, 'assessed_on', t.assessed_on),
    'lesions', (select coalesce(jsonb_agg(private.told(to_jsonb(l) - '{trial_id,flags}'::text[]) order by l.code collate "C"), '[]') from public.lesion l
      where l.trial_id = r.trial_id and l.id in (select f.lesion_id from public.finding f where f.trial_id = r.trial_id and f.read_id = r.id)),
    'findings', (select coalesce(jsonb_agg(private.told(to_jsonb(f) - '{trial_id,id,read_id,review_id}'::text[]) order by f.lesion_id), '[]') from public.finding f
      where f.trial_id = r.trial_id and f.read_id = r.id),
    'stated', (select coalesce(jsonb_agg(s.stated order by s.criteria collate "C"), '[]') from (
      select p.criteria, private.told(to_jsonb(p) - '{trial_id,id,read_id,review_id,sum,change_from_baseline_percent,change_from_nadir_percent,target,non_target,has_new_lesion,overall,components,is_different,trace,charter_id,engine_version}'::text[]) as stated
      from public.timepoint_response p where p.trial_id = r.trial_id and p.read_id = r.id) s where s.stated - 'criteria' <> '{}'))
  from public.read r
  join public.review v on v.trial_id = r.trial_id and v.id = r.review_id
  join public.timepoint t on t.trial_id = r.trial_id and t.id = r.timepoint_id
  where r.trial_id = trial and r.id = version_of_read.id
$$;
--> statement-breakpoint
-- A subject as a monitor reviews it: the central result, and the answers of every evaluator's locked reads as they stand.
create function private.version_of_review(trial uuid, subject uuid) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'subject_id', s.id,
    'central', (select jsonb_build_object('rule', c.rule, 'evaluator', v.evaluator) from public.central_review c
      left join public.review v on v.trial_id = c.trial_id and v.id = c.review_id where c.trial_id = s.trial_id and c.subject_id = s.id),
    'adjudication', (select private.told(to_jsonb(a) - '{trial_id,id,subject_id}'::text[]) from public.adjudication a where a.trial_id = s.trial_id and a.subject_id = s.id),
    'reviews', (select coalesce(jsonb_agg(jsonb_build_object('evaluator', v.evaluator,
        'best', (select coalesce(jsonb_agg(private.told(to_jsonb(b) - '{trial_id,id,review_id,best_change_read_id,trace,charter_id,engine_version}'::text[]) order by b.criteria collate "C"), '[]')
          from public.best_response b where b.trial_id = v.trial_id and b.review_id = v.id),
        'responses', (select coalesce(jsonb_agg(jsonb_build_object('timepoint', t.code, 'assessed_on', t.assessed_on)
            || private.told(to_jsonb(p) - '{trial_id,id,read_id,review_id,trace,charter_id,engine_version}'::text[]) order by t.assessed_on, t.code collate "C", p.criteria collate "C"), '[]')
          from public.read r join public.timepoint t on t.trial_id = r.trial_id and t.id = r.timepoint_id
          join public.timepoint_response p on p.trial_id = r.trial_id and p.read_id = r.id
          where r.trial_id = v.trial_id and r.review_id = v.id and r.is_current and r.state = 'LOCKED')) order by v.evaluator collate "C"), '[]')
      from public.review v where v.trial_id = s.trial_id and v.subject_id = s.id))
  from public.subject s where s.trial_id = trial and s.id = subject
$$;
--> statement-breakpoint
create function private.version_of_charter(trial uuid, id uuid) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.told(to_jsonb(c)) from public.charter c where c.trial_id = trial and c.id = version_of_charter.id
$$;
--> statement-breakpoint
create function private.version_of_data_cut(trial uuid, id uuid) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.told(to_jsonb(c)) from public.data_cut c where c.trial_id = trial and c.id = version_of_data_cut.id
$$;
--> statement-breakpoint
create function private.version_of_file_export(trial uuid, id uuid) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.told(to_jsonb(f)) from public.file_export f where f.trial_id = trial and f.id = version_of_file_export.id
$$;
--> statement-breakpoint
create function private.version_of_access_review(trial uuid, id uuid) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.told(to_jsonb(a)) from public.access_review a where a.trial_id = trial and a.id = version_of_access_review.id
$$;
--> statement-breakpoint
-- The canonical version of a record: what a signature covers; null where there is no such record. A kind of record that can be signed has a
-- function private.version_of_<record>(trial, id). Zone and digits are fixed, so that each session spells it the same.
create function private.record_version(trial uuid, record text, id uuid) returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set timezone = 'UTC' set extra_float_digits = 1 as $$
declare version jsonb;
begin
  if to_regprocedure(format('private.%I(uuid, uuid)', 'version_of_' || record)) is null then return null; end if;
  execute format('select private.%I($1, $2)', 'version_of_' || record) into version using trial, id;
  return case when version is null then null else jsonb_build_object('record', record, 'id', id, 'version', version) end;
end $$;
--> statement-breakpoint
create function private.record_hash(trial uuid, record text, id uuid) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(convert_to(private.canonical(private.record_version(trial, record, id)), 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- What binds a signature to its record, signer, meaning and time.
create function private.signature_digest(record text, record_id uuid, record_hash text, signer text, printed_name text, meaning text, signed_at timestamptz, nonce text)
returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(convert_to(private.canonical(jsonb_build_object('record', record, 'recordId', record_id, 'recordHash', record_hash, 'signer', signer, 'printedName', printed_name,
    'meaning', meaning, 'signedAt', to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'nonce', nonce)), 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- Who signs what: holders of a role; without a role, whose record it is by private.owns_<record>(trial, id).
create table private.signing_right (record text not null, role text);
--> statement-breakpoint
insert into private.signing_right (record, role) values
  ('read', null), ('review', 'MEDICAL_MONITOR'), ('charter', 'TRIAL_ADMINISTRATOR'), ('data_cut', 'DATA_MANAGER'), ('data_cut', 'STATISTICIAN'),
  ('file_export', null), ('access_review', null), ('audit_review', null);
--> statement-breakpoint
-- What a signature may mean, by kind of record, and the sentence that its signer reads.
create table private.signing_meaning (record text not null, position integer not null, code text not null, sentence text not null, primary key (record, code));
--> statement-breakpoint
insert into private.signing_meaning (record, position, code, sentence) values
  ('read', 1, 'AUTHORSHIP', 'I have read these images myself, and this is my read.'),
  ('review', 1, 'AGREEMENT', 'I have reviewed this subject and agree with the central result.'),
  ('review', 2, 'RE_READ', 'I have reviewed this subject and ask for a re-read.'),
  ('charter', 1, 'APPROVAL', 'I have reviewed this version of the imaging charter and approve it.'),
  ('data_cut', 1, 'APPROVAL', 'I have reviewed this data cut and approve it for analysis.'),
  ('file_export', 1, 'RESPONSIBILITY', 'I had this file made, and I am responsible for what it is used for.'),
  ('access_review', 1, 'REVIEW', 'I have reviewed who may do what in this trial.'),
  ('audit_review', 1, 'REVIEW', 'I have reviewed the audit trail as this report says.');
--> statement-breakpoint
create function private.owns_read(trial uuid, id uuid) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.read r where r.trial_id = trial and r.id = owns_read.id and r.trial_id = any (private.trials_as('{READER,ADJUDICATOR}')) and r.review_id = any (private.own_reviews()))
$$;
--> statement-breakpoint
create function private.owns_file_export(trial uuid, id uuid) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.file_export f where f.trial_id = trial and f.id = owns_file_export.id and f.requested_by_id = private.viewer_id() and f.trial_id = any (private.readable_trials()))
$$;
--> statement-breakpoint
create function private.owns_access_review(trial uuid, id uuid) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.access_review a where a.trial_id = trial and a.id = owns_access_review.id and a.reviewed_by_id = private.viewer_id()
    and a.trial_id = any (private.trials_as('{TRIAL_ADMINISTRATOR}')))
$$;
--> statement-breakpoint
-- Whether the viewer's role, or that the record is theirs, lets them sign it.
create function private.has_signing_right(trial uuid, record text, id uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare is_own boolean;
begin
  if exists (select from private.signing_right g where g.record = has_signing_right.record and trial = any (private.trials_as(array[g.role]))) then return true; end if;
  if not exists (select from private.signing_right g where g.record = has_signing_right.record and g.role is null)
    or to_regprocedure(format('private.%I(uuid, uuid)', 'owns_' || record)) is null then return false; end if;
  execute format('select private.%I($1, $2)', 'owns_' || record) into is_own using trial, id;
  return is_own;
end $$;
