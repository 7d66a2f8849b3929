-- The audit trail as a Merkle tree: what may be written to it, and by which functions alone. See db/README.md.
-- Which values of an entry stand in its leaf as salted digests, besides the reason: personal data and free text. record '*': of every table.
create table private.personal_column (record text not null, "column" text not null, primary key (record, "column"));
--> statement-breakpoint
insert into private.personal_column (record, "column") values
  ('person', 'name'), ('*', 'email'), ('*', 'address'), ('*', 'reason'), ('*', 'comment'), ('*', 'note'), ('*', 'description'), ('*', 'location'), ('*', 'correction_reason'),
  ('*', 'reason_not_evaluable'), ('*', 'reason_without'), ('*', 'printed_name'), ('subject', 'sex'), ('subject', 'race'), ('subject', 'ethnicity'), ('subject', 'age_years'), ('subject_event', 'term'), ('site', 'name');
--> statement-breakpoint
-- How far the trail is sealed: each entry of a transaction before sealed_before has its leaf. Transactions count anew in another cluster, which the system identifier tells.
create table private.seal_state (is_only boolean primary key default true check (is_only), sealed_before bigint not null, system text not null);
--> statement-breakpoint
insert into private.seal_state (sealed_before, system) values (0, '');
--> statement-breakpoint
-- What a function below sets for its own writes and nobody else can: an HMAC of the transaction.
create function private.ledger_token() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to('ledger ' || pg_current_xact_id()::text, 'UTF8'))), 'hex') from private.ticket_key k
$$;
--> statement-breakpoint
create or replace function private.refuse_change() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and current_setting('readout.ledger', true) = private.ledger_token() then return null; end if;
  raise exception 'An audit entry is never changed.' using errcode = 'RO005';
end $$;
--> statement-breakpoint
create function private.refuse_unsealed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op in ('INSERT', 'UPDATE') and current_setting('readout.ledger', true) = private.ledger_token() then return null; end if;
  raise exception 'The sealed trail is written by the sealer alone.' using errcode = 'RO005';
end $$;
--> statement-breakpoint
do $$
declare tab text;
begin
  foreach tab in array '{audit.leaf,audit.subtree,audit.checkpoint}'::text[] loop
    execute format('create trigger only_sealed before insert or update or delete or truncate on %s for each statement execute function private.refuse_unsealed()', tab);
    execute format('alter table %s enable always trigger only_sealed', tab);
    execute format('alter table %s enable row level security', tab);
    execute format('grant select on %s to readout_app', tab);
  end loop;
