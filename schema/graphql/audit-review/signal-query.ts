import type { ListedEntry } from '@readout/db/table/audit-review.ts';
import type { AuditSignal } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql, type SQL } from 'drizzle-orm';

/** A stretch of the trail of a trial, both ends included. */
export interface Stretch {
  readonly trialId: string;
  readonly fromNumber: number;
  readonly toNumber: number;
}

/** Thresholds of the signals. The rules name none; these are ours. */
export const LIMITS = {
  /** Work is out of hours before and from these hours, by the person's own clock. */
  hours: { from: 6, to: 22 },
  thinCharacters: 10,
  repeatedTimes: 5,
  editsOfSubject: 5,
  editsWithinDays: 7,
  roleChangeHours: 24,
  lateDays: 30,
  unblindingDays: 2,
  /** As private.keep_entries names an act of many rows. */
  bulkRows: 100,
  /** A review of more would be none: those with most signals stay. */
  listed: 2000,
} as const;

/** Records that people write by hand; the rest is derived from them or keeps accounts. */
const WRITTEN = sql`e.record in ('finding', 'lesion', 'read', 'adjudication', 'subject', 'subject_arm', 'subject_event', 'exposure', 'exposure_drug', 'timepoint', 'exam', 'series', 'review_assignment')`;
/** A read handed in again, beside the one that was there. */
const RE_READ = sql`(e.record = 'read' and e.action = 'INSERT' and (e.after->>'version')::integer > 1)`;
/** Submitting, locking and replacing a read by its next version is its course. */
const COURSE = sql`(e.record = 'read' and e.action = 'UPDATE' and e.changed <@ array['state', 'submitted_at', 'locked_at', 'is_current'])`;
/** Acts that are looked at for themselves. */
const WATCHED = sql`(e.act in ('SIGNATURE_BROKEN', 'UNLOCK', 'UNBLIND', 'VIEW', 'REFUSED', 'VERIFY') or (e.act = 'BULK' and ${WRITTEN}))`;
/** Acts that belong to no trial and concern all. */
const OF_NO_TRIAL = sql`audit.entry e, bounds b where e.trial_id is null and e.number between b.least and b.most`;
/** What a review never draws: what the engine derived, and the reviews themselves, whose signatures cover them. */
export const UNDRAWN = sql`e.record in ('timepoint_response', 'best_response', 'subject_course', 'audit_review', 'audit_review_verdict')`;

const days = (number: number) => sql`make_interval(days => ${number})`;
/** The first change of each act: what is true of person, time and reason is true of the whole act. */
const ofActs = (where: SQL): SQL => sql`select min(c.number) from c where ${where} group by c.transaction`;
/** Whether the transaction of an entry moved a best response or a date of progression of its subject. */
const movedIn = (entry: SQL): SQL => sql`exists (
  select from audit.entry m where m.transaction = ${entry}.transaction and m.trial_id = ${entry}.trial_id and m.subject_id = ${entry}.subject_id
    and m.record = 'best_response' and m.action = 'UPDATE' and m.changed && array['best', 'confirmed_best', 'progression_on'])`;
const BY_PERSON = sql`c.on_behalf_of is null`;
const HOUR = sql`extract(hour from c.recorded_at at time zone coalesce((select z.name from zone z where z.name = c.zone), (select b.zone from bounds b)))`;

