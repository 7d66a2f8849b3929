import {
  assess,
  bestResponse,
  CRITERIA,
  ENGINE_VERSION,
  isCriteriaId,
  type BestResponse,
  type Case,
  type ChosenSettings,
  type FindingState,
  type LesionRole,
  type Responses,
  type Result,
  type Timepoint,
  type Trace,
} from '@readout/criteria';

/** One evaluator's look at one subject, as far as the criteria ask. */
export interface ReviewToDerive {
  readonly criteria: string;
  readonly settings: ChosenSettings;
  readonly subject: { readonly firstDoseOn: string | null; readonly newTherapyOn: string | null };
  readonly lesions: readonly LesionToDerive[];
  /** The current reads, in any order. */
  readonly reads: readonly ReadToDerive[];
}

export interface LesionToDerive {
  readonly code: string;
  readonly role: LesionRole;
  readonly kind: string;
  readonly organ: string | null;
  readonly isMeasurable: boolean;
  readonly splitFromCode: string | null;
}

export interface ReadToDerive {
  readonly readId: string;
  readonly timepointCode: string;
  /** ISO 8601. */
  readonly assessedOn: string;
  readonly isBaseline: boolean;
  readonly isEvaluable: boolean;
  /** Only locked reads count for the best response. */
  readonly isLocked: boolean;
  readonly statedOverall: string | null;
  readonly findings: readonly FindingToDerive[];
}

export interface FindingToDerive {
  readonly lesionCode: string;
  readonly state: FindingState;
  /** mm. */
  readonly longestDiameterMm: number | null;
  readonly shortAxisMm: number | null;
  readonly perpendicularMm: number | null;
  readonly mergedIntoCode: string | null;
}

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
  readonly trace: { readonly unconfirmed: readonly Trace[]; readonly confirmed: readonly Trace[] };
  readonly engineVersion: string;
}

export interface DerivedReview {
  /** One for each read that could be judged, the baseline's with its sum alone. */
  readonly responses: readonly DerivedResponse[];
  /** null: no locked read that can be judged, or criteria this engine does not know. */
  readonly best: DerivedBest | null;
}

/**
 * Judges one review by one criteria: the response at each read, and the best response of its locked reads.
 *
 * With measurements and a baseline the responses are derived. Without, the best response comes from what was stated. A read
 * dated on or before the baseline is no follow-up and is left out.
 */
export function deriveReview(review: ReviewToDerive): DerivedReview {
  if (!isCriteriaId(review.criteria)) return { responses: [], best: null };
  const reads = review.reads.toSorted((a, b) =>
    a.assessedOn < b.assessedOn ? -1 : a.assessedOn > b.assessedOn ? 1 : 0,
  );
  const baseline = reads.find((read) => read.isBaseline && read.findings.length > 0);
  if (baseline === undefined) return { responses: [], best: bestOfStated(review, reads) };

  const judged = [
    baseline,
    ...reads.filter((read) => read.assessedOn > baseline.assessedOn && !read.isBaseline),
  ];
  const result = assess(caseOf(review, judged));
  const locked = judged.filter((read) => read.isLocked);
  const lockedResult =
    locked.length === judged.length ? result : baseline.isLocked ? assess(caseOf(review, locked)) : null;
  return {
    responses: responsesOf(result, judged),
    best: lockedResult === null ? null : bestOfResult(review, lockedResult, locked),
  };
}

function caseOf(review: ReviewToDerive, reads: readonly ReadToDerive[]): Case {
  const mentioned = new Set(reads.flatMap((read) => read.findings.map((finding) => finding.lesionCode)));
  return {
    name: '',
    criteria: review.criteria,
    settings: review.settings,
    subject: subjectOf(review),
    lesions: review.lesions
      .filter(
        (lesion) => lesion.role === 'target' || lesion.role === 'non-target' || mentioned.has(lesion.code),
      )
      .map((lesion) => ({
        id: lesion.code,
        role: lesion.role,
        kind: lesion.kind,
        measurable: lesion.isMeasurable,
        ...(lesion.organ === null ? {} : { site: lesion.organ }),
        ...(lesion.splitFromCode === null ? {} : { splitFrom: lesion.splitFromCode }),
      })),
    timepoints: reads.map(timepointOf),
  };
}

const timepointOf = (read: ReadToDerive): Timepoint => ({
  id: read.timepointCode,
  date: read.assessedOn,
  evaluable: read.isEvaluable,
  findings: read.findings.map((finding) => ({
    lesion: finding.lesionCode,
    state: finding.state,
    ...(finding.longestDiameterMm === null ? {} : { longestDiameter: finding.longestDiameterMm }),
    ...(finding.shortAxisMm === null ? {} : { shortAxis: finding.shortAxisMm }),
    ...(finding.perpendicularMm === null ? {} : { perpendicular: finding.perpendicularMm }),
    ...(finding.mergedIntoCode === null ? {} : { mergedInto: finding.mergedIntoCode }),
  })),
});

const subjectOf = ({ subject }: ReviewToDerive) => ({
  ...(subject.firstDoseOn === null ? {} : { treatmentStart: subject.firstDoseOn }),
  ...(subject.newTherapyOn === null ? {} : { newTherapyDate: subject.newTherapyOn }),
});

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
  return {
    ...bestsOf(review, result),
    basis: 'MEASUREMENTS',
    bestChangePercent: change,
    bestChangeReadId: reads.find((read) => read.timepointCode === bestRead?.id)?.readId ?? null,
    lastEvaluableOn: result.timepoints.findLast((timepoint) => timepoint.overall !== 'NE')?.date ?? null,
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
  return {
    ...bestsOf(review, { timepoints, baselineDate }),
    basis: 'STATED',
    bestChangePercent: null,
    bestChangeReadId: null,
    lastEvaluableOn: timepoints.findLast((timepoint) => timepoint.overall !== 'NE')?.date ?? null,
  };
}

function bestsOf(review: ReviewToDerive, responses: Responses) {
  const by = (confirmation: boolean): BestResponse =>
    bestResponse(review.criteria, responses, settingsWith(review, confirmation), subjectOf(review));
  const unconfirmed = by(false);
  const confirmed = by(true);
  return {
    best: unconfirmed.best,
    bestOn: unconfirmed.bestDate,
    confirmedBest: confirmed.best,
    confirmedBestOn: confirmed.bestDate,
    progressionOn: unconfirmed.progressionDate,
    trace: { unconfirmed: unconfirmed.trace, confirmed: confirmed.trace },
    engineVersion: ENGINE_VERSION,
  };
}

/** The charter's settings with confirmation asked for or not, where the criteria know the setting. */
function settingsWith({ criteria, settings }: ReviewToDerive, confirmation: boolean): ChosenSettings {
  if (!isCriteriaId(criteria) || !Object.hasOwn(CRITERIA[criteria].settings, 'confirmation')) return settings;
  return { ...settings, confirmation };
}
