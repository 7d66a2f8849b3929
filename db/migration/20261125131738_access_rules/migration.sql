-- Who may give and take access, see arms, read and sign. See db/README.md.
-- The texts of the statement that who signs accepts; written from db/signing-statement.ts when the program starts.
create table private.signing_statement (version integer primary key, text text not null);
--> statement-breakpoint
-- Whether somebody may act at all.
create function private.is_active(person text) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.person p where p.id = person)
$$;
--> statement-breakpoint
-- Whether the viewer keeps the people of the whole hub. A token that is limited to trials does not.
create function private.keeps_people() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.person p where p.id = private.viewer_id() and p.may_keep_people and private.is_active(p.id)
    and coalesce(jsonb_typeof(private.ticket()->'trials'), 'null') = 'null')
$$;
--> statement-breakpoint
create or replace function private.visible_people() returns text[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct p), '{}') from (
    select private.viewer_id() as p
    union all select m.person_id from public.membership m where m.trial_id = any (private.clinical_trials())
    union all select o.id from public.person o where (select private.keeps_people())) all_of_them
$$;
--> statement-breakpoint
-- Arms: a grant that two people gave and that has not ended, or a trial that is not blinded; never for those who read.
create or replace function private.unblinded_trials() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(t.id), '{}') from public.trial t
  where t.id = any (private.clinical_trials())
    and (not t.is_blinded or exists (
      select from public.unblinding_grant g where g.trial_id = t.id and g.person_id = private.viewer_id()
        and g.granted_at is not null and g.withdrawn_at is null and (g.ends_at is null or g.ends_at > clock_timestamp())))
$$;
--> statement-breakpoint
-- Roles: who gave one stands with it; nobody gives or takes their own; the last administrator stays.
create function private.keep_membership() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then raise exception 'A role is not changed; revoke it and grant another.' using errcode = 'RO007'; end if;
  if tg_op = 'INSERT' then
    if current_user = 'readout_app' then
      new.granted_by_id := private.viewer_id();
      new.granted_at := clock_timestamp();
    else
      new.granted_by_id := coalesce(new.granted_by_id, private.viewer_id());
    end if;
    return new;
  end if;
  if current_user = 'readout_app' and old.person_id = private.viewer_id() then
    raise exception 'Nobody revokes their own role; ask another administrator.' using errcode = 'RO007';
  end if;
  return old;
end $$;
--> statement-breakpoint
create trigger kept before insert or update or delete on membership for each row execute function private.keep_membership();
--> statement-breakpoint
-- After the row is there, so that a role held already, which changes nothing, is no grant to oneself.
create function private.refuse_own_grant() returns trigger language plpgsql as $$
begin
  -- Who opens a trial gets the first roles from private.open_trial, as the owner.
  if current_user = 'readout_app' and new.person_id = private.viewer_id() then
    raise exception 'Nobody grants themselves a role; ask another administrator.' using errcode = 'RO007';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger granted_by_another after insert on membership for each row execute function private.refuse_own_grant();
--> statement-breakpoint
create function private.check_membership() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.role in ('READER', 'ADJUDICATOR', 'IMAGE_ANALYST')
        and exists (select from public.unblinding_grant g where g.trial_id = new.trial_id and g.person_id = new.person_id and g.granted_at is not null) then
      raise exception 'This person has been unblinded in this trial and cannot work on its images.' using errcode = 'RO021';
    end if;
    if not private.is_active(new.person_id) then raise exception 'This person is deactivated.' using errcode = 'RO021'; end if;
    return null;
  end if;
  if old.role = 'TRIAL_ADMINISTRATOR' then
    -- One after the other: two who revoke each other at once would leave nobody.
    perform pg_advisory_xact_lock(hashtextextended('administrators ' || old.trial_id, 0));
    if not exists (select from public.membership m where m.trial_id = old.trial_id and m.role = 'TRIAL_ADMINISTRATOR' and m.id <> old.id and private.is_active(m.person_id)) then
      raise exception 'This is the last administrator of the trial; grant the role to another person first.' using errcode = 'RO021';
    end if;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger checked after insert or delete on membership for each row execute function private.check_membership();
