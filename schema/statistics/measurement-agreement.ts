import fQuantile from '@stdlib/stats-base-dists-f-quantile';
import { standardErrors } from './confidence.ts';

/** Mean difference of two measurements of the same, and between which limits most differences lie; in their unit. */
export interface BlandAltman {
  readonly n: number;
  /** Mean of the first less the second. */
  readonly bias: number;
  /** Of the differences. */
  readonly standardDeviation: number;
  /** Limits of agreement: bias ∓ z standard deviations (z = 1.96 at 95 %). */
  readonly lower: number;
  readonly upper: number;
}

/**
 * @returns null with fewer than two pairs
 * @source Bland and Altman 1986, Lancet 327:307-310
 */
export function blandAltman(pairs: readonly (readonly [number, number])[], level = 0.95): BlandAltman | null {
  const n = pairs.length;
  if (n < 2) return null;
  const differences = pairs.map(([one, other]) => one - other);
  const bias = mean(differences);
  const standardDeviation = Math.sqrt(sumOf(differences.map((each) => (each - bias) ** 2)) / (n - 1));
  const away = standardErrors(level) * standardDeviation;
  return { n, bias, standardDeviation, lower: bias - away, upper: bias + away };
}

/** Share of the variance that is between subjects; 1: raters measure the same. */
export interface IntraclassCorrelation {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** Of single measurements, by Shrout and Fleiss's names. */
export interface IntraclassCorrelations {
  /** Each subject by raters of its own: one-way. */
  readonly '1,1': IntraclassCorrelation;
  /** The same raters, drawn from many: two-way random, absolute agreement. */
  readonly '2,1': IntraclassCorrelation;
  /** The same raters, these alone: two-way mixed, consistency. */
  readonly '3,1': IntraclassCorrelation;
}

/**
 * @returns null with fewer than two pairs, or where all measurements are the same
 * @source Shrout and Fleiss 1979, Psychol Bull 86:420-428; interval of ICC(2,1): the same, with degrees of freedom by Satterthwaite
 */
export function intraclassCorrelations(
  pairs: readonly (readonly [number, number])[],
  level = 0.95,
): IntraclassCorrelations | null {
  const n = pairs.length;
  const k = 2;
  if (n < 2) return null;
  const all = mean(pairs.flat());
  const subjects = pairs.map((pair) => mean(pair));
  const raters = [0, 1].map((rater) => mean(pairs.map((pair) => pair[rater] ?? 0)));
  const total = sumOf(pairs.flat().map((each) => (each - all) ** 2));
  const between = k * sumOf(subjects.map((each) => (each - all) ** 2));
  const raterSum = n * sumOf(raters.map((each) => (each - all) ** 2));
  if (total === 0) return null;
  // Mean squares: between subjects, within subjects, between raters, and what is left.
  const bms = between / (n - 1);
  const wms = (total - between) / (n * (k - 1));
  const jms = raterSum / (k - 1);
  const ems = Math.max(0, total - between - raterSum) / ((n - 1) * (k - 1));
  const tail = (1 - level) / 2;
  const quantile = (one: number, other: number) => fQuantile(1 - tail, one, other);

  const one = (f: number) => (f - 1) / (f + k - 1);
  const [f1, f3] = [bms / wms, bms / ems];
  const [n1, n2] = [n - 1, n * (k - 1)];
  const n3 = (n - 1) * (k - 1);
  const value = (bms - ems) / (bms + (k - 1) * ems + (k * (jms - ems)) / n);
  return {
    '1,1': {
      value: (bms - wms) / (bms + (k - 1) * wms),
      lower: boundOf(f1, (f) => one(f / quantile(n1, n2))),
      upper: boundOf(f1, (f) => one(f * quantile(n2, n1))),
    },
    '2,1': { value, ...boundsOfTwoWay({ bms, ems, jms, n, k, value }, quantile) },
    '3,1': {
      value: (bms - ems) / (bms + (k - 1) * ems),
      lower: boundOf(f3, (f) => one(f / quantile(n1, n3))),
      upper: boundOf(f3, (f) => one(f * quantile(n3, n1))),
    },
  };
}

/** Without any difference within subjects, the correlation is 1 whatever the quantile. */
const boundOf = (f: number, bound: (f: number) => number): number => (Number.isFinite(f) ? bound(f) : 1);

function boundsOfTwoWay(
  {
    bms,
    ems,
    jms,
    n,
    k,
    value,
  }: {
    readonly bms: number;
    readonly ems: number;
    readonly jms: number;
    readonly n: number;
    readonly k: number;
    readonly value: number;
  },
  quantile: (one: number, other: number) => number,
): { readonly lower: number; readonly upper: number } {
  if (ems === 0 && jms === 0) return { lower: 1, upper: 1 };
  const ratio = jms / ems;
  // Without a difference that is left, its limit: the raters differ by a constant.
  const df =
    ems === 0
      ? k - 1
      : ((k - 1) * (n - 1) * (k * value * ratio + n * (1 + (k - 1) * value) - k * value) ** 2) /
        ((n - 1) * k ** 2 * value ** 2 * ratio ** 2 + (n * (1 + (k - 1) * value) - k * value) ** 2);
  const error = k * jms + (k * n - k - n) * ems;
  const [above, below] = [quantile(n - 1, df), quantile(df, n - 1)];
  return {
    lower: (n * (bms - above * ems)) / (above * error + n * bms),
    upper: (n * (below * bms - ems)) / (error + n * below * bms),
  };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
const mean = (numbers: readonly number[]): number => sumOf(numbers) / numbers.length;
