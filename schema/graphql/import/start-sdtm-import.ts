import { Refusal } from '@readout/db/refusal.ts';
import { sdtmImport } from '@readout/db/table/sdtm-import.ts';
import { transact } from '@readout/db/transact.ts';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';

export interface StartSdtmImportInput {
  /** Of `POST /upload`. */
  readonly uploadId: string;
  /** null: STUDYID of the files. */
  readonly protocol: string | null;
  /** null: those of the trial; of a new one recist-1.1. */
  readonly criteria: string | null;
  readonly reason: string;
}

/**
 * Queues the import of uploaded SDTM files; the hub works it off by itself.
 *
 * Audited: the request. Whether the person may open or correct the trial is decided when it runs.
 *
 * @returns id of the import, which is that of the upload: one upload is imported once
 * @throws Refusal NOT_FOUND for an upload that is not the viewer's, or over a day old; CONFLICT when it was imported before; REASON_MISSING
 */
export async function startSdtmImport(
  { database, viewer, listUpload }: Pick<Context, 'database' | 'viewer' | 'listUpload'>,
  { uploadId, protocol, criteria, reason }: StartSdtmImportInput,
): Promise<string> {
  const files = await listUpload?.(uploadId);
  if (files === undefined)
    throw new Refusal('NOT_FOUND', 'These files are not there (any more); send them again.');
  await transact(database, { viewer, reason }, async (tx) => {
    const [before] = await tx
      .select({ id: sdtmImport.id })
      .from(sdtmImport)
      .where(eq(sdtmImport.id, uploadId))
      .execute();
    if (before !== undefined)
      throw new Refusal('CONFLICT', 'These files were imported before; send them again.');
    await tx
      .insert(sdtmImport)
      .values({
        id: uploadId,
        requestedById: viewer.userId,
        protocol,
        criteria,
        reason: reason.trim(),
        files: [...files],
        state: 'QUEUED',
      })
      .execute();
  });
  return uploadId;
}
