import gammainc from '@stdlib/math-base-special-gammainc';
import { solve } from './linear-system.ts';
import { listMoments, sortByTime, type Observation } from './observation.ts';

/** An observation with the group it is compared by, and the stratum within which it is. */
export interface GroupedObservation extends Observation {
  readonly group: string;
  /** Left out: one stratum. */
  readonly stratum?: string | null;
}

export interface LogRank {
  readonly chiSquare: number;
  /** Groups in which an event may be expected, less one. */
  readonly df: number;
  readonly p: number;
  readonly groups: readonly {
    readonly group: string;
    readonly n: number;
    readonly observed: number;
    readonly expected: number;
  }[];
}

/**
 * Log-rank test that groups have one survival, within strata where they are given.
 *
 * @param groups in the order of the answer
 * @returns null when fewer than two groups have a subject at risk at an event
 * @throws RangeError for a time that is no number or negative
 * @source Mantel 1966, Cancer Chemother Rep 50:163-170; Peto and Peto 1972; figures as R survival's survdiff, rho 0
 */
export function logRank(
  observations: readonly GroupedObservation[],
  groups: readonly string[],
): LogRank | null {
  const size = groups.length;
  const observed = groups.map(
    (group) => observations.filter((each) => each.group === group && each.isEvent).length,
  );
  const expected = new Array<number>(size).fill(0);
  const variance = groups.map(() => new Array<number>(size).fill(0));
  for (const stratum of Map.groupBy(sortByTime(observations), (each) => each.stratum ?? '').values())
    addStratum(stratum, groups, expected, variance);

  const counted = groups.flatMap((_, at) => ((expected[at] ?? 0) > 0 ? [at] : []));
  // The last group follows from the others.
  const free = counted.slice(0, -1);
  if (free.length === 0) return null;
  const difference = free.map((at) => (observed[at] ?? 0) - (expected[at] ?? 0));
  const solved = solve(
    free.map((row) => free.map((column) => variance[row]?.[column] ?? 0)),
    difference,
  );
  if (solved === null) return null;
  const chiSquare = difference.reduce((sum, each, at) => sum + each * (solved[at] ?? 0), 0);
  return {
    chiSquare,
    df: free.length,
    p: chiSquareTail(chiSquare, free.length),
    groups: groups.map((group, at) => ({
      group,
      n: observations.filter((each) => each.group === group).length,
      observed: observed[at] ?? 0,
      expected: expected[at] ?? 0,
    })),
  };
}

/** Adds what is expected in a stratum, and its hypergeometric variance, moment after moment. */
function addStratum(
  stratum: readonly GroupedObservation[],
  groups: readonly string[],
  expected: number[],
  variance: number[][],
): void {
  const left = groups.map((group) => stratum.filter((each) => each.group === group).length);
  const ended = Map.groupBy(stratum, ({ time }) => time);
  for (const { time, atRisk, events } of listMoments(stratum)) {
    if (events > 0) {
      const factor = atRisk > 1 ? (events * (atRisk - events)) / (atRisk - 1) : 0;
      for (const [row, mine] of left.entries()) {
        expected[row] = (expected[row] ?? 0) + (events * mine) / atRisk;
        for (const [column, other] of left.entries()) {
          const share =
            row === column ? (mine / atRisk) * (1 - mine / atRisk) : -(mine * other) / atRisk ** 2;
          const cells = variance[row];
          if (cells !== undefined) cells[column] = (cells[column] ?? 0) + factor * share;
        }
      }
    }
    for (const { group } of ended.get(time) ?? []) {
      const at = groups.indexOf(group);
      left[at] = (left[at] ?? 0) - 1;
    }
  }
}

/** Probability that a chi-square with so many degrees of freedom is at least this large; exact to the digit where it is tiny. */
const chiSquareTail = (chiSquare: number, df: number): number => gammainc(chiSquare / 2, df / 2, true, true);
