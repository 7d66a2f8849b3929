import {
  assess,
  bestResponse,
  ENGINE_VERSION,
  getCriterion,
  isCriteriaId,
  type BestResponse,
  type Result,
  type Trace,
  meaningOf,
} from '@readout/criteria';
import type { ComponentValues } from '@readout/db/table/response.ts';
import { asksConfirmation } from '../trial/chosen-criteria.ts';
import { caseOfReview, isTold, subjectOfReview } from './case-of-review.ts';
import { resultComponents, timepointComponents } from './component-values.ts';
import type { ReadToDerive, ReviewToDerive } from './review-to-derive.ts';

/** Columns of `timepoint_response` that are derived; null where nothing can be. */
export interface DerivedResponse {
  readonly readId: string;
  readonly sum: number | null;
  readonly changeFromBaselinePercent: number | null;
  readonly changeFromNadirPercent: number | null;
  readonly target: string | null;
  readonly nonTarget: string | null;
  readonly hasNewLesion: boolean | null;
  readonly overall: string | null;
  readonly components: ComponentValues;
  readonly trace: readonly Trace[];
  readonly engineVersion: string;
}

/** Columns of `best_response`. */
export interface DerivedBest {
  readonly basis: 'MEASUREMENTS' | 'STATED';
  readonly best: string;
  readonly bestOn: string | null;
  readonly confirmedBest: string;
  readonly confirmedBestOn: string | null;
  readonly progressionOn: string | null;
  /** Percent. */
  readonly bestChangePercent: number | null;
  readonly bestChangeReadId: string | null;
  readonly lastEvaluableOn: string | null;
  readonly components: ComponentValues;
  readonly trace: { readonly unconfirmed: readonly Trace[]; readonly confirmed: readonly Trace[] };
  readonly engineVersion: string;
}

export interface DerivedReview {
  /** One for each read that could be judged, the baseline's with its sum alone. */
  readonly responses: readonly DerivedResponse[];
  /** null: no locked read that can be judged, or criteria this engine does not know. */
  readonly best: DerivedBest | null;
}

/** Answers under the charter's settings, and what they would be without and with confirmation. */
interface Answers<Answer> {
  readonly charter: Answer;
  readonly unconfirmed: Answer;
  readonly confirmed: Answer;
}

/**
 * Judges one review by one criteria: the response at each read, and the best response of its locked reads.
 *
 * With a baseline that was read the responses are derived. Without, the best response comes from what was stated. A read dated on
 * or before the baseline is no follow-up and is left out.
 */
export function deriveReview(review: ReviewToDerive): DerivedReview {
  if (!isCriteriaId(review.criteria)) return { responses: [], best: null };
  const reads = review.reads.toSorted((a, b) =>
    a.assessedOn < b.assessedOn ? -1 : a.assessedOn > b.assessedOn ? 1 : 0,
  );
  const baseline = reads.find((read) => read.isBaseline && isTold(read));
  if (baseline === undefined) return { responses: [], best: bestOfStated(review, reads) };

  const judged = [
    baseline,
    ...reads.filter((read) => read.assessedOn > baseline.assessedOn && !read.isBaseline),
  ];
  const result = assess(caseOfReview(review, judged));
  const locked = judged.filter((read) => read.isLocked);
  const lockedResult =
    locked.length === judged.length
      ? result
      : baseline.isLocked
        ? assess(caseOfReview(review, locked))
        : null;
  return {
    responses: responsesOf(result, judged),
    best: lockedResult === null ? null : bestOfResult(review, lockedResult, locked),
  };
}

