import type { Transaction } from '@readout/db/viewer.ts';
import { review } from '@readout/db/table/review.ts';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { storeReviews } from '../response/store-reviews.ts';

/**
 * Draws the dates of subjects' courses from their events and exposures, and derives anew the responses where a date changed that
 * criteria look at: first dose, end of radiotherapy, new therapy, death.
 *
 * Part of the transaction that changes events or exposures. Audited: what differs.
 */
export async function refreshCourses(
  tx: Transaction,
  { trialId, subjectIds }: { readonly trialId: string; readonly subjectIds: readonly string[] },
): Promise<void> {
  if (subjectIds.length === 0) return;
  const ids = sql`${JSON.stringify(subjectIds)}::jsonb`;
  const { rows } = await tx.execute<{ subject_id: string }>(sql`
    with given as (select jsonb_array_elements_text(${ids})::uuid as subject_id),
    dose as (
      select x.subject_id, min(x.started_on) as first_dose_on,
        case when bool_or(x.ended_on is null) then null else max(x.ended_on) end as last_dose_on, max(coalesce(x.ended_on, x.started_on)) as seen_on
      from exposure x join given g on g.subject_id = x.subject_id where x.trial_id = ${trialId} group by x.subject_id),
    happened as (
      select e.subject_id, bool_or(e.kind = 'SCREEN_FAILURE') as is_screen_failure,
        min(e.occurred_on) filter (where e.kind = 'INFORMED_CONSENT') as consented_on,
        min(e.occurred_on) filter (where e.kind = 'RANDOMISATION') as randomised_on,
        min(e.occurred_on) filter (where e.kind = 'END_OF_TREATMENT') as off_treatment_on,
        min(e.occurred_on) filter (where e.kind = 'END_OF_RADIOTHERAPY') as radiotherapy_ended_on,
        min(e.occurred_on) filter (where e.kind = 'NEW_THERAPY') as new_therapy_on,
        min(e.occurred_on) filter (where e.kind = 'DEATH') as died_on,
        max(e.occurred_on) as seen_on
      from subject_event e join given g on g.subject_id = e.subject_id where e.trial_id = ${trialId} group by e.subject_id),
    drawn as (
      select g.subject_id, coalesce(h.is_screen_failure, false) as is_screen_failure, h.consented_on, h.randomised_on, d.first_dose_on as reference_start_on, d.first_dose_on,
        d.last_dose_on, h.off_treatment_on, h.radiotherapy_ended_on, h.new_therapy_on, coalesce(h.died_on, greatest(h.seen_on, d.seen_on)) as last_contact_on, h.died_on
      from given g left join dose d using (subject_id) left join happened h using (subject_id)),
    before as (
      select c.subject_id, c.first_dose_on, c.radiotherapy_ended_on, c.new_therapy_on, c.died_on from subject_course c join given using (subject_id)
      where c.trial_id = ${trialId}),
    changed as (
      update subject_course c set (is_screen_failure, consented_on, randomised_on, reference_start_on, first_dose_on, last_dose_on, off_treatment_on, radiotherapy_ended_on, new_therapy_on, last_contact_on, died_on)
        = (d.is_screen_failure, d.consented_on, d.randomised_on, d.reference_start_on, d.first_dose_on, d.last_dose_on, d.off_treatment_on, d.radiotherapy_ended_on, d.new_therapy_on, d.last_contact_on, d.died_on)
      from drawn d where c.trial_id = ${trialId} and c.subject_id = d.subject_id
      returning c.subject_id, c.first_dose_on, c.radiotherapy_ended_on, c.new_therapy_on, c.died_on)
    select c.subject_id from changed c join before b using (subject_id)
    where (c.first_dose_on, c.radiotherapy_ended_on, c.new_therapy_on, c.died_on)
      is distinct from (b.first_dose_on, b.radiotherapy_ended_on, b.new_therapy_on, b.died_on)`);
  if (rows.length === 0) return;
  const moved = await tx
    .select({ id: review.id })
    .from(review)
    .where(
      and(
        eq(review.trialId, trialId),
        inArray(
          review.subjectId,
          rows.map((row) => row.subject_id),
        ),
      ),
    )
    .execute();
  await storeReviews(tx, { trialId, reviewIds: moved.map(({ id }) => id), what: 'ALL' });
}
