import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { auditReviewVerdict } from '@readout/db/table/audit-review.ts';
import type { AUDIT_VERDICTS } from '@readout/db/term.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { AuditReview } from './audit-review.ts';
import { AuditVerdict } from './audit-signal.ts';
import { getWritten } from '../get-written.ts';

/** What is said of entries of a review. */
export interface NewVerdict {
  readonly trialId: string;
  readonly reviewId: string;
  readonly numbers: readonly number[];
  readonly verdict: (typeof AUDIT_VERDICTS)[number];
  readonly note: string | null;
  readonly byId: string;
}

const MOST_JUDGED = 100;

/**
 * Says of entries of a review whether they are justified; said again, the newer verdict counts, and breaks the signature of the review.
 *
 * For auditors and data managers. Audited: each verdict.
 *
 * @throws Refusal FORBIDDEN for one's own acts; CONFLICT for entries that the review does not list, or without a note where one is due
 */
export async function judgeAuditEntries(tx: Transaction, said: NewVerdict): Promise<void> {
  const { numbers, reviewId, ...rest } = said;
  if (numbers.length === 0 || numbers.length > MOST_JUDGED)
    throw new Refusal('BAD_INPUT', `A verdict is given to 1 to ${MOST_JUDGED} entries at once.`);
  await tx
    .insert(auditReviewVerdict)
    .values([...new Set(numbers)].map((entryNumber) => ({ ...rest, id: newId(), reviewId, entryNumber })))
    .onConflictDoUpdate({
      target: [auditReviewVerdict.trialId, auditReviewVerdict.reviewId, auditReviewVerdict.entryNumber],
      set: { verdict: sql`excluded.verdict`, note: sql`excluded.note`, byId: sql`excluded.by_id` },
    })
    .execute();
}

builder.mutationField('judgeAuditEntries', (t) =>
  t.drizzleField({
    type: AuditReview,
    description:
      'Says of entries of a review whether they are justified; said again, the newer verdict counts and the signature of the review no longer holds. Nobody judges their own acts. NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT.',
    args: {
      reviewId: t.arg.id({ description: 'The review.', required: true }),
      numbers: t.arg.intList({ required: true, description: 'Numbers of the entries; 100 at most.' }),
      verdict: t.arg({ type: AuditVerdict, required: true, description: 'The verdict.' }),
      note: t.arg.string({ description: 'Why, or what is asked; left out only where they are justified.' }),
    },
    resolve: async (query, _root, { reviewId, numbers, verdict, note }, { db, database, viewer }) => {
      const { trialId, id } = decodeNodeId('AuditReview', reviewId);
      const said = note?.trim() || null;
      await transact(database, { viewer, reason: said ?? 'Reviewed, and justified' }, (tx) =>
        judgeAuditEntries(tx, { trialId, reviewId: id, numbers, verdict, note: said, byId: viewer.userId }),
      );
      return getWritten(await db.query.auditReview.findFirst(query({ where: { trialId, id } })).execute());
    },
  }),
);
