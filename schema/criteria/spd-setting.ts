import { days, millimetres, type SettingSchema, type SettingsOf } from './setting.ts';

/** What a charter may choose of every criteria that sums up products of diameters, in order of display; each adds its own. */
export const SPD_SETTINGS = {
  minSdDays: days(0, 'Least days from day 0 for stable disease'),
  minSdReference: {
    type: 'choice',
    default: 'baseline',
    choices: ['baseline', 'treatmentStart'],
    meaning: 'Day 0 of stable disease',
  },
  tooSmallMm: millimetres(5, 'Both diameters counted for a lesion too small to measure'),
} as const satisfies SettingSchema;

export type SpdSettings = SettingsOf<typeof SPD_SETTINGS>;
