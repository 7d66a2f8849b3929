import { Refusal } from '@readout/db/refusal.ts';
import { unblindingGrant } from '@readout/db/table/unblinding-grant.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';

export interface ProposedUnblinding {
  readonly trialId: string;
  readonly id: string;
  readonly personId: string;
  readonly reason: string;
  /** When it ends by itself; null: for good. */
  readonly endsAt: Date | null;
}

/**
 * Proposes that somebody may see the arms of a trial; it gives nothing until another person approves it.
 *
 * For a trial administrator or data manager. Audited: PROPOSE. The database holds the rules.
 *
 * @throws Refusal FORBIDDEN for anybody else, and for oneself; CONFLICT for who reads or holds no role, and for a proposal that is open or
 * holds already
 */
export async function proposeUnblinding(tx: Transaction, proposed: ProposedUnblinding): Promise<void> {
  const { trialId, personId } = proposed;
  const [open] = await tx
    .select({ id: unblindingGrant.id })
    .from(unblindingGrant)
    .where(
      sql`${unblindingGrant.trialId} = ${trialId} and ${unblindingGrant.personId} = ${personId} and withdrawn_at is null and (ends_at is null or ends_at > now())`,
    )
    .execute();
  if (open !== undefined)
    throw new Refusal('CONFLICT', 'This person is unblinded already, or it is proposed and waits.');
  await tx
    .insert(unblindingGrant)
    // The database writes who proposes, whatever stands here.
    .values({ ...proposed, firstGrantorId: sql`private.viewer_id()` })
    .execute();
}
