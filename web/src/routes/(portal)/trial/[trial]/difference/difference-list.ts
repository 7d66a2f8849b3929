import { graphql, type ResultOf } from '#lib/graphql.ts';

/** Where what a reader stated is not what the measurements give. */
export const DIFFERENCES = graphql(`
  query Differences(
    $protocol: String!
    $first: Int
    $after: String
    $last: Int
    $before: String
    $evaluator: Evaluator
  ) {
    trial(protocol: $protocol) {
      differences(first: $first, after: $after, last: $last, before: $before, evaluator: $evaluator) {
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
            evaluator
            timepoint
            assessedOn
            part
            stated
            derived
          }
        }
      }
    }
  }
`);

export type Difference = NonNullable<
  ResultOf<typeof DIFFERENCES>['trial']
>['differences']['edges'][number]['node'];

const PARTS: Readonly<Record<string, string>> = {
  TARGET: 'Target',
  NON_TARGET: 'Non-target',
  NEW_LESION: 'New lesion',
  OVERALL: 'Overall',
};

/** What of the response differs. @example partName('NON_TARGET') // "Non-target" */
export const partName = (part: string): string => PARTS[part] ?? part;

/** The evaluators a difference can be of; central is one of them, accepted. */
export const STATING_EVALUATORS = ['READER_1', 'READER_2', 'ADJUDICATOR', 'INVESTIGATOR'] as const;

/** @returns null for a word that names none: all evaluators */
export const readEvaluator = (query: URLSearchParams): (typeof STATING_EVALUATORS)[number] | null =>
  STATING_EVALUATORS.find((each) => each === query.get('evaluator')) ?? null;
