import { Refusal } from '@readout/db/refusal.ts';
import { trial } from '@readout/db/table/trial.ts';
import { TRIAL_STATES } from '@readout/db/term.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { eq } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { getTrialId } from './get-trial-id.ts';
import { Trial } from './trial.ts';

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

const TrialState = builder.enumType('TrialState', {
  description: 'States of a trial, in the order they are reached; what is CLOSED is opened again as ONGOING.',
  values: TRIAL_STATES,
});

builder.mutationField('setTrialState', (t) =>
  t.drizzleField({
    type: Trial,
    description:
      'Starts, closes or opens a trial again; in a closed trial no data change. For a trial administrator. NOT_FOUND, FORBIDDEN, CONFLICT, REASON_MISSING.',
    args: {
      protocol: t.arg.string({ description: 'Protocol number.', required: true }),
      state: t.arg({ type: TrialState, description: 'The state it gets.', required: true }),
      reason: t.arg.string({ description: 'Why, for the audit trail.', required: true }),
    },
    resolve: async (query, _root, { protocol, state, reason }, { db, database, viewer }) => {
      const trialId = await getTrialId(db, protocol);
      await transact(database, { viewer, reason }, (tx) => setTrialState(tx, { trialId, state }));
      const changed = await db.query.trial.findFirst(query({ where: { id: trialId } })).execute();
      if (changed === undefined) throw new Error('The trial whose state was set is not there.');
      return changed;
    },
  }),
);
