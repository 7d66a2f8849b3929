import type { Random } from '../random.ts';
import type { Look, Story } from '../story.ts';
import type { Scan } from '../timepoint.ts';
import { inventLymphoma, type Lymphoma } from './disease.ts';
import { LYMPHOMA_TRIAL, PET_WEEKS, WEEKS } from './protocol.ts';
import { inventReads } from './read.ts';

/** A single-arm trial in lymphoma by Lugano 2014 with PET, and LYRIC beside it: 60 subjects. */
export const LYMPHOMA_STORY: Story<Lymphoma> = {
  trial: LYMPHOMA_TRIAL,
  subjectCount: 60,
  enrolmentDays: 420,
  weeks: WEEKS,
  drugs: {
    T: {
      treatment: 'TAVEROMAB',
      dose: 375,
      reducedDose: 275,
      doseUnit: 'mg/m2',
      doseForm: 'INJECTION',
      frequency: 'Q3W',
      route: 'INTRAVENOUS',
    },
  },
  ageYears: { mean: 61, sigma: 12 },
  isFdgAvid: true,
  radiotherapyEndedDaysBefore: null,
  inventDisease: inventLymphoma,
  inventReads,
  scansOf,
};

function* scansOf(_random: Random, { week }: Look): Iterable<Scan> {
  yield {
    modality: 'CT',
    daysLater: 0,
    series: [['Neck to pelvis 2 mm', 2]],
  };
  if (PET_WEEKS.includes(week)) yield { modality: 'PT', daysLater: 0, series: [['FDG whole body 3 mm', 3]] };
}
