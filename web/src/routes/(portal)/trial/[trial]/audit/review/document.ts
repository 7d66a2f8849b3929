import { graphql, type ResultOf } from '#lib/graphql.ts';
import { SIGNATURE } from '#lib/ui/signature.ts';

/** Where the trail of a trial stands: when a review is due, when it was verified, and which reviews there were. */
export const reviewsDocument = graphql(`
  query AuditReviews($protocol: String!) {
    auditLog {
      size
      signedAt
    }
    trial(protocol: $protocol) {
      auditBegan
      auditReviewDue {
        dueOn
        isOverdue
      }
      lastVerification {
        at
        isWhole
        result
      }
      auditReviews {
        id
        fromNumber
        toNumber
        fromAt
        toAt
        startedAt
        startedByName
        finishedAt
        nextDueOn
        listedCount
        judgedCount
        signatures {
          id
          printedName
          signedAt
          brokenAt
        }
      }
    }
  }
`);

/** One review, with a page of its entries. */
export const reviewDocument = graphql(
  `
    query AuditReview(
      $id: ID!
      $signal: AuditSignal
      $isDrawn: Boolean
      $isOpen: Boolean
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      auditReview(id: $id) {
        id
        fromNumber
        toNumber
        fromAt
        toAt
        zone
        startedAt
        startedByName
        isMine
        samplePercent
        population
        sample
        seed
        finishedAt
        nextDueOn
        summary
        listedCount
        judgedCount
        verdictCounts {
          verdict
          count
        }
        signalCounts {
          signal
          count
          openCount
        }
        signatures {
          ...ShownSignature
        }
        entries(
          signal: $signal
          isDrawn: $isDrawn
          isOpen: $isOpen
          first: $first
          after: $after
          last: $last
          before: $before
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
              signals
              isOwn
              entry {
                id
                number
                recordedAt
                actorName
                record
                action
                act
                sentence
                subject
                changesBest
                reason
              }
              verdict {
                verdict
                note
                at
                byName
              }
            }
          }
        }
      }
    }
  `,
  [SIGNATURE],
);

export const START = graphql(`
  mutation StartAuditReview(
    $protocol: String!
    $from: Date
    $to: Date
    $samplePercent: Float!
    $zone: String!
    $reason: String!
  ) {
    startAuditReview(
      protocol: $protocol
      from: $from
      to: $to
      samplePercent: $samplePercent
      zone: $zone
      reason: $reason
    ) {
      id
    }
  }
`);

export const JUDGE = graphql(`
  mutation JudgeAuditEntries($reviewId: ID!, $numbers: [Int!]!, $verdict: AuditVerdict!, $note: String) {
    judgeAuditEntries(reviewId: $reviewId, numbers: $numbers, verdict: $verdict, note: $note) {
      id
    }
  }
`);

export const FINISH = graphql(`
  mutation FinishAuditReview($reviewId: ID!, $summary: String!, $nextDueOn: Date!) {
    finishAuditReview(reviewId: $reviewId, summary: $summary, nextDueOn: $nextDueOn) {
      id
    }
  }
`);

export type ShownReview = NonNullable<ResultOf<typeof reviewDocument>['auditReview']>;
export type ListedReview = NonNullable<ResultOf<typeof reviewsDocument>['trial']>['auditReviews'][number];
export type ReviewedEntry = ShownReview['entries']['edges'][number]['node'];
