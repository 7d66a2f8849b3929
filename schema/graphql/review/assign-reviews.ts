import { insertRows } from '@readout/db/insert-rows.ts';
import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { reviewAssignment } from '@readout/db/table/person.ts';
import { review } from '@readout/db/table/review.ts';
import type { Evaluator } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq, inArray, sql } from 'drizzle-orm';

export interface Assignments {
  readonly trialId: string;
  readonly assignments: readonly {
    readonly subjectId: string;
    readonly evaluator: Evaluator;
    readonly personId: string;
  }[];
}

/**
 * Says who reads which subject as which evaluator; opens the review where it is new.
 *
 * For a trial administrator. Audited: each new review and each change of who reads.
 *
 * @throws Refusal FORBIDDEN for anybody else; CONFLICT where one person would be two evaluators of a subject
 */
export async function assignReviews(tx: Transaction, { trialId, assignments }: Assignments): Promise<void> {
  const subjectIds = [...new Set(assignments.map(({ subjectId }) => subjectId))];
  await insertRows(
    tx,
    review,
    assignments.map(({ subjectId, evaluator }) => ({ trialId, id: newId(), subjectId, evaluator })),
    sql`on conflict (trial_id, subject_id, evaluator) do nothing`,
  );
  const reviews = await tx
    .select()
    .from(review)
    .where(and(eq(review.trialId, trialId), inArray(review.subjectId, subjectIds)))
    .execute();
  const reviewIds = new Map(reviews.map(({ id, subjectId, evaluator }) => [`${subjectId} ${evaluator}`, id]));
  await insertRows(
    tx,
    reviewAssignment,
    assignments.map(({ subjectId, evaluator, personId }) => {
      const reviewId = reviewIds.get(`${subjectId} ${evaluator}`);
      if (reviewId === undefined) throw new Refusal('NOT_FOUND', 'This subject is not in the trial.');
      return { trialId, reviewId, personId };
    }),
    sql`on conflict (trial_id, review_id) do update set person_id = excluded.person_id where review_assignment.person_id <> excluded.person_id`,
  );
  const { rows } = await tx.execute(sql`
    select from review v join review_assignment a on a.trial_id = v.trial_id and a.review_id = v.id
    where v.trial_id = ${trialId} and v.subject_id in (select jsonb_array_elements_text(${JSON.stringify(subjectIds)}::jsonb)::uuid)
    group by v.subject_id, a.person_id having count(*) > 1 limit 1`);
  if (rows.length > 0)
    throw new Refusal('CONFLICT', 'One person cannot be two evaluators of the same subject.');
}
