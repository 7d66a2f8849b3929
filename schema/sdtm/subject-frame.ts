import type { SubjectContent, TimepointContent, ToldDate, TrialContent } from './content.ts';
import { elementOn, elementsOf, type SubjectElement } from './element.ts';
import { studyDay } from './iso-date.ts';
import { burdensOf, type Burden } from './response-term.ts';
import { planVisits, visitsOf, type Visit } from './visit.ts';

/** When something was, as every dataset of a subject tells it. */
export interface Timing {
  readonly visit: Visit | null;
  /** --DTC: as the source gave it where that was partial. */
  readonly date: string | null;
  /** --DY; null for a partial date. */
  readonly day: number | null;
  readonly element: SubjectElement | null;
}

/** What the datasets of a subject share: its identifiers, its visits and elements, day 1 of its study days. */
export interface SubjectFrame {
  readonly trial: TrialContent;
  readonly subject: SubjectContent;
  readonly planned: readonly Visit[];
  readonly visits: ReadonlyMap<string, Visit>;
  readonly elements: readonly SubjectElement[];
  /** RFSTDTC; null for a subject that was not treated. */
  readonly referenceOn: string | null;
  /** RFXSTDTC: what is flagged as the last before exposure is not after it. */
  readonly firstDoseOn: string | null;
  /** What each criteria of the charter adds up. */
  readonly burdens: ReadonlyMap<string, Burden>;
  /** By code. */
  readonly timepoints: ReadonlyMap<string, TimepointContent>;
}

/** What a record of every dataset of a subject is: its key tells it from export to export. */
export interface SubjectEntry {
  readonly frame: SubjectFrame;
  /** Unique in the dataset and the subject; its place in `sequence` is --SEQ. */
  readonly key: string;
}

/** A reason that says that no treatment was given: such a subject has no reference start. @source SDTMIG v3.4, DM, RFSTDTC */
const UNTREATED = /SCREEN.*FAIL|SCRNFAIL|NOT ASSIGNED|NOTASSGN|NOT TREATED|NOTTRT/i;

export function frameOf(trial: TrialContent, subject: SubjectContent): SubjectFrame {
  const { course, arm } = subject;
  const planned = planVisits(trial.schedule);
  const isUntreated =
    course.firstDoseOn === null && (course.isScreenFailure || UNTREATED.test(arm?.reasonWithout ?? ''));
  return {
    trial,
    subject,
    planned,
    visits: visitsOf(planned, subject),
    elements: elementsOf(subject),
    referenceOn: isUntreated ? null : course.referenceStartOn,
    firstDoseOn: course.firstDoseOn,
    burdens: burdensOf(trial.charter.criteria),
    timepoints: new Map(subject.timepoints.map((timepoint) => [timepoint.code, timepoint])),
  };
}

/** When something was that belongs to no visit. */
export function timingOf(frame: SubjectFrame, told: ToldDate | null): Timing {
  if (told === null) return { visit: null, date: null, day: null, element: null };
  const isPartial = isPartialDate(told.given);
  const element = isPartial ? undefined : elementOn(frame.elements, told.on, false);
  return {
    visit: null,
    date: told.given ?? told.on,
    day: isPartial ? null : studyDay(told.on, frame.referenceOn),
    element: element ?? null,
  };
}

/** When something was at a timepoint. @param told an evaluator's own date; null: the timepoint's */
export function timingAt(frame: SubjectFrame, timepointCode: string, told: ToldDate | null): Timing {
  const timepoint = frame.timepoints.get(timepointCode);
  const date = told ?? timepoint?.assessed ?? null;
  const timing = timingOf(frame, date);
  const element =
    date === null || timing.element === null
      ? timing.element
      : (elementOn(frame.elements, date.on, timepoint?.isBaseline === true) ?? null);
  return { ...timing, element, visit: frame.visits.get(timepointCode) ?? null };
}

/** Whether a source's text is less than a day; a day with a time is a whole one. */
export function isPartialDate(given: string | null): boolean {
  return given !== null && !/^\d{4}-\d{2}-\d{2}/.test(given);
}
