-- What the states of a read ask beside their steps: versions, quality control of the images, whose findings, and that a monitor agrees with a result that there is.
insert into private.state_step (record, from_state, to_state, who) values
  ('timepoint', null, 'PENDING', null),
  ('timepoint', null, 'PASSED', null),
  ('timepoint', null, 'FAILED', null),
  ('timepoint', 'PENDING', 'PASSED', null),
  ('timepoint', 'PENDING', 'FAILED', null),
  ('timepoint', 'PASSED', 'FAILED', null),
  ('timepoint', 'FAILED', 'PASSED', null);
--> statement-breakpoint
-- A read keeps its review, timepoint and version; a version that was replaced keeps its state; when a read was locked says the database. What was locked once stays as it
-- was read: unlocking lets its reader hand in a new version. A source's files may replace it by one of theirs.
create or replace function private.refuse_locked_read() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state = 'LOCKED' or old.locked_at is not null then raise exception 'This read is locked.' using errcode = 'RO006'; end if;
    return old;
  end if;
  if (new.review_id, new.timepoint_id, new.version) is distinct from (old.review_id, old.timepoint_id, old.version) then
    raise exception 'A read keeps its review, timepoint and version.' using errcode = 'RO021';
  end if;
  if new.is_current and not old.is_current then raise exception 'A version that was replaced does not come back.' using errcode = 'RO021'; end if;
  if new.state <> old.state and not (old.is_current and new.is_current) then
    raise exception 'A newer version has replaced this read.' using errcode = 'RO021';
  end if;
  if new.state = 'LOCKED' and old.state <> 'LOCKED' then
    if new.locked_at is null or session_user = 'readout_app' then new.locked_at := clock_timestamp(); end if;
  elsif new.locked_at is distinct from old.locked_at then
    raise exception 'When a read was locked says the database.' using errcode = 'RO006';
  end if;
  if old.state <> 'LOCKED' and old.locked_at is null then return new; end if;
  if to_jsonb(new) - '{state,is_current,locked_at}'::text[] is distinct from to_jsonb(old) - '{state,is_current,locked_at}'::text[]
      or (old.state = 'LOCKED' and old.is_current and not new.is_current and not new.trial_id = any (private.importable_trials())) then
    raise exception 'This read is locked.' using errcode = 'RO006';
  end if;
  return new;
end $$;
--> statement-breakpoint
create or replace function private.refuse_read_step() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  own uuid[];
  step record;
  reached uuid[];
  waiting text;
begin
  if tg_op = 'INSERT' then
    for step in select distinct n.trial_id, n.state from new_rows n loop perform private.refuse_step(step.trial_id, 'read', null, step.state, false); end loop;
    perform from new_rows n where not n.is_current or n.locked_at is not null or n.version < 1 limit 1;
    if found then raise exception 'A new read is the version that counts, and not locked yet.' using errcode = 'RO021'; end if;
    -- A scalar subquery: a join may be planned from all reads.
    perform from new_rows n where n.version > 1 and (btrim(coalesce(n.correction_reason, '')) = '' or not coalesce((select r.locked_at is not null from public.read r
      where r.trial_id = n.trial_id and r.review_id = n.review_id and r.timepoint_id = n.timepoint_id and r.version = n.version - 1), false)) limit 1;
    if found then raise exception 'A new version follows one that was locked, and says why.' using errcode = 'RO021'; end if;
    reached := array(select n.id from new_rows n);
  elsif exists (select from old_rows o join new_rows n on n.trial_id = o.trial_id and n.id = o.id where n.state <> o.state) then
    own := private.own_reviews();
    for step in select n.trial_id, o.state as before, n.state as after, bool_and(n.review_id = any (own)) as is_own
        from old_rows o join new_rows n on n.trial_id = o.trial_id and n.id = o.id where n.state <> o.state group by 1, 2, 3 loop
      perform private.refuse_step(step.trial_id, 'read', step.before, step.after, step.is_own);
    end loop;
    reached := array(select n.id from old_rows o join new_rows n on n.trial_id = o.trial_id and n.id = o.id where n.state <> o.state and o.state <> 'LOCKED');
  end if;
  if cardinality(reached) > 0 then
    select q.code into waiting from (select (select t.code from public.timepoint t where t.trial_id = n.trial_id and t.id = n.timepoint_id
        and (t.image_quality = 'PENDING' or (t.image_quality = 'FAILED' and n.is_evaluable))) as code
      from new_rows n where n.id = any (reached)) q where q.code is not null limit 1;
    if found then raise exception 'The images of % have not passed quality control.', waiting using errcode = 'RO021'; end if;
  end if;
  return null;
