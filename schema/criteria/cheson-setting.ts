import { millimetres, type SettingSchema } from './setting.ts';
import { SPD_SETTINGS } from './spd-setting.ts';

/** What a charter may choose of Cheson 1999, in order of display. */
export const CHESON_1999_SETTINGS = {
  newLesionMm: millimetres(0, 'A new lesion that is measured counts above this diameter'),
  normalSpleenMm: millimetres(130, 'A spleen above this length is enlarged, where no examination says so'),
  ...SPD_SETTINGS,
} as const satisfies SettingSchema;

/** What a charter may choose of Cheson 2007, in order of display. */
export const CHESON_2007_SETTINGS = {
  petNegativeMaxDeauville: {
    type: 'number',
    default: 2,
    meaning: 'Highest score of a negative PET; 2: not above the mediastinal blood pool',
    unit: 'score',
    min: 1,
    max: 5,
    isWhole: true,
  },
  newLesionMm: millimetres(15, 'A new lesion that is measured counts above this diameter'),
  normalSpleenMm: millimetres(130, 'A spleen above this length is enlarged, where no examination says so'),
  carryForwardPetNegative: {
    type: 'boolean',
    default: true,
    meaning:
      'In avid disease a negative PET holds at later timepoints without PET, until there is progression',
  },
  ...SPD_SETTINGS,
} as const satisfies SettingSchema;
