import { standardErrors } from './confidence.ts';
import { checkCounts, wilson } from './proportion.ts';

/** Difference of two rates, the first less the second, with its interval; fractions of 1. */
export interface RateDifference {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** A count of events among so many. */
export interface Rate {
  readonly count: number;
  readonly of: number;
}

/**
 * Hybrid score (Newcombe) interval of a difference of two independent rates, without continuity correction.
 *
 * @throws RangeError when the numbers are no counts
 * @source Newcombe 1998, Stat Med 17:873-890, method 10
 * @example newcombe({ count: 56, of: 70 }, { count: 48, of: 80 }) // 0.2, 0.0524 to 0.3339
 */
export function newcombe(one: Rate, other: Rate, level = 0.95): RateDifference {
  const [a, b] = [wilson(one.count, one.of, level), wilson(other.count, other.of, level)];
  const estimate = a.estimate - b.estimate;
  return {
    estimate,
    lower: estimate - Math.hypot(a.estimate - a.lower, b.upper - b.estimate),
    upper: estimate + Math.hypot(a.upper - a.estimate, b.estimate - b.lower),
  };
}

/**
 * Score (Miettinen–Nurminen) interval of a difference of two independent rates: the differences that a score test does not reject, its
 * variance with the factor N / (N − 1).
 *
 * @throws RangeError when the numbers are no counts
 * @source Miettinen and Nurminen 1985, Stat Med 4:213-226, equations 8 to 10 and appendix I
 */
export function miettinenNurminen(one: Rate, other: Rate, level = 0.95): RateDifference {
  checkCounts(one.count, one.of);
  checkCounts(other.count, other.of);
  const z = standardErrors(level);
  const estimate = one.count / one.of - other.count / other.of;
  const score = (difference: number) => scoreOf(one, other, difference);
  return {
    estimate,
    lower: estimate === -1 ? -1 : findRoot((at) => score(at) - z, -1, estimate),
    upper: estimate === 1 ? 1 : findRoot((at) => score(at) + z, estimate, 1),
  };
}

/** How many standard errors the rates differ from a difference that is supposed; falls as that grows. */
function scoreOf(one: Rate, other: Rate, difference: number): number {
  const found = one.count / one.of - other.count / other.of - difference;
  if (Math.abs(found) < 1e-15) return 0;
  const p2 = restrictedRate(one, other, difference);
  const p1 = Math.min(1, Math.max(0, p2 + difference));
  const total = one.of + other.of;
  const variance = ((p1 * (1 - p1)) / one.of + (p2 * (1 - p2)) / other.of) * (total / (total - 1));
  return variance <= 0 ? Math.sign(found) * Number.POSITIVE_INFINITY : found / Math.sqrt(variance);
}

/** The second rate that is likeliest where the first is larger by `difference`: the root of a cubic within [0, 1]. */
function restrictedRate(one: Rate, other: Rate, difference: number): number {
  const [n1, n2, x1, x2] = [one.of, other.of, one.count, other.count];
  const n = n1 + n2;
  const a = (n1 + 2 * n2) * difference - n - (x1 + x2);
  const b = (n2 * difference - n - 2 * x2) * difference + (x1 + x2);
  const c = x2 * difference * (1 - difference);
  const q = (a / (3 * n)) ** 3 - (a * b) / (6 * n ** 2) + c / (2 * n);
  const p = Math.sign(q) * Math.sqrt(Math.max(0, (a / (3 * n)) ** 2 - b / (3 * n)));
  const cosine = p === 0 ? 0 : Math.min(1, Math.max(-1, q / p ** 3));
  const angle = (Math.PI + Math.acos(cosine)) / 3;
  return Math.min(1, Math.max(0, 2 * p * Math.cos(angle) - a / (3 * n)));
}

/** Where a falling function crosses zero, by halving; to the last digit of a double. */
function findRoot(value: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (value(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
