import type { SubjectContent, TrialContent } from '@readout/sdtm/content.ts';

export type SubjectCounts = TrialContent['counts'];

/** Before the first subject. */
export const NO_SUBJECTS: SubjectCounts = {
  enrolled: 0,
  firstConsentOn: null,
  firstDoseOn: null,
  lastContactOn: null,
  youngestYears: null,
  oldestYears: null,
  sexes: [],
};

/** The counts with one more subject. A screen failure was not enrolled; age and sex are of those who were. */
export function countSubject(
  counts: SubjectCounts,
  { course, ageYears, sex }: SubjectContent,
): SubjectCounts {
  const isEnrolled = !course.isScreenFailure;
  return {
    enrolled: counts.enrolled + (isEnrolled ? 1 : 0),
    firstConsentOn: least(counts.firstConsentOn, course.consentedOn),
    firstDoseOn: least(counts.firstDoseOn, course.firstDoseOn),
    lastContactOn: most(counts.lastContactOn, course.lastContactOn),
    youngestYears: isEnrolled ? least(counts.youngestYears, ageYears) : counts.youngestYears,
    oldestYears: isEnrolled ? most(counts.oldestYears, ageYears) : counts.oldestYears,
    sexes:
      isEnrolled && sex !== null && !counts.sexes.includes(sex)
        ? [...counts.sexes, sex].toSorted()
        : counts.sexes,
  };
}

const least = <Kind extends string | number>(a: Kind | null, b: Kind | null): Kind | null =>
  a === null || (b !== null && b < a) ? b : a;

const most = <Kind extends string | number>(a: Kind | null, b: Kind | null): Kind | null =>
  a === null || (b !== null && b > a) ? b : a;
