/** The smallest burden so far and the timepoint that had it first. */
export interface Low {
  readonly sum: number;
  readonly timepoint: string;
}

/** The smallest complete sums so far, at baseline and after it. */
export interface Lows {
  readonly baseline: Low | null;
  readonly after: Low | null;
}

/**
 * The nadir that a timepoint is compared with, in the unit of the sums: the smallest complete one of all earlier timepoints.
 *
 * With `includesBaseline` false it is the smallest after baseline; ours: the baseline while there is none.
 *
 * @returns null while no earlier timepoint has a complete sum
 */
export function nadirOf(lows: Lows, includesBaseline: boolean): Low | null {
  const { baseline, after } = lows;
  if (after === null) return baseline;
  if (baseline === null || !includesBaseline) return after;
  return after.sum < baseline.sum ? after : baseline;
}

/** The lows after one more timepoint. An incomplete sum (null) changes nothing; of equal sums the earliest stays. */
export function lowerTo(lows: Lows, sum: number | null, timepoint: string): Lows {
  if (sum === null || (lows.after !== null && lows.after.sum <= sum)) return lows;
  return { baseline: lows.baseline, after: { sum, timepoint } };
}
