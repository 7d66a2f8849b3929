import { Refusal } from '@readout/db/refusal.ts';
import { sdtmImport } from '@readout/db/table/sdtm-import.ts';
import { transact } from '@readout/db/transact.ts';
import { eq } from 'drizzle-orm';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { SdtmImport } from './sdtm-import.ts';

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

const StartSdtmImportInput = builder.inputType('StartSdtmImportInput', {
  description: 'Which uploaded files to import, and why.',
  fields: (t) => ({
    uploadId: t.id({
      required: true,
      description: '`uploadId` that `POST /upload` answered; good for a day.',
    }),
    protocol: t.string({ description: 'Protocol number of the trial; left out: STUDYID of the files.' }),
    criteria: t.string({
      description:
        'Id of the criteria of a new trial; left out: those of the trial, of a new one recist-1.1.',
    }),
    reason: t.string({ required: true, description: 'Why, for the audit trail.' }),
  }),
});

builder.mutationField('startSdtmImport', (t) =>
  t.drizzleField({
    type: SdtmImport,
    description:
      'Queues the import of uploaded SDTM files; ask `sdtmImport` for its progress. For a data manager of the trial, or who may open trials. NOT_FOUND, CONFLICT, REASON_MISSING.',
    args: { input: t.arg({ type: StartSdtmImportInput, required: true, description: 'What and why.' }) },
    resolve: async (query, _root, { input }, context) => {
      const id = await startSdtmImport(context, {
        uploadId: input.uploadId,
        protocol: input.protocol?.trim() || null,
        criteria: input.criteria?.trim() || null,
        reason: input.reason,
      });
      const queued = await context.db.query.sdtmImport.findFirst(query({ where: { id } })).execute();
      if (queued === undefined) throw new Error('The import that was queued is not there.');
      return queued;
    },
  }),
);
