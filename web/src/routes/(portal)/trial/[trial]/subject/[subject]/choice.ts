import type { Review, Subject, Timepoint } from './document.ts';
import { compareEvaluator } from './evaluator-name.ts';

export const COMPARE = 'COMPARE';
export const BEST = 'best';

/** What of a subject is on the page; all of it stands in the URL. */
export interface Choice {
  readonly criteria: string;
  /** An evaluator, or COMPARE. */
  readonly tab: string;
  /** Whose answer is explained: that of the tab, or the one chosen beside others. null: nobody has read. */
  readonly explained: Review | null;
  /** null: the best response is explained. */
  readonly timepoint: Timepoint | null;
}

/**
 * Reads the choice from the URL: `evaluator`, `by` (in Compare), `timepoint` (a code, or `best`) and `criteria`.
 *
 * What the URL names and the subject lacks falls back: to the central review, to the best response, to the charter's first criteria.
 */
export function chooseFrom(subject: Subject, url: Address): Choice {
  const criteria = subject.trial.charter.criteria;
  const askedCriteria = url.searchParams.get('criteria');
  const reviews = orderReviews(subject.reviews);
  const byDefault = reviews.find(({ id }) => id === subject.centralReview?.id) ?? reviews[0] ?? null;
  const reviewOf = (evaluator: string | null) => reviews.find((review) => review.evaluator === evaluator);
  const askedTab = url.searchParams.get('evaluator');
  const isCompared = askedTab === COMPARE && reviews.length > 1;
  const explained =
    (isCompared
      ? reviewOf(url.searchParams.get('by'))
      : reviewOf(askedTab === 'CENTRAL' ? null : askedTab)) ?? byDefault;
  const askedTimepoint = url.searchParams.get('timepoint');
  return {
    criteria: criteria.find(({ id }) => id === askedCriteria)?.id ?? criteria[0]?.id ?? '',
    tab: isCompared ? COMPARE : (explained?.evaluator ?? COMPARE),
    explained,
    timepoint: subject.timepoints.find(({ code }) => code === askedTimepoint) ?? null,
  };
}

/** As much of the page's address as the choice needs. */
interface Address {
  readonly searchParams: { readonly get: (name: string) => string | null };
}

/** Reader 1 first, the investigator last. */
export const orderReviews = (reviews: readonly Review[]): readonly Review[] =>
  reviews.toSorted((a, b) => compareEvaluator(a.evaluator, b.evaluator));

/** The address, relative to the subject's page, where one answer is explained. */
export function whyHref(
  choice: Pick<Choice, 'criteria' | 'tab'>,
  evaluator: string,
  timepointCode: string,
  defaultCriteria: string,
): string {
  const query = new URLSearchParams({ evaluator: choice.tab === COMPARE ? COMPARE : evaluator });
  if (choice.tab === COMPARE) query.set('by', evaluator);
  query.set('timepoint', timepointCode);
  if (choice.criteria !== defaultCriteria) query.set('criteria', choice.criteria);
  return `?${query.toString()}#why`;
}
