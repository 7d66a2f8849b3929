import { Refusal } from '@readout/db/refusal.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import type { SubmittedRead } from './submitted-read.ts';

/**
 * Holds readers to the order of timepoints where the charter asks for it.
 *
 * @throws Refusal CONFLICT when an earlier timepoint of the subject is not locked yet
 */
export async function refuseOutOfSequence(
  tx: Transaction,
  trialId: string,
  reads: readonly SubmittedRead[],
): Promise<void> {
  const asked = reads.map(({ reviewId, timepointId }) => ({
    review_id: reviewId,
    timepoint_id: timepointId,
  }));
  const { rows } = await tx.execute<{ code: string }>(sql`
    select earlier.code
    from current_charter c
    join jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a (review_id uuid, timepoint_id uuid) on true
    join timepoint t on t.trial_id = c.trial_id and t.id = a.timepoint_id
    join timepoint earlier on earlier.trial_id = t.trial_id and earlier.subject_id = t.subject_id and earlier.assessed_on < t.assessed_on
    where c.trial_id = ${trialId} and c.is_sequential
      and not exists (select from read r where r.trial_id = t.trial_id and r.review_id = a.review_id and r.timepoint_id = earlier.id and r.is_current and r.state = 'LOCKED')
    order by earlier.assessed_on limit 1`);
  const first = rows[0];
  if (first !== undefined)
    throw new Refusal(
      'CONFLICT',
      `The charter asks for timepoints in order: ${first.code} is not locked yet.`,
    );
}
