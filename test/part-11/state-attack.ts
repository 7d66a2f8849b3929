/** What the statements of an attack name. */
export interface AttackIds {
  readonly trial: string;
  readonly subject: string;
  /** Another subject of the trial. */
  readonly otherSubject: string;
  readonly review: string;
  readonly otherReview: string;
  readonly timepoint: string;
  readonly later: string;
  /** The current read of the review at the timepoint, or an id of nothing. */
  readonly read: string;
  /** The other reader's. */
  readonly otherRead: string;
}

/** Reads that are locked, or were. */
const lockedOnce = `select id from read where state = 'LOCKED' or locked_at is not null`;
const newRead = ({ trial, review, timepoint }: AttackIds, more: string, values: string) =>
  `insert into read (trial_id, id, review_id, timepoint_id, ${more}) values ('${trial}', gen_random_uuid(), '${review}', '${timepoint}', ${values})`;

/** SQL on the connection of the application that no state allows to anybody. */
export const ATTACKS: Readonly<Record<string, (ids: AttackIds) => string>> = {
  'begin locked': (ids) => newRead(ids, 'state, locked_at', `'LOCKED', now()`),
  'begin as locked before': (ids) => newRead(ids, 'version, state, locked_at', `40, 'SUBMITTED', now()`),
  'begin with a later version': (ids) =>
    newRead(ids, 'version, state, correction_reason', `40, 'SUBMITTED', 'Why not'`),
  'begin as a version that does not count': (ids) =>
    newRead(ids, 'version, is_current, state', `41, false, 'SUBMITTED'`),
  'begin in a state that there is not': (ids) => newRead(ids, 'version, state', `42, 'RELEASED'`),
  'go back to a draft': ({ read }) => `update read set state = 'DRAFT' where id = '${read}'`,
  'delete a read': ({ read }) => `delete from read where id = '${read}'`,
  'delete a read with its findings': ({ read }) =>
    `delete from finding where read_id = '${read}' and read_id in (${lockedOnce}); delete from read where id = '${read}'`,
  'take a read away': ({ read }) => `update read set is_current = false where id = '${read}'`,
  'bring a replaced version back': ({ review }) =>
    `update read set is_current = true where review_id = '${review}' and not is_current`,
  'lock a replaced version': ({ review }) =>
    `update read set state = 'LOCKED' where review_id = '${review}' and not is_current and state <> 'LOCKED'`,
  'unlock a replaced version': ({ review }) =>
    `update read set state = 'SUBMITTED' where review_id = '${review}' and not is_current and state = 'LOCKED'`,
  'move a read to another timepoint': ({ read, later }) =>
    `update read set timepoint_id = '${later}' where id = '${read}'`,
  'move a read to another review': ({ read, otherReview }) =>
    `update read set review_id = '${otherReview}' where id = '${read}'`,
  'renumber a read': ({ read }) => `update read set version = version + 7 where id = '${read}'`,
  'forget when it was locked': ({ read }) =>
    `update read set locked_at = null where id = '${read}' and locked_at is not null`,
  'say when it was locked': ({ read }) =>
    `update read set locked_at = now() - interval '1 year' where id = '${read}'`,
  'rewrite what was locked': ({ read }) =>
    `update read set comment = 'Never so', is_evaluable = false where id = '${read}' and id in (${lockedOnce})`,
  'change a finding that was locked': ({ read }) =>
    `update finding set longest_diameter_mm = 1 where read_id = '${read}' and read_id in (${lockedOnce})`,
  'take a finding out of what was locked': ({ read }) =>
    `delete from finding where read_id = '${read}' and read_id in (${lockedOnce})`,
  'move a finding out of what was locked': ({ read, otherRead }) =>
    `update finding set read_id = '${otherRead}' where read_id = '${read}' and read_id in (${lockedOnce})`,
  "write in the other reader's read": ({ trial, review, otherRead }) =>
    `insert into finding (trial_id, id, read_id, review_id, lesion_id, state) select '${trial}', gen_random_uuid(), '${otherRead}', '${review}', id, 'absent' from lesion where review_id = '${review}' limit 1`,
  "find the other reader's lesion": ({ trial, read, review, otherReview }) =>
    `insert into finding (trial_id, id, read_id, review_id, lesion_id, state) select '${trial}', gen_random_uuid(), '${read}', '${review}', id, 'absent' from lesion where review_id = '${otherReview}' limit 1`,
  'change the role of a lesion that was locked': ({ review }) =>
    `update lesion set role = 'new' where review_id = '${review}' and id in (select lesion_id from finding where read_id in (${lockedOnce}))`,
  'change the order of timepoints that are locked': ({ subject }) =>
    `update timepoint set assessed_on = date '2027-01-01' where subject_id = '${subject}' and id in (select timepoint_id from read where state = 'LOCKED' and is_current)`,
  'make another timepoint the baseline': ({ timepoint }) =>
    `update timepoint set is_baseline = not is_baseline where id = '${timepoint}' and id in (select timepoint_id from read where state = 'LOCKED' and is_current)`,
  'give a timepoint to another subject': ({ timepoint, otherSubject }) =>
    `update timepoint set subject_id = '${otherSubject}' where id = '${timepoint}'`,
  'forget quality control': ({ timepoint }) =>
    `update timepoint set image_quality = null where id = '${timepoint}'`,
  'write an answer': ({ subject }) =>
    `update timepoint_response set overall = 'CR' where review_id in (select id from review where subject_id = '${subject}')`,
  'write a best response': ({ subject }) =>
    `update best_response set best = 'CR' where review_id in (select id from review where subject_id = '${subject}')`,
  'write a best response as the engine': ({ review }) =>
    `select set_config('readout.derivation', current_setting('readout.ticket'), true); update best_response set best = 'CR' where review_id = '${review}'`,
  'take an answer away': ({ review }) => `delete from best_response where review_id = '${review}'`,
  'decide otherwise': ({ subject, otherReview }) =>
    `update adjudication set accepted_review_id = '${otherReview}', reason = 'So' where subject_id = '${subject}'`,
  'decide otherwise with a permit': ({ subject, otherReview }) =>
    `select private.permit('readjudicate'); update adjudication set accepted_review_id = '${otherReview}', reason = 'So' where subject_id = '${subject}'`,
  'take a decision back': ({ subject }) => `delete from adjudication where subject_id = '${subject}'`,
  'mend a broken signature': () =>
    `update signature set broken_at = null, broken_by = null, broken_why = null where broken_at is not null`,
  'take a signature away': () => `delete from signature`,
  'copy a signature': ({ read }) =>
    `insert into signature select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'nonce', gen_random_uuid(), 'record_id', '${read}'))).* from signature s limit 1`,
  'sign without proof': ({ trial, read }) =>
    `select private.sign('${trial}', 'read', '${read}', 'AUTHORSHIP', null, null)`,
  'loosen the charter': () => `update charter set is_sequential = false`,
  'add a step': () =>
    `insert into private.state_step (record, from_state, to_state) values ('read', null, 'LOCKED')`,
  'widen a step': () => `update private.state_step set who = null`,
  'go past the triggers': ({ read }) =>
    `set local session_replication_role = replica; update read set state = 'DRAFT' where id = '${read}'`,
  'take the triggers away': ({ read }) =>
    `alter table read disable trigger all; update read set state = 'DRAFT' where id = '${read}'`,
  'empty a table': () => `truncate finding cascade`,
};

