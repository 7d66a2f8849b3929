/** What Lugano and LYRIC ask of PET: the PET response, and how it combines with CT. Cheson 2014, Table 3, PET-CT-based response. */
import type { Marrow } from './bone-marrow.ts';
import { firstLineThatHolds } from './decision-table.ts';
import type { BoneMarrowStatus, FdgStatus, PetResponse, TargetResponse } from './term.ts';

/** What is known of a PET with a score. */
export interface PetFacts {
  readonly score: number;
  /** Highest score that is not positive. */
  readonly negativeMax: number;
  readonly fdg: FdgStatus | undefined;
  readonly hasNewFoci: boolean;
  readonly marrow: Marrow;
  /** The evaluation of the marrow at this timepoint. */
  readonly boneMarrow: BoneMarrowStatus | undefined;
}

/** Response by PET, where there is a score. The first line that holds. A residual mass of any size is allowed in CMR. */
export const luganoPetResponse = firstLineThatHolds<PetFacts, PetResponse>('PET response', [
  {
    condition:
      'new foci; new or recurrent involvement of the marrow; or a positive score with increased uptake',
    answer: 'PMD',
    holds: (f) => f.hasNewFoci || f.marrow === 'new' || (isPositive(f) && f.fdg === 'increased'),
    says: (f) =>
      `${scoreText(f)}${f.hasNewFoci ? ', new FDG-avid foci' : ''}${f.marrow === 'new' ? ', marrow newly involved' : ''}${f.fdg === 'increased' ? ', uptake increased' : ''}: PMD.`,
    source: 'Cheson 2014, Table 3, progressive metabolic disease',
  },
  {
    condition: 'the score is not positive, and the marrow not involved at this timepoint',
    answer: 'CMR',
    holds: (f) => !isPositive(f) && f.boneMarrow !== 'involved',
    says: (f) => `${scoreText(f)}: CMR.`,
    source: 'Cheson 2014, Table 3, complete metabolic response',
  },
  {
    condition: 'the score is not positive, but the marrow involved at this timepoint',
    answer: 'PMR',
    holds: (f) => !isPositive(f),
    says: (f) => `${scoreText(f)}, but the marrow is involved: PMR.`,
    source: 'Cheson 2014, Table 3, partial metabolic response',
  },
  {
    condition: 'the score is positive, with decreased (or no) uptake',
    answer: 'PMR',
    holds: (f) => f.fdg === 'decreased' || f.fdg === 'negative',
    says: (f) => `${scoreText(f)}, uptake ${f.fdg ?? ''}: PMR.`,
    source: 'Cheson 2014, Table 3, partial metabolic response',
  },
  {
    condition: 'the score is positive, with unchanged uptake',
    answer: 'NMR',
    holds: (f) => f.fdg === 'unchanged',
    says: (f) => `${scoreText(f)}, uptake unchanged: NMR.`,
    source: 'Cheson 2014, Table 3, no metabolic response',
  },
  {
    condition: 'the score is positive, and the uptake against baseline not told',
    answer: 'NE',
    holds: () => true,
    says: (f) => `${scoreText(f)}, uptake against baseline not told: no rank by PET.`,
    source: 'ours: a positive score without its uptake',
  },
]);

/** The response that each response by PET stands for. */
export const RESPONSE_OF_PET = {
  CMR: 'CR',
  PMR: 'PR',
  NMR: 'SD',
  PMD: 'PD',
  NE: 'NE',
} as const satisfies Record<PetResponse, TargetResponse>;

export const COMBINATIONS = ['petPrecedence', 'worse', 'ctOnly', 'petOnly'] as const;
export type Combination = (typeof COMBINATIONS)[number];

/** What CT and PET of a timepoint say. */
export interface CombinationFacts {
  readonly combination: Combination;
  readonly ct: TargetResponse;
  /** null without a score. */
  readonly pet: PetResponse | null;
  readonly hasPositiveScore: boolean;
  /** A new lesion counts on CT. */
  readonly isNew: boolean;
  /** null: not recorded. */
  readonly hasNewFoci: boolean | null;
  /** The timepoint whose CMR is carried to this one, which has no score; null: nothing is carried. */
  readonly carriedFrom: string | null;
}

/**
 * Where the overall response comes from. The first line that holds.
 *
 * ours: where PET takes precedence, growth on CT does not overrule a ranked PET; only new foci, uptake and marrow do, and a new
 * lesion without a statement on its uptake. A CMR is carried over visits with CT alone.
 */
export const luganoCombination = firstLineThatHolds<
  CombinationFacts,
  'CT' | 'PET' | 'worse of CT and PET' | TargetResponse
>('Combination', [
  line('CT', 'CT alone (ctOnly, or the disease is not avid)', (f) => f.combination === 'ctOnly'),
  line('PET', 'PET alone (petOnly), with a score', (f) => f.combination === 'petOnly' && f.pet !== null),
  line('NE', 'PET alone (petOnly), without a score', (f) => f.combination === 'petOnly'),
  line(
    'PD',
    'petPrecedence, PET ranked: a new lesion counts on CT and nothing is recorded of new foci',
    (f) => f.combination === 'petPrecedence' && isRanked(f.pet) && f.isNew && f.hasNewFoci === null,
  ),
  line('PET', 'petPrecedence, PET ranked', (f) => f.combination === 'petPrecedence' && isRanked(f.pet)),
  line('PD', 'worse: CT not evaluable, PET PMD', (f) => isWorse(f) && f.ct === 'NE' && f.pet === 'PMD'),
  line('NE', 'worse: CT not evaluable', (f) => f.combination === 'worse' && f.ct === 'NE'),
  line('worse of CT and PET', 'worse, PET ranked', (f) => isWorse(f)),
  line('PR', 'PET not ranked, but its score positive: CT CR', (f) => f.hasPositiveScore && f.ct === 'CR'),
  line(
    'CR',
    'petPrecedence, no score: the last scored PET was CMR, no PD since, CT neither PD nor NE',
    (f) => f.combination === 'petPrecedence' && f.carriedFrom !== null && f.ct !== 'PD' && f.ct !== 'NE',
  ),
  line('CT', 'otherwise', () => true),
]);

/** Whether PET has a rank among the responses. */
export function isRanked(pet: PetResponse | null): boolean {
  return pet !== null && pet !== 'NE';
}

function line<Answer extends string>(
  answer: Answer,
  condition: string,
  holds: (facts: CombinationFacts) => boolean,
) {
  return {
    condition,
    answer,
    holds,
    says: sayCombination,
    source: 'Cheson 2014, PET-CT; setting combination',
  };
}

function sayCombination({ combination, ct, pet, carriedFrom }: CombinationFacts): string {
  const carried = carriedFrom === null ? '' : `, CMR of ${carriedFrom} may be carried`;
  return `CT ${ct}, PET ${pet ?? 'none'}${carried} (${combination})`;
}

function isWorse({ combination, pet }: CombinationFacts): boolean {
  return combination === 'worse' && isRanked(pet);
}

function isPositive({ score, negativeMax }: PetFacts): boolean {
  return score > negativeMax;
}

function scoreText(facts: PetFacts): string {
  return `Score ${facts.score} is ${isPositive(facts) ? 'positive' : 'not positive'} (up to ${facts.negativeMax})`;
}