--> statement-breakpoint
alter table membership enable always trigger kept, enable always trigger granted_by_another, enable always trigger checked;
--> statement-breakpoint
-- Whether somebody holds one of the roles in a trial.
create function private.holds(person text, trial uuid, roles text[]) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.is_active(person) and exists (select from public.membership m where m.trial_id = trial and m.person_id = person and m.role = any (roles))
$$;
--> statement-breakpoint
-- Unblinding: proposed by one, approved by another, neither of them the person; what was decided stays, and only ends.
create function private.keep_unblinding() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_request boolean := session_user = 'readout_app';
  grantors text[] := '{TRIAL_ADMINISTRATOR,DATA_MANAGER}';
begin
  if tg_op = 'DELETE' then raise exception 'The unblinding ledger keeps every grant; withdraw it.' using errcode = 'RO007'; end if;
  if tg_op = 'INSERT' then
    new.proposed_at := clock_timestamp();
    if is_request then
      new.first_grantor_id := private.viewer_id();
      new.second_grantor_id := null;
      new.granted_at := null;
      new.withdrawn_at := null;
      new.withdrawn_by_id := null;
      new.withdrawn_reason := null;
    end if;
    if btrim(new.reason) = '' then raise exception 'Say why the person is unblinded.' using errcode = 'RO007'; end if;
    if new.ends_at <= clock_timestamp() then raise exception 'An unblinding ends in the future.' using errcode = 'RO021'; end if;
    if not private.holds(new.first_grantor_id, new.trial_id, grantors) then
      raise exception 'A trial administrator or a data manager proposes an unblinding.' using errcode = 'RO007';
    end if;
    perform private.refuse_unblinding_of(new.person_id, new.trial_id);
  else
    if (new.trial_id, new.id, new.person_id, new.first_grantor_id, new.reason, new.proposed_at) is distinct from (old.trial_id, old.id, old.person_id, old.first_grantor_id, old.reason, old.proposed_at)
        or new.ends_at is distinct from old.ends_at
        or (old.second_grantor_id is not null and (new.second_grantor_id, new.granted_at) is distinct from (old.second_grantor_id, old.granted_at)) then
      raise exception 'What was decided about an unblinding stays; withdraw it and propose another.' using errcode = 'RO007';
    end if;
    if old.withdrawn_at is not null then raise exception 'This unblinding was withdrawn.' using errcode = 'RO021'; end if;
    if new.withdrawn_at is not null or new.withdrawn_by_id is not null then
      new.withdrawn_at := clock_timestamp();
      new.withdrawn_by_id := private.viewer_id();
      if coalesce(btrim(new.withdrawn_reason), '') = '' then raise exception 'Say why it is withdrawn.' using errcode = 'RO007'; end if;
      if is_request and new.withdrawn_by_id = new.person_id then raise exception 'Another person withdraws an unblinding.' using errcode = 'RO007'; end if;
    elsif new.withdrawn_reason is not null then
      raise exception 'A reason belongs to a withdrawal.' using errcode = 'RO007';
    end if;
  end if;
  if new.second_grantor_id is not null and (tg_op = 'INSERT' or old.second_grantor_id is null) then
    if is_request then new.second_grantor_id := private.viewer_id(); end if;
    new.granted_at := clock_timestamp();
    if new.withdrawn_at is not null then raise exception 'This unblinding was withdrawn.' using errcode = 'RO021'; end if;
    if new.ends_at <= clock_timestamp() then raise exception 'The time for which this was proposed is over.' using errcode = 'RO021'; end if;
    if new.second_grantor_id = new.first_grantor_id then raise exception 'Unblinding needs a second person: who proposed it does not approve it.' using errcode = 'RO007'; end if;
    if not private.holds(new.second_grantor_id, new.trial_id, grantors) then
      raise exception 'A trial administrator or a data manager approves an unblinding.' using errcode = 'RO007';
    end if;
    perform private.refuse_unblinding_of(new.person_id, new.trial_id);
  end if;
  if new.person_id in (new.first_grantor_id, new.second_grantor_id) then
    raise exception 'Nobody proposes or approves their own unblinding.' using errcode = 'RO007';
  end if;
  return new;
