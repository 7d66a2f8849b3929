import { assigned, derived } from './fill.ts';
import { EVALUATOR_TERMS } from './terminology.ts';
import type { ContentEvaluator, ReviewContent } from './content.ts';
import type { SubjectEntry, SubjectFrame, Timing } from './subject-frame.ts';

/** A record of TU, TR or RS: who looked, and when. */
export interface FindingEntry extends SubjectEntry {
  readonly review: ReviewContent;
  readonly timing: Timing;
  readonly isBaseline: boolean;
  /** Whether it is the last with a result before the first dose, of its kind. */
  readonly isLastBeforeExposure: boolean;
}

const LAST_BEFORE_EXPOSURE =
  'Y for the last record with a result whose date is not after RFXSTDTC, for each evaluator, lesion and test (SDTMIG 3.4, section 4.5.9).';
const BASELINE = 'Y where the timepoint is the baseline of the assessments.';

/** How the variables are filled that tell of evaluator and baseline. */
export const looked = {
  evaluator: assigned<FindingEntry>(({ review }) => evaluatorTerms(review.evaluator)[0]),
  evaluatorId: assigned<FindingEntry>(({ review }) => evaluatorTerms(review.evaluator)[1]),
  accepted: derived<FindingEntry>(
    'Y for the records of the review that is the central result by the rule of the imaging charter.',
    ({ review }) => (review.isAccepted ? 'Y' : null),
  ),
  baseline: derived<FindingEntry>(BASELINE, ({ isBaseline }) => (isBaseline ? 'Y' : null)),
  lastBeforeExposure: derived<FindingEntry>(LAST_BEFORE_EXPOSURE, ({ isLastBeforeExposure }) =>
    isLastBeforeExposure ? 'Y' : null,
  ),
};

/** --EVAL and --EVALID. An algorithm is no person: its own term, which the published list lacks. */
export function evaluatorTerms(evaluator: ContentEvaluator): readonly [string, string | null] {
  if (evaluator === 'ALGORITHM') return ['ALGORITHM', null];
  const [term, id] = EVALUATOR_TERMS[evaluator];
  return [term, id === '' ? null : id];
}

/** What stands before a lesion's code and an assessment's number, so that links are unique for a subject. */
const PREFIX = {
  INVESTIGATOR: '',
  READER_1: 'R1-',
  READER_2: 'R2-',
  ADJUDICATOR: 'ADJ-',
  ALGORITHM: 'ALG-',
} as const satisfies Record<ContentEvaluator, string>;

/** TULNKID and TRLNKID of a lesion. */
export function linkOf(evaluator: ContentEvaluator, lesionCode: string): string {
  return PREFIX[evaluator] + lesionCode;
}

/** --LNKGRP of an assessment: which of the subject's timepoints it is, from 1. */
export function linkGroupOf(frame: SubjectFrame, evaluator: ContentEvaluator, timepointCode: string): string {
  const place = frame.subject.timepoints.findIndex(({ code }) => code === timepointCode);
  return `${PREFIX[evaluator]}A${place + 1}`;
}
