import type { Database } from '@readout/db/database.ts';
import { recordAct } from '@readout/db/record-act.ts';
import type { Viewer } from '@readout/db/viewer.ts';

/** What a verification of the whole trail found. */
export interface Verification {
  readonly isWhole: boolean;
  /** In a sentence. */
  readonly result: string;
  /** How many entries it went through. */
  readonly entries: number;
}

/** Tells on the trail of each trial that the whole was verified, so that its next review knows. */
export async function recordVerification(
  database: Database,
  viewer: Viewer,
  { isWhole, result, entries }: Verification,
): Promise<void> {
  const { rows } = await database.owner.query<{ id: string }>('select id from trial order by id');
  for (const { id } of rows)
    await recordAct(database, viewer, {
      act: 'VERIFY',
      record: 'audit_trail',
      recordId: id,
      trialId: id,
      details: { isWhole, result, rows: entries },
      reason: 'Verified the audit trail',
    });
}
