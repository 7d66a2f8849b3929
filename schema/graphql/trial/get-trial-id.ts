import { Refusal } from '@readout/db/refusal.ts';
import type { Transaction } from '@readout/db/viewer.ts';

/** The id of a trial by its protocol number. @throws Refusal NOT_FOUND when there is none, or none for the viewer */
export async function getTrialId(db: Transaction, protocol: string): Promise<string> {
  const found = await db.query.trial.findFirst({ columns: { id: true }, where: { protocol } }).execute();
  if (found === undefined)
    throw new Refusal('NOT_FOUND', 'There is no such trial, or you hold no role in it.');
  return found.id;
}
