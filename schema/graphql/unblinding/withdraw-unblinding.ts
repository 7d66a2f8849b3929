import { Refusal } from '@readout/db/refusal.ts';
import { unblindingGrant } from '@readout/db/table/unblinding-grant.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq, sql } from 'drizzle-orm';

/**
 * Ends an unblinding at once, or declines one that is only proposed. One person is enough: it takes sight away.
 *
 * For a trial administrator or data manager. Audited: REVOKE.
 *
 * @throws Refusal NOT_FOUND; FORBIDDEN; CONFLICT for one that was withdrawn
 */
export async function withdrawUnblinding(
  tx: Transaction,
  { trialId, id, reason }: { readonly trialId: string; readonly id: string; readonly reason: string },
): Promise<void> {
  const isIt = and(eq(unblindingGrant.trialId, trialId), eq(unblindingGrant.id, id));
  const [found] = await tx.select({ id: unblindingGrant.id }).from(unblindingGrant).where(isIt).execute();
  if (found === undefined) throw new Refusal('NOT_FOUND', 'This unblinding is not there for you.');
  const withdrawn = await tx
    .update(unblindingGrant)
    .set({ withdrawnReason: reason.trim(), withdrawnById: sql`private.viewer_id()`, withdrawnAt: new Date() })
    .where(isIt)
    .returning({ id: unblindingGrant.id })
    .execute();
  if (withdrawn.length === 0)
    throw new Refusal('FORBIDDEN', 'A trial administrator or a data manager withdraws an unblinding.');
}
