import { RECIST_SETTINGS } from './recist-setting.ts';
import { percent, type SettingSchema, type SettingsOf } from './setting.ts';

/** What a charter may choose of PERCIST 1.0, in order of display. */
export const PERCIST_SETTINGS = {
  confirmation: RECIST_SETTINGS.confirmation,
  confirmationDays: RECIST_SETTINGS.confirmationDays,
  maxNeBetween: RECIST_SETTINGS.maxNeBetween,
  acceptSdBetween: RECIST_SETTINGS.acceptSdBetween,
  minSdDays: RECIST_SETTINGS.minSdDays,
  minSdReference: RECIST_SETTINGS.minSdReference,
  partialSumPd: RECIST_SETTINGS.partialSumPd,
  nadirIncludesBaseline: RECIST_SETTINGS.nadirIncludesBaseline,
  backdateEquivocal: RECIST_SETTINGS.backdateEquivocal,
  afterPd: RECIST_SETTINGS.afterPd,
  reappearanceAfterCr: RECIST_SETTINGS.reappearanceAfterCr,
  percent: percent(30, 'Change of SULpeak for partial response and for progression'),
  absoluteSul: {
    type: 'number',
    default: 0.8,
    meaning: 'Change of SULpeak for partial response and for progression, beside the percentage',
    unit: 'SUL',
    min: 0,
    isWhole: false,
  },
  pdInclusive: {
    type: 'boolean',
    default: false,
    meaning: 'A rise of exactly both thresholds is progression; false: it must be above them',
  },
  pdReference: {
    type: 'choice',
    default: 'baseline',
    choices: ['baseline', 'nadir'],
    meaning: 'What a rise is measured from',
  },
  lesionsSummed: {
    type: 'number',
    default: 1,
    meaning: 'Number of hottest lesions added',
    unit: 'lesions',
    min: 1,
    isWhole: true,
  },
} as const satisfies SettingSchema;

export type PercistSettings = SettingsOf<typeof PERCIST_SETTINGS>;
