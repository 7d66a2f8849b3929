import type { CharterContent, ContentEvaluator, ReviewContent } from '@readout/sdtm/content.ts';

type Judged = Pick<ReviewContent, 'evaluator' | 'bests'>;

/**
 * Whose review is the central result by the charter's rule; null: nobody's (yet). The rule of the view central_review, for a state of the
 * data that is not the present one.
 *
 * @param adjudicated whose review an adjudicator accepted, or the source
 */
export function findCentral(
  charter: CharterContent,
  reviews: readonly Judged[],
  adjudicated: ContentEvaluator | null,
): ContentEvaluator | null {
  if (adjudicated !== null) return adjudicated;
  const first = reviews.find(({ evaluator }) => evaluator === 'READER_1');
  if (first === undefined) return null;
  const second = reviews.find(({ evaluator }) => evaluator === 'READER_2');
  if (charter.readDesign === 'SINGLE' || second === undefined) return 'READER_1';
  const [primary] = charter.criteria;
  const one = first.bests.find(({ criteria }) => criteria === primary?.criteria);
  const other = second.bests.find(({ criteria }) => criteria === primary?.criteria);
  if (one === undefined || other === undefined) return null;
  const isBestAgreed =
    primary?.settings['confirmation'] === true
      ? one.confirmedBest === other.confirmedBest
      : one.best === other.best;
  const isDateAgreed = one.progressionOn === other.progressionOn;
  const isAgreed =
    charter.adjudicationVariable === 'BEST_RESPONSE'
      ? isBestAgreed
      : charter.adjudicationVariable === 'PROGRESSION_DATE'
        ? isDateAgreed
        : isBestAgreed && isDateAgreed;
  return isAgreed ? 'READER_1' : null;
}
