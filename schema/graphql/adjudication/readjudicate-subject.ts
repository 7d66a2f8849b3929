import { Refusal } from '@readout/db/refusal.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { decisionField, type Decision } from './decision-field.ts';

/**
 * Decides anew on a subject that was adjudicated, which else stands.
 *
 * For an adjudicator, who says why. Audited: the adjudication, with what was decided before.
 *
 * @throws Refusal FORBIDDEN for anybody else; NOT_FOUND when the review is not there; CONFLICT when nothing was decided yet, or that review is accepted already
 */
export async function readjudicateSubject(
  tx: Transaction,
  { trialId, subjectId, acceptedEvaluator, reason }: Decision,
): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`select id from review where trial_id = ${trialId} and subject_id = ${subjectId} and evaluator = ${acceptedEvaluator}`,
  );
  const reviewId = rows[0]?.id;
  if (reviewId === undefined)
    throw new Refusal('NOT_FOUND', 'The reviews of this subject are not both locked yet.');
  await tx.execute(
    sql`select private.readjudicate(${trialId}::uuid, ${subjectId}::uuid, ${reviewId}::uuid, ${reason})`,
  );
}

decisionField(
  'readjudicateSubject',
  'Accepts the other of two readers’ reviews of a subject that was adjudicated. For an adjudicator. NOT_FOUND, CONFLICT, FORBIDDEN, BAD_INPUT, REASON_MISSING.',
  readjudicateSubject,
);
