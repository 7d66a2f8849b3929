import { ANY, decisionTable, firstLineThatHolds } from './decision-table.ts';
import {
  componentsText,
  isComponentGood,
  isImageNotEvaluable,
  wordsText,
  type GliomaFacts,
} from './glioma-finding.ts';
import { tumourTable, TUMOUR_RESPONSES, type TumourResponse } from './glioma-target.ts';

// Citation: `rano-2.0.ts`. The paper was not at hand to number its tables: sources name what it speaks of, and the rows are ours to count.

export const PAPER = 'Wen 2023';
export const RESPONSE_CRITERIA = 'Wen 2023, response criteria';
export const MIXED = 'Wen 2023, mixed tumours';
export const CONFIRMATION = 'Wen 2023, confirmation of progression';
export const MORE_STEROIDS = 'Wen 2023, more corticosteroids';

/** Response of a part of the tumour. The first line that holds; the percentages are `RANO_THRESHOLDS` in `rano-2.0-setting.ts`. */
export const partResponse = tumourTable(RESPONSE_CRITERIA, 'A part of the tumour', true);

const NO_PD = ['CR', 'PR', 'MR', 'SD', 'NE', null] as const;
const NO_PD_OR_NE = ['CR', 'PR', 'MR', 'SD', null] as const;
const AT_MOST_MR = ['CR', 'MR', 'SD', null] as const;
const AT_MOST_SD = ['CR', 'SD', null] as const;

/**
 * Response of a mixed tumour by its parts; a part without targets leaves the word to the other.
 *
 * ours: PR and MR are PR, as PR or MR beside SD are.
 */
// prettier-ignore
export const mixedResponse = decisionTable<[TumourResponse | null, TumourResponse | null], TumourResponse | null>(
  `${PAPER}; Mixed tumours`,
  [[...TUMOUR_RESPONSES, null], [...TUMOUR_RESPONSES, null]],
  [
    // enhancing     non-enhancing  target
    [ 'PD',          ANY,           'PD' ],
    [ ANY,           'PD',          'PD' ],
    [ 'NE',          NO_PD,         'NE' ],
    [ NO_PD,         'NE',          'NE' ],
    [ 'PR',          NO_PD_OR_NE,   'PR' ],
    [ NO_PD_OR_NE,   'PR',          'PR' ],
    [ 'MR',          AT_MOST_MR,    'MR' ],
    [ AT_MOST_MR,    'MR',          'MR' ],
    [ 'SD',          AT_MOST_SD,    'SD' ],
    [ AT_MOST_SD,    'SD',          'SD' ],
    [ 'CR',          ['CR', null],  'CR' ],
    [ ['CR', null],  'CR',          'CR' ],
    [ null,          null,          null ],
  ],
);

/**
 * What speaks for progression at a timepoint: a lesion out of the radiation field that needs no confirmation, another finding, or
 * nothing. The findings are listed in `rano-2.0-finding.ts`.
 */
export type ProgressionFinding = 'out of field' | 'other' | 'none';

/** What becomes of a timepoint and of the preliminary progression that is open. */
export type ConfirmationStep =
  | 'PD'
  | 'PD, dated at the preliminary PD'
  | 'PPD, opens'
  | 'PPD'
  | 'no progression, closes the preliminary PD'
  | 'no progression';

/**
 * Confirmation of progression: the finding now, whether a preliminary progression is open, whether this scan confirms it, whether
 * progression needs confirmation now, and whether the timepoint is NE without a finding.
 *
 * ours: clinical worsening and progression of non-targets within the window need confirmation as well. A preliminary progression that
 * is neither confirmed nor refuted is no progression.
 */
