import { transact } from '@readout/db/transact.ts';
import { builder } from '../builder.ts';
import { getWritten } from '../get-written.ts';
import { decodeNodeId } from '../node-id.ts';
import { SdtmExport } from './sdtm-export.ts';
import { Refusal } from '@readout/db/refusal.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { takeStep, type SdtmExportKey } from './sdtm-export-state.ts';

/**
 * Accepts the errors that the check of an export found, so that it may be released.
 *
 * For a data manager of the trial. Audited: who, when and why; both stand with the export.
 *
 * @throws Refusal NOT_FOUND for one that the viewer may not see; FORBIDDEN for another role; CONFLICT for one that is not blocked
 */
export async function acceptSdtmExport(
  tx: Transaction,
  { trialId, id, reason }: SdtmExportKey & { readonly reason: string },
): Promise<void> {
  const isAccepted = await takeStep(tx, { trialId, id }, ['BLOCKED'], {
    state: 'DONE',
    acceptedReason: reason.trim(),
  });
  if (!isAccepted) throw new Refusal('CONFLICT', 'No finding of this export waits to be accepted.');
}

builder.mutationField('acceptSdtmExportFindings', (t) =>
  t.drizzleField({
    type: SdtmExport,
    description:
      'Accepts the errors that the check of an export found, so that it may be released. For a data manager. NOT_FOUND, FORBIDDEN, CONFLICT, REASON_MISSING.',
    args: {
      id: t.arg.id({ required: true, description: 'The export.' }),
      reason: t.arg.string({ required: true, description: 'Why they are acceptable; kept with the export.' }),
    },
    resolve: async (query, _root, { id, reason }, { db, database, viewer }) => {
      const key = decodeNodeId('SdtmExport', id);
      await transact(database, { viewer, reason }, (tx) => acceptSdtmExport(tx, { ...key, reason }));
      return getWritten(await db.query.sdtmExport.findFirst(query({ where: { ...key } })).execute());
    },
  }),
);
