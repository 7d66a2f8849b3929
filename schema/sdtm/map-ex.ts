import type { ExposureContent } from './content.ts';
import { timingOf, type SubjectEntry, type SubjectFrame, type Timing } from './subject-frame.ts';

/** A record of EX: a constant-dosing interval. */
export interface ExposureEntry extends SubjectEntry {
  readonly exposure: ExposureContent;
  readonly timing: Timing;
  readonly end: Timing;
}

/** EXTRT of a treatment that is withheld. */
export const BLINDED = 'BLINDED';

/** The records of EX, each known by its key at the source. */
export function mapExposures(frame: SubjectFrame): readonly ExposureEntry[] {
  return frame.subject.exposures.map((exposure) => ({
    frame,
    key: exposure.sourceKey,
    exposure,
    timing: timingOf(frame, exposure.started),
    end: timingOf(frame, exposure.ended),
  }));
}

/** Keys of a source in the order of their numbers, EX-2 before EX-10: a first export numbers rows as the source did. */
export function inSourceOrder(keys: readonly string[]): readonly string[] {
  const numberOf = (key: string) => Number(/\d+$/.exec(key)?.[0] ?? Infinity);
  return [...keys].sort((a, b) => {
    const [first, second] = [numberOf(a), numberOf(b)];
    return first === second ? (a < b ? -1 : 1) : first - second;
  });
}
