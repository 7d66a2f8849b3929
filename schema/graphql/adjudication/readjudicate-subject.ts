import { Refusal } from '@readout/db/refusal.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { Subject } from '../subject/subject.ts';
import { AdjudicateSubjectInput, type Decision } from './adjudicate-subject.ts';

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

builder.mutationField('readjudicateSubject', (t) =>
  t.drizzleField({
    type: Subject,
    description:
      'Accepts the other of two readers’ reviews of a subject that was adjudicated. For an adjudicator. NOT_FOUND, CONFLICT, FORBIDDEN, BAD_INPUT, REASON_MISSING.',
    args: { input: t.arg({ type: AdjudicateSubjectInput, required: true, description: 'The choice.' }) },
    resolve: async (query, _root, { input }, { db, database, viewer }) => {
      const { trialId, id: subjectId } = decodeNodeId('Subject', input.subjectId);
      const { acceptedEvaluator, reason } = input;
      if (acceptedEvaluator !== 'READER_1' && acceptedEvaluator !== 'READER_2')
        throw new Refusal('BAD_INPUT', 'An adjudicator accepts the review of reader 1 or reader 2.');
      await transact(database, { viewer, reason }, (tx) =>
        readjudicateSubject(tx, { trialId, subjectId, acceptedEvaluator, reason }),
      );
      const decided = await db.query.subject
        .findFirst(query({ where: { trialId, id: subjectId } }))
        .execute();
      if (decided === undefined) throw new Error('The subject that was adjudicated is not there.');
      return decided;
    },
  }),
);
