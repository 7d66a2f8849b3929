import { daysBetween } from './day.ts';

/** What counts as the proof of a response. */
export interface ConfirmationRule {
  /** Least days to the confirming timepoint. */
  readonly confirmationDays: number;
  /** Timepoints not evaluable that may lie between the two. */
  readonly maxNeBetween: number;
  /** One stable timepoint may lie between the two. */
  readonly acceptSdBetween: boolean;
}

/** What a later timepoint is for the response that waits for its proof. */
export type Standing = 'as-good' | 'stable' | 'not-evaluable' | 'worse';

/**
 * The place of the timepoint that confirms a response: as good, at least `confirmationDays` later, with nothing between the two
 * but timepoints as good, at most `maxNeBetween` not evaluable and, where accepted, one stable.
 *
 * It need not be the next timepoint: one that is as good but too early lies between.
 *
 * @param rows in date order
 * @param at the place of the response in rows
 * @param standingOf what a later row is against the response
 * @returns null when the response is not confirmed
 */
export function confirmedAt<Row extends { readonly date: string }>(
  rows: readonly Row[],
  at: number,
  rule: ConfirmationRule,
  standingOf: (row: Row) => Standing,
): number | null {
  const from = rows[at];
  if (from === undefined) return null;
  let notEvaluable = 0;
  let stable = 0;
  for (let later = at + 1; later < rows.length; later += 1) {
    const row = rows[later];
    if (row === undefined) return null;
    const standing = standingOf(row);
    if (standing === 'worse') return null;
    if (standing === 'as-good' && daysBetween(from.date, row.date) >= rule.confirmationDays) return later;
    if (standing === 'not-evaluable') notEvaluable += 1;
    if (standing === 'stable') stable += 1;
    if (notEvaluable > rule.maxNeBetween || stable > (rule.acceptSdBetween ? 1 : 0)) return null;
  }
  return null;
}
