import type { CharterCriteria } from '@readout/db/table/trial.ts';
import { deriveReviews } from '@readout/graphql/response/derive-reviews.ts';
import type { ReviewMaterial } from '@readout/graphql/response/list-reviews-to-derive.ts';
import type {
  CourseContent,
  ReviewContent,
  SubjectContent,
  TimepointContent,
  ToldDate,
} from '@readout/sdtm/content.ts';

/**
 * A subject as of the day of a data cut: what happened after it is left out.
 *
 * Left out are assessments, scans, starts of exposure, events and dates of the course after the day; ends after it are blank. A review of which
 * something was left out is judged anew from what is left, the others' answers are as stored.
 *
 * @param on YYYY-MM-DD; null: nothing is left out
 * @returns null for a subject who gave consent after the day
 */
export function leaveOutAfter(
  subject: SubjectContent,
  on: string | null,
  charter: readonly CharterCriteria[],
): SubjectContent | null {
  if (on === null) return subject;
  const isAfter = (date: string | null): date is string => date !== null && date > on;
  if (isAfter(subject.course.consentedOn)) return null;
  const until = (date: string | null) => (isAfter(date) ? null : date);
  const endUntil = (date: ToldDate | null) => (isAfter(date?.on ?? null) ? null : date);

  const exposures = subject.exposures
    .filter(({ started }) => !isAfter(started.on))
    .map((each) => ({ ...each, ended: endUntil(each.ended) }));
  const events = subject.events.filter(({ occurred }) => !isAfter(occurred?.on ?? null));
  const timepoints = subject.timepoints
    .filter(({ assessed }) => !isAfter(assessed.on))
    .map((each) => ({ ...each, exams: each.exams.filter(({ acquiredOn }) => !isAfter(acquiredOn)) }));
  const { isScreenFailure, ...dates } = subject.course;
  const course: CourseContent = {
    isScreenFailure,
    ...(Object.fromEntries(Object.entries(dates).map(([name, date]) => [name, until(date)])) as typeof dates),
  };
  const kept = { ...subject, exposures, events, timepoints };
  const known = {
    ...course,
    // Whoever was alive after the day was alive at the last date that is still told.
    lastContactOn: isAfter(dates.lastContactOn) ? lastDate(kept, course) : dates.lastContactOn,
  };
  const isJudgedAlike = (['firstDoseOn', 'radiotherapyEndedOn', 'newTherapyOn', 'diedOn'] as const).every(
    (name) => known[name] === dates[name],
  );
  return {
    ...kept,
    course: known,
    reviews: subject.reviews.flatMap((review) => {
      const reads = review.reads.filter(
        (read) =>
          timepoints.some(({ code }) => code === read.timepointCode) && !isAfter(read.read?.on ?? null),
      );
      if (reads.length === review.reads.length && isJudgedAlike) return review;
      if (reads.length === 0) return [];
      return judgeAnew(cutReview(review, reads), { ...kept, course: known }, charter);
    }),
  };
}

/** A review with some of its reads alone, and the lesions that were identified at them. */
function cutReview(review: ReviewContent, reads: ReviewContent['reads']): ReviewContent {
  const readAt = new Set(reads.map(({ timepointCode }) => timepointCode));
  const lesions = review.lesions.filter(({ timepointCode }) => readAt.has(timepointCode));
  const codes = new Set(lesions.map(({ code }) => code));
  const still = (code: string | null) => (code !== null && codes.has(code) ? code : null);
  return {
    ...review,
    lesions: lesions.map((each) => ({ ...each, splitFromCode: still(each.splitFromCode) })),
    reads: reads.map((read) => ({
      ...read,
      findings: read.findings
        .filter(({ lesionCode }) => codes.has(lesionCode))
        .map((each) => ({ ...each, mergedIntoCode: still(each.mergedIntoCode) })),
    })),
  };
}

function judgeAnew(
  review: ReviewContent,
  subject: Pick<SubjectContent, 'course' | 'timepoints' | 'isFdgAvid'>,
  charter: readonly CharterCriteria[],
): ReviewContent {
  const { responses, bests } = deriveReviews([materialOf(review, subject)], charter);
  return {
    ...review,
    reads: review.reads.map((read) => ({
      ...read,
      responses: read.responses.map((response) => {
        const anew = responses.find(
          ({ readId, criteria }) => readId === read.timepointCode && criteria === response.criteria,
        );
        if (anew === undefined) return response;
        const { sum, changeFromBaselinePercent, changeFromNadirPercent } = anew;
        const { target, nonTarget, hasNewLesion, overall, components, engineVersion } = anew;
        return {
          ...response,
          derived: {
            sum,
            changeFromBaselinePercent,
            changeFromNadirPercent,
            target,
            nonTarget,
            hasNewLesion,
            overall,
            components,
          },
          engineVersion,
        };
      }),
    })),
    bests: bests.map(({ reviewId: _, trace: __, bestChangeReadId: ___, ...best }) => best),
  };
}

function materialOf(
  review: ReviewContent,
  subject: Pick<SubjectContent, 'course' | 'timepoints' | 'isFdgAvid'>,
): ReviewMaterial {
  const timepoints = new Map(subject.timepoints.map((each): [string, TimepointContent] => [each.code, each]));
  return {
    reviewId: review.evaluator,
    subject: { ...subject.course, isFdgAvid: subject.isFdgAvid },
    lesions: review.lesions,
    reads: review.reads.map(({ read, responses: _, ...each }) => {
      const timepoint = timepoints.get(each.timepointCode);
      if (timepoint === undefined) throw new Error(`There is no timepoint ${each.timepointCode}.`);
      return {
        ...(each as Omit<
          ReviewMaterial['reads'][number],
          'readId' | 'assessedOn' | 'isBaseline' | 'statedOverall'
        >),
        readId: each.timepointCode,
        assessedOn: read?.on ?? timepoint.assessed.on,
        isBaseline: timepoint.isBaseline,
        statedOverall: null,
      };
    }),
    statedOveralls: new Map(
      review.reads.flatMap(({ timepointCode, responses }) =>
        responses.map(({ criteria, stated }) => [`${timepointCode} ${criteria}`, stated.overall]),
      ),
    ),
  };
}

/** The last date told of a subject; null without one. */
function lastDate(
  { exposures, events, timepoints }: Pick<SubjectContent, 'exposures' | 'events' | 'timepoints'>,
  { isScreenFailure: _, ...course }: CourseContent,
): string | null {
  const dates = [
    ...Object.values(course),
    ...exposures.flatMap(({ started, ended }) => [started.on, ended?.on ?? null]),
    ...events.map(({ occurred }) => occurred?.on ?? null),
    ...timepoints.map(({ assessed }) => assessed.on),
  ];
  return dates.reduce<string | null>(
    (last, date) => (date !== null && (last === null || date > last) ? date : last),
    null,
  );
}
