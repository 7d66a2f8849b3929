-- States and locks, whatever the path: a request, SQL of the application's role, or the owner of the tables. See db/README.md.
-- The steps that there are; a step that is not here is refused. who: roles that may take it, OWN for whose review it is; null: whoever may write the row.
-- from_state null: a new row.
create table private.state_step (record text not null, from_state text, to_state text not null, who text[], unique nulls not distinct (record, from_state, to_state));
--> statement-breakpoint
insert into private.state_step (record, from_state, to_state, who) values
  ('read', null, 'DRAFT', null),
  ('read', null, 'SUBMITTED', null),
  ('read', 'DRAFT', 'SUBMITTED', '{OWN}'),
  ('read', 'SUBMITTED', 'LOCKED', '{OWN,DATA_MANAGER,TRIAL_ADMINISTRATOR}'),
  ('read', 'LOCKED', 'SUBMITTED', '{DATA_MANAGER,TRIAL_ADMINISTRATOR}'),
  ('trial', null, 'SET_UP', null),
  ('trial', null, 'ONGOING', null),
  ('trial', 'SET_UP', 'ONGOING', '{TRIAL_ADMINISTRATOR}'),
  ('trial', 'ONGOING', 'CLOSED', '{TRIAL_ADMINISTRATOR}'),
  ('trial', 'CLOSED', 'ONGOING', '{TRIAL_ADMINISTRATOR}');
--> statement-breakpoint
-- Refuses a step that is not in the table to everybody, and one that is not theirs to the people of a request; an operator at the command line is held by the steps alone.
create function private.refuse_step(trial uuid, of_record text, before text, after text, is_own boolean) returns void language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare step private.state_step;
begin
  select * into step from private.state_step s where s.record = of_record and s.from_state is not distinct from before and s.to_state = after;
  if not found then
    raise exception 'A % does not go from % to %.', of_record, coalesce(before, 'new'), after using errcode = 'RO021';
  end if;
  if session_user <> 'readout_app' or step.who is null or (is_own and 'OWN' = any (step.who)) or trial = any (private.trials_as(step.who)) then return; end if;
  raise exception 'Your role in this trial does not allow this step: a % from % to %.', of_record, before, after using errcode = 'RO007';
end $$;
--> statement-breakpoint
create function private.refuse_read_step() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  own uuid[];
  step record;
begin
  if tg_op = 'INSERT' then
    for step in select distinct n.trial_id, n.state from new_rows n loop perform private.refuse_step(step.trial_id, 'read', null, step.state, false); end loop;
  elsif exists (select from old_rows o join new_rows n on n.trial_id = o.trial_id and n.id = o.id where n.state <> o.state) then
    own := private.own_reviews();
    for step in select n.trial_id, o.state as before, n.state as after, bool_and(n.review_id = any (own)) as is_own
        from old_rows o join new_rows n on n.trial_id = o.trial_id and n.id = o.id where n.state <> o.state group by 1, 2, 3 loop
      perform private.refuse_step(step.trial_id, 'read', step.before, step.after, step.is_own);
    end loop;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger step_insert after insert on read referencing new table as new_rows for each statement execute function private.refuse_read_step();
--> statement-breakpoint
create trigger step_update after update on read referencing old table as old_rows new table as new_rows for each statement execute function private.refuse_read_step();
--> statement-breakpoint
-- A trial that is closed changes in nothing but that it is opened again. Who closes waits for who writes.
create function private.keep_trial() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform private.refuse_step(new.id, 'trial', null, new.state, false);
    return new;
  end if;
  if old.state = 'CLOSED' and (tg_op = 'DELETE' or new.state = 'CLOSED' or to_jsonb(new) - 'state' is distinct from to_jsonb(old) - 'state') then
    raise exception 'This trial is closed. A trial administrator opens it again.' using errcode = 'RO008';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  if new.state <> old.state then
    perform private.refuse_step(new.id, 'trial', old.state, new.state, false);
    perform pg_advisory_xact_lock(hashtextextended('write ' || new.id, 0));
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger kept before insert or update or delete on trial for each row execute function private.keep_trial();
--> statement-breakpoint
alter table trial enable always trigger kept;
--> statement-breakpoint
create function private.refuse_closed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare trial uuid;
begin
  for trial in execute format('select distinct trial_id from (%s) c order by 1', case tg_op when 'INSERT' then 'table new_rows' when 'DELETE' then 'table old_rows' else 'table new_rows union all table old_rows' end) loop
    perform pg_advisory_xact_lock_shared(hashtextextended('write ' || trial, 0));
    if (select t.state from public.trial t where t.id = trial) = 'CLOSED' then
      raise exception 'This trial is closed. A trial administrator opens it again.' using errcode = 'RO008';
    end if;
  end loop;
  return null;
