-- Reviews of the audit trail: by those who see all of it, never of one's own acts. What was signed may be judged anew, which breaks the signature. See db/README.md.
insert into private.personal_column (record, "column") values ('audit_review', 'summary'), ('audit_review_verdict', 'note');
--> statement-breakpoint
select private.guard('audit_review', 'id', 'trial_id', 'trial_id = any ((select private.whole_read_trials())::uuid[])',
  'trial_id = any ((select private.trials_as(''{AUDITOR,DATA_MANAGER}''))::uuid[])');
--> statement-breakpoint
select private.guard('audit_review_verdict', 'id', 'trial_id', 'trial_id = any ((select private.whole_read_trials())::uuid[])',
  'trial_id = any ((select private.trials_as(''{AUDITOR,DATA_MANAGER}''))::uuid[])');
--> statement-breakpoint
-- How many entries of a review have no verdict yet.
create function private.entries_to_judge(reviewed public.audit_review) returns bigint language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from jsonb_array_elements(reviewed.listed) l
    where not exists (select from public.audit_review_verdict v where v.trial_id = reviewed.trial_id and v.review_id = reviewed.id and v.entry_number = (l->>'number')::bigint)
$$;
--> statement-breakpoint
-- A review is due again within a year: the rules ask for regular ones and name no number (Annex 11, 9).
create function private.keep_audit_review() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  may_change text[] := '{finished_at,next_due_on,summary}';
  today date := (clock_timestamp() at time zone 'UTC')::date;
  left_over bigint;
begin
  if tg_op = 'DELETE' then raise exception 'A review of the audit trail is not deleted.' using errcode = 'RO007'; end if;
  if tg_op = 'INSERT' then
    if new.started_by_id is distinct from private.viewer_id() then raise exception 'A review is begun in one''s own name.' using errcode = 'RO007'; end if;
    if new.finished_at is not null then raise exception 'A review is closed after it was begun.' using errcode = 'RO021'; end if;
    if not exists (select from pg_catalog.pg_timezone_names n where n.name = new.zone) then raise exception 'There is no time zone %.', new.zone using errcode = 'RO021'; end if;
    new.started_at := clock_timestamp();
    return new;
  end if;
  if old.started_by_id is distinct from private.viewer_id() then raise exception 'A review is closed by who began it.' using errcode = 'RO007'; end if;
  if to_jsonb(new) - may_change <> to_jsonb(old) - may_change then raise exception 'What a review is of does not change.' using errcode = 'RO007'; end if;
  if new.finished_at is null then raise exception 'A review that was closed is closed again, not opened.' using errcode = 'RO021'; end if;
  new.finished_at := clock_timestamp();
  if nullif(btrim(new.summary), '') is null then raise exception 'Say what the review found.' using errcode = 'RO021'; end if;
  if new.next_due_on is null or new.next_due_on <= today or new.next_due_on > today + 366 then
    raise exception 'Say when the next review is due: after today, and within a year.' using errcode = 'RO021';
  end if;
  left_over := private.entries_to_judge(new);
  if left_over > 0 then
    raise exception '% without a verdict. Judge them, or have another person judge those that are your own.', case left_over when 1 then '1 entry is' else left_over || ' entries are' end using errcode = 'RO021';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger keep_audit_review before insert or update or delete on audit_review for each row execute function private.keep_audit_review();
--> statement-breakpoint
alter table audit_review enable always trigger keep_audit_review;
--> statement-breakpoint
create function private.keep_audit_verdict() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  reviewed public.audit_review;
  changer text;
begin
  if tg_op = 'DELETE' then raise exception 'A verdict is not deleted; give another.' using errcode = 'RO007'; end if;
  if new.by_id is distinct from private.viewer_id() then raise exception 'A verdict is given in one''s own name.' using errcode = 'RO007'; end if;
  if tg_op = 'UPDATE' and (new.trial_id, new.id, new.entry_number, new.review_id) is distinct from (old.trial_id, old.id, old.entry_number, old.review_id) then
    raise exception 'A verdict stays with its entry.' using errcode = 'RO007';
  end if;
  select * into reviewed from public.audit_review r where r.trial_id = new.trial_id and r.id = new.review_id for share;
  select e.actor_id into changer from audit.entry e where e.number = new.entry_number and (e.trial_id = new.trial_id or e.trial_id is null);
  if changer is null or reviewed.listed is null or not reviewed.listed @> jsonb_build_array(jsonb_build_object('number', new.entry_number)) then
    raise exception 'This entry is not among those of the review.' using errcode = 'RO021';
  end if;
  if changer = new.by_id then raise exception 'Nobody reviews their own acts: another person judges this entry.' using errcode = 'RO007'; end if;
  if new.verdict <> 'JUSTIFIED' and nullif(btrim(new.note), '') is null then raise exception 'Say what is asked, or why it is not justified.' using errcode = 'RO021'; end if;
  new.at := clock_timestamp();
  return new;