end $$;
--> statement-breakpoint
create function private.refuse_unblinding_of(person text, trial uuid) returns void language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not private.holds(person, trial, '{SPONSOR_REVIEWER,MEDICAL_MONITOR,DATA_MANAGER,TRIAL_ADMINISTRATOR,AUDITOR,STATISTICIAN}') then
    raise exception 'This person holds no role in this trial that could see arms.' using errcode = 'RO021';
  end if;
  if private.holds(person, trial, '{READER,ADJUDICATOR,IMAGE_ANALYST}') then
    raise exception 'Who reads, adjudicates or receives images is never unblinded.' using errcode = 'RO021';
  end if;
end $$;
--> statement-breakpoint
create trigger kept before insert or update or delete on unblinding_grant for each row execute function private.keep_unblinding();
--> statement-breakpoint
alter table unblinding_grant enable always trigger kept;
--> statement-breakpoint
create policy inserts on unblinding_grant for insert to readout_app with check (trial_id = any ((select private.kept_trials())::uuid[]));
--> statement-breakpoint
create policy updates on unblinding_grant for update to readout_app using (trial_id = any ((select private.kept_trials())::uuid[])) with check (trial_id = any ((select private.kept_trials())::uuid[]));
--> statement-breakpoint
-- People: kept by others than themselves. Rights over the hub are given at the command line alone.
create policy updates on person for update to readout_app using ((select private.keeps_people())) with check ((select private.keeps_people()));
--> statement-breakpoint
create function private.keep_proofs() returns trigger language plpgsql as $$
begin
  if current_user <> 'readout_app' then return new; end if;
  if new.id = private.viewer_id() then raise exception 'Another person keeps what is known of you.' using errcode = 'RO007'; end if;
  if (new.kind, new.may_open_trials, new.may_keep_people, new.is_demo) is distinct from (old.kind, old.may_open_trials, old.may_keep_people, old.is_demo) then
    raise exception 'This is changed at the command line alone.' using errcode = 'RO007';
  end if;
  if (new.identity_method, new.identity_checked_on) is distinct from (old.identity_method, old.identity_checked_on)
      or new.identity_checked_by_id is distinct from old.identity_checked_by_id then
    new.identity_checked_by_id := case when new.identity_method is null then null else private.viewer_id() end;
    if btrim(new.identity_method) = '' then raise exception 'Say how the identity was checked.' using errcode = 'RO007'; end if;
    if new.identity_checked_on > (clock_timestamp() at time zone 'UTC')::date + 1 then raise exception 'An identity is checked today or before.' using errcode = 'RO007'; end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger proofs_kept before update on person for each row execute function private.keep_proofs();
