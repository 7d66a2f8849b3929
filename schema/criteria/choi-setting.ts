import { RECIST_SETTINGS } from './recist-setting.ts';
import { percent, type SettingSchema, type SettingsOf } from './setting.ts';

/** What a charter may choose of the Choi criteria, in order of display. */
export const CHOI_SETTINGS = {
  confirmation: RECIST_SETTINGS.confirmation,
  confirmationDays: RECIST_SETTINGS.confirmationDays,
  maxNeBetween: RECIST_SETTINGS.maxNeBetween,
  acceptSdBetween: RECIST_SETTINGS.acceptSdBetween,
  minSdDays: RECIST_SETTINGS.minSdDays,
  minSdReference: RECIST_SETTINGS.minSdReference,
  tooSmallMm: RECIST_SETTINGS.tooSmallMm,
  partialSumPd: RECIST_SETTINGS.partialSumPd,
  nadirIncludesBaseline: RECIST_SETTINGS.nadirIncludesBaseline,
  backdateEquivocal: RECIST_SETTINGS.backdateEquivocal,
  afterPd: RECIST_SETTINGS.afterPd,
  reappearanceAfterCr: RECIST_SETTINGS.reappearanceAfterCr,
  prSizePercent: percent(10, 'Least fall of the sum from baseline for partial response', 100),
  prDensityPercent: percent(15, 'Least fall of the attenuation from baseline for partial response', 100),
  pdSizePercent: percent(10, 'Least rise of the sum from its reference for progression'),
  pdReference: {
    type: 'choice',
    default: 'nadir',
    choices: ['nadir', 'baseline'],
    meaning: 'What growth of the sum is measured from',
  },
  clinicalDeteriorationPd: {
    type: 'boolean',
    default: false,
    meaning: 'Symptomatic deterioration turns stable disease into progression',
  },
} as const satisfies SettingSchema;

export type ChoiSettings = SettingsOf<typeof CHOI_SETTINGS>;