end $$;
--> statement-breakpoint
create trigger keep_audit_verdict before insert or update or delete on audit_review_verdict for each row execute function private.keep_audit_verdict();
--> statement-breakpoint
alter table audit_review_verdict enable always trigger keep_audit_verdict;
--> statement-breakpoint
-- What a signature of a review covers: the review and every verdict. None while it is open or an entry has no verdict, so that such a review cannot be signed.
create function private.version_of_audit_review(trial uuid, id uuid) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.told(to_jsonb(a)) || jsonb_build_object('verdicts', (
    select coalesce(jsonb_agg(private.told(to_jsonb(v)) order by v.entry_number), '[]') from public.audit_review_verdict v where v.trial_id = trial and v.review_id = a.id))
  from public.audit_review a where a.trial_id = trial and a.id = version_of_audit_review.id and a.finished_at is not null and private.entries_to_judge(a) = 0
$$;
--> statement-breakpoint
create function private.owns_audit_review(trial uuid, id uuid) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.audit_review a where a.trial_id = trial and a.id = owns_audit_review.id and a.started_by_id = private.viewer_id()
    and a.trial_id = any (private.trials_as('{AUDITOR,DATA_MANAGER}')))
$$;
--> statement-breakpoint
select private.cover('audit_review', 'select c.trial_id, ''audit_review'', c.id from changed c');
--> statement-breakpoint
select private.cover('audit_review_verdict', 'select c.trial_id, ''audit_review'', c.review_id from changed c');
--> statement-breakpoint
-- By when the trail of a trial is to be reviewed: as its last signed review says, whose signature was not broken; without one, three months after the trail began.
-- Each page of the trail asks it: whether the signature matches its review to the letter is said where the review is shown.
create function private.audit_review_due_on(of_trial uuid) returns date language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(
    (select a.next_due_on from public.audit_review a where a.trial_id = of_trial and a.finished_at is not null and exists (
        select from public.signature s where s.trial_id = a.trial_id and s.record = 'audit_review' and s.record_id = a.id and s.broken_at is null)
      order by a.to_number desc, a.finished_at desc limit 1),
    (select ((e.recorded_at at time zone 'UTC') + interval '3 months')::date from audit.entry e where e.trial_id = of_trial order by e.number limit 1))
$$;
--> statement-breakpoint
-- The same for those who see the trail.
create function private.audit_review_due(of_trial uuid) returns date language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select private.audit_review_due_on(of_trial) where of_trial = any (private.whole_read_trials())
$$;
--> statement-breakpoint
-- Tells those who review, once for each day on which a review fell due, that it is late. Returns how many were told.
create function private.tell_late_audit_reviews(today date) returns integer language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  late record;
  told integer := 0;
begin
  for late in
    select p.id as person, l.protocol, l.due, format('Review of the audit trail of %s is overdue since %s', l.protocol, to_char(l.due, 'YYYY-MM-DD')) as subject
    from (select t.id, t.protocol, private.audit_review_due_on(t.id) as due from public.trial t) l
    join public.membership m on m.trial_id = l.id and m.role in ('AUDITOR', 'DATA_MANAGER')
    join public.person p on p.id = m.person_id and p.state = 'ACTIVE' and p.kind = 'PERSON'
    where l.due < today
    group by p.id, l.protocol, l.due
  loop
    continue when exists (select from auth.mail m where m.person_id = late.person and m.kind = 'TASK' and m.subject = late.subject);
    perform private.send_mail(null, late.subject,
      format(E'The audit trail of trial %s was to be reviewed by %s, and no signed review says that it was.\n\nOpen the trial''s audit trail in Readout and begin the review there. A review counts once it is signed.', late.protocol, to_char(late.due, 'DD Mon YYYY')),
      'TASK', late.person);
    told := told + 1;
  end loop;
  return told;
end $$;
--> statement-breakpoint
-- A record as people name it.
create or replace function private.record_title(trial uuid, record text, id uuid) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case record
    when 'read' then (select format('Read of %s, %s, %s, version %s', s.number, t.code, replace(lower(v.evaluator), '_', ' '), r.version) from public.read r
      join public.review v on v.trial_id = r.trial_id and v.id = r.review_id join public.subject s on s.trial_id = v.trial_id and s.id = v.subject_id
      join public.timepoint t on t.trial_id = r.trial_id and t.id = r.timepoint_id where r.trial_id = trial and r.id = record_title.id)
    when 'review' then (select format('Review of %s', s.number) from public.subject s where s.trial_id = trial and s.id = record_title.id)
    when 'charter' then (select format('Imaging charter, version %s', c.version) from public.charter c where c.trial_id = trial and c.id = record_title.id)
    when 'data_cut' then (select format('Data cut "%s"', c.name) from public.data_cut c where c.trial_id = trial and c.id = record_title.id)
    when 'file_export' then (select format('Export %s', f.file_name) from public.file_export f where f.trial_id = trial and f.id = record_title.id)
    when 'access_review' then (select format('Review of access of %s', to_char(a.reviewed_at at time zone 'UTC', 'YYYY-MM-DD')) from public.access_review a where a.trial_id = trial and a.id = record_title.id)
    when 'audit_review' then (select format('Review of the audit trail, entries %s to %s', a.from_number, a.to_number) from public.audit_review a where a.trial_id = trial and a.id = record_title.id)
  end
$$;
--> statement-breakpoint
revoke all on all functions in schema private from public;
--> statement-breakpoint
grant execute on function private.audit_review_due(uuid) to readout_app;
