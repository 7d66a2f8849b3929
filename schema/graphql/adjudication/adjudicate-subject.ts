import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { adjudication, review } from '@readout/db/table/review.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq, sql } from 'drizzle-orm';
import { decisionField, type Decision } from './decision-field.ts';

/**
 * Accepts one of two readers' reviews as the central result of a subject on whom they differ.
 *
 * For an adjudicator, once all reads of both readers are locked. Audited: the adjudication.
 *
 * @returns the id of the adjudication
 * @throws Refusal NOT_FOUND when the review is not there, or not locked as a whole; REASON_MISSING; CONFLICT when the readers do not
 * differ or the subject is decided already; FORBIDDEN for anybody else
 */
export async function adjudicateSubject(
  tx: Transaction,
  { trialId, subjectId, acceptedEvaluator, reason }: Decision,
): Promise<string> {
  if (reason.trim() === '') throw new Refusal('REASON_MISSING', 'Say why this review is accepted.');
  const [accepted] = await tx
    .select({ id: review.id })
    .from(review)
    .where(
      and(
        eq(review.trialId, trialId),
        eq(review.subjectId, subjectId),
        eq(review.evaluator, acceptedEvaluator),
      ),
    )
    .execute();
  if (accepted === undefined)
    throw new Refusal('NOT_FOUND', 'The reviews of this subject are not both locked yet.');
  const { rows } = await tx.execute<{ rule: string; variable: string; person_id: string }>(sql`
    select r.rule, c.adjudication_variable as variable, private.viewer_id() as person_id
    from central_review r join current_charter c on c.trial_id = r.trial_id
    where r.trial_id = ${trialId} and r.subject_id = ${subjectId}`);
  const found = rows[0];
  if (found?.rule !== 'TO_ADJUDICATE')
    throw new Refusal(
      'CONFLICT',
      'There is nothing to adjudicate: the readers agree, are not done, or it is decided.',
    );
  const id = newId();
  await tx
    .insert(adjudication)
    .values({
      trialId,
      id,
      subjectId,
      acceptedReviewId: accepted.id,
      reason: reason.trim(),
      decidedById: found.person_id,
      variable: found.variable as (typeof adjudication.$inferInsert)['variable'] & string,
    })
    .execute();
  return id;
}

decisionField(
  'adjudicateSubject',
  'Accepts one of two readers’ reviews as the central result of a subject on whom they differ. For an adjudicator. NOT_FOUND, CONFLICT, FORBIDDEN, BAD_INPUT, REASON_MISSING.',
  adjudicateSubject,
);
