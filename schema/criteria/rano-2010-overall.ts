import { ANY, decisionTable, firstLineThatHolds } from './decision-table.ts';
import type { SumFacts } from './glioma-course.ts';
import { componentsText, isComponentGood, isImageNotEvaluable, wordsText } from './glioma-finding.ts';
import type { Trace } from './result.ts';
import { capitalText, listText } from './sentence.ts';

// Citation: `rano-2010.ts`.

export const PAPER = 'Wen 2010';
export const RESPONSE_TABLE = 'Wen 2010, summary of the response criteria';
export const TWELVE_WEEKS = 'Wen 2010, progression within and after 12 weeks of radiotherapy';
export const MORE_STEROIDS = 'Wen 2010, stable images on more corticosteroids';

/** What is known of a timepoint, and how it lies to radiotherapy. */
export interface OverallFacts extends SumFacts {
  /** A new lesion seen now lies outside the radiation field. */
  readonly isOutOfField: boolean;
  /** Days from the end of radiotherapy to this timepoint; null: none is known. */
  readonly daysSinceRadiotherapy: number | null;
  /** Within the window after radiotherapy; scans before its end lie within it as well. */
  readonly isInside: boolean;
}

/** Suspected progression by where it lies and when. */
// prettier-ignore
export const suspectedProgression = decisionTable<['out of field' | 'other', boolean], 'PD' | 'pseudoprogressionCategory'>(
  TWELVE_WEEKS,
  [['out of field', 'other'], [true, false]],
  [
    // what           within the window   overall
    [ 'out of field', ANY,                'PD' ],
    [ 'other',        true,               'pseudoprogressionCategory' ],
    [ 'other',        false,              'PD' ],
  ],
);

/**
 * Overall response of a timepoint. The first line that holds; a name of a setting stands for its value.
 *
 * ours: growth, or more T2/FLAIR, on a reduced dose is no progression, but the latter allows no response either. `worse` has been
 * judged to be due to tumour. A timepoint that is not evaluable for its images does not reach the line of raised corticosteroids.
 */
export const overallResponse = firstLineThatHolds<
  OverallFacts,
  'CR' | 'PR' | 'SD' | 'PD' | 'NE' | 'pseudoprogressionCategory' | 'steroidIncreaseCategory'
>('Overall response', [
  {
    condition: 'progression is suspected, out of the field or outside the window after radiotherapy',
    answer: 'PD',
    holds: (f) => suspicionOf(f).length > 0 && bySuspicion(f).answer === 'PD',
    says: (f) => `${suspicionText(f)}: progression.`,
    source: TWELVE_WEEKS,
  },
  {
    condition: 'progression is suspected within the window after radiotherapy',
    answer: 'pseudoprogressionCategory',
    holds: (f) => suspicionOf(f).length > 0,
    says: (f) => `${suspicionText(f)}: possibly pseudoprogression.`,
    source: TWELVE_WEEKS,
  },
  {
    condition: 'target NE; or no targets, and non-target NE or none',
    answer: 'NE',
    holds: isImageNotEvaluable,
    says: (f) => `${wordsText(f)}: the images cannot be evaluated.`,
    source: RESPONSE_TABLE,
  },
  {
    condition:
      'target CR, non-target CR or none, off corticosteroids but for replacement, clinical status and T2/FLAIR good',
    answer: 'CR',
    holds: (f) =>
      f.target === 'CR' &&
      (f.nonTarget === 'CR' || f.nonTarget === null) &&
      f.steroids.isOff &&
      isComponentGood(f),
    says: (f) => `${wordsText(f)}; ${componentsText(f)}: complete response.`,
    source: RESPONSE_TABLE,
  },
  {
    condition: 'target CR or PR, dose not above baseline, clinical status and T2/FLAIR good',
    answer: 'PR',
    holds: (f) =>
      (f.target === 'CR' || f.target === 'PR') && f.steroids.isNotAboveBaseline && isComponentGood(f),
    says: (f) => `${wordsText(f)}; ${componentsText(f)}: partial response.`,
    source: RESPONSE_TABLE,
  },
  {
    // ours: any dose above that of baseline, and above replacement, is raised.
    condition: 'the dose of corticosteroids is raised above baseline',
    answer: 'steroidIncreaseCategory',
    holds: (f) => f.steroids.isRaised,
    says: (f) => `${wordsText(f)}, on corticosteroids ${f.steroids.text}: neither stable nor progression.`,
    source: MORE_STEROIDS,
  },
  {
    condition: 'otherwise',
    answer: 'SD',
    holds: () => true,
    says: (f) =>
      `${wordsText(f)}${f.hasGrown ? ', grown on a reduced dose' : ''}; ${componentsText(f)}: neither response nor progression.`,
    source: RESPONSE_TABLE,
  },
]);

/** What speaks for progression at a timepoint. */
function suspicionOf(f: OverallFacts): readonly string[] {
  return [
    ...(f.hasGrown && !f.isReduced ? ['growth of at least 25 %'] : []),
    ...(f.t2flair?.isWorse === true && !f.isReduced ? ['more T2/FLAIR'] : []),
    ...(f.nonTarget === 'PD' ? ['progression of non-target tumour'] : []),
    ...(f.newLesions.length > 0 ? ['a new lesion'] : []),
    ...(f.clinical.isWorse ? ['clinical worsening'] : []),
  ];
}

/** What the table of the twelve weeks says of a suspicion, if there is one. */
export function traceOfSuspicion(facts: OverallFacts): readonly Trace[] {
  if (suspicionOf(facts).length === 0) return [];
  const { daysSinceRadiotherapy, isInside, isOutOfField } = facts;
  const days =
    daysSinceRadiotherapy === null
      ? 'No radiotherapy is known'
      : `Day ${daysSinceRadiotherapy} since the end of radiotherapy, ${isInside ? 'within' : 'outside'} the window`;
  const { answer, source } = bySuspicion(facts);
  const word = answer === 'PD' ? 'progression' : 'possibly pseudoprogression';
  const where = isOutOfField ? 'a new lesion lies outside' : 'nothing lies outside';
  return [{ step: 'confirmation', rule: `${days}, and ${where} the radiation field: ${word}.`, source }];
}

function bySuspicion({ isOutOfField, isInside }: OverallFacts) {
  return suspectedProgression(isOutOfField ? 'out of field' : 'other', isInside);
}

/** `Growth of at least 25 % and a new lesion` */
function suspicionText(facts: OverallFacts): string {
  return capitalText(listText(suspicionOf(facts)));
}