end $$;
--> statement-breakpoint
-- A version makes room for the next one in the same transaction, and is not taken away.
create function private.keep_version() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.read r where r.trial_id = new.trial_id and r.review_id = new.review_id and r.timepoint_id = new.timepoint_id and r.is_current and r.version > new.version;
  if not found then raise exception 'A read is replaced by its next version, not taken away.' using errcode = 'RO021'; end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger version_kept after update on read deferrable initially deferred for each row when (old.is_current and not new.is_current) execute function private.keep_version();
--> statement-breakpoint
alter table read enable always trigger version_kept;
--> statement-breakpoint
create or replace function private.refuse_locked_findings() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare why text;
begin
  if tg_op <> 'DELETE' then
    -- Scalar subqueries: a join with a limit may be planned from the locked reads, each against all changed rows.
    select q.why into why from (select coalesce(
        (select case when r.state = 'LOCKED' or r.locked_at is not null then 'LOCKED' when r.review_id <> f.review_id then 'ELSEWHERE' end from public.read r where r.trial_id = f.trial_id and r.id = f.read_id),
        (select case when l.review_id <> f.review_id then 'ELSEWHERE' end from public.lesion l where l.trial_id = f.trial_id and l.id = f.lesion_id)) as why
      from new_rows f) q where q.why is not null order by q.why desc limit 1;
    if why = 'LOCKED' then raise exception 'This read is locked.' using errcode = 'RO006'; end if;
    if why = 'ELSEWHERE' then raise exception 'A finding belongs to the review of its read and of its lesion.' using errcode = 'RO021'; end if;
  end if;
  if tg_op <> 'INSERT' then
    perform from old_rows f where (select r.state = 'LOCKED' or r.locked_at is not null from public.read r where r.trial_id = f.trial_id and r.id = f.read_id) limit 1;
    if found then raise exception 'This read is locked.' using errcode = 'RO006'; end if;
  end if;
  return null;
end $$;
--> statement-breakpoint
-- The images of a timepoint are judged by who receives them. What a locked read stands on stays: its subject, its date, and that its images passed.
create function private.keep_timepoint() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.image_quality is not null and (tg_op = 'INSERT' or new.image_quality is distinct from old.image_quality) then
    perform private.refuse_step(new.trial_id, 'timepoint', case when tg_op = 'UPDATE' then old.image_quality end, new.image_quality, false);
  end if;
  if tg_op = 'INSERT' then return new; end if;
  if new.subject_id <> old.subject_id then raise exception 'A timepoint stays that of its subject.' using errcode = 'RO021'; end if;
  if new.image_quality is null and old.image_quality is not null then raise exception 'A verdict on images is not taken back to none.' using errcode = 'RO021'; end if;
  if (new.image_quality is distinct from old.image_quality and new.image_quality <> 'PASSED'
        or (new.assessed_on, new.is_baseline) is distinct from (old.assessed_on, old.is_baseline) and session_user = 'readout_app' and not new.trial_id = any (private.importable_trials()))
      and exists (select from public.read r where r.trial_id = new.trial_id and r.timepoint_id = new.id and r.is_current and r.state = 'LOCKED') then
    raise exception 'A read of this timepoint is locked. Unlock it first.' using errcode = 'RO006';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger kept before insert or update on timepoint for each row execute function private.keep_timepoint();
--> statement-breakpoint
alter table timepoint enable always trigger kept;
--> statement-breakpoint
-- A monitor agrees with a central result that there is: the readers are done, and where they differ it is adjudicated.
create function private.refuse_early_agreement() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.record = 'review' and new.meaning_code = 'AGREEMENT'
      and (select c.rule from public.central_review c where c.trial_id = new.trial_id and c.subject_id = new.record_id) in ('NO_CENTRAL_READ', 'READS_PENDING', 'TO_ADJUDICATE') then
    raise exception 'This subject has no central result yet: its readers are not done, or differ and wait for the adjudicator.' using errcode = 'RO021';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger agreement before insert on signature for each row execute function private.refuse_early_agreement();
--> statement-breakpoint
alter table signature enable always trigger agreement;
--> statement-breakpoint
revoke all on all functions in schema private from public;
