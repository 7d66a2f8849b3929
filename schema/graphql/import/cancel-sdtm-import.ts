import { Refusal } from '@readout/db/refusal.ts';
import { sdtmImport } from '@readout/db/table/sdtm-import.ts';
import { transact } from '@readout/db/transact.ts';
import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';

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
