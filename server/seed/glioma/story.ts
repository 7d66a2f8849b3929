import type { Drug } from '../course.ts';
import type { Random } from '../random.ts';
import type { Look, Story } from '../story.ts';
import type { Scan } from '../timepoint.ts';
import { inventGlioma, type Glioma } from './disease.ts';
import { GLIOMA_TRIAL, WEEKS } from './protocol.ts';
import { inventReads } from './read.ts';

const CAPSULE = { doseUnit: 'mg', doseForm: 'CAPSULE', frequency: 'BID', route: 'ORAL' };
const SORVATINIB: Drug = { treatment: 'SORVATINIB', dose: 150, reducedDose: 100, ...CAPSULE };
const PLACEBO: Drug = { treatment: 'PLACEBO', dose: 0, reducedDose: 0, ...CAPSULE };

/** A randomised, blinded trial in glioblastoma by RANO 2.0, and RANO 2010 beside it: 60 subjects. */
export const GLIOMA_STORY: Story<Glioma> = {
  trial: GLIOMA_TRIAL,
  subjectCount: 60,
  enrolmentDays: 430,
  weeks: WEEKS,
  drugs: { A: SORVATINIB, B: PLACEBO },
  ageYears: { mean: 57, sigma: 11 },
  isFdgAvid: null,
  radiotherapyEndedDaysBefore: 24,
  inventDisease: inventGlioma,
  inventReads,
  scansOf,
};

function* scansOf(_random: Random, _look: Look): Iterable<Scan> {
  yield {
    modality: 'MR',
    daysLater: 0,
    series: [
      ['T1 with contrast 1 mm', 1],
      ['FLAIR 1 mm', 1],
    ],
  };
}
