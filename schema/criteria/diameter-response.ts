import { fallText, fromNadirText, progressionText, riseText, seenAgainText } from './change-sentence.ts';
import type { ChangeThresholds } from './change-sentence.ts';
import type { TargetFacts } from './course-rules.ts';
import type { Line } from './decision-table.ts';
import type { NonTargetFacts } from './diameter-course.ts';
import { listText } from './sentence.ts';
import { NORMAL_NODE_MM, type TargetBurden } from './sum-of-diameters.ts';
import type { NonTargetResponse, TargetResponse } from './term.ts';
import { hasFallen, hasRisen } from './threshold.ts';

/**
 * The lines of the tables "Target response" and "Non-target response" that criteria which sum up diameters share word for word.
 *
 * Each takes where its paper says so, and a criteria lists them in the order of its own page. RECIST 1.1, mRECIST, PCWG2 and PCWG3
 * take them all; Choi takes those of the lesions that are gone, return or cannot be evaluated.
 */

/** Settings that the lines of a sum of diameters look at. */
export interface DiameterThresholds extends ChangeThresholds {
  readonly partialSumPd: boolean;
}

type TargetLine<Settings = unknown> = Line<TargetFacts<TargetBurden, Settings>, TargetResponse>;
type NonTargetLine = Line<NonTargetFacts, Exclude<NonTargetResponse, 'NON-CR/NON-PD'>>;

/** CR. ours: where it stands before the line of growth, nodes that are all normal are CR though their sum has grown. */
export function allTargetsGone(source: string): TargetLine {
  return {
    condition: 'the sum is complete and every target is gone: extranodal absent, nodes under 10 mm',
    answer: 'CR',
    holds: (f) => f.burden.isGone,
    says: () =>
      `Every target lesion is gone (nodes under ${NORMAL_NODE_MM} mm): complete response of the targets.`,
    source,
  };
}

/** PD. ours: any earlier complete response counts, confirmed or not. */
export function targetSeenAgain(source: string): TargetLine {
  return {
    condition: 'an earlier timepoint was complete response and a target is seen, a node at 10 mm or more',
    answer: 'PD',
    holds: (f) => f.completeAt !== null && f.burden.diseased.length > 0,
    says: (f) =>
      `${seenAgainText(f.burden.diseased)} after complete response at ${f.completeAt ?? ''}: progression.`,
    source,
  };
}

/** PD by the complete sum. The defaults are those of the criteria, for the condition as it is printed. */
export function sumHasGrown(source: string, defaults: ChangeThresholds): TargetLine<DiameterThresholds> {
  return {
    condition: `the sum is ${riseCondition(defaults, 'at least ')} above the nadir`,
    answer: 'PD',
    holds: (f) => hasGrown(f.burden.sum, f),
    says: (f) =>
      `Sum ${riseText(f.burden.sum, f.nadir, f.settings)}: progression. ${progressionText(f.settings)}`,
    source,
  };
}

/** PD by what was measured of an incomplete sum, where the charter lets it prove progression. */
export function partialSumHasGrown(
  source: string,
  defaults: ChangeThresholds,
): TargetLine<DiameterThresholds> {
  return {
    condition: `the sum is incomplete and what was measured alone is ${riseCondition(defaults, '')} above the nadir`,
    answer: 'PD',
    holds: (f) => f.settings.partialSumPd && hasGrown(f.burden.measuredSum, f),
    says: (f) =>
      `Without ${listText(f.burden.notEvaluable)}, what was measured alone, ${riseText(f.burden.measuredSum, f.nadir, f.settings)}: progression. ${progressionText(f.settings)}`,
    source,
  };
}

/** NE. */
export function targetNotEvaluable(source: string): TargetLine {
  return {
    condition: 'a target is not evaluable, or there is no sum at baseline',
    answer: 'NE',
    holds: (f) => f.burden.sum === null || f.baseline === null,
    says: (f) =>
      f.burden.sum === null
        ? `${listText(f.burden.notEvaluable)} not evaluable, and what was measured proves no progression: not evaluable.`
        : 'There is no complete sum at baseline to compare with: not evaluable.',
    source,
  };
}

