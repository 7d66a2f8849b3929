import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { asDerivation } from '@readout/db/transact.ts';
import { charter } from '@readout/db/table/trial.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { storeBests } from '../response/store-bests.ts';
import { charterLock } from '../response/store-reviews.ts';
import { storeResponses, withdrawResponses } from '../response/store-responses.ts';
import { compareAmendment } from './compare-amendment.ts';
import {
  compareCriteria,
  getHeldCharter,
  isSameCharter,
  proposeCharter,
  type CharterProposal,
} from './proposed-charter.ts';

export interface Amendment {
  readonly trialId: string;
  readonly proposal: CharterProposal;
  /** Of the preview that was looked at. */
  readonly fingerprint: string;
}

/**
 * Adopts the next version of a trial's charter, and derives and stores every review by it.
 *
 * For a trial administrator. Reads that are submitted meanwhile wait for it. Audited: the charter, and each answer that is another one
 * or was derived by other settings.
 *
 * @returns the id of the charter
 * @throws Refusal NOT_FOUND; FORBIDDEN for anybody else; BAD_INPUT for criteria or settings that cannot be used; CONFLICT when the charter
 * says this already, or the answers are others than in the preview
 */
export async function amendCharter(
  tx: Transaction,
  { trialId, proposal, fingerprint }: Amendment,
): Promise<string> {
  const before = await getHeldCharter(tx, trialId);
  const { rows } = await tx.execute<{ may: boolean }>(
    sql`select ${trialId}::uuid = any (private.trials_as('{TRIAL_ADMINISTRATOR}')) as may`,
  );
  if (rows[0]?.may !== true) throw new Refusal('FORBIDDEN', 'A trial administrator amends the charter.');
  proposeCharter(before, proposal);
  await tx.execute(sql`select pg_advisory_xact_lock(${charterLock(trialId)})`);
  const held = await getHeldCharter(tx, trialId);
  const proposed = proposeCharter(held, proposal);
  if (isSameCharter(held, proposed))
    throw new Refusal('CONFLICT', `Version ${held.version} of the charter says this already.`);
  const charterId = newId();
  await tx
    .insert(charter)
    .values({ trialId, id: charterId, version: held.version + 1, ...proposed, adoptedAt: new Date() })
    .execute();
  const keptCriteria = new Set(
    compareCriteria(held, proposed)
      .filter(({ standing }) => standing === 'KEPT')
      .map(({ criteria }) => criteria.criteria),
  );
  const nothingStated = { of: new Map(), reviewOfRead: new Map() };
  const compared = await compareAmendment(tx, trialId, held, proposed, async (reviewIds, derived) => {
    const target = { trialId, reviewIds, charterId, keptCriteria };
    await asDerivation(tx, async () => {
      await storeResponses(tx, target, derived.responses, nothingStated);
      await withdrawResponses(tx, target, derived.responses);
      await storeBests(tx, target, derived.bests);
    });
  });
  if (compared.fingerprint !== fingerprint)
    throw new Refusal(
      'CONFLICT',
      'This preview is out of date: the charter or the reads have changed since. Look at the new preview, then decide.',
    );
  return charterId;
}
