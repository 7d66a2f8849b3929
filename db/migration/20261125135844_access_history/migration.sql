-- Who has access, and who had it. See db/README.md.
-- Trials in which the viewer, who must be active, holds one of the roles, within the trials that the ticket is limited to.
create or replace function private.trials_as(roles text[]) returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct m.trial_id), '{}')
  from (select private.ticket() as claim) t
  join public.person p on p.id = t.claim->>'person' and p.state = 'ACTIVE'
  join public.membership m on m.person_id = p.id
  where m.role = any(roles) and (t.claim->'trials' is null or jsonb_typeof(t.claim->'trials') = 'null' or t.claim->'trials' ? m.trial_id::text)
$$;
--> statement-breakpoint
-- By the one who acts: whoever keeps people writes their own name, not another's. The time of a deactivation is written by the database.
create or replace function private.keep_proofs() returns trigger language plpgsql as $$
begin
  if current_user <> 'readout_app' then return new; end if;
  if new.id = private.viewer_id() then raise exception 'Another person keeps what is known of you.' using errcode = 'RO007'; end if;
  if (new.kind, new.may_open_trials, new.may_keep_people, new.is_demo) is distinct from (old.kind, old.may_open_trials, old.may_keep_people, old.is_demo) then
    raise exception 'This is changed at the command line alone.' using errcode = 'RO007';
  end if;
  if old.kind <> 'PERSON' then raise exception 'A program is kept at the command line alone.' using errcode = 'RO007'; end if;
  new.deactivated_at := old.deactivated_at;
  if (new.identity_method, new.identity_checked_on) is distinct from (old.identity_method, old.identity_checked_on)
      or new.identity_checked_by_id is distinct from old.identity_checked_by_id then
    new.identity_checked_by_id := case when new.identity_method is null then null else private.viewer_id() end;
    if btrim(new.identity_method) = '' then raise exception 'Say how the identity was checked.' using errcode = 'RO007'; end if;
    if new.identity_checked_on > (clock_timestamp() at time zone 'UTC')::date + 1 then raise exception 'An identity is checked today or before.' using errcode = 'RO007'; end if;
  end if;
  if new.state = 'DEACTIVATED' and old.state <> 'DEACTIVATED' then
    perform private.refuse_last_administrator(new.id);
  end if;
  return new;