--> statement-breakpoint
alter table person enable always trigger proofs_kept;
--> statement-breakpoint
select private.guard('training_requirement', 'id', 'trial_id', 'trial_id = any ((select private.readable_trials())::uuid[])', 'trial_id = any ((select private.trials_as(''{TRIAL_ADMINISTRATOR}''))::uuid[])');
--> statement-breakpoint
select private.guard('training_record', 'id', 'trial_id', 'trial_id = any ((select private.whole_read_trials())::uuid[]) or person_id = (select private.viewer_id())', 'trial_id = any ((select private.kept_trials())::uuid[])');
--> statement-breakpoint
select private.guard('statement_acceptance', 'person_id', '', 'person_id = any ((select private.visible_people())::text[])', null);
--> statement-breakpoint
create policy inserts on statement_acceptance for insert to readout_app with check (person_id = (select private.viewer_id()));
--> statement-breakpoint
select private.guard('access_review', 'id', 'trial_id', 'trial_id = any ((select private.whole_read_trials())::uuid[])', null);
--> statement-breakpoint
create policy inserts on access_review for insert to readout_app with check (trial_id = any ((select private.trials_as('{TRIAL_ADMINISTRATOR}'))::uuid[]) and reviewed_by_id = (select private.viewer_id()));
--> statement-breakpoint
create function private.keep_training() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then raise exception 'A record of training is not changed; remove it, with a reason, and record another.' using errcode = 'RO007'; end if;
  if tg_op = 'DELETE' then
    if session_user = 'readout_app' and old.person_id = private.viewer_id() then raise exception 'Another person keeps the record of your training.' using errcode = 'RO007'; end if;
    return old;
  end if;
  if session_user = 'readout_app' then new.recorded_by_id := private.viewer_id(); end if;
  new.recorded_at := clock_timestamp();
  if new.recorded_by_id = new.person_id then raise exception 'Another person records your training.' using errcode = 'RO007'; end if;
  if new.completed_on > (clock_timestamp() at time zone 'UTC')::date + 1 then raise exception 'Training is recorded when it is completed.' using errcode = 'RO007'; end if;
  if btrim(new.evidence) = '' or btrim(new.course) = '' then raise exception 'Name the course and what shows that it was completed.' using errcode = 'RO007'; end if;
  return new;
end $$;
--> statement-breakpoint
create trigger kept before insert or update or delete on training_record for each row execute function private.keep_training();
--> statement-breakpoint
alter table training_record enable always trigger kept;
--> statement-breakpoint
create function private.stay_written() returns trigger language plpgsql as $$
begin raise exception 'A row of % stays as it was written.', tg_table_name using errcode = 'RO007'; end $$;
--> statement-breakpoint
create trigger stays before update or delete on statement_acceptance for each row execute function private.stay_written();
--> statement-breakpoint
create trigger stays before update or delete on access_review for each row execute function private.stay_written();
--> statement-breakpoint
create function private.stamp_acceptance() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.accepted_at := clock_timestamp();
  if new.version is distinct from (select max(s.version) from private.signing_statement s) then
    raise exception 'There is a newer statement; read it and accept that one.' using errcode = 'RO021';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger stamped before insert on statement_acceptance for each row execute function private.stamp_acceptance();
--> statement-breakpoint
create function private.stamp_access_review() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.reviewed_at := clock_timestamp();
  new.next_due_on := ((clock_timestamp() at time zone 'UTC') + interval '3 months')::date;
  return new;
end $$;
--> statement-breakpoint
create trigger stamped before insert on access_review for each row execute function private.stamp_access_review();
--> statement-breakpoint
alter table statement_acceptance enable always trigger stays, enable always trigger stamped;
--> statement-breakpoint
alter table access_review enable always trigger stays, enable always trigger stamped;
--> statement-breakpoint
-- The last day on which a course of a requirement is good for a person; null: not on record; infinity: for good.
create function private.trained_until(person text, trial uuid, course text, valid_months integer) returns date language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select max(coalesce(least(r.expires_on, (r.completed_on + make_interval(months => valid_months))::date), 'infinity'))
  from public.training_record r where r.trial_id = trial and r.person_id = person and r.course = trained_until.course
$$;
--> statement-breakpoint
-- Which training keeps somebody from working in a trial, as a sentence; null: none.
create function private.what_keeps_from_reading(person text, trial uuid) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when n.until is null then format('Your training "%s" is not on record. The trial administrator records it when you have completed it.', n.course)
    else format('Your training "%s" expired on %s. Repeat it; the trial administrator records it then.', n.course, to_char(n.until, 'YYYY-MM-DD')) end
  from (select q.course, private.trained_until(person, trial, q.course, q.valid_months) as until
    from public.training_requirement q where q.trial_id = trial
      and exists (select from public.membership m where m.trial_id = trial and m.person_id = person and m.role = q.role)) n
  where n.until is null or n.until < (clock_timestamp() at time zone 'UTC')::date
  order by n.course limit 1
