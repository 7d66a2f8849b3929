import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { adjudication, review } from '@readout/db/table/review.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq, sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { Evaluator } from '../review/evaluator.ts';
import { Subject } from '../subject/subject.ts';

export interface Decision {
  readonly trialId: string;
  readonly subjectId: string;
  readonly acceptedEvaluator: 'READER_1' | 'READER_2';
  readonly reason: string;
}

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

export const AdjudicateSubjectInput = builder.inputType('AdjudicateSubjectInput', {
  description: 'The adjudicator’s choice.',
  fields: (t) => ({
    subjectId: t.id({ required: true, description: 'The subject.' }),
    acceptedEvaluator: t.field({
      type: Evaluator,
      required: true,
      description: 'READER_1 or READER_2: whose review is accepted.',
    }),
    reason: t.string({ required: true, description: 'Why; kept with the decision and on the audit trail.' }),
  }),
});

builder.mutationField('adjudicateSubject', (t) =>
  t.drizzleField({
    type: Subject,
    description:
      'Accepts one of two readers’ reviews as the central result of a subject on whom they differ. For an adjudicator. NOT_FOUND, CONFLICT, FORBIDDEN, BAD_INPUT, REASON_MISSING.',
    args: { input: t.arg({ type: AdjudicateSubjectInput, required: true, description: 'The choice.' }) },
    resolve: async (query, _root, { input }, { db, database, viewer }) => {
      const { trialId, id: subjectId } = decodeNodeId('Subject', input.subjectId);
      const { acceptedEvaluator, reason } = input;
      if (acceptedEvaluator !== 'READER_1' && acceptedEvaluator !== 'READER_2')
        throw new Refusal('BAD_INPUT', 'An adjudicator accepts the review of reader 1 or reader 2.');
      await transact(database, { viewer, reason }, (tx) =>
        adjudicateSubject(tx, { trialId, subjectId, acceptedEvaluator, reason }),
      );
      const decided = await db.query.subject
        .findFirst(query({ where: { trialId, id: subjectId } }))
        .execute();
      if (decided === undefined) throw new Error('The subject that was adjudicated is not there.');
      return decided;
    },
  }),
);
