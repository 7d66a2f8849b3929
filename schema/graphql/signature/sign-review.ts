import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { Subject } from '../subject/subject.ts';
import { actOf, SignInput, SIGNING_CODES } from './sign-input.ts';
import { signAsViewer } from './sign-record.ts';

builder.mutationField('signReview', (t) =>
  t.drizzleField({
    type: Subject,
    description: `Signs the review of a subject: the central result and the answers of all evaluators as they stand. For a medical monitor. ${SIGNING_CODES}`,
    args: { input: t.arg({ type: SignInput, required: true, description: 'The signature.' }) },
    resolve: async (query, _root, { input }, context) => {
      const { trialId, id } = decodeNodeId('Subject', input.id);
      await signAsViewer(context, { trialId, record: 'review', recordId: id }, actOf(input));
      const signed = await context.db.query.subject.findFirst(query({ where: { trialId, id } })).execute();
      if (signed === undefined) throw new Error('What was signed is not there.');
      return signed;
    },
  }),
);
