import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { differingParts } from '../response/difference-query.ts';
import { Trial } from './trial.ts';

type Row = {
  readonly subjects: number;
  readonly screenFailures: number;
  readonly randomised: number;
  readonly treated: number;
  readonly expectedTimepoints: number | null;
  readonly receivedTimepoints: number;
  readonly readTimepoints: number;
  readonly lockedTimepoints: number;
  readonly toAdjudicate: number;
  readonly adjudicated: number;
  readonly differences: number;
};

/** Where a trial stands, counted from what the viewer may see. One statement. */
async function countProgress(db: Transaction, trialId: string): Promise<Row> {
  const { rows } = await db.execute<Row>(sql`
    with people as (
      select count(*)::int as subjects, count(*) filter (where c.is_screen_failure)::int as screen_failures,
        count(c.randomised_on)::int as randomised, count(c.first_dose_on)::int as treated
      from subject s left join subject_course c on c.trial_id = s.trial_id and c.subject_id = s.id where s.trial_id = ${trialId}),
    due as (
      select count(*)::int as expected from subject_course c join schedule p on p.trial_id = c.trial_id
      where c.trial_id = ${trialId} and c.first_dose_on is not null
        and (p.is_baseline or c.first_dose_on + p.day - 1 <= least(current_date, c.off_treatment_on, c.died_on))),
    received as (
      select t.id, bool_or(r.state in ('SUBMITTED', 'LOCKED')) as is_read, bool_and(r.state = 'LOCKED') as is_locked
      from timepoint t left join read r on r.trial_id = t.trial_id and r.timepoint_id = t.id and r.is_current
      where t.trial_id = ${trialId} and (t.received_at is not null or r.id is not null
        or exists (select from exam e where e.trial_id = t.trial_id and e.timepoint_id = t.id))
      group by t.id),
    images as (
      select count(*)::int as received, count(*) filter (where is_read)::int as read, count(*) filter (where is_locked)::int as locked from received),
    central as (
      select count(*) filter (where rule = 'TO_ADJUDICATE')::int as open, count(*) filter (where rule = 'ADJUDICATED')::int as done
      from central_review where trial_id = ${trialId}),
    difference as (${differingParts(trialId, null)})
    select p.subjects, p.screen_failures as "screenFailures", p.randomised, p.treated,
      case when exists (select from schedule where trial_id = ${trialId}) then d.expected end as "expectedTimepoints",
      i.received as "receivedTimepoints", i.read as "readTimepoints", i.locked as "lockedTimepoints",
      c.open as "toAdjudicate", c.done as adjudicated, (select count(*)::int from difference) as differences
    from people p, due d, images i, central c`);
  const row = rows[0];
  if (row === undefined) throw new Error('A count has no row.');
  return row;
}

const Progress = builder.objectRef<Row>('Progress').implement({
  description: 'Where a trial stands, counted from what the viewer may see.',
  fields: (t) => ({
    subjects: t.exposeInt('subjects', { description: 'Subjects, screen failures included.' }),
    screenFailures: t.exposeInt('screenFailures', { description: 'Subjects that failed screening.' }),
    randomised: t.exposeInt('randomised', { description: 'Subjects randomised.' }),
    treated: t.exposeInt('treated', { description: 'Subjects with a first dose.' }),
    expectedTimepoints: t.exposeInt('expectedTimepoints', {
      nullable: true,
      description:
        'Timepoints due by today by the schedule, for subjects under treatment until it ends; null without a schedule.',
    }),
    receivedTimepoints: t.exposeInt('receivedTimepoints', {
      description: 'Timepoints with images or a read.',
    }),
    readTimepoints: t.exposeInt('readTimepoints', {
      description: 'Timepoints with a read that is submitted or locked.',
    }),
    lockedTimepoints: t.exposeInt('lockedTimepoints', {
      description: 'Timepoints whose reads are all locked.',
    }),
    toAdjudicate: t.exposeInt('toAdjudicate', {
      description: 'Subjects whose readers differ and are not adjudicated yet.',
    }),
    adjudicated: t.exposeInt('adjudicated', { description: 'Subjects that are adjudicated.' }),
    differences: t.exposeInt('differences', {
      description: 'Stated responses that differ from the derived ones.',
    }),
  }),
});

builder.drizzleObjectField(Trial, 'progress', (t) =>
  t.field({
    type: Progress,
    description: 'Where the trial stands.',
    complexity: 20,
    resolve: ({ id }, _args, { db }) => countProgress(db, id),
  }),
);
