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
