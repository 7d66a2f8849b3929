import { asDerivation } from '@readout/db/transact.ts';
import { charter } from '@readout/db/table/trial.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { desc, eq, sql } from 'drizzle-orm';
import { deriveReviews } from './derive-reviews.ts';
import { listReviewsToDerive } from './list-reviews-to-derive.ts';
import type { StatedResponse } from './stated-response.ts';
import { storeBests } from './store-bests.ts';
import { storeResponses, withdrawResponses } from './store-responses.ts';

export interface ReviewsToStore {
  readonly trialId: string;
  readonly reviewIds: readonly string[];
  /** BEST: the best responses alone, where no response of a read can have changed. */
  readonly what: 'ALL' | 'BEST';
  /** What is stated of reads that are being submitted. */
  readonly stated?: ReadonlyMap<string, readonly StatedResponse[]>;
}

/**
 * Derives reviews by the charter that holds and stores the answers: the response at each read, and the best response of the locked ones.
 * An answer that is no longer given is taken back.
 *
 * Part of the transaction that changes a read; waits for an amendment of the charter that is under way. Audited: what differs from
 * what was stored.
 */
export async function storeReviews(
  tx: Transaction,
  { trialId, reviewIds, what, stated = new Map() }: ReviewsToStore,
): Promise<void> {
  if (reviewIds.length === 0) return;
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${charterLock(trialId)})`);
  const [held] = await tx
    .select({ id: charter.id, criteria: charter.criteria })
    .from(charter)
    .where(eq(charter.trialId, trialId))
    .orderBy(desc(charter.version))
    .limit(1)
    .execute();
  if (held === undefined) return;
  const materials = await listReviewsToDerive(tx, trialId, reviewIds);
  const { responses, bests } = deriveReviews(materials, held.criteria, stated);
  const target = { trialId, reviewIds, charterId: held.id, keptCriteria: new Set<string>() };
  await asDerivation(tx, async () => {
    if (what === 'ALL') {
      const reviewOfRead = new Map(
        materials.flatMap(({ reviewId, reads }) => reads.map(({ readId }) => [readId, reviewId] as const)),
      );
      await storeResponses(tx, target, responses, { of: stated, reviewOfRead });
      await withdrawResponses(tx, target, responses);
    }
    await storeBests(tx, target, bests);
  });
}

/** Held by an amendment alone, shared by those who derive: no review is derived by the charter that is being replaced. */
export const charterLock = (trialId: string) => sql`hashtextextended(${`charter ${trialId}`}, 0)`;
