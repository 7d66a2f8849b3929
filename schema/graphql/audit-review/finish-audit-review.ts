import { Refusal } from '@readout/db/refusal.ts';
import { auditReview } from '@readout/db/table/audit-review.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { decodeNodeId, type RowKey } from '../node-id.ts';
import { AuditReview } from './audit-review.ts';
import { getWritten } from '../get-written.ts';

/**
 * Closes a review whose entries all have a verdict, so that it can be signed. Closed again, its signature no longer holds.
 *
 * For who began it. Audited: the review.
 *
 * @param closing `nextDueOn` ISO 8601, after today and within a year
 * @throws Refusal NOT_FOUND; FORBIDDEN for others; CONFLICT while entries have no verdict, or for a day that is none
 */
export async function finishAuditReview(
  tx: Transaction,
  { trialId, id }: RowKey,
  closing: { readonly summary: string; readonly nextDueOn: string },
): Promise<void> {
  const finished = await tx
    .update(auditReview)
    .set({ ...closing, finishedAt: new Date() })
    .where(and(eq(auditReview.trialId, trialId), eq(auditReview.id, id)))
    .returning({ id: auditReview.id })
    .execute();
  if (finished.length === 0)
    throw new Refusal('NOT_FOUND', 'There is no review with this id that you may close.');
}

builder.mutationField('finishAuditReview', (t) =>
  t.drizzleField({
    type: AuditReview,
    description:
      'Closes a review whose entries all have a verdict. For who began it; it is signed after. NOT_FOUND, FORBIDDEN, CONFLICT, REASON_MISSING.',
    args: {
      reviewId: t.arg.id({ description: 'The review.', required: true }),
      summary: t.arg.string({ required: true, description: 'What the review found, as a whole.' }),
      nextDueOn: t.arg({
        type: 'Date',
        required: true,
        description: 'Day by which the next review is due: after today, within a year.',
      }),
    },
    resolve: async (query, _root, { reviewId, summary, nextDueOn }, { db, database, viewer }) => {
      const key = decodeNodeId('AuditReview', reviewId);
      await transact(database, { viewer, reason: summary }, (tx) =>
        finishAuditReview(tx, key, { summary, nextDueOn }),
      );
      return getWritten(await db.query.auditReview.findFirst(query({ where: { ...key } })).execute());
    },
  }),
);