end $$;
--> statement-breakpoint
-- The data of a trial. Roles, training, unblinding, imports' records, cuts, exports, reviews and signatures go on after it is closed.
do $$
declare tab text;
begin
  foreach tab in array '{charter,arm,site,schedule,subject,subject_arm,subject_course,subject_event,exposure,exposure_drug,timepoint,exam,series,review,review_assignment,lesion,read,finding,timepoint_response,best_response,adjudication}'::text[] loop
    execute format('create trigger closed_insert after insert on %I referencing new table as new_rows for each statement execute function private.refuse_closed()', tab);
    execute format('create trigger closed_update after update on %I referencing old table as old_rows new table as new_rows for each statement execute function private.refuse_closed()', tab);
    execute format('create trigger closed_delete after delete on %I referencing old table as old_rows for each statement execute function private.refuse_closed()', tab);
    execute format('alter table %I enable always trigger closed_insert, enable always trigger closed_update, enable always trigger closed_delete', tab);
  end loop;
end $$;
--> statement-breakpoint
-- A read that was locked once stays as it was read: unlocking lets its reader hand in a new version. A source's files may replace it by one of theirs.
create or replace function private.refuse_locked_read() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state = 'LOCKED' or old.locked_at is not null then raise exception 'This read is locked.' using errcode = 'RO006'; end if;
    return old;
  end if;
  if new.is_current and not old.is_current then raise exception 'A version that was replaced does not come back.' using errcode = 'RO021'; end if;
  if old.state <> 'LOCKED' and old.locked_at is null then return new; end if;
  if to_jsonb(new) - '{state,is_current,locked_at}'::text[] is distinct from to_jsonb(old) - '{state,is_current,locked_at}'::text[]
      or (new.locked_at is distinct from old.locked_at and (new.locked_at is null or old.state = 'LOCKED' or new.state <> 'LOCKED'))
      or (old.state = 'LOCKED' and old.is_current and not new.is_current and not new.trial_id = any (private.importable_trials())) then
    raise exception 'This read is locked.' using errcode = 'RO006';
  end if;
  return new;
end $$;
--> statement-breakpoint
drop trigger locked_read on read;
--> statement-breakpoint
create trigger locked_read before update or delete on read for each row execute function private.refuse_locked_read();
--> statement-breakpoint
alter table read enable always trigger locked_read, enable always trigger step_insert, enable always trigger step_update;
--> statement-breakpoint
create or replace function private.refuse_locked_findings() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'DELETE' then
    -- A scalar subquery: a join with a limit may be planned from the locked reads, each against all changed rows.
    perform from new_rows f where (select r.state = 'LOCKED' or r.locked_at is not null from public.read r where r.trial_id = f.trial_id and r.id = f.read_id) limit 1;
    if found then raise exception 'This read is locked.' using errcode = 'RO006'; end if;
  end if;
  if tg_op <> 'INSERT' then
    perform from old_rows f where (select r.state = 'LOCKED' or r.locked_at is not null from public.read r where r.trial_id = f.trial_id and r.id = f.read_id) limit 1;
    if found then raise exception 'This read is locked.' using errcode = 'RO006'; end if;
  end if;
  return null;
end $$;
--> statement-breakpoint
-- What a lesion is stays as soon as a read of it was locked, and no lesion is identified at a locked read. A source's files may correct it.
create function private.refuse_locked_lesions() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare correctable uuid[] := private.importable_trials();
begin
  if tg_op = 'INSERT' then
    perform from new_rows l where not l.trial_id = any (correctable) and (select r.state = 'LOCKED' from public.read r
      where r.trial_id = l.trial_id and r.review_id = l.review_id and r.timepoint_id = l.first_timepoint_id and r.is_current) limit 1;
  else
    perform from old_rows o join new_rows l on l.trial_id = o.trial_id and l.id = o.id
      where not l.trial_id = any (correctable) and to_jsonb(l) - 'flags' is distinct from to_jsonb(o) - 'flags'
        and exists (select from public.finding f join public.read r on r.trial_id = f.trial_id and r.id = f.read_id
          where f.trial_id = l.trial_id and f.lesion_id = l.id and (r.state = 'LOCKED' or r.locked_at is not null)) limit 1;
  end if;
  if found then raise exception 'This lesion belongs to a read that is locked.' using errcode = 'RO006'; end if;
  return null;
