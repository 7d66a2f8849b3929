import { COMBINATIONS } from './lugano-pet.ts';
import { millimetres, type SettingSchema, type SettingsOf } from './setting.ts';
import { SPD_SETTINGS } from './spd-setting.ts';

/** What a charter may choose of Lugano, in order of display; LYRIC adds to these. */
export const LUGANO_SETTINGS = {
  combination: {
    type: 'choice',
    default: 'petPrecedence',
    choices: COMBINATIONS,
    meaning: 'How CT and PET make the overall response; CT alone where the disease is not avid',
  },
  deauvilleNegativeMax: {
    type: 'number',
    default: 3,
    meaning: 'Highest score of a PET that is not positive; a de-escalation charter may take 2',
    unit: 'score',
    min: 1,
    max: 5,
    isWhole: true,
  },
  normalSpleenMm: millimetres(130, 'A spleen above this length is enlarged'),
  spleenMinIncreaseMm: millimetres(
    0,
    'Least rise of an enlarged spleen for progression, beside half of its excess',
  ),
  abnormalNodeMm: millimetres(15, 'A node is abnormal above this longest diameter'),
  abnormalExtranodalMm: millimetres(15, 'An extranodal target can progress above this longest diameter'),
  newNodeMm: millimetres(15, 'A new node that is measured counts above this diameter'),
  newExtranodalMm: millimetres(
    10,
    'A new or returning extranodal lesion that is measured counts above this diameter',
  ),
  diameterNadir: {
    type: 'choice',
    default: 'atPpdNadir',
    choices: ['atPpdNadir', 'ownNadir'],
    meaning:
      'A rise of a diameter is measured from the timepoint of the smallest product, or from its own smallest',
  },
  carryForwardCmr: {
    type: 'boolean',
    default: true,
    meaning:
      'A complete metabolic response holds at later timepoints without PET, until there is progression',
  },
  ...SPD_SETTINGS,
} as const satisfies SettingSchema;

export type LuganoSettings = SettingsOf<typeof LUGANO_SETTINGS>;
