import { studyDay } from './iso-date.ts';
import type { SubjectElement } from './element.ts';
import type { SubjectEntry, SubjectFrame } from './subject-frame.ts';

/** A record of SE: an element as the subject went through it. */
export interface ElementEntry extends SubjectEntry {
  readonly element: SubjectElement;
  readonly startDay: number | null;
  readonly endDay: number | null;
}

/** The records of SE, by start; none overlaps another. */
export function mapElements(frame: SubjectFrame): readonly ElementEntry[] {
  return frame.elements.map((element) => ({
    frame,
    key: element.code,
    element,
    startDay: studyDay(element.startOn, frame.referenceOn),
    endDay: studyDay(element.endOn, frame.referenceOn),
  }));
}
