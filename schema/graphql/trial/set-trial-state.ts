import { Refusal } from '@readout/db/refusal.ts';
import { trial } from '@readout/db/table/trial.ts';
import type { TRIAL_STATES } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { eq } from 'drizzle-orm';

/**
 * Starts or closes a trial: sets its state.
 *
 * For a trial administrator. Audited: the trial.
 *
 * @throws Refusal FORBIDDEN for anybody else, to whom the trial is not there to be changed
 */
export async function setTrialState(
  tx: Transaction,
  { trialId, state }: { readonly trialId: string; readonly state: (typeof TRIAL_STATES)[number] },
): Promise<void> {
  const changed = await tx
    .update(trial)
    .set({ state })
    .where(eq(trial.id, trialId))
    .returning({ id: trial.id })
    .execute();
  if (changed.length === 0)
    throw new Refusal('FORBIDDEN', 'A trial administrator starts and closes a trial.');
}
