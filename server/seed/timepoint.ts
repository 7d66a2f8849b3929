import type { NewExam, NewTimepoint } from '@readout/graphql/timepoint/receive-timepoints.ts';
import { addDays } from './calendar.ts';
import type { Random } from './random.ts';
import type { Story } from './story.ts';
import type { DatedLook } from './subject.ts';

/** A study of a timepoint: its modality, when it was done, and its series. */
export interface Scan {
  readonly modality: string;
  /** After the date of the timepoint. */
  readonly daysLater: number;
  readonly series: readonly (readonly [description: string, sliceThicknessMm: number])[];
}

/** Invents when the lab had the scans of a timepoint. */
export function inventTimepoint(
  random: Random,
  { code, week, date }: DatedLook,
  scansOf: Story['scansOf'],
): Omit<NewTimepoint, 'subjectId'> {
  const receivedOn = addDays(date, random.whole(1, 6));
  const receivedAt = `${receivedOn}T${String(random.whole(8, 17)).padStart(2, '0')}:${String(random.whole(10, 59))}:00Z`;
  return {
    code,
    label: week === 0 ? 'Baseline' : `Week ${week}`,
    assessedOn: date,
    isBaseline: week === 0,
    receivedAt,
    exams: Array.from(scansOf(random, { code, week }), (scan) => inventExam(random, scan, date, receivedAt)),
  };
}

function inventExam(
  random: Random,
  { modality, daysLater, series }: Scan,
  date: string,
  receivedAt: string,
): NewExam {
  const studyInstanceUid = inventUid(random);
  return {
    modality,
    acquiredOn: addDays(date, daysLater),
    studyInstanceUid,
    receivedAt,
    series: series.map(([description, sliceThicknessMm], at) => ({
      seriesInstanceUid: inventUid(random),
      number: at + 1,
      description,
      sliceThicknessMm,
    })),
  };
}

/** A UID under the root for identifiers made of a UUID. @source DICOM PS3.5, annex B.2 */
const inventUid = (random: Random): string =>
  `2.25.${random.whole(1, 9)}${Array.from({ length: 4 }, () => String(random.whole(0, 99_999_999)).padStart(8, '0')).join('')}`;
