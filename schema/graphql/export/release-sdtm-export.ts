import { transact } from '@readout/db/transact.ts';
import { builder } from '../builder.ts';
import { getWritten } from '../get-written.ts';
import { decodeNodeId } from '../node-id.ts';
import { SdtmExport } from './sdtm-export.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { sdtmExport } from '@readout/db/table/sdtm-export.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq } from 'drizzle-orm';
import { createFileExport } from './create-file-export.ts';
import { takeStep, type SdtmExportKey } from './sdtm-export-state.ts';

/**
 * Releases an export: its file may be downloaded by all who may see the trial's figures, and be signed by who released it.
 *
 * For a data manager or statistician of the trial. Audited as an EXPORT with the file's SHA-256, and the state.
 *
 * @returns id of the file in `file_export`
 * @throws Refusal NOT_FOUND for one that the viewer may not see; FORBIDDEN for another role; CONFLICT while it is not done, or with errors that
 * nobody accepted
 */
export async function releaseSdtmExport(tx: Transaction, { trialId, id }: SdtmExportKey): Promise<string> {
  const isIt = and(eq(sdtmExport.trialId, trialId), eq(sdtmExport.id, id));
  const [held] = await tx.select().from(sdtmExport).where(isIt).execute();
  if (held === undefined) throw new Refusal('NOT_FOUND', 'There is no such export for you.');
  if (held.state === 'BLOCKED')
    throw new Refusal(
      'CONFLICT',
      'Its check found errors; a data manager accepts them first, with a reason.',
    );
  const { fileName, sha256, bytes } = held;
  if (held.state !== 'DONE' || fileName === null || sha256 === null || bytes === null)
    throw new Refusal('CONFLICT', 'This export has no file to release.');
  const fileExportId = await createFileExport(tx, {
    trialId,
    kind: 'SDTM_ZIP',
    fileName,
    sha256,
    bytes,
    treeSize: null,
  });
  const isReleased = await takeStep(tx, { trialId, id }, ['DONE'], { state: 'RELEASED', fileExportId });
  if (!isReleased) throw new Refusal('CONFLICT', 'Somebody released this export at that moment.');
  return fileExportId;
}

builder.mutationField('releaseSdtmExport', (t) =>
  t.drizzleField({
    type: SdtmExport,
    description:
      'Releases an export: its file may be downloaded by all who see the figures of the trial, and is signed by who released it. For a data manager or statistician. NOT_FOUND, FORBIDDEN, CONFLICT (while it is not done, or with errors that nobody accepted), REASON_MISSING.',
    args: {
      id: t.arg.id({ required: true, description: 'The export.' }),
      reason: t.arg.string({ required: true, description: 'Why, for the audit trail.' }),
    },
    resolve: async (query, _root, { id, reason }, { db, database, viewer, sealNow }) => {
      const key = decodeNodeId('SdtmExport', id);
      await transact(database, { viewer, reason }, (tx) => releaseSdtmExport(tx, key));
      await sealNow?.('EXPORT');
      return getWritten(await db.query.sdtmExport.findFirst(query({ where: { ...key } })).execute());
    },
  }),
);
