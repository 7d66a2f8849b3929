import { days, millimetres, percent, type SettingSchema, type SettingsOf } from './setting.ts';

/** What a charter may choose of RECIST 1.1, in order of display; the criteria that build on it add to these. */
export const RECIST_SETTINGS = {
  confirmation: { type: 'boolean', default: false, meaning: 'Responses need confirmation' },
  confirmationDays: days(28, 'Least days to the confirming timepoint'),
  maxNeBetween: {
    type: 'number',
    default: 1,
    meaning: 'Timepoints not evaluable allowed between the two',
    unit: 'timepoints',
    min: 0,
    isWhole: true,
  },
  acceptSdBetween: {
    type: 'boolean',
    default: false,
    meaning: 'One stable timepoint is allowed between two partial responses',
  },
  minSdDays: days(42, 'Least days from day 0 for stable disease'),
  minSdReference: {
    type: 'choice',
    default: 'baseline',
    choices: ['baseline', 'treatmentStart'],
    meaning: 'Day 0 of stable disease',
  },
  tooSmallMm: millimetres(5, 'Diameter counted for a lesion too small to measure'),
  partialSumPd: { type: 'boolean', default: true, meaning: 'An incomplete sum may prove progression' },
  nadirIncludesBaseline: {
    type: 'boolean',
    default: true,
    meaning: 'The nadir may be the baseline; false: the smallest sum after it',
  },
  backdateEquivocal: {
    type: 'boolean',
    default: true,
    meaning: 'Progression by a lesion suspected before is dated back to the first suspicion',
  },
  sustainPr: {
    type: 'boolean',
    default: false,
    meaning: 'Once the targets have responded, stable targets read PR until they progress',
  },
  afterPd: {
    type: 'choice',
    default: 'assess',
    choices: ['assess', 'carry'],
    meaning: 'Timepoints after progression are judged by their own data, or carry the progression',
  },
  reappearanceAfterCr: {
    type: 'choice',
    default: 'pd',
    choices: ['pd', 'none'],
    meaning: 'A lesion that reappears after complete response is progression, or only adds its size',
  },
  prPercent: percent(30, 'Least fall of the sum from baseline for partial response', 100),
  pdPercent: percent(20, 'Least rise of the sum from the nadir for progression'),
  pdAbsoluteMm: millimetres(5, 'Least rise of the sum from the nadir for progression, beside the percentage'),
} as const satisfies SettingSchema;

export type RecistSettings = SettingsOf<typeof RECIST_SETTINGS>;
