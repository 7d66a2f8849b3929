import { standardErrors } from './confidence.ts';

/** Agreement beyond chance; 1 is perfect, 0 what chance gives. */
export interface Kappa {
  readonly value: number;
  /** Asymptotic, of the value found (not under no agreement). */
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

/** How two raters agree on the same subjects. */
export interface Agreement {
  /** In the order of rows and columns. */
  readonly levels: readonly string[];
  /** Counts: a row for each level of the first rater, a column for each of the second. */
  readonly table: readonly (readonly number[])[];
  readonly n: number;
  /** Share on the diagonal. */
  readonly observed: number;
  /** Share on the diagonal that chance gives. */
  readonly expected: number;
  /** null where chance alone makes agreement perfect: both raters gave one level only. */
  readonly kappa: Kappa | null;
  /** Weights 1 − |i − j| / (k − 1). */
  readonly linear: Kappa | null;
  /** Weights 1 − (i − j)² / (k − 1)². */
  readonly quadratic: Kappa | null;
}

/**
 * Agreement of two raters: matrix, and Cohen's kappa without weights, with linear and with quadratic ones.
 *
 * @param pairs what the first and the second said of each subject
 * @param levels in their order, which the weights count by; those that nobody gave count too
 * @returns null without a pair
 * @throws RangeError for a word that is no level
 * @source Cohen 1960, Educ Psychol Meas 20:37-46; Cohen 1968, Psychol Bull 70:213-220; standard errors: Fleiss, Cohen and Everitt 1969,
 *   Psychol Bull 72:323-327, equations 10 and 15
 */
export function agreement(
  pairs: readonly (readonly [string, string])[],
  levels: readonly string[],
  level = 0.95,
): Agreement | null {
  const places = new Map(levels.map((each, at) => [each, at]));
  const placeOf = (word: string): number => {
    const place = places.get(word);
    if (place === undefined) throw new RangeError(`"${word}" is none of the levels ${levels.join(', ')}.`);
    return place;
  };
  const table = levels.map(() => new Array<number>(levels.length).fill(0));
  for (const [one, other] of pairs) {
    const row = table[placeOf(one)];
    const column = placeOf(other);
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return agreementOf(table, levels, level);
}

/** The same from counts. */
export function agreementOf(
  table: readonly (readonly number[])[],
  levels: readonly string[],
  level = 0.95,
): Agreement | null {
  const n = table.flat().reduce((sum, each) => sum + each, 0);
  if (n === 0) return null;
  const shares = table.map((row) => row.map((count) => count / n));
  const most = Math.max(1, levels.length - 1);
  const z = standardErrors(level);
  const weighted = (weight: (distance: number) => number) => kappaOf(shares, n, weight, z);
  const exact = (distance: number) => (distance === 0 ? 1 : 0);
  const { observed, expected } = chanceOf(shares, exact);
  return {
    levels,
    table,
    n,
    observed,
    expected,
    kappa: weighted(exact),
    linear: weighted((distance) => 1 - distance / most),
    quadratic: weighted((distance) => 1 - (distance / most) ** 2),
  };
}

type Shares = readonly (readonly number[])[];

const marginsOf = (shares: Shares) => ({
  rows: shares.map((row) => row.reduce((sum, each) => sum + each, 0)),
  columns: shares.map((_, column) => shares.reduce((sum, row) => sum + (row[column] ?? 0), 0)),
});

function chanceOf(shares: Shares, weight: (distance: number) => number) {
  const { rows, columns } = marginsOf(shares);
  let [observed, expected] = [0, 0];
  for (const [i, row] of shares.entries())
    for (const [j, share] of row.entries()) {
      observed += weight(Math.abs(i - j)) * share;
      expected += weight(Math.abs(i - j)) * (rows[i] ?? 0) * (columns[j] ?? 0);
    }
  return { observed, expected };
}

function kappaOf(shares: Shares, n: number, weight: (distance: number) => number, z: number): Kappa | null {
  const { rows, columns } = marginsOf(shares);
  const { observed, expected } = chanceOf(shares, weight);
  if (1 - expected < 1e-12) return null;
  const value = (observed - expected) / (1 - expected);
  // Mean weight of a row under the second rater's margins, and of a column under the first's.
  const rowMean = rows.map((_, i) =>
    columns.reduce((sum, share, j) => sum + weight(Math.abs(i - j)) * share, 0),
  );
  const columnMean = columns.map((_, j) =>
    rows.reduce((sum, share, i) => sum + weight(Math.abs(i - j)) * share, 0),
  );
  let sum = 0;
  for (const [i, row] of shares.entries())
    for (const [j, share] of row.entries())
      sum +=
        share *
        (weight(Math.abs(i - j)) * (1 - expected) -
          ((rowMean[i] ?? 0) + (columnMean[j] ?? 0)) * (1 - observed)) **
          2;
  const variance = (sum - (observed * expected - 2 * expected + observed) ** 2) / (n * (1 - expected) ** 4);
  const standardError = Math.sqrt(Math.max(0, variance));
  return { value, standardError, lower: value - z * standardError, upper: value + z * standardError };
}
