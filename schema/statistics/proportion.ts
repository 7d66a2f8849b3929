import quantile from '@stdlib/stats-base-dists-beta-quantile';
import { standardErrors } from './confidence.ts';

/** A share of a number of subjects, with its exact interval; all as fractions of 1. */
export interface Proportion {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Exact (Clopper–Pearson) confidence interval of a proportion.
 *
 * @param count how many of them have it, 0 to `of`
 * @param of how many there are, at least 1
 * @param level confidence level, between 0 and 1
 * @throws RangeError when the numbers are no counts
 * @source Clopper and Pearson 1934, Biometrika 26:404-413, by quantiles of the beta distribution
 * @example clopperPearson(0, 10).lower // 0
 */
export function clopperPearson(count: number, of: number, level = 0.95): Proportion {
  checkCounts(count, of);
  if (!(level > 0 && level < 1))
    throw new RangeError(`A confidence level lies between 0 and 1, not at ${level}.`);
  const tail = (1 - level) / 2;
  return {
    estimate: count / of,
    lower: count === 0 ? 0 : quantile(tail, count, of - count + 1),
    upper: count === of ? 1 : quantile(1 - tail, count + 1, of - count),
  };
}

/**
 * Score (Wilson) confidence interval of a proportion, without continuity correction.
 *
 * @throws RangeError as `clopperPearson`
 * @source Wilson 1927, J Am Stat Assoc 22:209-212
 * @example wilson(0, 10).lower // 0
 */
export function wilson(count: number, of: number, level = 0.95): Proportion {
  checkCounts(count, of);
  const z = standardErrors(level);
  const estimate = count / of;
  const centre = (estimate + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z * Math.sqrt((estimate * (1 - estimate)) / of + z ** 2 / (4 * of ** 2))) / (1 + z ** 2 / of);
  // The bounds at none and at all are 0 and 1; calculated they miss them by a rounding.
  return {
    estimate,
    lower: count === 0 ? 0 : centre - half,
    upper: count === of ? 1 : centre + half,
  };
}

/** @throws RangeError unless they are counts, one of the other */
export function checkCounts(count: number, of: number): void {
  if (!Number.isInteger(count) || !Number.isInteger(of) || of < 1 || count < 0 || count > of)
    throw new RangeError(`${count} of ${of} is no proportion of counts.`);
}
