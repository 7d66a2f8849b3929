import { Refusal } from '@readout/db/refusal.ts';
import { unblindingGrant } from '@readout/db/table/unblinding-grant.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq, sql } from 'drizzle-orm';

/**
 * Approves an unblinding that another person proposed: from now on it holds.
 *
 * For a trial administrator or data manager who neither proposed it nor is the person. Audited: UNBLIND. The database holds the rules.
 *
 * @throws Refusal NOT_FOUND; FORBIDDEN; CONFLICT for one that was approved, withdrawn or has run out
 */
export async function approveUnblinding(
  tx: Transaction,
  { trialId, id }: { readonly trialId: string; readonly id: string },
): Promise<void> {
  const isIt = and(eq(unblindingGrant.trialId, trialId), eq(unblindingGrant.id, id));
  const [found] = await tx
    .select({ grantedAt: unblindingGrant.grantedAt })
    .from(unblindingGrant)
    .where(isIt)
    .execute();
  if (found === undefined) throw new Refusal('NOT_FOUND', 'This proposal is not there for you.');
  if (found.grantedAt !== null) throw new Refusal('CONFLICT', 'This unblinding is approved already.');
  const approved = await tx
    .update(unblindingGrant)
    // The database writes who approves and when, whatever stands here.
    .set({ secondGrantorId: sql`private.viewer_id()` })
    .where(isIt)
    .returning({ id: unblindingGrant.id })
    .execute();
  if (approved.length === 0)
    throw new Refusal('FORBIDDEN', 'A trial administrator or a data manager approves an unblinding.');
}
