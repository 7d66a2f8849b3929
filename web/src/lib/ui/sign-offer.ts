import type { ResultOf } from 'gql.tada';
import { graphql } from '#lib/graphql.ts';

/** What the page and the dialog to sign show: what is offered, and of the record what its signer should see. */
export const SIGN_OFFER = graphql(`
  query SignOffer($id: ID!) {
    signingOffer(id: $id) {
      title
      recordHash
      version
      obstacle
      signer
      meanings {
        code
        sentence
      }
      need {
        asksForAll
        hasPassword
        hasCode
        hasPasskey
        lockedUntil
      }
    }
    node(id: $id) {
      __typename
      ... on Subject {
        number
        timepoints {
          id
        }
        centralReason
        centralReview {
          evaluator
          bestResponses {
            criteria
            best
            confirmedBest
            progressionOn
          }
        }
        trial {
          charter {
            criteria {
              id
              name
              isConfirmed
            }
          }
        }
        reviews {
          reads {
            responses {
              isDifferent
            }
          }
        }
      }
      ... on Read {
        state
        isEvaluable
        reasonNotEvaluable
        timepoint {
          code
          assessedOn
        }
        findings {
          id
        }
        responses {
          criteria
          overall
          statedOverall
        }
      }
      ... on Charter {
        version
        readDesign
        adoptedAt
        criteria {
          name
        }
      }
      ... on DataCut {
        cutOn
        entryNumber
        takenAt
      }
      ... on FileExport {
        kind
        sha256
        bytes
        requestedAt
      }
      ... on AccessReview {
        reviewedAt
        verdicts {
          verdict
        }
        nextDueOn
      }
      ... on AuditReview {
        fromAt
        toAt
        listedCount
        verdictCounts {
          verdict
          count
        }
        summary
        # Null until it is closed, which the same field of a review of access is not.
        nextReviewOn: nextDueOn
      }
    }
  }
`);

export type SignOffer = ResultOf<typeof SIGN_OFFER>;

export interface OfferedFact {
  readonly name: string;
  readonly text: string;
  /** A response word, shown with its shape. */
  readonly word?: string;
  readonly isWarning?: boolean;
}