$$;
--> statement-breakpoint
-- What keeps somebody from signing in a trial, as a sentence; null: nothing. (21 CFR 11.10(i)(j), 11.100(b))
create function private.what_keeps_from_signing(person text, trial uuid) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when not private.is_active(person) then 'This account is deactivated.'
    when not exists (select from public.person p where p.id = person and p.identity_checked_on is not null)
      then 'Your identity has not been checked yet. Who keeps the people of Readout records it before your first signature.'
    when not exists (select from public.statement_acceptance a where a.person_id = person and a.version = (select max(s.version) from private.signing_statement s))
      then 'Read and accept first that your electronic signature binds you as one on paper.'
    else private.what_keeps_from_reading(person, trial)
  end
$$;
--> statement-breakpoint
-- The same about the viewer alone: what a page says before somebody tries.
create function private.may_sign(trial uuid) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.what_keeps_from_signing(private.viewer_id(), trial) where trial = any (private.readable_trials())
$$;
--> statement-breakpoint
-- Whose training is missing or has expired hands in, locks and adjudicates nothing. (21 CFR 11.10(i))
create function private.refuse_untrained() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  trial uuid;
  missing text;
begin
  for trial in execute 'select distinct trial_id from new_rows' loop
    missing := private.what_keeps_from_reading(private.viewer_id(), trial);
    continue when missing is null;
    if tg_op = 'UPDATE' then
      -- Unlocking hands in nothing.
      perform from new_rows n join old_rows o on o.trial_id = n.trial_id and o.id = n.id
        where n.trial_id = trial and n.state is distinct from o.state and n.state in ('SUBMITTED', 'LOCKED') and o.state <> 'LOCKED' limit 1;
      continue when not found;
    end if;
    raise exception '%', missing using errcode = 'RO020';
  end loop;
  return null;
end $$;
--> statement-breakpoint
create trigger trained_insert after insert on read referencing new table as new_rows for each statement execute function private.refuse_untrained();
--> statement-breakpoint
create trigger trained_update after update on read referencing old table as old_rows new table as new_rows for each statement execute function private.refuse_untrained();
--> statement-breakpoint
create trigger trained_insert after insert on adjudication referencing new table as new_rows for each statement execute function private.refuse_untrained();
--> statement-breakpoint
alter table read enable always trigger trained_insert, enable always trigger trained_update;
--> statement-breakpoint
alter table adjudication enable always trigger trained_insert;
--> statement-breakpoint
-- The workflow act that a change of a row is; null: none of its own.
create or replace function private.act_of(record text, operation text, before jsonb, after jsonb) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when record = 'read' and operation = 'UPDATE' and after->>'state' = 'LOCKED' then 'LOCK'
    when record = 'read' and operation = 'UPDATE' and before->>'state' = 'LOCKED' and after ? 'state' then 'UNLOCK'
    when record = 'membership' and operation = 'INSERT' then 'GRANT'
    when record = 'membership' and operation = 'DELETE' then 'REVOKE'
    when record = 'unblinding_grant' and operation = 'UPDATE' and after->>'withdrawn_at' is not null then 'REVOKE'
    when record = 'unblinding_grant' and operation in ('INSERT', 'UPDATE') and after->>'second_grantor_id' is not null then 'UNBLIND'
    when record = 'unblinding_grant' and operation = 'INSERT' then 'PROPOSE'
    when record = 'person' and operation = 'UPDATE' then 'ACCOUNT'
    when record = 'statement_acceptance' then 'ACCOUNT'
  end
$$;
--> statement-breakpoint
-- What changed about people: for those who keep the trail where the person holds a role, and who keep the people of the hub.
create policy reads_of_people on audit.entry for select to readout_app using (
  trial_id is null and record in ('person', 'statement_acceptance')
    and (record_id = any ((select private.watched_people())::text[]) or (select private.keeps_people())));
--> statement-breakpoint
revoke all on all functions in schema private from public;
--> statement-breakpoint
grant execute on function private.keeps_people(), private.may_sign(uuid) to readout_app;
