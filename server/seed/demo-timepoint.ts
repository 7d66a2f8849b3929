import type { NewExam, NewTimepoint } from '@readout/graphql/timepoint/receive-timepoints.ts';
import { addDays } from './calendar.ts';
import type { DatedLook } from './demo-subject.ts';
import type { Random } from './random.ts';

/** Invents the scans of a timepoint and when the lab had them. */
export function inventTimepoint(
  random: Random,
  { code, week, date }: DatedLook,
): Omit<NewTimepoint, 'subjectId'> {
  const receivedOn = addDays(date, random.whole(1, 6));
  const receivedAt = `${receivedOn}T${String(random.whole(8, 17)).padStart(2, '0')}:${String(random.whole(10, 59))}:00Z`;
  const exams = [
    inventExam(random, 'CT', date, receivedAt, [
      ['Chest 1.25 mm', 1.25],
      ['Abdomen and pelvis 2.5 mm', 2.5],
    ]),
  ];
  if (week === 0 && random.isLucky(0.3))
    exams.push(inventExam(random, 'MR', addDays(date, 1), receivedAt, [['Brain T1 with contrast', 3]]));
  return {
    code,
    label: week === 0 ? 'Baseline' : `Week ${week}`,
    assessedOn: date,
    isBaseline: week === 0,
    receivedAt,
    exams,
  };
}

function inventExam(
  random: Random,
  modality: string,
  acquiredOn: string,
  receivedAt: string,
  series: readonly (readonly [description: string, sliceThicknessMm: number])[],
): NewExam {
  const studyInstanceUid = inventUid(random);
  return {
    modality,
    acquiredOn,
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
