/**
 * What Lugano and LYRIC ask of PET: the PET response, by Cheson 2014, Table 3, PET-CT-based response, and how it combines with CT, which
 * the paper leaves to the kind of lymphoma: PET-CT where it is FDG-avid, CT where it is not.
 */
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
    condition: 'the score is positive, and the uptake against baseline not recorded',
    answer: 'NE',
    holds: () => true,
    says: (f) => `${scoreText(f)}, uptake against baseline not recorded: PET not evaluable.`,
    source: 'ours: a positive score without its uptake',
  },
]);

/** The response that each response by PET stands for, as Table 3 pairs them. */
export const RESPONSE_OF_PET = {
  CMR: 'CR',
  PMR: 'PR',
  NMR: 'SD',
  PMD: 'PD',
  NE: 'NE',
} as const satisfies Record<PetResponse, TargetResponse>;

export const COMBINATIONS = ['petPrecedence', 'worse', 'ctOnly', 'petOnly'] as const;
export type Combination = (typeof COMBINATIONS)[number];

const BY_CT = 'Cheson 2014, Table 3, CT-based response';
const BY_PET = 'Cheson 2014, Table 3, PET-CT-based response';
const WORSE = 'ours: the worse of CT and PET';

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
 * Where the overall response comes from. The first line that holds. PET is ranked where it is CMR, PMR, NMR or PMD.
 *
 * ours: where PET takes precedence, growth on CT does not overrule a ranked PET; only new foci, uptake and marrow do, and a new
 * lesion without a statement on its uptake. A CMR is carried over visits with CT alone. The worse of the two is a charter's choice.
 */
export const luganoCombination = firstLineThatHolds<
  CombinationFacts,
  'CT' | 'PET' | 'worse of CT and PET' | TargetResponse
>('Overall response', [
  {
    condition: 'CT alone (ctOnly, or the disease is not avid)',
    answer: 'CT',
    holds: (f) => f.combination === 'ctOnly',
    says: (f) => `${bothText(f)}; CT alone counts (ctOnly, or the disease is not FDG-avid)`,
    source: BY_CT,
  },
  {
    condition: 'PET alone (petOnly), with a score',
    answer: 'PET',
    holds: (f) => f.combination === 'petOnly' && f.pet !== null,
    says: (f) => `${bothText(f)}; PET alone counts (petOnly)`,
    source: BY_PET,
  },
  {
    condition: 'PET alone (petOnly), without a score',
    answer: 'NE',
    holds: (f) => f.combination === 'petOnly',
    says: (f) => `${bothText(f)}; PET alone counts (petOnly)`,
    source: 'ours: PET alone without a score',
  },
  {
    condition: 'petPrecedence, PET ranked: a new lesion counts on CT and nothing is recorded of new foci',
    answer: 'PD',
    holds: (f) => f.combination === 'petPrecedence' && isRanked(f.pet) && f.isNew && f.hasNewFoci === null,
    says: (f) =>
      `${bothText(f)}; PET goes before CT (petPrecedence), but nothing is recorded by PET of the new lesion on CT`,
    source: 'ours: a new lesion of which PET says nothing',
  },
  {
    condition: 'petPrecedence, PET ranked',
    answer: 'PET',
    holds: (f) => f.combination === 'petPrecedence' && isRanked(f.pet),
    says: (f) => `${bothText(f)}; PET goes before CT (petPrecedence)`,
    source: BY_PET,
  },
  {
    condition: 'worse: CT not evaluable, PET PMD',
    answer: 'PD',
    holds: (f) => isWorse(f) && f.ct === 'NE' && f.pet === 'PMD',
    says: (f) => `${bothText(f)}; the worse counts (worse), and PMD is progression without CT`,
    source: WORSE,
  },
  {
    condition: 'worse: CT not evaluable',
    answer: 'NE',
    holds: (f) => f.combination === 'worse' && f.ct === 'NE',
    says: (f) => `${bothText(f)}; the worse counts (worse), which is not known without CT`,
    source: WORSE,
  },
  {
    condition: 'worse, PET ranked',
    answer: 'worse of CT and PET',
    holds: isWorse,
    says: (f) => `${bothText(f)}; the worse counts (worse)`,
    source: WORSE,
  },
  {
    condition: 'PET not ranked, but its score positive: CT CR',
    answer: 'PR',
    holds: (f) => f.hasPositiveScore && f.ct === 'CR',
    says: (f) => `${bothText(f)}; PET is positive, which allows no complete response`,
    source: 'ours: a positive score without its uptake',
  },
  {
    condition: 'petPrecedence, no score: the last scored PET was CMR, no PD since, CT neither PD nor NE',
    answer: 'CR',
    holds: (f) =>
      f.combination === 'petPrecedence' && f.carriedFrom !== null && f.ct !== 'PD' && f.ct !== 'NE',
    says: (f) => `${bothText(f)}; the CMR of ${f.carriedFrom ?? ''} holds until another score`,
    source: 'ours: a CMR carried over visits with CT alone',
  },
  {
    condition: 'otherwise',
    answer: 'CT',
    holds: () => true,
    says: (f) => `${bothText(f)}; CT counts`,
    source: BY_CT,
  },
]);

/** Whether PET has a rank among the responses. */
export function isRanked(pet: PetResponse | null): boolean {
  return pet !== null && pet !== 'NE';
}

function bothText({ ct, pet }: CombinationFacts): string {
  return `CT ${ct}, ${pet === null ? 'no PET score' : `PET ${pet}`}`;
}

function isWorse({ combination, pet }: CombinationFacts): boolean {
  return combination === 'worse' && isRanked(pet);
}

function isPositive({ score, negativeMax }: PetFacts): boolean {
  return score > negativeMax;
}

function scoreText(facts: PetFacts): string {
  const { score, negativeMax } = facts;
  return isPositive(facts)
    ? `Deauville score ${score} is positive (above ${negativeMax})`
    : `Deauville score ${score} is not positive (up to ${negativeMax})`;
}
