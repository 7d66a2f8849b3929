import type { CharterCriteria } from '@readout/db/table/trial.ts';
import { isConfirmed } from '../trial/chosen-criteria.ts';
import type { CharterTerms } from './proposed-charter.ts';
import type { StoredBest } from './stored-answers.ts';

/** What of a subject decides which review is central. */
export interface SubjectReads {
  readonly isAdjudicated: boolean;
  /** By the primary criteria; undefined: no such review; null: it has no best response yet. */
  readonly first: StoredBest | null | undefined;
  readonly second: StoredBest | null | undefined;
}

export type CentralRule =
  'ADJUDICATED' | 'NO_CENTRAL_READ' | 'SINGLE_READ' | 'READS_PENDING' | 'READERS_AGREE' | 'TO_ADJUDICATE';

/**
 * Why a review is central by a charter, or none is: what the view `central_review` says of the charter that holds, for one that is
 * only proposed. A test holds the two together.
 */
export function centralRule(
  charter: CharterTerms,
  { isAdjudicated, first, second }: SubjectReads,
): CentralRule {
  if (isAdjudicated) return 'ADJUDICATED';
  if (first === undefined) return 'NO_CENTRAL_READ';
  if (charter.readDesign === 'SINGLE' || second === undefined) return 'SINGLE_READ';
  if (first === null || second === null) return 'READS_PENDING';
  return isAgreed(charter, first, second) ? 'READERS_AGREE' : 'TO_ADJUDICATE';
}

function isAgreed(
  { criteria: [primary], adjudicationVariable }: CharterTerms,
  first: StoredBest,
  second: StoredBest,
): boolean {
  const isSameBest = bestOf(primary, first) === bestOf(primary, second);
  const isSameDate = first.progressionOn === second.progressionOn;
  switch (adjudicationVariable) {
    case 'BEST_RESPONSE':
      return isSameBest;
    case 'PROGRESSION_DATE':
      return isSameDate;
    case 'BEST_RESPONSE_AND_PROGRESSION_DATE':
      return isSameBest && isSameDate;
  }
}

const bestOf = (primary: CharterCriteria | undefined, { best, confirmedBest }: StoredBest): string =>
  primary !== undefined && isConfirmed(primary) ? confirmedBest : best;
