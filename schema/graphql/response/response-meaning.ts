import type { ResponseMeaning as Meaning } from '@readout/criteria';
import { builder } from '../builder.ts';

export const ResponseMeaning = builder.enumType('ResponseMeaning', {
  description:
    'What a word of any criteria says of the disease: colours and badges go by this, so that PR, iPR and PMR look the same.',
  values: {
    COMPLETE: { value: 'complete', description: 'Complete response: CR, CRu, iCR, irCR, CMR.' },
    PARTIAL: { value: 'partial', description: 'Partial response: PR, iPR, irPR, PMR.' },
    MINOR: { value: 'minor', description: 'Minor response: MR.' },
    STABLE: { value: 'stable', description: 'Stable disease: SD, iSD, irSD, SMD, NMR.' },
    NON_TARGET: {
      value: 'non-target',
      description: 'Neither complete response nor progression, without targets: NON-CR/NON-PD.',
    },
    NO_DISEASE: { value: 'no-disease', description: 'No disease at baseline or since: NED.' },
    INDETERMINATE: { value: 'indeterminate', description: 'Indeterminate response: IR1, IR2a, IR2b, IR3.' },
    SUSPECTED_PROGRESSION: {
      value: 'suspected-progression',
      description: 'Progression that waits for confirmation: iUPD, PDu, PPD.',
    },
    PROGRESSION: { value: 'progression', description: 'Progressive disease: PD, iCPD, irPD, PMD.' },
    NOT_EVALUABLE: { value: 'not-evaluable', description: 'Not evaluable: NE.' },
  } as const satisfies Record<string, { readonly value: Meaning; readonly description: string }>,
});