end $$;
--> statement-breakpoint
-- A leaf is seen with its entry; hashes and checkpoints by all who are signed in.
create policy reads on audit.leaf for select to readout_app using (exists (select from audit.entry e where e.number = entry_number));
--> statement-breakpoint
create policy reads on audit.subtree for select to readout_app using ((select private.viewer_id()) is not null);
--> statement-breakpoint
create policy reads on audit.checkpoint for select to readout_app using ((select private.viewer_id()) is not null);
--> statement-breakpoint
create function private.is_personal(of_record text, of_column text) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from private.personal_column p where p.record in (of_record, '*') and p."column" = of_column)
$$;
--> statement-breakpoint
-- An entry as its leaf tells it: camelCase, bigints as decimal strings, instants in UTC with microseconds, no field that is null.
create function private.leaf_entry(e audit.entry) returns jsonb language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  select jsonb_object_agg(f.key, f.value) from jsonb_each(jsonb_build_object(
    'number', e.number::text, 'id', e.id, 'trialId', e.trial_id, 'subjectId', e.subject_id, 'record', e.record, 'recordId', e.record_id, 'action', e.action, 'act', e.act,
    'before', e.before, 'after', e.after, 'changed', to_jsonb(e.changed), 'actorId', e.actor_id, 'actorName', e.actor_name, 'actorRoles', to_jsonb(e.actor_roles),
    'onBehalfOf', e.on_behalf_of, 'reasonCode', e.reason_code, 'reason', e.reason,
    'recordedAt', to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'eventAt', to_char(e.event_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'zone', e.zone, 'transaction', e.transaction::text, 'sessionId', e.session_id, 'requestId', e.request_id, 'client', e.client, 'appVersion', e.app_version,
    'schemaVersion', e.schema_version, 'charterVersion', e.charter_version, 'signatureId', e.signature_id)) f where f.value <> 'null'
$$;
--> statement-breakpoint
-- reason: {reason}; after.a.b: {after,a.b}.
create function private.path_keys(path text) returns text[] language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when strpos(path, '.') = 0 then array[path] else array[split_part(path, '.', 1), substr(path, strpos(path, '.') + 1)] end
$$;
--> statement-breakpoint
-- Whether an entry is what its leaf was made of. A value that was erased is not compared. False may also be a number that jsonb and canonical JSON write apart: whoever asks compares the text then.
create function private.leaf_matches(e audit.entry, content text, salts jsonb) returns boolean language plpgsql stable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  sealed jsonb := content::jsonb - 'index' - 'salted';
  found jsonb := private.leaf_entry(e);
  path text;
  salt text;
  keys text[];
begin
  for path, salt in select * from jsonb_each_text(salts) loop
    keys := private.path_keys(path);
    if salt is null then
      sealed := sealed #- keys;
      found := found #- keys;
    else
      found := jsonb_set(found, keys, to_jsonb('sha256:' || encode(sha256(decode(salt, 'hex') || convert_to((found #> keys)::text, 'UTF8')), 'hex')), false);
    end if;
  end loop;
  return found = sealed;
end $$;
--> statement-breakpoint
-- Hashes of the tree: leaves for height 0, else subtrees of height 8, 16 or 24; of each stretch up to 256.
create function private.ledger_hashes(heights integer[], froms bigint[], tos bigint[]) returns table (height integer, "position" bigint, hash bytea)
  language sql stable security definer rows 256 set search_path = pg_catalog, pg_temp as $$
  select w.height, n.place, n.hash from unnest(heights, froms, tos) w(height, first, last) cross join lateral (
    select l.index as place, l.hash from audit.leaf l where w.height = 0 and l.index >= w.first and l.index < least(w.last, w.first + 256)
    union all
    select s.position, s.hash from audit.subtree s where s.height = w.height and s.position >= w.first and s.position < least(w.last, w.first + 256)) n
$$;
--> statement-breakpoint
create function private.ledger_size() returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(max(index) + 1, 0) from audit.leaf
$$;
--> statement-breakpoint
-- Appends leaves, from the next place on, and the subtrees that became complete with them.
create function private.seal_leaves(first bigint, numbers bigint[], hashes bytea[], contents text[], salts_of text[], heights integer[], positions bigint[], roots bytea[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if first <> private.ledger_size() then raise exception 'The next place is not %.', first using errcode = 'RO005'; end if;
  perform set_config('readout.ledger', private.ledger_token(), true);
  insert into audit.leaf (index, entry_number, hash, content, salts)
    select first + n - 1, number, hash, content, salts::jsonb from unnest(numbers, hashes, contents, salts_of) with ordinality u(number, hash, content, salts, n);
  insert into audit.subtree (height, position, hash) select * from unnest(heights, positions, roots);
  perform set_config('readout.ledger', '', true);
end $$;
--> statement-breakpoint
create function private.seal_checkpoint(of_size bigint, of_root bytea, signed_note text, why text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if of_size <> private.ledger_size() then raise exception 'The trail has not % leaves.', of_size using errcode = 'RO005'; end if;
  perform set_config('readout.ledger', private.ledger_token(), true);
  insert into audit.checkpoint (size, root, note, cause, signed_at) values (of_size, of_root, signed_note, why, clock_timestamp());
  perform set_config('readout.ledger', '', true);
end $$;
--> statement-breakpoint
-- Erases one personal value of a sealed entry, with the salt that could show what it was, and writes the REDACT entry that says so. What is done comes signed by the server, as in private.record_act.
create function private.redact(signed text) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  claim jsonb := private.claim_of(signed);
  done jsonb := claim->'act';
  of_number bigint := (done->>'recordId')::bigint;
  path text := done#>>'{details,path}';
  keys text[] := private.path_keys(path);
  of_trial uuid;
  salts_there jsonb;
begin
  if claim is null or done->>'act' is distinct from 'REDACT' or done->>'record' is distinct from 'entry' or path is null then raise exception 'A redaction needs a person.' using errcode = 'RO001'; end if;
  select e.trial_id into of_trial from audit.entry e where e.number = of_number;
  if not found then raise exception 'There is no entry %.', of_number using errcode = 'RO007'; end if;
  if of_trial is distinct from (done->>'trial')::uuid then raise exception 'The entry belongs to another trial.' using errcode = 'RO007'; end if;
  -- From the application only whoever administers the trial; what belongs to no trial only at the command line.
  if session_user = 'readout_app' and (of_trial is null or not 'TRIAL_ADMINISTRATOR' = any (private.roles_in(of_trial, claim))) then
    raise exception 'Only an administrator of the trial may redact its trail.' using errcode = 'RO007';
  end if;
  select l.salts into salts_there from audit.leaf l where l.entry_number = of_number for update;
  if not found then raise exception 'Entry % is not sealed yet; try again in a minute.', of_number using errcode = 'RO007'; end if;
  if salts_there->>path is null then raise exception 'Entry % holds no personal value %, or it was redacted before.', of_number, path using errcode = 'RO007'; end if;
  perform set_config('readout.ledger', private.ledger_token(), true);
  if path = 'reason' then update audit.entry set reason = '[redacted]' where number = of_number;
  elsif keys[1] = 'before' then update audit.entry set before = jsonb_set(before, keys[2:2], '"[redacted]"', false) where number = of_number;
  elsif keys[1] = 'after' then update audit.entry set after = jsonb_set(after, keys[2:2], '"[redacted]"', false) where number = of_number;
  end if;
  update audit.leaf set salts = jsonb_set(salts, array[path], 'null', false) where entry_number = of_number;
  perform set_config('readout.ledger', '', true);
  return private.record_act(signed);
end $$;
--> statement-breakpoint
revoke all on all functions in schema private from public;
--> statement-breakpoint
grant execute on function private.is_personal(text, text), private.ledger_hashes(integer[], bigint[], bigint[]), private.ledger_size(), private.redact(text) to readout_app;