// prettier-ignore
export const confirmationOfProgression = decisionTable<[ProgressionFinding, boolean, boolean, boolean, boolean], ConfirmationStep>(
  `${PAPER}; Confirmation of progression`,
  [['out of field', 'other', 'none'], [true, false], [true, false], [true, false], [true, false]],
  [
    // finding        open    confirms  needed  NE      step
    [ 'out of field', true,   ANY,      ANY,    ANY,    'PD, dated at the preliminary PD' ],
    [ 'out of field', false,  ANY,      ANY,    ANY,    'PD' ],
    [ 'other',        true,   true,     ANY,    ANY,    'PD, dated at the preliminary PD' ],
    [ 'other',        true,   false,    ANY,    ANY,    'PPD' ],
    [ 'other',        false,  ANY,      true,   ANY,    'PPD, opens' ],
    [ 'other',        false,  ANY,      false,  ANY,    'PD' ],
    [ 'none',         true,   ANY,      ANY,    false,  'no progression, closes the preliminary PD' ],
    [ 'none',         true,   ANY,      ANY,    true,   'no progression' ],
    [ 'none',         false,  ANY,      ANY,    ANY,    'no progression' ],
  ],
);

/** What is known of a timepoint without a finding of progression. */
export interface OverallFacts extends GliomaFacts {
  /** New tumour of any size is seen: too small for progression, it still blocks CR. */
  readonly isNewTumourSeen: boolean;
}

/**
 * Overall response of a timepoint without a finding of progression. The first line that holds; a name of a setting stands for its value.
 *
 * ours: without measured tumour stable disease is the best there is.
 */
export const overallResponse = firstLineThatHolds<
  OverallFacts,
  'CR' | 'PR' | 'MR' | 'SD' | 'NE' | 'steroidIncreaseCategory'
>('Overall response without a finding of progression', [
  {
    condition: 'target NE; or no targets, and non-target NE or none',
    answer: 'NE',
    holds: isImageNotEvaluable,
    says: (f) => `${wordsText(f)}: the images cannot be evaluated.`,
    source: RESPONSE_CRITERIA,
  },
  {
    condition:
      'target CR, non-target CR or none, no new tumour of any size, off corticosteroids but for replacement, clinical status and T2/FLAIR good',
    answer: 'CR',
    holds: (f) =>
      f.target === 'CR' &&
      (f.nonTarget === 'CR' || f.nonTarget === null) &&
      !f.isNewTumourSeen &&
      f.steroids.isOff &&
      isComponentGood(f),
    says: (f) => `${wordsText(f)}, no new tumour; ${componentsText(f)}: complete response.`,
    source: RESPONSE_CRITERIA,
  },
  {
    condition: 'target MR, dose not above baseline, clinical status and T2/FLAIR good',
    answer: 'MR',
    holds: (f) => f.target === 'MR' && allowsResponse(f),
    says: (f) => `${wordsText(f)}; ${componentsText(f)}: minor response.`,
    source: RESPONSE_CRITERIA,
  },
  {
    condition: 'target CR or PR, dose not above baseline, clinical status and T2/FLAIR good',
    answer: 'PR',
    holds: (f) => (f.target === 'CR' || f.target === 'PR') && allowsResponse(f),
    says: (f) =>
      `${wordsText(f)}${f.isNewTumourSeen ? ', new tumour too small for progression' : ''}; ${componentsText(f)}: partial response.`,
    source: RESPONSE_CRITERIA,
  },
  {
    condition: 'the dose of corticosteroids is raised above baseline',
    answer: 'steroidIncreaseCategory',
    holds: (f) => f.steroids.isRaised,
    says: (f) => `${wordsText(f)}, on corticosteroids ${f.steroids.text}: neither stable nor progression.`,
    source: MORE_STEROIDS,
  },
  {
    condition: 'otherwise, also target PD on a reduced dose',
    answer: 'SD',
    holds: () => true,
    says: (f) =>
      `${wordsText(f)}${f.target === 'PD' ? ', grown on a reduced dose, which is no finding of progression' : ''}; ${componentsText(f)}: neither response nor progression.`,
    source: RESPONSE_CRITERIA,
  },
]);

function allowsResponse(facts: OverallFacts): boolean {
  return facts.steroids.isNotAboveBaseline && isComponentGood(facts);
}
