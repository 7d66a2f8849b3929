import type { CharterCriteria } from '@readout/db/table/trial.ts';
import { deriveReview, type DerivedBest, type DerivedResponse } from './derive-review.ts';
import type { ReviewMaterial } from './list-reviews-to-derive.ts';
import type { StatedResponse } from './stated-response.ts';

/** An answer with the review and the criteria it belongs to. */
export type Derived<Row> = Row & { readonly reviewId: string; readonly criteria: string };

/** What each review gives by each criteria. */
export interface DerivedReviews {
  readonly responses: readonly Derived<DerivedResponse>[];
  /** None for a review without a locked read that can be judged. */
  readonly bests: readonly Derived<DerivedBest>[];
}

/**
 * Judges reviews by the criteria of a charter, in memory.
 *
 * @param stated what is stated of reads that are being submitted, before it is stored
 */
export function deriveReviews(
  materials: readonly ReviewMaterial[],
  charter: readonly CharterCriteria[],
  stated: ReadonlyMap<string, readonly StatedResponse[]> = new Map(),
): DerivedReviews {
  const responses: Derived<DerivedResponse>[] = [];
  const bests: Derived<DerivedBest>[] = [];
  for (const { reviewId, statedOveralls, ...material } of materials) {
    for (const { criteria, settings } of charter) {
      const reads = material.reads.map((each) => ({
        ...each,
        statedOverall:
          stated.get(each.readId)?.find((one) => one.criteria === criteria)?.overall ??
          statedOveralls.get(`${each.readId} ${criteria}`) ??
          null,
      }));
      const derived = deriveReview({ ...material, reads, criteria, settings });
      responses.push(...derived.responses.map((each) => ({ ...each, reviewId, criteria })));
      if (derived.best !== null) bests.push({ ...derived.best, reviewId, criteria });
    }
  }
  return { responses, bests };
}
