import { RECIST_SETTINGS } from './recist-setting.ts';
import { percent, type SettingSchema, type SettingsOf } from './setting.ts';
import { SPD_SETTINGS } from './spd-setting.ts';

/** What a charter may choose of the WHO criteria, in order of display. */
export const WHO_SETTINGS = {
  confirmation: { ...RECIST_SETTINGS.confirmation, default: true },
  confirmationDays: RECIST_SETTINGS.confirmationDays,
  maxNeBetween: RECIST_SETTINGS.maxNeBetween,
  acceptSdBetween: RECIST_SETTINGS.acceptSdBetween,
  minSdDays: RECIST_SETTINGS.minSdDays,
  minSdReference: RECIST_SETTINGS.minSdReference,
  tooSmallMm: SPD_SETTINGS.tooSmallMm,
  partialSumPd: RECIST_SETTINGS.partialSumPd,
  nadirIncludesBaseline: RECIST_SETTINGS.nadirIncludesBaseline,
  backdateEquivocal: RECIST_SETTINGS.backdateEquivocal,
  afterPd: RECIST_SETTINGS.afterPd,
  reappearanceAfterCr: RECIST_SETTINGS.reappearanceAfterCr,
  pdBasis: {
    type: 'choice',
    default: 'lesion',
    choices: ['lesion', 'sum'],
    meaning: 'Progression of measurable disease by any one lesion, or by the sum',
  },
  pdReference: {
    type: 'choice',
    default: 'nadir',
    choices: ['nadir', 'baseline'],
    meaning: 'What growth is measured from',
  },
  prPercent: percent(50, 'Least fall of the sum from baseline for partial response', 100),
  pdPercent: percent(25, 'Least rise of a lesion or the sum for progression'),
} as const satisfies SettingSchema;

export type WhoSettings = SettingsOf<typeof WHO_SETTINGS>;
