import { Refusal } from '@readout/db/refusal.ts';
import { sdtmExport } from '@readout/db/table/sdtm-export.ts';
import type { SdtmExportState } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq, inArray } from 'drizzle-orm';

export interface SdtmExportKey {
  readonly trialId: string;
  readonly id: string;
}

/**
 * Where an export stands.
 *
 * @throws Refusal NOT_FOUND for one that is not there, or not for the viewer
 */
export async function getSdtmExportState(
  tx: Transaction,
  { trialId, id }: SdtmExportKey,
): Promise<SdtmExportState> {
  const [held] = await tx
    .select({ state: sdtmExport.state })
    .from(sdtmExport)
    .where(and(eq(sdtmExport.trialId, trialId), eq(sdtmExport.id, id)))
    .execute();
  if (held === undefined) throw new Refusal('NOT_FOUND', 'There is no such export for you.');
  return held.state;
}

/**
 * Takes an export from one of the states to another.
 *
 * @returns false when it is in none of them
 * @throws Refusal NOT_FOUND for one that is not for the viewer; FORBIDDEN for a role that may not take the step
 */
export async function takeStep(
  tx: Transaction,
  key: SdtmExportKey,
  from: readonly SdtmExportState[],
  set: Partial<typeof sdtmExport.$inferInsert> & { readonly state: SdtmExportState },
): Promise<boolean> {
  const state = await getSdtmExportState(tx, key);
  if (!from.includes(state)) return false;
  const isIt = and(
    eq(sdtmExport.trialId, key.trialId),
    eq(sdtmExport.id, key.id),
    inArray(sdtmExport.state, [...from]),
  );
  const changed = await tx.update(sdtmExport).set(set).where(isIt).returning({ id: sdtmExport.id }).execute();
  if (changed.length > 0) return true;
  // Either row-level security hides it from writes, or somebody took a step at that moment.
  if ((await getSdtmExportState(tx, key)) === state)
    throw new Refusal('FORBIDDEN', 'Your role in this trial does not allow this.');
  return false;
}
