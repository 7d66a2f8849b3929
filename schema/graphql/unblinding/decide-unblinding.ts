import { newId } from '@readout/db/new-id.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { builder } from '../builder.ts';
import { decodeNodeId } from '../node-id.ts';
import { getTrialId } from '../trial/get-trial-id.ts';
import { approveUnblinding } from './approve-unblinding.ts';
import { proposeUnblinding } from './propose-unblinding.ts';
import { listUnblindings, Unblinding } from './unblinding.ts';
import { withdrawUnblinding } from './withdraw-unblinding.ts';

const unblindingIdOf = { description: 'The line of the ledger.', required: true } as const;
const reasonOf = { description: 'Why, for the audit trail.', required: true } as const;

async function getUnblinding(db: Transaction, trialId: string, id: string) {
  const [found] = await listUnblindings(db, trialId, id);
  if (found === undefined) throw new Error('The unblinding that was written is not there.');
  return found;
}

builder.mutationFields((t) => ({
  proposeUnblinding: t.field({
    type: Unblinding,
    description:
      'Proposes that somebody may see arms; it gives nothing until another person approves it. For a trial administrator or data manager, not about oneself. NOT_FOUND, FORBIDDEN, CONFLICT, REASON_MISSING.',
    args: {
      protocol: t.arg.string({ description: 'Protocol number.', required: true }),
      personId: t.arg.id({ description: 'Who is to see arms.', required: true }),
      endsAt: t.arg({ type: 'DateTime', description: 'When it ends by itself; null: it is for good.' }),
      reason: t.arg.string({ description: 'Why; stands in the ledger.', required: true }),
    },
    resolve: async (_root, { protocol, personId, endsAt, reason }, { db, database, viewer }) => {
      const trialId = await getTrialId(db, protocol);
      const id = newId();
      await transact(database, { viewer, reason }, (tx) =>
        proposeUnblinding(tx, { trialId, id, personId, reason: reason.trim(), endsAt: endsAt ?? null }),
      );
      return getUnblinding(db, trialId, id);
    },
  }),
  approveUnblinding: t.field({
    type: Unblinding,
    description:
      'Approves what another person proposed: it holds from now on. For a trial administrator or data manager, not about oneself. NOT_FOUND, FORBIDDEN, CONFLICT, REASON_MISSING.',
    args: { unblindingId: t.arg.id(unblindingIdOf), reason: t.arg.string(reasonOf) },
    resolve: async (_root, { unblindingId, reason }, { db, database, viewer }) => {
      const { trialId, id } = decodeNodeId('Unblinding', unblindingId);
      await transact(database, { viewer, reason }, (tx) => approveUnblinding(tx, { trialId, id }));
      return getUnblinding(db, trialId, id);
    },
  }),
  withdrawUnblinding: t.field({
    type: Unblinding,
    description:
      'Ends an unblinding at once, or declines a proposed one. For a trial administrator or data manager. NOT_FOUND, FORBIDDEN, CONFLICT, REASON_MISSING.',
    args: { unblindingId: t.arg.id(unblindingIdOf), reason: t.arg.string(reasonOf) },
    resolve: async (_root, { unblindingId, reason }, { db, database, viewer }) => {
      const { trialId, id } = decodeNodeId('Unblinding', unblindingId);
      await transact(database, { viewer, reason }, (tx) => withdrawUnblinding(tx, { trialId, id, reason }));
      return getUnblinding(db, trialId, id);
    },
  }),
}));
