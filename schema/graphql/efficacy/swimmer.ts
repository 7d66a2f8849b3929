import { meaningOf } from '@readout/criteria';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { showArms } from '../permission.ts';
import { encodeNodeId } from '../node-id.ts';
import { ResponseMeaning } from '../response/response-meaning.ts';
import { memberOf, type Ask } from './population.ts';

interface Mark {
  readonly day: number;
  readonly response: string;
  readonly timepoint: string;
}

type Row = {
  readonly trialId: string;
  readonly id: string;
  readonly subject: string;
  readonly arm: string | null;
  readonly best: string;
  readonly firstDoseDay: number;
  readonly lastDoseDay: number | null;
  readonly isOngoing: boolean;
  readonly offTreatmentDay: number | null;
  readonly newTherapyDay: number | null;
  readonly lastContactDay: number;
  readonly deathDay: number | null;
  readonly responseDay: number | null;
  readonly progressionDay: number | null;
  readonly responses: readonly Mark[];
};

/**
 * Treatment, responses and end of each subject of a population, longest treatment first. One statement.
 *
 * Days count from the first dose (0); of a subject without one from randomisation, else from the first timepoint.
 */
export async function listSwimmer(
  db: Transaction,
  ask: Ask,
  responses: readonly string[],
  page: { readonly first: number | null; readonly offset: number },
): Promise<readonly Row[]> {
  const listed = (words: readonly string[]) =>
    sql`array(select jsonb_array_elements_text(${JSON.stringify(words)}::jsonb))`;
  const words = listed(responses);
  // Before a complete response a partial one counts as the first response too.
  const complete = listed(responses.filter((word) => meaningOf(word) === 'complete'));
  const { rows } = await db.execute<Row>(sql`
    with ${memberOf(ask)},
    seen as (
      select p.subject_id, min(p.assessed_on) as first_on, max(p.assessed_on) as last_on
      from timepoint p where p.trial_id = ${ask.trialId} and p.subject_id in (select id from member) group by p.subject_id),
    dated as (
      select m.*, coalesce(m.first_dose_on, m.randomised_on, n.first_on) as origin,
        greatest(m.last_contact_on, m.last_dose_on, m.off_treatment_on, m.new_therapy_on, n.last_on, m.first_dose_on) as known_on,
        m.first_dose_on is not null and m.off_treatment_on is null and m.died_on is null as is_ongoing
      from member m left join seen n on n.subject_id = m.id),
    mark as (
      select d.id, p.assessed_on - d.origin as day, coalesce(r.overall, r.stated_overall) as response, p.code as timepoint
      from dated d
      join read e on e.trial_id = d.trial_id and e.review_id = d.review_id and e.is_current
      join timepoint p on p.trial_id = e.trial_id and p.id = e.timepoint_id and not p.is_baseline
      join timepoint_response r on r.trial_id = e.trial_id and r.read_id = e.id and r.criteria = ${ask.criteria}
      where coalesce(r.overall, r.stated_overall) is not null),
    marks as (
      select id, jsonb_agg(jsonb_build_object('day', day, 'response', response, 'timepoint', timepoint) order by day, timepoint) as responses
      from mark group by id)
    select d.trial_id as "trialId", d.id, d.number as subject, d.arm, d.best,
      coalesce(d.first_dose_on - d.origin, 0) as "firstDoseDay", d.last_dose_on - d.origin as "lastDoseDay", d.is_ongoing as "isOngoing",
      d.off_treatment_on - d.origin as "offTreatmentDay", d.new_therapy_on - d.origin as "newTherapyDay",
      coalesce(least(d.known_on, d.died_on) - d.origin, 0) as "lastContactDay", d.died_on - d.origin as "deathDay",
      case when d.best = any (${words}) then coalesce(
        (select min(k.day) from mark k where k.id = d.id and d.best = any (${complete}) and k.response = any (${words}) and k.day <= d.best_on - d.origin),
        d.best_on - d.origin) end as "responseDay",
      d.progression_on - d.origin as "progressionDay", coalesce(k.responses, '[]') as responses
    from dated d left join marks k on k.id = d.id
    order by case when d.is_ongoing then d.known_on else coalesce(d.last_dose_on, d.off_treatment_on, d.first_dose_on) end - d.origin desc nulls last,
      d.known_on - d.origin desc nulls last, d.number
    limit ${page.first}::bigint offset ${page.offset}::bigint`);
  return rows;
}

const SwimmerMark = builder.objectRef<Mark>('SwimmerMark').implement({
  description: 'A response on a lane.',
  fields: (t) => ({
    day: t.exposeInt('day', { description: 'Days since first dose.' }),
    response: t.exposeString('response', { description: 'Overall response: derived, else as stated.' }),
    meaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What it says of the disease; null for a stated word that no criteria have.',
      resolve: ({ response }) => meaningOf(response),
    }),
    timepoint: t.exposeString('timepoint', { description: 'Code of the timepoint.' }),
  }),
});

export const SwimmerRow = builder.objectRef<Row>('SwimmerRow').implement({
  description:
    'A lane of the swimmer plot. Days since first dose (first dose = 0); without one since randomisation, else since the first timepoint.',
  fields: (t) => ({
    subjectId: t.id({ description: 'Id of the Subject.', resolve: (row) => encodeNodeId('Subject', row) }),
    subject: t.exposeString('subject', { description: "The subject's number." }),
    arm: t.string({
      nullable: true,
      description: 'Code of the planned arm; null when not assigned or withheld.',
      resolve: ({ trialId, arm }, _args, context) => showArms(context, trialId, arm),
    }),
    best: t.exposeString('best', {
      description: 'Best overall response, with or without confirmation as asked.',
    }),
    bestMeaning: t.field({
      type: ResponseMeaning,
      nullable: true,
      description: 'What it says of the disease: the colour of the lane.',
      resolve: ({ best }) => meaningOf(best),
    }),
    firstDoseDay: t.exposeInt('firstDoseDay', { description: 'First dose, days: 0.' }),
    lastDoseDay: t.exposeInt('lastDoseDay', {
      nullable: true,
      description: 'Last dose known, days; null when not told.',
    }),
    isOngoing: t.exposeBoolean('isOngoing', { description: 'Whether treatment has begun and not ended.' }),
    offTreatmentDay: t.exposeInt('offTreatmentDay', {
      nullable: true,
      description: 'End of treatment, days; null while it goes on.',
    }),
    newTherapyDay: t.exposeInt('newTherapyDay', {
      nullable: true,
      description: 'First new anti-cancer therapy, days; null when none.',
    }),
    lastContactDay: t.exposeInt('lastContactDay', {
      description:
        'Last day known to be alive, days: the last contact told, dose or assessment, whichever is latest.',
    }),
    deathDay: t.exposeInt('deathDay', { nullable: true, description: 'Death, days; null when not dead.' }),
    responseDay: t.exposeInt('responseDay', {
      nullable: true,
      description: 'First response that counts for the best response, days; null without one.',
    }),
    progressionDay: t.exposeInt('progressionDay', {
      nullable: true,
      description: 'Progression by the criteria, days; null without one.',
    }),
    responses: t.field({
      type: [SwimmerMark],
      description: 'Responses after baseline of the reads that count, by day.',
      resolve: ({ responses }) => responses,
    }),
  }),
});
