import type { Dated } from './best-by-order.ts';
import type { TimepointResponse } from './result.ts';
import { listText } from './sentence.ts';

/**
 * The date of a progression of a glioma, moved to the first of the timepoints directly before it that could not be classified because
 * corticosteroids had been raised: the first necessary increase.
 *
 * @param rows timepoints that count, in date order
 * @param at the place in rows of the timepoint that progression is dated at
 * @param isUnclassified whether a row could not be classified for raised corticosteroids
 * @param source where the paper speaks of it
 * @returns null where there is nothing to move the date
 */
export function dateBackOverSteroids(
  rows: readonly TimepointResponse[],
  at: number,
  isUnclassified: (place: number) => boolean,
  source: string,
): Dated | null {
  let from = at;
  while (from > 0 && isUnclassified(from - 1)) from -= 1;
  const first = rows[from];
  if (from === at || first === undefined) return null;
  const names = rows.slice(from, at).map(({ id, date }) => id ?? date);
  const rule = `Corticosteroids were raised and nothing could be classified at ${listText(names)}, directly before: progression is dated at the first necessary increase, ${first.date}.`;
  return { date: first.date, trace: [{ step: 'date', rule, source }] };
}