/** Each signal as SQL that gives numbers of entries: from `s`, the entries of the stretch that may bear one, or `c`, the changes among them. */
const signals = (trialId: string): Readonly<Record<AuditSignal, SQL>> => ({
  AFTER_LOCK: sql`
    select s.number from s where s.act = 'UNLOCK'
    union all select c.number from c where c.is_re_read
      and exists (select from read r where r.trial_id = c.trial_id and r.review_id = c.review_id and r.timepoint_id = c.timepoint_id and r.locked_at < c.recorded_at)
    union all select c.number from c where c.record = 'timepoint'
      and exists (select from read r where r.trial_id = c.trial_id and r.timepoint_id = c.row_id and r.locked_at < c.recorded_at)
    union all select c.number from c where c.record = 'lesion'
      and exists (select from finding f join read r on r.trial_id = f.trial_id and r.id = f.read_id where f.trial_id = c.trial_id and f.lesion_id = c.row_id and r.locked_at < c.recorded_at)
    union all select c.number from c where c.record in ('finding', 'read') and not c.is_re_read
      and exists (select from read r where r.trial_id = c.trial_id and r.id = coalesce(c.read_id, c.row_id) and r.locked_at < c.recorded_at)
    union all select c.number from c join exam x on x.trial_id = c.trial_id and x.id = c.row_id where c.record = 'exam'
      and exists (select from read r where r.trial_id = c.trial_id and r.timepoint_id = x.timepoint_id and r.locked_at < c.recorded_at)`,
  AFTER_SIGNATURE: sql`
    select s.number from s where s.act = 'SIGNATURE_BROKEN'
    union all select c.number from c where exists (select from s b where b.transaction = c.transaction and b.act = 'SIGNATURE_BROKEN')`,
  AFTER_CUT: sql`
    select c.number from c where exists (
      select from data_cut d join audit.entry i on i.trial_id = d.trial_id and i.record = c.record and i.record_id = c.origin and i.action = 'INSERT' and i.number <= d.entry_number
      where d.trial_id = c.trial_id and d.entry_number < c.number)`,
  // A read that is handed in again moves the result as it is locked again.
  MOVED_RESULT: sql`
    select c.number from c where c.record = 'adjudication'
    union all select min(c.number) from c where ${movedIn(sql`c`)} group by c.transaction, c.subject_id
    union all select s.number from s where s.act = 'UNLOCK' and ${movedIn(sql`s`)}
    union all select l.number from bounds b cross join read r join audit.entry l on l.trial_id = r.trial_id and l.record = 'read' and l.record_id = r.id::text and l.act = 'LOCK'
      where r.trial_id = ${trialId} and r.version > 1 and l.number between b.least and b.most and ${movedIn(sql`l`)}`,
  BY_ADMINISTRATOR: ofActs(
    sql`${BY_PERSON} and ('TRIAL_ADMINISTRATOR' = any (c.actor_roles) or cardinality(c.actor_roles) = 0)`,
  ),
  AFTER_ROLE_CHANGE: ofActs(sql`${BY_PERSON} and exists (
    select from audit.entry g where g.trial_id = c.trial_id and g.act in ('GRANT', 'REVOKE') and g.record = 'membership' and g.number < c.number
      and coalesce(g.after, g.before)->>'person_id' = c.actor_id and g.recorded_at > c.recorded_at - make_interval(hours => ${LIMITS.roleChangeHours})
      and exists (select from audit.entry o where o.trial_id = c.trial_id and o.actor_id = c.actor_id and o.number < g.number))`),
  LATE: ofActs(sql`${BY_PERSON} and (c.event_at < c.recorded_at - ${days(LIMITS.lateDays)} or exists (
    select from audit.entry i where i.trial_id = c.trial_id and i.record = c.record and i.record_id = c.origin and i.action = 'INSERT' and i.recorded_at < c.recorded_at - ${days(LIMITS.lateDays)}))`),
  THIN_REASON: ofActs(
    sql`${BY_PERSON} and (length(c.reason) < ${LIMITS.thinCharacters} or c.reason !~ '[[:space:]]')`,
  ),
  REPEATED_REASON: ofActs(sql`${BY_PERSON} and (c.actor_id, c.reason) in (
    select o.actor_id, o.reason from c o where o.on_behalf_of is null group by 1, 2 having count(distinct o.transaction) >= ${LIMITS.repeatedTimes})`),
  MANY_EDITS: sql`
    with edit as (
      select n.number, n.transaction, n.actor_id, n.subject_id, j.number as decision from c n
      join audit.entry j on j.trial_id = n.trial_id and j.record = 'adjudication' and j.action = 'INSERT' and j.subject_id = n.subject_id
        and j.number > n.number and j.recorded_at < n.recorded_at + ${days(LIMITS.editsWithinDays)}
      where n.record in ('finding', 'lesion', 'read') and n.on_behalf_of is null)
    select min(o.number) from edit o where (o.actor_id, o.subject_id, o.decision) in (
      select m.actor_id, m.subject_id, m.decision from edit m group by 1, 2, 3 having count(distinct m.transaction) >= ${LIMITS.editsOfSubject})
    group by o.transaction`,
  OUT_OF_HOURS: ofActs(
    sql`${BY_PERSON} and (${HOUR} < ${LIMITS.hours.from} or ${HOUR} >= ${LIMITS.hours.to})`,
  ),
  BULK: sql`select s.number from s where s.act = 'BULK'`,
  // A read that is handed in again takes its findings back and brings them anew.
  DELETED: sql`
    select c.number from c where c.action = 'DELETE' and not (c.record = 'finding' and exists (
      select from audit.entry i where i.transaction = c.transaction and i.record = 'finding' and i.action = 'INSERT'
        and i.after->>'lesion_id' = c.lesion_id and i.after->>'read_id' = c.read_id::text))`,
  NEAR_UNBLINDING: sql`
    select s.number from s where s.act = 'UNBLIND'
    union all select c.number from c where exists (
      select from sight u where u.person_id = c.actor_id and u.at between c.recorded_at - ${days(LIMITS.unblindingDays)} and c.recorded_at + ${days(LIMITS.unblindingDays)})`,
  UNBLINDED_VIEW: sql`
    select min(s.number) from s where s.act = 'VIEW' group by s.actor_id, date_trunc('week', s.recorded_at at time zone 'UTC')`,
  REFUSED: sql`
    select min(r.number) from (
      select s.number, s.actor_id, s.recorded_at from s where s.act = 'REFUSED'
      union all select e.number, e.actor_id, e.recorded_at from ${OF_NO_TRIAL} and e.act = 'REFUSED'
        and e.actor_id in (select m.person_id from membership m where m.trial_id = ${trialId})) r
    group by r.actor_id, (r.recorded_at at time zone 'UTC')::date`,
  FAILED_CHECK: sql`
    select s.number from s where s.act = 'VERIFY' and s.is_whole = 'false'
    union all select e.number from ${OF_NO_TRIAL} and e.act = 'CLOCK'`,
});

