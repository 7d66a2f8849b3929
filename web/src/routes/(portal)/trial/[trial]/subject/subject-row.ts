import { dateText } from '@readout/chart';
import type { ResultOf } from 'gql.tada';
import type { subjectsDocument } from './document.ts';

type Answer = NonNullable<ResultOf<typeof subjectsDocument>['trial']>;
type Subject = Answer['subjects']['edges'][number]['node'];

/** One line of the list. */
export interface SubjectRow {
  readonly number: string;
  readonly site: string;
  readonly siteName: string;
  /** null: withheld. */
  readonly arm: string | null;
  /** null: none, and `reason` says why. */
  readonly best: string | null;
  /** Best when confirmation is not asked for, where that is another word. */
  readonly unconfirmed: string | null;
  readonly bestChangePercent: number | null;
  readonly progressionOn: string | null;
  readonly firstDoseOn: string | null;
  /** Of treatment, in words. */
  readonly treatment: string;
  readonly reason: string;
}

/** What the list shows of a subject by one criteria. */
export function subjectRow(subject: Subject, criteria: string, isConfirmed: boolean): SubjectRow {
  const best = subject.centralReview?.bestResponses.find((one) => one.criteria === criteria);
  const word = best ? (isConfirmed ? best.confirmedBest : best.best) : null;
  const { course, arm } = subject;
  return {
    number: subject.number,
    site: subject.site.code,
    siteName: subject.site.name ?? '',
    arm: arm.isBlinded ? null : (arm.planned?.name ?? arm.reasonWithout?.toLowerCase() ?? 'none'),
    best: word,
    unconfirmed: best && best.best !== word ? best.best : null,
    bestChangePercent: best?.bestChangePercent ?? null,
    progressionOn: best?.progressionOn ?? null,
    firstDoseOn: course?.firstDoseOn ?? null,
    treatment: treatmentText(course),
    reason: subject.centralReason,
  };
}

function treatmentText(course: Subject['course']): string {
  if (course === null) return 'withheld';
  if (course.isScreenFailure) return 'screen failure';
  if (course.diedOn !== null) return `died ${dateText(course.diedOn)}`;
  if (course.firstDoseOn === null) return 'not treated';
  return course.offTreatmentOn === null ? 'ongoing' : `off ${dateText(course.offTreatmentOn)}`;
}
