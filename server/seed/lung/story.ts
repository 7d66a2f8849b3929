import type { Drug } from '../course.ts';
import type { Random } from '../random.ts';
import type { Look, Story } from '../story.ts';
import type { Scan } from '../timepoint.ts';
import { inventDisease, type Disease } from './disease.ts';
import { LUNG_TRIAL, SUBJECT_COUNT, WEEKS } from './protocol.ts';
import { inventReads } from './read.ts';

const TABLET = { doseUnit: 'mg', doseForm: 'TABLET', frequency: 'QD', route: 'ORAL' };
const ORIVEXAN: Drug = { treatment: 'ORIVEXAN', dose: 60, reducedDose: 40, ...TABLET };
const PLACEBO: Drug = { treatment: 'PLACEBO', dose: 0, reducedDose: 0, ...TABLET };

/** A randomised, blinded trial in lung cancer by RECIST 1.1: 240 subjects. */
export const LUNG_STORY: Story<Disease> = {
  trial: LUNG_TRIAL,
  subjectCount: SUBJECT_COUNT,
  enrolmentDays: 630,
  weeks: WEEKS,
  drugs: { A: ORIVEXAN, B: PLACEBO },
  ageYears: { mean: 63, sigma: 9 },
  isFdgAvid: null,
  radiotherapyEndedDaysBefore: null,
  inventDisease,
  inventReads,
  scansOf,
};

function* scansOf(random: Random, { week }: Look): Iterable<Scan> {
  yield {
    modality: 'CT',
    daysLater: 0,
    series: [
      ['Chest 1.25 mm', 1.25],
      ['Abdomen and pelvis 2.5 mm', 2.5],
    ],
  };
  if (week === 0 && random.isLucky(0.3))
    yield { modality: 'MR', daysLater: 1, series: [['Brain T1 with contrast', 3]] };
}