function responsesOf(result: Result, judged: readonly ReadToDerive[]): readonly DerivedResponse[] {
  const readIds = new Map(judged.map((read) => [read.timepointCode, read.readId]));
  const idOf = (code: string): string => {
    const readId = readIds.get(code);
    if (readId === undefined)
      throw new Error(`The engine answered for a timepoint that was not asked: ${code}`);
    return readId;
  };
  return [
    {
      readId: idOf(result.baseline.id),
      sum: result.baseline.sum,
      changeFromBaselinePercent: null,
      changeFromNadirPercent: null,
      target: null,
      nonTarget: null,
      hasNewLesion: null,
      overall: null,
      components: {},
      trace: result.baseline.trace,
      engineVersion: ENGINE_VERSION,
    },
    ...result.timepoints.map((timepoint) => ({
      readId: idOf(timepoint.id),
      sum: timepoint.sum,
      changeFromBaselinePercent: timepoint.changeFromBaseline,
      changeFromNadirPercent: timepoint.changeFromNadir,
      target: timepoint.target,
      nonTarget: timepoint.nonTarget,
      hasNewLesion: timepoint.newLesion,
      overall: timepoint.overall,
      components: timepointComponents(result.criteria, timepoint),
      trace: timepoint.trace,
      engineVersion: ENGINE_VERSION,
    })),
  ];
}

function bestOfResult(review: ReviewToDerive, result: Result, reads: readonly ReadToDerive[]): DerivedBest {
  const change = result.bestChangePercent;
  const bestRead =
    change === null
      ? undefined
      : result.timepoints.find((timepoint) => timepoint.changeFromBaseline === change);
  // The timepoints themselves may hang on confirmation (a sustained PR), so the other answer is judged anew.
  const answers = answersOf(review, result, (settings) =>
    assess(caseOfReview({ ...review, settings }, reads)),
  );
  return {
    ...bestColumns(answers),
    basis: 'MEASUREMENTS',
    bestChangePercent: change,
    bestChangeReadId: reads.find((read) => read.timepointCode === bestRead?.id)?.readId ?? null,
    lastEvaluableOn: lastEvaluable(result.timepoints),
    components: resultComponents(result),
  };
}

function bestOfStated(review: ReviewToDerive, reads: readonly ReadToDerive[]): DerivedBest | null {
  const timepoints = reads
    .filter((read) => read.isLocked && !read.isBaseline)
    .flatMap((read) =>
      read.statedOverall === null
        ? []
        : [{ id: read.timepointCode, date: read.assessedOn, overall: read.statedOverall }],
    );
  if (timepoints.length === 0) return null;
  const baselineDate = reads.find((read) => read.isBaseline)?.assessedOn ?? review.subject.firstDoseOn;
  const judge = (settings: ReviewToDerive['settings']) =>
    bestResponse(review.criteria, { timepoints, baselineDate }, settings, subjectOfReview(review));
  return {
    ...bestColumns(answersOf(review, judge(review.settings), judge)),
    basis: 'STATED',
    bestChangePercent: null,
    bestChangeReadId: null,
    lastEvaluableOn: lastEvaluable(timepoints),
    components: {},
  };
}

/** Criteria that know no confirmation answer the same without and with it. */
function answersOf<Answer>(
  { criteria, settings }: ReviewToDerive,
  charter: Answer,
  judge: (settings: ReviewToDerive['settings']) => Answer,
): Answers<Answer> {
  const isAsked = asksConfirmation(getCriterion(criteria), settings);
  if (isAsked === null) return { charter, unconfirmed: charter, confirmed: charter };
  const other = judge({ ...settings, confirmation: !isAsked });
  return isAsked
    ? { charter, unconfirmed: other, confirmed: charter }
    : { charter, unconfirmed: charter, confirmed: other };
}

const bestColumns = ({ charter, unconfirmed, confirmed }: Answers<BestResponse>) => ({
  best: unconfirmed.best,
  bestOn: unconfirmed.bestDate,
  confirmedBest: confirmed.best,
  confirmedBestOn: confirmed.bestDate,
  progressionOn: charter.progressionDate,
  trace: { unconfirmed: unconfirmed.trace, confirmed: confirmed.trace },
  engineVersion: ENGINE_VERSION,
});

const lastEvaluable = (
  timepoints: readonly { readonly date: string; readonly overall: string }[],
): string | null =>
  timepoints.findLast(({ overall }) => meaningOf(overall) !== 'not-evaluable')?.date ?? null;