/** The same in a trial that is closed. */
export const CLOSED_ATTACKS: typeof ATTACKS = {
  'begin a read': (ids) =>
    newRead(
      ids,
      'version, state, correction_reason',
      `(select coalesce(max(version), 0) + 1 from read where review_id = '${ids.review}'), 'SUBMITTED', 'Late'`,
    ),
  'change a finding': ({ read }) => `update finding set longest_diameter_mm = 1 where read_id = '${read}'`,
  'lock a read': ({ read }) => `update read set state = 'LOCKED' where id = '${read}' and state <> 'LOCKED'`,
  'unlock a read': ({ read }) =>
    `update read set state = 'SUBMITTED' where id = '${read}' and state = 'LOCKED'`,
  'change a subject': ({ subject }) =>
    `update subject set age_years = coalesce(age_years, 0) + 1 where id = '${subject}'`,
  'add a timepoint': ({ trial, subject }) =>
    `insert into timepoint (trial_id, id, subject_id, code, label, assessed_on, is_baseline, is_scheduled) values ('${trial}', gen_random_uuid(), '${subject}', 'LATE', 'Late', '2026-06-01', false, false)`,
  'judge images': ({ timepoint }) =>
    `update timepoint set image_quality = case image_quality when 'PASSED' then 'FAILED' else 'PASSED' end where id = '${timepoint}'`,
  'record an event': ({ trial, subject }) =>
    `insert into subject_event (trial_id, id, subject_id, source_key, kind, term, occurred_on) values ('${trial}', gen_random_uuid(), '${subject}', 'LATE', 'DEATH', 'Death', '2026-06-01')`,
  'rename the trial': ({ trial }) => `update trial set title = title || '!' where id = '${trial}'`,
  'reopen and write at once': ({ trial, subject }) =>
    `update subject set age_years = coalesce(age_years, 0) + 1 where id = '${subject}'; update trial set state = 'ONGOING' where id = '${trial}'`,
};
