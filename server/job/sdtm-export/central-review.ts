import { centralRule } from '@readout/graphql/charter/central-rule.ts';
import type { CharterTerms } from '@readout/graphql/charter/proposed-charter.ts';
import type { ContentEvaluator, ReviewContent } from '@readout/sdtm/content.ts';

type Judged = Pick<ReviewContent, 'evaluator' | 'bests'>;

/**
 * Whose review is the central result by the charter's rule; null: nobody's (yet). What the view central_review says of the present, for a
 * state of the data that is not the present one.
 *
 * @param adjudicated whose review an adjudicator accepted, or the source
 */
export function findCentral(
  charter: CharterTerms,
  reviews: readonly Judged[],
  adjudicated: ContentEvaluator | null,
): ContentEvaluator | null {
  const bestOf = (evaluator: ContentEvaluator) => {
    const review = reviews.find((each) => each.evaluator === evaluator);
    return (
      review && (review.bests.find(({ criteria }) => criteria === charter.criteria[0]?.criteria) ?? null)
    );
  };
  const rule = centralRule(charter, {
    isAdjudicated: adjudicated !== null,
    first: bestOf('READER_1'),
    second: bestOf('READER_2'),
  });
  if (rule === 'ADJUDICATED') return adjudicated;
  return rule === 'SINGLE_READ' || rule === 'READERS_AGREE' ? 'READER_1' : null;
}
