import { transact } from '@readout/db/transact.ts';
import { builder } from '../builder.ts';
import { getWritten } from '../get-written.ts';
import { decodeNodeId } from '../node-id.ts';
import { SdtmExport } from './sdtm-export.ts';
import { Refusal } from '@readout/db/refusal.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { takeStep, type SdtmExportKey } from './sdtm-export-state.ts';

/**
 * Cancels an export that waits or runs: within a second the work ends, and no file is kept.
 *
 * For who asked for it, or a data manager of the trial. Audited: its state, with the reason.
 *
 * @throws Refusal NOT_FOUND for one that the viewer may not see; FORBIDDEN for one that is another's; CONFLICT when it has ended
 */
export async function cancelSdtmExport(
  tx: Transaction,
  { trialId, id, reason }: SdtmExportKey & { readonly reason: string },
): Promise<void> {
  const isCancelled = await takeStep(tx, { trialId, id }, ['QUEUED', 'RUNNING'], {
    state: 'CANCELLED',
    refusal: reason.trim(),
    step: null,
    finishedAt: new Date(),
  });
  if (!isCancelled) throw new Refusal('CONFLICT', 'This export has ended already.');
}

builder.mutationField('cancelSdtmExport', (t) =>
  t.drizzleField({
    type: SdtmExport,
    description:
      'Cancels an export that waits or runs; no file is kept. For who asked for it, or a data manager. NOT_FOUND, FORBIDDEN, CONFLICT, REASON_MISSING.',
    args: {
      id: t.arg.id({ required: true, description: 'The export.' }),
      reason: t.arg.string({ required: true, description: 'Why, for the audit trail.' }),
    },
    resolve: async (query, _root, { id, reason }, { db, database, viewer }) => {
      const key = decodeNodeId('SdtmExport', id);
      await transact(database, { viewer, reason }, (tx) => cancelSdtmExport(tx, { ...key, reason }));
      return getWritten(await db.query.sdtmExport.findFirst(query({ where: { ...key } })).execute());
    },
  }),
);
