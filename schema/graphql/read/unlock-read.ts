import { Refusal } from '@readout/db/refusal.ts';
import { read } from '@readout/db/table/read.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq, sql } from 'drizzle-orm';
import { storeReviews } from '../response/store-reviews.ts';

/**
 * Opens a locked read for correction; until it is locked again its review's best response counts the others alone.
 *
 * For a data manager or trial administrator, who cannot change what was read. The read keeps when it was locked, so that what its
 * reader then submits is a new version. Audited: the read and the best response.
 *
 * @throws Refusal NOT_FOUND; FORBIDDEN for anybody else; CONFLICT for a read that is not locked, or was replaced
 */
export async function unlockRead(
  tx: Transaction,
  { trialId, readId }: { readonly trialId: string; readonly readId: string },
): Promise<void> {
  const [found] = await tx
    .select({ reviewId: read.reviewId, state: read.state, isCurrent: read.isCurrent })
    .from(read)
    .where(and(eq(read.trialId, trialId), eq(read.id, readId)))
    .execute();
  if (found === undefined) throw new Refusal('NOT_FOUND', 'This read is not there for you.');
  const { rows } = await tx.execute<{ may: boolean }>(
    sql`select ${trialId}::uuid = any (private.kept_trials()) as may`,
  );
  if (rows[0]?.may !== true) throw new Refusal('FORBIDDEN', 'A data manager unlocks a read.');
  if (found.state !== 'LOCKED' || !found.isCurrent) throw new Refusal('CONFLICT', 'This read is not locked.');
  await tx
    .update(read)
    .set({ state: 'SUBMITTED' })
    .where(and(eq(read.trialId, trialId), eq(read.id, readId)))
    .execute();
  await storeReviews(tx, { trialId, reviewIds: [found.reviewId], what: 'BEST' });
}
