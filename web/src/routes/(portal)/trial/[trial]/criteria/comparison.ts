import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from '#lib/graphql.ts';

/** The same reads judged by two criteria of the charter, and who differs. */
export const COMPARISON = graphql(`
  query CriteriaComparison(
    $protocol: String!
    $first: String
    $second: String!
    $evaluator: Evaluator!
    $filter: ComparisonFilter!
    $firstWord: String
    $secondWord: String
    $sort: ComparisonSort!
    $direction: Direction!
    $pageFirst: Int
    $pageAfter: String
    $pageLast: Int
    $pageBefore: String
  ) {
    trial(protocol: $protocol) {
      criteriaComparison(first: $first, second: $second, evaluator: $evaluator) {
        subjects
        evaluator
        isFirstConfirmed
        isSecondConfirmed
        first {
          id
          name
        }
        second {
          id
          name
        }
        firstWords {
          word
        }
        secondWords {
          word
        }
        matrix {
          first
          second
          count
          isAgreed
        }
        responseAgreement {
          count
          of
          percent
          lowerPercent
          upperPercent
        }
        progressionAgreement {
          count
          of
          percent
          lowerPercent
          upperPercent
        }
        rows(
          filter: $filter
          firstWord: $firstWord
          secondWord: $secondWord
          sort: $sort
          direction: $direction
          first: $pageFirst
          after: $pageAfter
          last: $pageLast
          before: $pageBefore
        ) {
          totalCount
          pageInfo {
            hasNextPage
            hasPreviousPage
            startCursor
            endCursor
          }
          edges {
            node {
              subject
              first
              second
              firstProgressionOn
              secondProgressionOn
              isResponseDifferent
              isProgressionDateDifferent
            }
          }
        }
      }
    }
  }
`);

export type Comparison = NonNullable<ResultOf<typeof COMPARISON>['trial']>['criteriaComparison'];
export type ComparedRow = Comparison['rows']['edges'][number]['node'];
type Variables = VariablesOf<typeof COMPARISON>;

const EVALUATORS = ['CENTRAL', 'READER_1', 'READER_2', 'ADJUDICATOR', 'INVESTIGATOR'] as const;

/** Which subjects are listed, as the address says it. */
export const FILTERS = {
  '': 'ALL',
  different: 'DIFFERENT',
  response: 'DIFFERENT_RESPONSE',
  progression: 'DIFFERENT_PROGRESSION_DATE',
} as const;

const SORTS = {
  number: 'NUMBER',
  first: 'FIRST',
  second: 'SECOND',
  'first-progression': 'FIRST_PROGRESSION_DATE',
  'second-progression': 'SECOND_PROGRESSION_DATE',
} as const;

/**
 * What the address asks: criteria (`first`, `second`), evaluator, filter (`show`), a cell of the matrix (`row`, `column`), order.
 *
 * @param criteria ids of the charter's, the primary one first; the first two are compared unless the address says otherwise
 */
export function readComparison(
  query: URLSearchParams,
  protocol: string,
  criteria: readonly string[],
): Omit<Variables, 'pageFirst' | 'pageAfter' | 'pageLast' | 'pageBefore'> {
  const first = criteria.find((id) => id === query.get('first')) ?? criteria[0] ?? '';
  const others = criteria.filter((id) => id !== first);
  return {
    protocol,
    first,
    second: others.find((id) => id === query.get('second')) ?? others[0] ?? '',
    evaluator: EVALUATORS.find((each) => each === query.get('evaluator')) ?? 'CENTRAL',
    filter: wordOf(FILTERS, query.get('show') ?? '', 'ALL'),
    firstWord: query.get('row') || null,
    secondWord: query.get('column') || null,
    sort: wordOf(SORTS, query.get('sort') ?? '', 'NUMBER'),
    direction: query.get('direction') === 'descending' ? 'DESCENDING' : 'ASCENDING',
  };
}

function wordOf<Word>(words: Readonly<Record<string, Word>>, given: string, otherwise: Word): Word {
  return (Object.hasOwn(words, given) ? words[given] : undefined) ?? otherwise;
}
