import { graphql } from '#lib/graphql.ts';
import { SIGNATURE } from '#lib/ui/signature.ts';

export const subjectsDocument = graphql(
  `
    query Subjects(
      $protocol: String!
      $first: Int
      $after: String
      $last: Int
      $before: String
      $search: String
      $site: String
      $best: [String!]
      $hasDifference: Boolean
      $sort: SubjectSort
      $direction: Direction
      $withSignatures: Boolean = false
    ) {
      trial(protocol: $protocol) {
        subjects(
          first: $first
          after: $after
          last: $last
          before: $before
          search: $search
          site: $site
          best: $best
          hasDifference: $hasDifference
          sort: $sort
          direction: $direction
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
              id
              number
              centralReason
              signatures @include(if: $withSignatures) {
                ...ShownSignature
              }
              site {
                code
                name
              }
              arm {
                isBlinded
                reasonWithout
                planned {
                  name
                }
              }
              course {
                isScreenFailure
                firstDoseOn
                lastDoseOn
                offTreatmentOn
                diedOn
              }
              centralReview {
                evaluator
                bestResponses {
                  criteria
                  best
                  confirmedBest
                  progressionOn
                  bestChangePercent
                }
              }
            }
          }
        }
      }
    }
  `,
  [SIGNATURE],
);

/** For the choices of the filters. */
export const choicesDocument = graphql(`
  query SubjectChoices($protocol: String!) {
    trial(protocol: $protocol) {
      sites(orderBy: CODE) {
        site {
          code
          name
        }
      }
    }
    criteria {
      id
      words
    }
  }
`);
