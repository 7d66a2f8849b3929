import { bestResponse, type Subject } from '@readout/criteria';
import type { Assessment, Dated, FollowUp, TumourState } from '@readout/statistics/follow-up.ts';
import type { PlannedVisit } from '@readout/statistics/planned-visit.ts';
import type { AnalysisAssessment } from './analysis-assessment.ts';
import type { AnalysisSubject } from './analysis-subject.ts';
import { fromAdsl, sourceOf, type SourceRecord } from './source-row.ts';

export type AnalysisFollowUp = FollowUp<SourceRecord>;

const DAY_MS = 86_400_000;

/**
 * What endpoints of time to an event ask of a subject: assessments and progression of the review chosen, the dates of the course.
 *
 * ours: only locked reads count, as for the best response. A review whose source states responses without measurements had a baseline,
 * which was not sent.
 */
export function followUpOf(analysed: AnalysisSubject): AnalysisFollowUp {
  const { subject, assessments, best, lastAliveOn } = analysed;
  const { course, timepoints } = subject;
  return {
    randomised: dated(course.randomisedOn, fromAdsl('RANDDT')),
    firstDose: dated(course.firstDoseOn, fromAdsl('TRTSDT')),
    hasBaseline: timepoints.some(({ isBaseline }) => isBaseline) || best?.basis === 'STATED',
    assessments: countedOf(assessments).map((each): Assessment<SourceRecord> => ({
      on: each.on,
      source: recordOf(each),
      label: each.timepoint.code,
      state: stateOf(each, analysed),
    })),
    progression: dated(best?.progressionOn ?? null, recordAt(assessments, best?.progressionOn ?? null)),
    firstResponse: firstResponseOf(analysed, analysed.choice.isConfirmed),
    newTherapy: dated(course.newTherapyOn, fromAdsl('NACTDT')),
    death: dated(course.diedOn, fromAdsl('DTHDT')),
    lastAlive: dated(lastAliveOn, fromAdsl('LSTALVDT')),
    visits: visitsOf(analysed),
  };
}

/** Assessments after baseline with a response, of locked reads. */
export const countedOf = (assessments: readonly AnalysisAssessment[]): readonly AnalysisAssessment[] =>
  assessments.filter(({ read, word }) => read.isLocked && word !== null);

const dated = (on: string | null, source: SourceRecord): Dated<SourceRecord> | null =>
  on === null ? null : { on, source };

/** The record that dates an assessment. */
const recordOf = ({ row }: AnalysisAssessment): SourceRecord =>
  sourceOf('RS', 'RSDTC', row) ?? { domain: 'RS', variable: 'RSDTC', sequence: null };

/** The record of the assessment of a day. */
export function recordAt(assessments: readonly AnalysisAssessment[], on: string | null): SourceRecord {
  const at = assessments.find((each) => each.on === on && each.row !== undefined);
  return sourceOf('RS', 'RSDTC', at?.row) ?? { domain: 'RS', variable: 'RSDTC', sequence: null };
}

/** A stated word that no criteria have is an assessment without progression, as the portal dates the last evaluable one. */
function stateOf({ word, meaning }: AnalysisAssessment, { criterion }: AnalysisSubject): TumourState {
  if (word !== null && criterion.words.response.includes(word)) return 'response';
  if (meaning === 'progression' || meaning === 'suspected-progression' || meaning === 'not-evaluable')
    return meaning;
  return 'stable';
}

/**
 * The first response that counts for the best response, as the engine dates it: before a complete one a partial one counts too.
 *
 * @returns null where the best response is none
 */
export function firstResponseOf(
  { best, criterion, choice, settings, assessments, subject, review }: AnalysisSubject,
  isConfirmed: boolean,
): Dated<SourceRecord> | null {
  if (best === null) return null;
  const [word, on] = isConfirmed ? [best.confirmedBest, best.confirmedBestOn] : [best.best, best.bestOn];
  if (on === null || !criterion.words.response.includes(word)) return null;
  const baseline = assessments.find(({ timepoint }) => timepoint.isBaseline);
  const answer = bestResponse(
    choice.criteria,
    {
      timepoints: countedOf(assessments).map((each) => ({
        id: each.timepoint.code,
        date: each.on,
        overall: each.word ?? '',
      })),
      baselineDate: baseline?.on ?? subject.course.firstDoseOn,
      progressionDate: best.progressionOn,
      ...(best.basis === 'MEASUREMENTS' && {
        hasTargets: review?.lesions.some(({ role }) => role === 'target') === true,
      }),
    },
    criterion.settings['confirmation'] === undefined ? settings : { ...settings, confirmation: isConfirmed },
    datesOf(subject.course),
  );
  // Where the words alone do not give the stored answer, as for criteria that look at more than them, its own date stands.
  const first = answer.best === word ? (answer.firstResponseDate ?? on) : on;
  return { on: first, source: recordAt(assessments, first) };
}

function datesOf({
  firstDoseOn,
  newTherapyOn,
  diedOn,
  radiotherapyEndedOn,
}: AnalysisSubject['subject']['course']): Subject {
  return {
    ...(firstDoseOn !== null && { treatmentStart: firstDoseOn }),
    ...(newTherapyOn !== null && { newTherapyDate: newTherapyOn }),
    ...(diedOn !== null && { deathDate: diedOn }),
    ...(radiotherapyEndedOn !== null && { radiotherapyEnd: radiotherapyEndedOn }),
  };
}

/** The assessments that the schedule plans after baseline, counted from day 1 of the study days. */
function visitsOf({ trial, subject }: AnalysisSubject): readonly PlannedVisit[] {
  const reference = subject.course.referenceStartOn ?? subject.course.firstDoseOn;
  if (reference === null) return [];
  const dayAfter = (days: number) =>
    new Date(Date.parse(reference) + days * DAY_MS).toISOString().slice(0, 10);
  return trial.schedule
    .flatMap(({ code, day, isBaseline, windowBeforeDays, windowAfterDays }): PlannedVisit[] => {
      if (day === null || isBaseline) return [];
      const days = day > 0 ? day - 1 : day;
      const on = dayAfter(days);
      return [
        {
          label: code,
          on,
          firstOn: dayAfter(days - windowBeforeDays),
          lastOn: dayAfter(days + windowAfterDays),
        },
      ];
    })
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
