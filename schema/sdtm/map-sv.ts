import { timingOf, type SubjectEntry, type SubjectFrame, type Timing } from './subject-frame.ts';
import type { TimepointContent, ToldDate } from './content.ts';
import type { Visit } from './visit.ts';

/** A record of SV: a visit of the subject, or one that was planned and missed. */
export interface VisitEntry extends SubjectEntry {
  readonly visit: Visit;
  readonly hasOccurred: boolean;
  readonly timing: Timing;
  readonly end: Timing;
}

/**
 * The records of SV: every timepoint, and the planned ones that were not done though a later one was.
 *
 * A planned visit after the last one done is not told: whether it will be, or was missed, is not known.
 */
export function mapVisits(frame: SubjectFrame): readonly VisitEntry[] {
  const { subject, visits, planned } = frame;
  const done = subject.timepoints.flatMap((timepoint): readonly VisitEntry[] => {
    const visit = visits.get(timepoint.code);
    if (!visit) return [];
    const [started, ended] = datesOf(timepoint);
    const timing = { timing: timingOf(frame, started), end: timingOf(frame, ended) };
    return [{ frame, key: timepoint.code, visit, hasOccurred: true, ...timing }];
  });
  const numbers = new Set(done.map(({ visit }) => visit.number));
  const last = planned.findLastIndex(({ number }) => numbers.has(number));
  const missed = planned.slice(0, last + 1).filter(({ number }) => !numbers.has(number));
  const never = timingOf(frame, null);
  return [
    ...done,
    ...missed.map((visit) => ({
      frame,
      key: `MISSED ${visit.number}`,
      visit,
      hasOccurred: false,
      timing: never,
      end: never,
    })),
  ];
}

/**
 * When a visit began and ended: the assessment, and the last scan.
 *
 * Of a partial date the day used is sent where something else told it; a day that merely begins the period was made up, and the text
 * as given is sent.
 */
function datesOf({ assessed, exams }: TimepointContent): readonly [ToldDate, ToldDate] {
  const isMadeUp = assessed.given !== null && assessed.on === firstDayOf(assessed.given);
  const started: ToldDate = isMadeUp ? assessed : { on: assessed.on, given: null };
  const last = exams.reduce((on, { acquiredOn }) => (acquiredOn > on ? acquiredOn : on), assessed.on);
  return [started, isMadeUp && last === assessed.on ? assessed : { on: last, given: null }];
}

const firstDayOf = (given: string): string | null =>
  /^\d{4}(-\d{2})?$/.test(given) ? `${given}${'-01-01'.slice(given.length - 4)}` : null;
