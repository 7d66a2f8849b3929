import { Refusal } from '@readout/db/refusal.ts';
import { sdtmImport } from '@readout/db/table/sdtm-import.ts';
import { transact } from '@readout/db/transact.ts';
import { and, eq, inArray } from 'drizzle-orm';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { SdtmImport } from './sdtm-import.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Cancels one's own import that waits or runs: within a second its work is rolled back, and nothing of it is kept.
 *
 * Audited: the request's state, with the reason.
 *
 * @throws Refusal NOT_FOUND for an import that is not the viewer's; CONFLICT when it has ended; REASON_MISSING
 */
export async function cancelSdtmImport(
  { database, viewer }: Pick<Context, 'database' | 'viewer'>,
  { importId, reason }: { readonly importId: string; readonly reason: string },
): Promise<void> {
  if (!UUID.test(importId)) throw new Refusal('NOT_FOUND', 'There is no such import of yours.');
  await transact(database, { viewer, reason }, async (tx) => {
    const isOwn = and(eq(sdtmImport.id, importId), eq(sdtmImport.requestedById, viewer.userId));
    const [held] = await tx.select({ state: sdtmImport.state }).from(sdtmImport).where(isOwn).execute();
    if (held === undefined) throw new Refusal('NOT_FOUND', 'There is no such import of yours.');
    const cancelled = await tx
      .update(sdtmImport)
      .set({ state: 'CANCELLED', refusal: reason.trim(), finishedAt: new Date() })
      .where(and(isOwn, inArray(sdtmImport.state, ['QUEUED', 'RUNNING'])))
      .returning({ id: sdtmImport.id })
      .execute();
    if (cancelled.length === 0) throw new Refusal('CONFLICT', 'This import has ended already.');
  });
}

builder.mutationField('cancelSdtmImport', (t) =>
  t.drizzleField({
    type: SdtmImport,
    description:
      "Cancels one's own import that waits or runs; nothing of it is kept. NOT_FOUND, CONFLICT, REASON_MISSING.",
    args: {
      id: t.arg.id({ required: true, description: 'The import.' }),
      reason: t.arg.string({ required: true, description: 'Why, for the audit trail.' }),
    },
    resolve: async (query, _root, { id, reason }, context) => {
      await cancelSdtmImport(context, { importId: id, reason });
      const cancelled = await context.db.query.sdtmImport.findFirst(query({ where: { id } })).execute();
      if (cancelled === undefined) throw new Error('The import that was cancelled is not there.');
      return cancelled;
    },
  }),
);