end $$;
--> statement-breakpoint
-- Who is the last administrator of a trial is not deactivated by a person; the trial would be nobody's.
create function private.refuse_last_administrator(person text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare left_alone text;
begin
  -- In one order for all, so that two who deactivate each other do not wait for each other.
  perform pg_advisory_xact_lock(hashtextextended('administrators ' || m.trial_id, 0))
    from (select trial_id from public.membership where person_id = person and role = 'TRIAL_ADMINISTRATOR' order by trial_id) m;
  select t.protocol into left_alone from public.membership m join public.trial t on t.id = m.trial_id
    where m.person_id = person and m.role = 'TRIAL_ADMINISTRATOR' and private.keeps_people() and not exists (
      select from public.membership o where o.trial_id = m.trial_id and o.role = 'TRIAL_ADMINISTRATOR' and o.person_id <> person and private.is_active(o.person_id)) limit 1;
  if found then raise exception 'This is the last administrator of %; give the role to another person first.', left_alone using errcode = 'RO021'; end if;
end $$;
--> statement-breakpoint
-- The roles with which something is seen: what an answer about access says of each.
create function private.sights_of(role text) returns text[] language sql immutable set search_path = pg_catalog, pg_temp as $$
  select '{TRIAL}'::text[]
    || case when role in ('SPONSOR_REVIEWER', 'MEDICAL_MONITOR', 'DATA_MANAGER', 'TRIAL_ADMINISTRATOR', 'AUDITOR', 'STATISTICIAN') then '{EFFICACY,LOCKED_READS}'::text[] else '{}' end
    || case when role in ('DATA_MANAGER', 'TRIAL_ADMINISTRATOR', 'AUDITOR') then '{OPEN_READS,TRAIL}'::text[] else '{}' end
    || case when role in ('READER', 'ADJUDICATOR') then '{OWN_READS}'::text[] else '{}' end
$$;
--> statement-breakpoint
-- Who held which role at any moment of a time, by the trail: one row a role and stretch in which the person was active. Both ends count; for a moment they are the same.
create function private.access_between(of_trial uuid, from_at timestamptz, to_at timestamptz)
returns table (membership_id text, person_id text, role text, since timestamptz, granted_by text, reason text, until timestamptz, ended_by text, ended_reason text, sights text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with held as (
    select i.record_id, i.after->>'person_id' as person_id, i.after->>'role' as role, i.recorded_at as since, i.actor_name as granted_by, i.reason,
      d.recorded_at as until, d.actor_name as ended_by, d.reason as ended_reason
    from audit.entry i
    left join audit.entry d on d.trial_id = i.trial_id and d.record = 'membership' and d.record_id = i.record_id and d.action = 'DELETE'
    where of_trial = any (private.whole_read_trials()) and i.trial_id = of_trial and i.record = 'membership' and i.action = 'INSERT'
      and i.recorded_at <= to_at and (d.recorded_at is null or d.recorded_at > from_at)),
  turn as (
    select e.record_id as person_id, e.recorded_at as at, e.after->>'state' as state, e.actor_name, e.reason, lead(e.recorded_at) over w as next_at, lead(e.actor_name) over w as next_by, lead(e.reason) over w as next_reason
    from audit.entry e
    where e.trial_id is null and e.record = 'person' and e.record_id in (select h.person_id from held h) and e.action = 'UPDATE' and 'state' = any (e.changed)
    window w as (partition by e.record_id order by e.number)),
  active as (
    -- Somebody is active from the first, until the first deactivation.
    select p.person_id, '-infinity'::timestamptz as since, t.at as until, t.actor_name as ended_by, t.reason as ended_reason
    from (select distinct h.person_id from held h) p
    left join lateral (select * from turn t where t.person_id = p.person_id and t.state = 'DEACTIVATED' order by t.at limit 1) t on true
    union all
    select t.person_id, t.at, t.next_at, t.next_by, t.next_reason from turn t where t.state = 'ACTIVE'),
  unblinded as (
    select g.after->>'person_id' as person_id, y.recorded_at as since, least(w.recorded_at, (g.after->>'ends_at')::timestamptz) as until
    from audit.entry g
    join lateral (select e.recorded_at from audit.entry e where e.trial_id = of_trial and e.record = 'unblinding_grant' and e.record_id = g.record_id
      and e.after->>'second_grantor_id' is not null order by e.number limit 1) y on true
    left join lateral (select e.recorded_at from audit.entry e where e.trial_id = of_trial and e.record = 'unblinding_grant' and e.record_id = g.record_id
      and e.action = 'UPDATE' and 'withdrawn_at' = any (e.changed) order by e.number limit 1) w on true
    where g.trial_id = of_trial and g.record = 'unblinding_grant' and g.action = 'INSERT'),
  open as (
    -- Whether the trial was not blinded at the start of the time, or came to be open in it.
    select not coalesce(
        (select (e.before->>'is_blinded')::boolean from audit.entry e where e.trial_id = of_trial and e.record = 'trial' and e.action = 'UPDATE' and 'is_blinded' = any (e.changed) and e.recorded_at > from_at order by e.number limit 1),
        (select t.is_blinded from public.trial t where t.id = of_trial))
      or exists (select from audit.entry e where e.trial_id = of_trial and e.record = 'trial' and e.action = 'UPDATE' and 'is_blinded' = any (e.changed) and (e.after->>'is_blinded')::boolean is false and e.recorded_at > from_at and e.recorded_at <= to_at) as is_open),
  stretch as (
    select h.record_id, h.person_id, h.role, greatest(h.since, a.since) as since,
      case when a.since > h.since then (select t.actor_name from turn t where t.person_id = h.person_id and t.at = a.since limit 1) else h.granted_by end as granted_by,
      case when a.since > h.since then (select t.reason from turn t where t.person_id = h.person_id and t.at = a.since limit 1) else h.reason end as reason,
      least(h.until, a.until) as until,
      case when a.until is null or h.until <= a.until then h.ended_by else a.ended_by end as ended_by,
      case when a.until is null or h.until <= a.until then h.ended_reason else a.ended_reason end as ended_reason
    from held h join active a on a.person_id = h.person_id
    where greatest(h.since, a.since) <= to_at and coalesce(least(h.until, a.until), 'infinity') > from_at and coalesce(least(h.until, a.until), 'infinity') > greatest(h.since, a.since))
  select s.record_id, s.person_id, s.role, s.since, s.granted_by, s.reason, s.until, s.ended_by, s.ended_reason,
    private.sights_of(s.role) || case when 'EFFICACY' = any (private.sights_of(s.role)) and ((select o.is_open from open o)
      or exists (select from unblinded u where u.person_id = s.person_id and greatest(u.since, s.since) <= to_at
        and coalesce(least(u.until, s.until), 'infinity') > greatest(u.since, s.since, from_at))) then '{ARMS}'::text[] else '{}' end
  from stretch s
$$;
--> statement-breakpoint
-- The people who hold a role in a trial, with all that is kept about their access: for those who keep the trail of the trial.
create function private.people_of(of_trial uuid) returns table (person_id text, told jsonb) language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id, jsonb_build_object(
    'id', p.id, 'name', p.name, 'email', p.email, 'kind', p.kind, 'isActive', p.state = 'ACTIVE', 'deactivatedAt', p.deactivated_at,
    'roles', (select jsonb_agg(jsonb_build_object('trialId', m.trial_id, 'id', m.id, 'role', m.role, 'grantedAt', m.granted_at, 'grantedBy', (select g.name from public.person g where g.id = m.granted_by_id)) order by m.role)
      from public.membership m where m.trial_id = of_trial and m.person_id = p.id),
    'lastSignInAt', (select e.recorded_at from audit.entry e where e.trial_id is null and e.actor_id = p.id and e.act = 'SIGN_IN' order by e.number desc limit 1),
    'identity', case when p.identity_checked_on is not null then jsonb_build_object('method', p.identity_method, 'checkedOn', p.identity_checked_on, 'checkedBy', (select c.name from public.person c where c.id = p.identity_checked_by_id)) end,
    'hasLetterOnFile', p.has_letter_on_file,
    'acceptedAt', (select a.accepted_at from public.statement_acceptance a where a.person_id = p.id and a.version = (select max(s.version) from private.signing_statement s)),
    'keepsFromSigning', private.what_keeps_from_signing(p.id, of_trial),
    'unblindedAt', (select max(g.granted_at) from public.unblinding_grant g where g.trial_id = of_trial and g.person_id = p.id and g.granted_at is not null and g.withdrawn_at is null and (g.ends_at is null or g.ends_at > clock_timestamp())),
    'training', (select coalesce(jsonb_agg(to_jsonb(t) order by t.course), '[]') from (
      select q.course, bool_or(m.role is not null) as "isRequired", nullif(private.trained_until(p.id, of_trial, q.course, min(q.valid_months)), 'infinity') as "validUntil",
        private.trained_until(p.id, of_trial, q.course, min(q.valid_months)) is not null as "isRecorded",
        coalesce(private.trained_until(p.id, of_trial, q.course, min(q.valid_months)) >= (clock_timestamp() at time zone 'UTC')::date, false) as "isValid",
        (select max(r.completed_on) from public.training_record r where r.trial_id = of_trial and r.person_id = p.id and r.course = q.course) as "completedOn"
      from (select z.course, z.role, z.valid_months from public.training_requirement z where z.trial_id = of_trial) q
      left join public.membership m on m.trial_id = of_trial and m.person_id = p.id and m.role = q.role
      group by q.course) t))
  from public.person p
  where of_trial = any (private.whole_read_trials()) and p.id in (select m.person_id from public.membership m where m.trial_id = of_trial)
$$;
--> statement-breakpoint
-- The person who signs in under an address, for an administrator who gives a role by it; null: nobody, or no administrator asks.
create function private.person_of_address(of_trial uuid, address text) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.id from public.person p where lower(normalize(btrim(p.email), NFKC)) = lower(normalize(btrim(address), NFKC)) and p.kind = 'PERSON'
    and of_trial = any (private.trials_as('{TRIAL_ADMINISTRATOR}'))
$$;
--> statement-breakpoint
-- Printed name of somebody who did something in a trial, though they may have left it, for those who keep its trail.
create function private.printed_name(of_trial uuid, person text) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.name from public.person p where p.id = person and of_trial = any (private.whole_read_trials())
$$;
--> statement-breakpoint
-- The newest change of a trial: what caches key on and what tells an open page that it is stale. Who looks changes nothing.
create or replace function private.trial_version(trial uuid) returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select e.number from audit.entry e where e.trial_id = trial and (e.act is null or e.act not in ('VIEW', 'REFUSED', 'VERIFY', 'EXPORT')) order by e.number desc limit 1), 0) where trial = any (private.readable_trials())
$$;
--> statement-breakpoint
create function private.newest_statement() returns integer language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select max(s.version) from private.signing_statement s
$$;
--> statement-breakpoint
-- By when the roles of a trial are to be looked at: three months after the last review, or after the first role was given.
create function private.access_review_due(of_trial uuid) returns date language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select max(a.next_due_on) from public.access_review a where a.trial_id = of_trial),
    (select ((min(m.granted_at) at time zone 'UTC') + interval '3 months')::date from public.membership m where m.trial_id = of_trial))
  where of_trial = any (private.whole_read_trials())
$$;
--> statement-breakpoint
revoke all on all functions in schema private from public;
--> statement-breakpoint
grant execute on function private.access_between(uuid, timestamptz, timestamptz), private.people_of(uuid), private.newest_statement(), private.printed_name(uuid, text), private.person_of_address(uuid, text), private.access_review_due(uuid), private.refuse_last_administrator(text) to readout_app;
