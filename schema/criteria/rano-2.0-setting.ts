import { categoryOf, GLIOMA_SETTINGS, physiologicDose } from './glioma-setting.ts';
import type { TumourThresholds } from './glioma-target.ts';
import { days, defaultsOf, millimetres, type SettingSchema, type SettingsOf } from './setting.ts';

/** What a charter may choose of RANO 2.0, in order of display. */
export const RANO_SETTINGS = {
  measurement: {
    type: 'choice',
    default: '2d',
    choices: ['2d', 'volume'],
    meaning: 'The tumour is measured by products of diameters, or by volumes',
  },
  tumorType: {
    type: 'choice',
    default: 'ce',
    choices: ['ce', 'nce', 'mixed'],
    meaning: 'The tumour that is measured: contrast-enhancing, non-enhancing, or both',
  },
  minorResponse: {
    type: 'boolean',
    default: null,
    meaning: 'Minor response is in use; none chosen: for non-enhancing and mixed tumours',
  },
  baselineRule: {
    type: 'choice',
    default: 'postRadiotherapy',
    choices: ['postRadiotherapy', 'first'],
    meaning: 'The baseline is the first timepoint after radiotherapy where the first lies before its end',
  },
  confirmProgression: {
    type: 'choice',
    default: 'within12Weeks',
    choices: ['within12Weeks', 'always', 'never'],
    meaning: 'When progression needs a confirming scan',
  },
  // ours: day 84 lies outside the window; scans during radiotherapy lie inside.
  confirmationWindowDays: days(
    84,
    'Days since the end of radiotherapy in which progression needs confirmation',
  ),
  confirmationReference: {
    type: 'choice',
    // ours: the confirming scan is compared with the nadir again.
    default: 'nadir',
    choices: ['nadir', 'preliminary'],
    meaning:
      'What the confirming scan is compared with: the nadir, or the scan of the preliminary progression',
  },
  // ours: radiotherapy does not explain a lesion outside its field.
  outOfFieldIsImmediate: {
    type: 'boolean',
    default: true,
    meaning: 'A new lesion outside the radiation field needs no confirmation',
  },
  measurableMm: millimetres(10, 'Least size of both diameters of a new lesion that is progression'),
  steroidIncreaseCategory: categoryOf('What a timepoint without progression on a raised dose is called'),
  steroidBackdate: {
    type: 'boolean',
    default: true,
    meaning: 'Progression is dated back over timepoints directly before it on a raised dose',
  },
  physiologicDoseMg: physiologicDose(0.75),
  evaluateT2Flair: {
    type: 'boolean',
    default: false,
    meaning: 'T2/FLAIR is part of the assessment, as for antiangiogenic therapy',
  },
  ...GLIOMA_SETTINGS,
} as const satisfies SettingSchema;

export type RanoSettings = SettingsOf<typeof RANO_SETTINGS>;

export const RANO_DEFAULTS = defaultsOf(RANO_SETTINGS);

/** Changes of the sum that are a response or progression, by the way it is measured. */
export const RANO_THRESHOLDS = {
  '2d': { prPercent: 50, mrPercent: 25, pdPercent: 25 },
  volume: { prPercent: 65, mrPercent: 40, pdPercent: 40 },
} as const satisfies Record<RanoSettings['measurement'], TumourThresholds>;

/** The thresholds of a measurement; minor response by the charter or, left to the criteria, by the tumour. */
export function thresholdsOf({ measurement, minorResponse, tumorType }: RanoSettings): TumourThresholds {
  const thresholds = RANO_THRESHOLDS[measurement];
  return (minorResponse ?? tumorType !== 'ce') ? thresholds : { ...thresholds, mrPercent: null };
}