/** PR by the complete sum. */
export function sumHasFallen(source: string, defaults: ChangeThresholds): TargetLine<DiameterThresholds> {
  return {
    condition: `the sum is at least ${defaults.prPercent} % below the baseline`,
    answer: 'PR',
    holds: (f) => hasFallen(f.burden.sum ?? 0, f.baseline ?? 0, f.settings.prPercent),
    says: (f) =>
      `Sum ${fallText(f.burden.sum, f.baseline, f.settings)}: partial response. At least ${f.settings.prPercent} %.`,
    source,
  };
}

/** SD: neither fallen nor grown enough. It holds always. */
export function otherwiseStable(source: string): TargetLine<DiameterThresholds> {
  return {
    condition: 'otherwise',
    answer: 'SD',
    holds: () => true,
    says: (f) =>
      `Sum ${fallText(f.burden.sum, f.baseline, f.settings)}, ${fromNadirText(f.burden.sum, f.nadir, f.settings)}: neither partial response (at least ${f.settings.prPercent} % below the baseline) nor progression (${riseCondition(f.settings, 'at least ')} above the nadir).`,
    source,
  };
}

/** PD. The reader alone says what is unequivocal. */
export function nonTargetProgressed(source: string): NonTargetLine {
  return {
    condition: 'one has progressed unequivocally, as the reader says',
    answer: 'PD',
    holds: (f) => f.burden.progressed.length > 0,
    says: (f) => `${listText(f.burden.progressed)}: unequivocal progression.`,
    source,
  };
}

/** PD. ours: a node that is visible again is no progression; one that is merely suspected neither. */
export function nonTargetSeenAgain(source: string): NonTargetLine {
  return {
    condition: 'an earlier timepoint was complete response and an extranodal one is present again',
    answer: 'PD',
    holds: (f) => f.completeAt !== null && f.burden.presentExtranodal.length > 0,
    says: (f) =>
      `${seenAgainText(f.burden.presentExtranodal)} after complete response at ${f.completeAt ?? ''}: progression.`,
    source,
  };
}

/** NE. */
export function nonTargetNotEvaluable(source: string): NonTargetLine {
  return {
    condition: 'one is not evaluable',
    answer: 'NE',
    holds: (f) => f.burden.notEvaluable.length > 0,
    says: (f) => `${listText(f.burden.notEvaluable)} not evaluable.`,
    source,
  };
}

/** CR. */
export function allNonTargetsAbsent(source: string): NonTargetLine {
  return {
    condition: 'all are absent, nodes under 10 mm',
    answer: 'CR',
    holds: (f) => f.burden.absent.length === f.burden.count,
    says: () => `Every non-target lesion is absent (nodes under ${NORMAL_NODE_MM} mm).`,
    source,
  };
}

/** The word of the criteria for what is neither complete response nor progression. It holds always. */
export function nonTargetsPersist<const Word extends string>(
  word: Word,
  source: string,
): Line<NonTargetFacts, Word> {
  return {
    condition: 'otherwise',
    answer: word,
    holds: () => true,
    says: (f) =>
      `Non-target lesions persist (${f.burden.count - f.burden.absent.length} of ${f.burden.count}); none has progressed unequivocally.`,
    source,
  };
}

/** `at least 20 % and at least 5 mm`; without the millimetres where the criteria ask for none. */
function riseCondition({ pdPercent, pdAbsoluteMm }: ChangeThresholds, leading: 'at least ' | ''): string {
  const leastMm = pdAbsoluteMm === 0 ? '' : ` and ${leading}${pdAbsoluteMm} mm`;
  return `at least ${pdPercent} %${leastMm}`;
}

function hasGrown(sum: number | null, facts: TargetFacts<TargetBurden, DiameterThresholds>): boolean {
  const { nadir, settings } = facts;
  return (
    sum !== null && nadir !== null && hasRisen(sum, nadir.sum, settings.pdPercent, settings.pdAbsoluteMm)
  );
}
