import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** A value with its confidence interval; a bound that the data do not reach is null. */
export interface Interval {
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * How many standard errors lie on either side of an estimate.
 *
 * @param level confidence level, between 0 and 1
 * @throws RangeError for another level
 * @example standardErrors(0.95) // 1.959963984540054
 */
export function standardErrors(level: number): number {
  if (!(level > 0 && level < 1))
    throw new RangeError(`A confidence level lies between 0 and 1, not at ${level}.`);
  return normalQuantile(1 - (1 - level) / 2, 0, 1);
}
