import type { LesionContent, ReviewContent } from './content.ts';
import { linkOf, type FindingEntry } from './finding-entry.ts';
import { markLastBeforeExposure } from './last-before-exposure.ts';
import { lateralityTerm, locationTerm } from './location-term.ts';
import { methodOfExams, methodTerm } from './method-term.ts';
import { timingAt, type SubjectFrame } from './subject-frame.ts';
import { kindOfLocation } from './terminology.ts';

/** Tests of TU with their names. @source CDISC CT TUTESTCD C96784, TUTEST C96783 */
export const IDENTIFICATION_TESTS = {
  TUMIDENT: 'Tumor Identification',
  TUSPLIT: 'Tumor Split',
  TUMERGE: 'Tumor Merged',
} as const;
type IdentificationTest = keyof typeof IDENTIFICATION_TESTS;

/** A record of TU: a lesion identified, split off from another, or merged into another. */
export interface LesionEntry extends FindingEntry {
  readonly test: IdentificationTest;
  readonly lesion: LesionContent;
  /** TULNKID; of a merge both lesions: T01/T02. */
  readonly link: string;
  /** TARGET, NON-TARGET or NEW. @source CDISC CT TUIDRS C123650 */
  readonly role: string;
  readonly location: string | null;
  readonly laterality: string | null;
  readonly method: string | null;
  /** TULNKID of the lesion it came from (TUSPLIT) or went into (TUMERGE). */
  readonly otherLink: string | null;
}

/**
 * The records of TU: each lesion once as identified, by each evaluator, dated by the read that first saw it; a fragment as TUSPLIT
 * instead; and TUMERGE at the first read that tells that it has coalesced with another.
 *
 * @source SDTMIG v3.4, TU; CDISC COSMoS, TUMIDENT, TUSPLIT and TUMERGE
 */
export function mapLesions(frame: SubjectFrame): readonly LesionEntry[] {
  const entries = frame.subject.reviews.flatMap((review) =>
    review.lesions.flatMap((lesion) => [identify(frame, review, lesion), ...merge(frame, review, lesion)]),
  );
  return markLastBeforeExposure(
    entries,
    ({ link, test }) => `${link} ${test}`,
    () => true,
  );
}

function identify(frame: SubjectFrame, review: ReviewContent, lesion: LesionContent): LesionEntry {
  const test = lesion.splitFromCode === null ? 'TUMIDENT' : 'TUSPLIT';
  return entryOf(frame, review, lesion, test, lesion.timepointCode, lesion.splitFromCode);
}

function merge(frame: SubjectFrame, review: ReviewContent, lesion: LesionContent): readonly LesionEntry[] {
  for (const { timepointCode, findings } of review.reads) {
    const into = findings.find(({ lesionCode }) => lesionCode === lesion.code)?.mergedIntoCode ?? null;
    if (into !== null) return [entryOf(frame, review, lesion, 'TUMERGE', timepointCode, into)];
  }
  return [];
}

function entryOf(
  frame: SubjectFrame,
  review: ReviewContent,
  lesion: LesionContent,
  test: IdentificationTest,
  timepointCode: string,
  otherCode: string | null,
): LesionEntry {
  const { evaluator } = review;
  const isMerge = test === 'TUMERGE' && otherCode !== null;
  const own = linkOf(evaluator, lesion.code);
  // The link of a lesion stands once in TU, so that its results in TR find one record.
  const link = isMerge ? `${own}/${otherCode}` : own;
  const timepoint = frame.timepoints.get(timepointCode);
  const read = review.reads.find((other) => other.timepointCode === timepointCode);
  return {
    frame,
    key: `${own} ${test}`,
    review,
    timing: timingAt(frame, timepointCode, read?.read ?? null),
    isBaseline: timepoint?.isBaseline === true,
    isLastBeforeExposure: false,
    test,
    lesion,
    link,
    role: lesion.role.toUpperCase(),
    location: locationTerm(lesion.organ, lesion.kind),
    laterality: lateralityTerm(lesion.laterality),
    method: lesion.method === null ? methodOfExams(timepoint?.exams ?? []) : methodTerm(lesion.method),
    otherLink: otherCode === null ? null : linkOf(evaluator, otherCode),
  };
}

/** What of the location TULOC does not say: the organ in the words given. */
export const organWords = ({ lesion: { organ }, location }: LesionEntry): string | null =>
  organ !== null && organ !== location ? organ : null;

/** The kind of lesion, where TULOC does not tell it. */
export const kindWords = ({ lesion: { kind }, location }: LesionEntry): string | null =>
  kind === kindOfLocation(location ?? '') ? null : kind;
