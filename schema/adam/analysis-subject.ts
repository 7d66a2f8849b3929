import { getCriterion, type Criterion } from '@readout/criteria';
import type { BestContent, ReviewContent, SubjectContent, TrialContent } from '@readout/sdtm/content.ts';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { frameOf, type SubjectFrame } from '@readout/sdtm/subject-frame.ts';
import { listAssessments, type AnalysisAssessment } from './analysis-assessment.ts';
import type { AnalysisChoice } from './choice.ts';

/** Rows of a subject by name of the SDTM dataset. */
export type SubjectRows = Readonly<Record<string, readonly DatasetRow[]>>;

/** A subject with what the choice of evaluator and criteria makes of it: what every analysis dataset is drawn from. */
export interface AnalysisSubject {
  readonly trial: TrialContent;
  readonly subject: SubjectContent;
  readonly choice: AnalysisChoice;
  /** SDTM rows of the subject. */
  readonly rows: SubjectRows;
  /** The subject's row of DM. */
  readonly dm: DatasetRow;
  readonly criterion: Criterion;
  /** As the charter chooses them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The review asked for; null: there is none. */
  readonly review: ReviewContent | null;
  /** Its best response by the criteria asked for; null: there is none, which counts as not evaluable. */
  readonly best: BestContent | null;
  /** Its reads that are told of, by date, the baseline too. */
  readonly assessments: readonly AnalysisAssessment[];
  readonly population: PopulationFlags;
  /** As the SDTM datasets see the subject. */
  readonly frame: SubjectFrame;
  /** The last day the subject was known to be alive, the day of death included. */
  readonly lastAliveOn: string | null;
}

/** Populations as the portal counts them. */
export interface PopulationFlags {
  /** Did not fail screening. */
  readonly isEnrolled: boolean;
  readonly isRandomised: boolean;
  /** Had a first dose. */
  readonly isDosed: boolean;
  /** Had a first dose and a baseline. */
  readonly isTreated: boolean;
  /** Treated, and has an evaluable response after baseline. */
  readonly isEvaluable: boolean;
}

/**
 * Gathers a subject for analysis.
 *
 * @throws RangeError when DM has no row of the subject, or the charter does not name the criteria: our bug, the caller guarantees both
 */
export function gatherSubject(
  trial: TrialContent,
  subject: SubjectContent,
  rows: SubjectRows,
  choice: AnalysisChoice,
): AnalysisSubject {
  const dm = rows['DM']?.[0];
  if (dm === undefined) throw new RangeError(`DM has no row of ${subject.usubjid}.`);
  const chosen = trial.charter.criteria.find(({ criteria }) => criteria === choice.criteria);
  if (chosen === undefined)
    throw new RangeError(`The charter does not name the criteria ${choice.criteria}.`);
  const review =
    subject.reviews.find(({ evaluator, isAccepted }) =>
      choice.evaluator === 'CENTRAL' ? isAccepted : evaluator === choice.evaluator,
    ) ?? null;
  const best = review?.bests.find(({ criteria }) => criteria === choice.criteria) ?? null;
  const frame = frameOf(trial, subject);
  return {
    trial,
    subject,
    choice,
    rows,
    dm,
    criterion: getCriterion(choice.criteria),
    settings: chosen.settings,
    review,
    best,
    assessments: review === null ? [] : listAssessments(frame, review, choice.criteria, rows),
    frame,
    population: populationOf(subject, best),
    lastAliveOn: lastAliveOf(subject),
  };
}

function populationOf({ course, timepoints }: SubjectContent, best: BestContent | null): PopulationFlags {
  const isDosed = course.firstDoseOn !== null;
  const isTreated = isDosed && timepoints.some(({ isBaseline }) => isBaseline);
  return {
    isEnrolled: !course.isScreenFailure,
    isRandomised: course.randomisedOn !== null,
    isDosed,
    isTreated,
    isEvaluable: isTreated && best !== null && best.lastEvaluableOn !== null,
  };
}

function lastAliveOf({ course, timepoints }: SubjectContent): string | null {
  const known = [
    course.lastContactOn,
    course.lastDoseOn,
    course.offTreatmentOn,
    course.newTherapyOn,
    course.firstDoseOn,
    ...timepoints.map(({ assessed }) => assessed.on),
  ].filter((on) => on !== null);
  const last = known.toSorted().at(-1) ?? null;
  return last !== null && course.diedOn !== null && course.diedOn < last ? course.diedOn : last;
}
