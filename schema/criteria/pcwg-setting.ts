import { RECIST_SETTINGS } from './recist-setting.ts';
import { days, millimetres, percent, type SettingSchema, type SettingsOf } from './setting.ts';

/** The defaults in which PCWG2 and PCWG3 differ. */
export interface PcwgDefaults {
  readonly pdAbsoluteMm: number;
  readonly bonePersistence: boolean;
  readonly confirmFirstSoftTissuePd: boolean;
}

/** What a charter may choose of PCWG2 and PCWG3, in order of display. */
export function pcwgSettings({ pdAbsoluteMm, bonePersistence, confirmFirstSoftTissuePd }: PcwgDefaults) {
  // A timepoint after progression is judged by its own data: there is no `afterPd` here.
  const { afterPd: _, ...recist } = RECIST_SETTINGS;
  return {
    ...recist,
    confirmation: { ...recist.confirmation, default: true },
    pdAbsoluteMm: millimetres(pdAbsoluteMm, recist.pdAbsoluteMm.meaning),
    flareRule: {
      type: 'boolean',
      default: true,
      meaning: 'New bone lesions on the first scan may be flare: it becomes the reference',
    },
    flareWindowDays: {
      type: 'number',
      default: null,
      meaning:
        'Latest day, from the start of treatment, of a first bone scan that may show flare; none: any day',
      unit: 'days',
      min: 0,
      isWhole: true,
      isNullable: true,
    },
    boneConfirmDays: days(42, 'Least days to the bone scan that confirms'),
    bonePersistence: {
      type: 'boolean',
      default: bonePersistence,
      meaning: 'Bone progression after the first scan must persist on a later one',
    },
    confirmFirstSoftTissuePd: {
      type: 'boolean',
      default: confirmFirstSoftTissuePd,
      meaning: 'Soft tissue progression at the first assessment must be confirmed',
    },
    softTissueConfirmDays: days(42, 'Least days to the assessment that confirms it'),
    psaResponsePercent: percent(50, 'Least fall of PSA from baseline for response', 100),
    psaProgressionPercent: percent(25, 'Least rise of PSA over the smallest value for progression'),
    psaProgressionNgMl: {
      type: 'number',
      default: 2,
      meaning: 'Least rise of PSA over the smallest value for progression, beside the percentage',
      unit: 'ng/mL',
      min: 0,
      isWhole: false,
    },
    psaConfirmDays: days(21, 'Least days to the PSA value that confirms'),
    psaEarlyDays: days(84, 'Days from baseline during which a rise of PSA without a fall before is ignored'),
  } as const satisfies SettingSchema;
}

export type PcwgSettings = SettingsOf<ReturnType<typeof pcwgSettings>>;
