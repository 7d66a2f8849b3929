import { isAnyOf } from '@readout/db/is-any-of.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { read } from '@readout/db/table/read.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq } from 'drizzle-orm';
import { storeReviews } from '../response/store-reviews.ts';

/**
 * Locks submitted reads, and derives the best responses of their reviews, which count locked reads alone.
 *
 * For the person who reads, or a data manager. A read locked already stays as it is. Audited: each read and each best response.
 *
 * @throws Refusal NOT_FOUND for a read that is not there for the viewer; CONFLICT for a draft or a version that was replaced
 */
export async function lockReads(
  tx: Transaction,
  { trialId, readIds }: { readonly trialId: string; readonly readIds: readonly string[] },
): Promise<void> {
  const reads = await tx
    .select({ id: read.id, reviewId: read.reviewId, state: read.state, isCurrent: read.isCurrent })
    .from(read)
    .where(and(eq(read.trialId, trialId), isAnyOf(read.id, readIds)))
    .execute();
  if (reads.length < new Set(readIds).size) throw new Refusal('NOT_FOUND', 'This read is not there for you.');
  if (reads.some(({ isCurrent }) => !isCurrent))
    throw new Refusal('CONFLICT', 'A newer version has replaced this read.');
  if (reads.some(({ state }) => state === 'DRAFT'))
    throw new Refusal('CONFLICT', 'This read is a draft: submit it first.');
  const open = reads.filter(({ state }) => state === 'SUBMITTED');
  const locked = await tx
    .update(read)
    .set({ state: 'LOCKED', lockedAt: new Date() })
    .where(
      and(
        eq(read.trialId, trialId),
        isAnyOf(
          read.id,
          open.map(({ id }) => id),
        ),
      ),
    )
    .returning({ id: read.id })
    .execute();
  if (locked.length < open.length)
    throw new Refusal('FORBIDDEN', 'The reader or a data manager locks a read.');
  await storeReviews(tx, {
    trialId,
    reviewIds: [...new Set(open.map(({ reviewId }) => reviewId))],
    what: 'BEST',
  });
}