/**
 * The entries of a stretch that bear signals, by number: LIMITS.listed at most, those with most signals first to stay. One statement.
 *
 * Of an act of LIMITS.bulkRows changes or more each signal lists the first alone.
 *
 * @param zone IANA zone of the trial, for people whose own is not on the entry
 */
export async function listSignalled(
  db: Transaction,
  { trialId, fromNumber, toNumber }: Stretch,
  zone: string,
): Promise<readonly ListedEntry[]> {
  const found = Object.entries(signals(trialId)).map(
    ([signal, numbers]) => sql`select ${signal}::text as signal, n.number from (${numbers}) n (number)`,
  );
  const { rows } = await db.execute<{ number: number; signals: readonly AuditSignal[] }>(sql`
    with bounds as (select ${fromNumber}::bigint as least, ${toNumber}::bigint as most, ${zone}::text as zone),
    s as materialized (
      select e.number, e.trial_id, e.subject_id, e.record, e.record_id, e.action, e.act, e.actor_id, e.actor_roles, e.on_behalf_of, e.recorded_at, e.event_at, e.zone, e.transaction,
        lower(regexp_replace(btrim(e.reason), '[[:space:]]+', ' ', 'g')) as reason, e.after->>'isWhole' as is_whole, ${RE_READ} as is_re_read,
        case when ${RE_READ} then (e.after->>'review_id')::uuid end as review_id, case when ${RE_READ} then (e.after->>'timepoint_id')::uuid end as timepoint_id,
        case when e.record = 'finding' then coalesce((e.before->>'read_id')::uuid, (select f.read_id from finding f where f.trial_id = e.trial_id and f.id = e.record_id::uuid)) end as read_id,
        e.before->>'lesion_id' as lesion_id, ${WRITTEN} and not ${COURSE} and e.act is null as is_change
      from audit.entry e where e.trial_id = ${trialId} and e.number between ${fromNumber} and ${toNumber}
        and (${WATCHED} or ${RE_READ} or (e.action in ('UPDATE', 'DELETE') and ${WRITTEN}))),
    c as materialized (
      select s.*, case when s.record in ('finding', 'lesion', 'read', 'timepoint', 'exam') then s.record_id::uuid end as row_id,
        case when s.is_re_read then (select r.id::text from read r where r.trial_id = s.trial_id and r.review_id = s.review_id and r.timepoint_id = s.timepoint_id order by r.version limit 1) else s.record_id end as origin
      from s where s.is_change),
    zone as materialized (select n.name from pg_timezone_names n where n.name in (select distinct c.zone from c where c.zone is not null)),
    sight as materialized (
      select g.person_id, e.recorded_at as at from audit.entry e join unblinding_grant g on g.trial_id = e.trial_id and g.id::text = e.record_id
      where e.trial_id = ${trialId} and e.act = 'UNBLIND'
      union all select e.actor_id, e.recorded_at from audit.entry e where e.trial_id = ${trialId} and e.act = 'VIEW' and exists (select from c where c.actor_id = e.actor_id)),
    found as (${sql.join(found, sql` union `)}),
    placed as (
      select f.signal, f.number, s.transaction is not null and s.is_change
        and count(*) over (partition by f.signal, s.transaction) >= ${LIMITS.bulkRows}
        and f.number > min(f.number) over (partition by f.signal, s.transaction) as is_more_of_bulk
      from found f left join s on s.number = f.number where f.number is not null),
    listed as (
      select p.number, jsonb_agg(p.signal order by p.signal) as signals from placed p where p.is_more_of_bulk is not true
      group by p.number order by count(*) desc, p.number limit ${LIMITS.listed})
    select number::double precision as number, signals from listed order by number`);
  return rows;
}
