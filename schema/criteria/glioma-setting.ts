import { days, type SettingSchema, type SettingsOf } from './setting.ts';
import { SPD_SETTINGS } from './spd-setting.ts';

/** What a charter may choose of every criteria for gliomas, in order of display; each puts its own before these. */
export const GLIOMA_SETTINGS = {
  missingComponents: {
    type: 'choice',
    default: 'lenient',
    choices: ['lenient', 'strict'],
    meaning: 'Corticosteroids, clinical status and T2/FLAIR that nobody recorded allow a response, or do not',
  },
  confirmation: { type: 'boolean', default: true, meaning: 'Responses need confirmation' },
  // ours: a month and four weeks are 28 days.
  confirmationDays: days(28, 'Least days to the confirming timepoint'),
  ...SPD_SETTINGS,
} as const satisfies SettingSchema;

export type GliomaSettings = SettingsOf<typeof GLIOMA_SETTINGS>;

/** The setting of the corticosteroid dose that replaces what the body lacks, mg/day dexamethasone-equivalent. */
export function physiologicDose<const Default extends number>(value: Default) {
  return {
    type: 'number',
    default: value,
    meaning: 'Corticosteroid dose that counts as none, dexamethasone-equivalent',
    unit: 'mg/day',
    min: 0,
    isWhole: false,
  } as const;
}

/** A setting that says what a timepoint which cannot be classified is called. */
export function categoryOf(meaning: string) {
  return { type: 'choice', default: 'NE', choices: ['NE', 'SD'], meaning } as const;
}