end $$;
--> statement-breakpoint
create trigger locked_insert after insert on lesion referencing new table as new_rows for each statement execute function private.refuse_locked_lesions();
--> statement-breakpoint
create trigger locked_update after update on lesion referencing old table as old_rows new table as new_rows for each statement execute function private.refuse_locked_lesions();
--> statement-breakpoint
alter table lesion enable always trigger locked_insert, enable always trigger locked_update;
--> statement-breakpoint
-- Where the charter asks for timepoints in order, one opens when all before it are locked. Files of a source come whole.
create function private.refuse_out_of_sequence() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  opened uuid[];
  earlier text;
  correctable uuid[] := private.importable_trials();
begin
  perform from public.current_charter c where c.is_sequential and c.trial_id in (select distinct n.trial_id from new_rows n) and not c.trial_id = any (correctable);
  if not found then return null; end if;
  -- What is handed in or locked in this statement; not what is unlocked or replaced.
  if tg_op = 'INSERT' then opened := array(select n.id from new_rows n);
  else opened := array(select n.id from old_rows o join new_rows n on n.trial_id = o.trial_id and n.id = o.id where n.state <> o.state and o.state <> 'LOCKED');
  end if;
  select e.code into earlier
    from public.read n
    join public.current_charter c on c.trial_id = n.trial_id and c.is_sequential and not c.trial_id = any (correctable)
    join public.timepoint t on t.trial_id = n.trial_id and t.id = n.timepoint_id
    join public.timepoint e on e.trial_id = t.trial_id and e.subject_id = t.subject_id and e.assessed_on < t.assessed_on
    where n.id = any (opened) and n.trial_id in (select distinct w.trial_id from new_rows w)
      and not exists (select from public.read r where r.trial_id = n.trial_id and r.review_id = n.review_id and r.timepoint_id = e.id and r.is_current and r.state = 'LOCKED')
    order by e.assessed_on limit 1;
  if found then raise exception 'The charter asks for timepoints in order: % is not locked yet.', earlier using errcode = 'RO021'; end if;
  return null;
end $$;
--> statement-breakpoint
create trigger sequence_insert after insert on read referencing new table as new_rows for each statement execute function private.refuse_out_of_sequence();
--> statement-breakpoint
create trigger sequence_update after update on read referencing old table as old_rows new table as new_rows for each statement execute function private.refuse_out_of_sequence();
--> statement-breakpoint
alter table read enable always trigger sequence_insert, enable always trigger sequence_update;
--> statement-breakpoint
-- Whether the server is storing what the engine derived: it says so, signed, around its own statements.
create function private.is_deriving() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((private.claim_of(current_setting('readout.derivation', true))->'derives')::boolean, false)
$$;
--> statement-breakpoint
-- Answers are derived, not written: in a request by the engine alone, and by nobody else once the read was locked. What was stated at a read that was locked stays, but
-- that files of a source come with their reads.
create function private.keep_answers() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  stated text := 'num_nonnulls(%1$s.stated_target, %1$s.stated_non_target, %1$s.stated_new_lesion, %1$s.stated_overall, %1$s.stated_sum, %1$s.stated_components) > 0';
  was_locked text := '(select r.state = ''LOCKED'' or r.locked_at is not null from public.read r where r.trial_id = %1$s.trial_id and r.id = %1$s.read_id)';
  rows_of text := case when tg_op = 'DELETE' then 'old_rows' else 'new_rows' end;
  correctable uuid[] := private.importable_trials();
  found_one boolean;
begin
  if not private.is_deriving() then
    execute format('select exists (select from %I)', rows_of) into found_one;
    if found_one and session_user = 'readout_app' then raise exception 'Answers are derived, not written.' using errcode = 'RO007'; end if;
    if tg_table_name = 'best_response' or not found_one then return null; end if;
    execute format('select exists (select from %I a where ' || format(was_locked, 'a') || ')', rows_of) into found_one;
    if found_one then raise exception 'This read is locked.' using errcode = 'RO006'; end if;
  end if;
  if tg_table_name = 'best_response' then return null; end if;
  if tg_op = 'UPDATE' then
    select exists (select from old_rows o join new_rows a on a.trial_id = o.trial_id and a.id = o.id
      where not a.trial_id = any (correctable) and (o.stated_target, o.stated_non_target, o.stated_new_lesion, o.stated_overall, o.stated_sum, o.stated_components)
          is distinct from (a.stated_target, a.stated_non_target, a.stated_new_lesion, a.stated_overall, a.stated_sum, a.stated_components)
        and (select r.state = 'LOCKED' or r.locked_at is not null from public.read r where r.trial_id = a.trial_id and r.id = a.read_id)) into found_one;
  else
    execute format('select exists (select from %I a where not a.trial_id = any ($1) and ' || format(stated, 'a') || ' and ' || format(was_locked, 'a') || ')', rows_of) into found_one using correctable;
  end if;
  if found_one then raise exception 'This read is locked.' using errcode = 'RO006'; end if;
  return null;
