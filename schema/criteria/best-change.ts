import type { TimepointResult } from './result.ts';

/**
 * Smallest percent change of the burden from baseline, for the waterfall.
 *
 * ours: the timepoints up to and including the first whose overall response is progression count, dated back or not, so that a
 * subject who progresses at the first scan has a bar; none after a new therapy.
 *
 * @param timepoints in date order
 * @param progressionWords the words of the criteria that are progression
 * @returns null where no timepoint that counts has a change: shown as not evaluable, never as 0
 */
export function bestChangePercent(
  timepoints: readonly TimepointResult[],
  progressionWords: readonly string[],
  newTherapyDate: string | undefined,
): number | null {
  let best: number | null = null;
  for (const { date, changeFromBaseline, overall } of timepoints) {
    if (newTherapyDate !== undefined && date > newTherapyDate) break;
    if (changeFromBaseline !== null && (best === null || changeFromBaseline < best))
      best = changeFromBaseline;
    if (progressionWords.includes(overall)) break;
  }
  return best;
}
