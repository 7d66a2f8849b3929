import erfc from '@stdlib/math-base-special-erfc';
import { standardErrors } from './confidence.ts';
import { solve } from './linear-system.ts';
import type { GroupedObservation } from './log-rank.ts';
import { sortByTime } from './observation.ts';

/** Hazard of one group against another. */
export interface HazardRatio {
  /** Natural logarithm of the hazard ratio. */
  readonly coefficient: number;
  readonly standardError: number;
  readonly hazardRatio: number;
  readonly lower: number;
  readonly upper: number;
  /** Two-sided, by Wald. */
  readonly p: number;
}

const MOST_STEPS = 50;
/** Relative change of the log-likelihood at which the estimate stands. */
const CONVERGED = 1e-12;
/** A coefficient that has run so far, e to the 15th, runs on for ever: the data hold no information about it. */
const RUN_AWAY = 15;

/**
 * Proportional hazards of groups against the first of them, by partial likelihood with Efron's approximation for ties, within strata
 * where they are given.
 *
 * @param groups the first is the reference
 * @returns one for each further group, in order; null where a hazard ratio cannot be told: no event in a group, or none to compare
 * @throws RangeError for a time that is no number or negative
 * @source Cox 1972, J R Stat Soc B 34:187-220; Efron 1977, J Am Stat Assoc 72:557-565; figures as R survival's coxph
 */
export function coxRegression(
  observations: readonly GroupedObservation[],
  groups: readonly string[],
  level = 0.95,
): readonly (HazardRatio | null)[] {
  const z = standardErrors(level);
  const strata = [...Map.groupBy(sortByTime(observations), (each) => each.stratum ?? '').values()];
  const size = Math.max(0, groups.length - 1);
  let at = likelihoodAt(strata, groups, new Array<number>(size).fill(0));
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const move = solve(at.information, at.score);
    if (move === null) return new Array<null>(size).fill(null);
    const next = stepFrom(strata, groups, at, move);
    const isThere =
      Math.abs(next.logLikelihood - at.logLikelihood) <= CONVERGED * Math.abs(next.logLikelihood);
    at = next;
    if (isThere) break;
  }
  return at.coefficients.map((coefficient, index) => {
    const unit = at.coefficients.map((_, each) => (each === index ? 1 : 0));
    const variance = solve(at.information, unit)?.[index];
    if (variance === undefined || !(variance > 0) || Math.abs(coefficient) > RUN_AWAY) return null;
    const standardError = Math.sqrt(variance);
    return {
      coefficient,
      standardError,
      hazardRatio: Math.exp(coefficient),
      lower: Math.exp(coefficient - z * standardError),
      upper: Math.exp(coefficient + z * standardError),
      p: erfc(Math.abs(coefficient / standardError) / Math.SQRT2),
    };
  });
}

interface Likelihood {
  readonly coefficients: readonly number[];
  readonly logLikelihood: number;
  readonly score: readonly number[];
  readonly information: readonly (readonly number[])[];
}

/** A Newton step, halved as long as it makes the data less likely. */
function stepFrom(
  strata: readonly (readonly GroupedObservation[])[],
  groups: readonly string[],
  from: Likelihood,
  move: readonly number[],
): Likelihood {
  for (let share = 1; ; share /= 2) {
    const next = likelihoodAt(
      strata,
      groups,
      from.coefficients.map((each, at) => each + share * (move[at] ?? 0)),
    );
    if (next.logLikelihood >= from.logLikelihood - 1e-12 * Math.abs(from.logLikelihood) || share < 1e-6)
      return next;
  }
}

/** Log partial likelihood with its first derivative and the negative second one. */
function likelihoodAt(
  strata: readonly (readonly GroupedObservation[])[],
  groups: readonly string[],
  coefficients: readonly number[],
): Likelihood {
  const size = coefficients.length;
  const score = new Array<number>(size).fill(0);
  const information = coefficients.map(() => new Array<number>(size).fill(0));
  let logLikelihood = 0;
  const riskOf = (group: string): number => Math.exp(coefficients[groups.indexOf(group) - 1] ?? 0);
  for (const stratum of strata) {
    // Sums of risk by group, over those still under observation: from the last time back to the first.
    const atRisk = new Array<number>(groups.length).fill(0);
    const moments = [...Map.groupBy(stratum, ({ time }) => time)].reverse();
    for (const [, ended] of moments) {
      for (const { group } of ended) {
        const place = groups.indexOf(group);
        atRisk[place] = (atRisk[place] ?? 0) + riskOf(group);
      }
      const events = ended.filter(({ isEvent }) => isEvent);
      const dying = groups.map(
        (group) => events.filter((each) => each.group === group).length * riskOf(group),
      );
      for (const { group } of events) {
        const place = groups.indexOf(group) - 1;
        logLikelihood += coefficients[place] ?? 0;
        if (place >= 0) score[place] = (score[place] ?? 0) + 1;
      }
      for (let tied = 0; tied < events.length; tied += 1) {
        const share = tied / events.length;
        const weights = atRisk.map((each, place) => each - share * (dying[place] ?? 0));
        const total = weights.reduce((sum, each) => sum + each, 0);
        logLikelihood -= Math.log(total);
        for (let row = 0; row < size; row += 1) {
          const mine = (weights[row + 1] ?? 0) / total;
          score[row] = (score[row] ?? 0) - mine;
          for (let column = 0; column < size; column += 1) {
            const other = (weights[column + 1] ?? 0) / total;
            const cells = information[row];
            if (cells !== undefined)
              cells[column] = (cells[column] ?? 0) + (row === column ? mine : 0) - mine * other;
          }
        }
      }
    }
  }
  return { coefficients, logLikelihood, score, information };
}