end $$;
--> statement-breakpoint
do $$
declare tab text;
begin
  foreach tab in array '{timepoint_response,best_response}'::text[] loop
    execute format('create trigger answers_insert after insert on %I referencing new table as new_rows for each statement execute function private.keep_answers()', tab);
    execute format('create trigger answers_update after update on %I referencing old table as old_rows new table as new_rows for each statement execute function private.keep_answers()', tab);
    execute format('create trigger answers_delete after delete on %I referencing old table as old_rows for each statement execute function private.keep_answers()', tab);
    execute format('alter table %I enable always trigger answers_insert, enable always trigger answers_update, enable always trigger answers_delete', tab);
  end loop;
end $$;
--> statement-breakpoint
-- A decision between readers stands. What a source accepted, its files may change; what a person decided, private.readjudicate alone.
create function private.keep_adjudication() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare row_ public.adjudication := case when tg_op = 'DELETE' then old else new end;
begin
  if tg_op = 'INSERT' then
    if session_user <> 'readout_app' or (new.decided_by_id is null and new.trial_id = any (private.importable_trials())) then return new; end if;
    if not new.trial_id = any (private.adjudicated_trials()) then raise exception 'An adjudicator decides between readers.' using errcode = 'RO007'; end if;
    if not exists (select from public.central_review c where c.trial_id = new.trial_id and c.subject_id = new.subject_id and c.rule = 'TO_ADJUDICATE')
        or not exists (select from public.review v where v.trial_id = new.trial_id and v.id = new.accepted_review_id and v.subject_id = new.subject_id and v.id = any (private.reviews_to_adjudicate())) then
      raise exception 'There is nothing to adjudicate: the readers agree, are not done, or it is decided.' using errcode = 'RO021';
    end if;
    new.decided_by_id := private.viewer_id();
    new.decided_at := clock_timestamp();
    return new;
  end if;
  if private.is_permitted('readjudicate') or (old.decided_by_id is null and row_.decided_by_id is null and old.trial_id = any (private.importable_trials())) then return row_; end if;
  raise exception 'An adjudication stands. An adjudicator decides anew, with a reason.' using errcode = 'RO021';
end $$;
--> statement-breakpoint
create trigger kept before insert or update or delete on adjudication for each row execute function private.keep_adjudication();
--> statement-breakpoint
alter table adjudication enable always trigger kept;
--> statement-breakpoint
-- Decides anew on a subject that was adjudicated: for an adjudicator, who says why.
create function private.readjudicate(of_trial uuid, of_subject uuid, review uuid, why text) returns uuid language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare decided uuid;
begin
  if not of_trial = any (private.adjudicated_trials()) then raise exception 'An adjudicator decides between readers.' using errcode = 'RO007'; end if;
  if btrim(coalesce(why, '')) = '' then raise exception 'Say why it is decided anew.' using errcode = 'RO021'; end if;
  if not exists (select from public.review v where v.trial_id = of_trial and v.id = review and v.subject_id = of_subject and v.id = any (private.reviews_to_adjudicate())) then
    raise exception 'The reviews of this subject are not both locked yet.' using errcode = 'RO021';
  end if;
  perform private.permit('readjudicate');
  update public.adjudication a set accepted_review_id = review, reason = btrim(why), decided_by_id = private.viewer_id(), decided_at = clock_timestamp()
    where a.trial_id = of_trial and a.subject_id = of_subject and a.accepted_review_id <> review returning a.id into decided;
  perform private.end_permit();
  if decided is null then raise exception 'This subject is not adjudicated yet, or that review is accepted already.' using errcode = 'RO021'; end if;
  return decided;
end $$;
--> statement-breakpoint
revoke all on all functions in schema private from public;
--> statement-breakpoint
grant execute on function private.readjudicate(uuid, uuid, uuid, text) to readout_app;
