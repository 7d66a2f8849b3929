import { builder } from '../builder.ts';
import { getWritten } from '../get-written.ts';
import { decodeNodeId } from '../node-id.ts';
import { actOf, SignInput, SIGNING_CODES } from '../signature/sign-input.ts';
import { signAsViewer } from '../signature/sign-record.ts';
import { AccessReview } from './access-review.ts';

builder.mutationField('signAccessReview', (t) =>
  t.drizzleField({
    type: AccessReview,
    description: `Signs a review of access. For the trial administrator who made it. ${SIGNING_CODES}`,
    args: { input: t.arg({ type: SignInput, required: true, description: 'The signature.' }) },
    resolve: async (query, _root, { input }, context) => {
      const { trialId, id } = decodeNodeId('AccessReview', input.id);
      await signAsViewer(context, { trialId, record: 'access_review', recordId: id }, actOf(input));
      return getWritten(
        await context.db.query.accessReview.findFirst(query({ where: { trialId, id } })).execute(),
      );
    },
  }),
);
