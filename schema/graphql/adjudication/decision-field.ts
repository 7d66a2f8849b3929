import { Refusal } from '@readout/db/refusal.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { Evaluator } from '../review/evaluator.ts';
import { Subject } from '../subject/subject.ts';

/** Which of two readers' reviews of a subject an adjudicator accepts, and why. */
export interface Decision {
  readonly trialId: string;
  readonly subjectId: string;
  readonly acceptedEvaluator: 'READER_1' | 'READER_2';
  readonly reason: string;
}

const AdjudicateSubjectInput = builder.inputType('AdjudicateSubjectInput', {
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

/**
 * A mutation by which an adjudicator decides on a subject.
 *
 * @param decide writes the decision, in the transaction of the mutation
 */
export const decisionField = (
  name: string,
  description: string,
  decide: (tx: Transaction, decision: Decision) => Promise<unknown>,
): void =>
  builder.mutationField(name, (t) =>
    t.drizzleField({
      type: Subject,
      description,
      args: { input: t.arg({ type: AdjudicateSubjectInput, required: true, description: 'The choice.' }) },
      resolve: async (query, _root, { input }, { db, database, viewer }) => {
        const { trialId, id: subjectId } = decodeNodeId('Subject', input.subjectId);
        const { acceptedEvaluator, reason } = input;
        if (acceptedEvaluator !== 'READER_1' && acceptedEvaluator !== 'READER_2')
          throw new Refusal('BAD_INPUT', 'An adjudicator accepts the review of reader 1 or reader 2.');
        await transact(database, { viewer, reason }, (tx) =>
          decide(tx, { trialId, subjectId, acceptedEvaluator, reason }),
        );
        const decided = await db.query.subject
          .findFirst(query({ where: { trialId, id: subjectId } }))
          .execute();
        if (decided === undefined) throw new Error('The subject that was adjudicated is not there.');
        return decided;
      },
    }),
  );
