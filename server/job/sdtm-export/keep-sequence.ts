import type { Database } from '@readout/db/database.ts';
import { insertRows } from '@readout/db/insert-rows.ts';
import { newId } from '@readout/db/new-id.ts';
import { sdtmSequence } from '@readout/db/table/sdtm-export.ts';
import { transact, transactAsOwner, type Act } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';

/** Numbers of the rows of one subject, by domain, before and after it was mapped. */
export interface GrownSequence {
  readonly subjectId: string;
  readonly before: Readonly<Record<string, readonly string[]>>;
  readonly after: Readonly<Record<string, readonly string[]>>;
}

/** Writes as the person who asked, or as the owner of the tables for the operator. */
export const writeAs = <Answer>(
  database: Database,
  act: Act,
  isOperator: boolean,
  write: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> => (isOperator ? transactAsOwner : transact)(database, act, write);

/** Keeps the numbers that rows were given, so that they have the same in each later export. What has not grown is not written. */
export async function keepSequence(
  tx: Transaction,
  trialId: string,
  grown: readonly GrownSequence[],
): Promise<void> {
  const rows = grown.flatMap(({ subjectId, before, after }) =>
    Object.entries(after)
      .filter(([domain, keys]) => keys.length > (before[domain]?.length ?? 0))
      .map(([domain, keys]) => ({ trialId, id: newId(), subjectId, domain, keys: [...keys] })),
  );
  await insertRows(
    tx,
    sdtmSequence,
    rows,
    sql`on conflict (trial_id, subject_id, domain) do update set keys = excluded.keys`,
  );
}
