import { Refusal } from '@readout/db/refusal.ts';
import { AuditReview } from '../audit-review/audit-review.ts';
import { builder } from '../builder.ts';
import { getWritten } from '../get-written.ts';
import { decodeNodeId } from '../node-id.ts';
import { actOf, SignInput, SIGNING_CODES } from './sign-input.ts';
import { signAsViewer } from './sign-record.ts';

builder.mutationField('signAuditReview', (t) =>
  t.drizzleField({
    type: AuditReview,
    description: `Signs a closed review of the audit trail, with every verdict. For who began it. ${SIGNING_CODES}`,
    args: { input: t.arg({ type: SignInput, required: true, description: 'The signature.' }) },
    resolve: async (query, _root, { input }, context) => {
      const { trialId, id } = decodeNodeId('AuditReview', input.id);
      const review = await context.db.query.auditReview
        .findFirst({ columns: { finishedAt: true }, where: { trialId, id } })
        .execute();
      // The database refuses it too, as there is nothing to sign; this says what is to be done.
      if (review?.finishedAt === null)
        throw new Refusal('CONFLICT', 'Give each entry a verdict and close the review, then sign it.');
      await signAsViewer(context, { trialId, record: 'audit_review', recordId: id }, actOf(input));
      return getWritten(
        await context.db.query.auditReview.findFirst(query({ where: { trialId, id } })).execute(),
      );
    },
  }),
);
