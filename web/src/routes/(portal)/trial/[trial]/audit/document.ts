import { graphql, type ResultOf } from '#lib/graphql.ts';

/** A page of the trail, with what the filters choose among. */
export const trailDocument = graphql(`
  query Trail(
    $protocol: String!
    $filter: AuditFilter
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    auditLog {
      key
      size
      checkpoint
      signedAt
      witness {
        kind
        size
        at
      }
    }
    trial(protocol: $protocol) {
      protocol
      myRoles
      auditBegan
      auditReviewDue {
        dueOn
        isOverdue
      }
      auditPeople {
        id
        name
      }
      whole: auditEntries(first: 1) {
        totalCount
        isCountExact
      }
      auditEntries(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        totalCount
        isCountExact
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
            recordedAt
            actorName
            record
            action
            act
            sentence
            subject
            changesBest
          }
        }
      }
    }
  }
`);

/** One entry with all that is kept of it. */
export const entryDocument = graphql(`
  query TrailEntry($protocol: String!, $number: Int!) {
    trial(protocol: $protocol) {
      auditEntry(number: $number) {
        number
        id
        record
        recordId
        action
        act
        path
        subject
        timepoint
        actorName
        actorRoles
        onBehalfOf
        reason
        reasonCode
        recordedAt
        eventAt
        zone
        transaction
        sessionId
        requestId
        client
        appVersion
        schemaVersion
        charterVersion
        signatureId
        before
        after
        proof {
          leafIndex
          leaf
          openings
          inclusion
          size
          checkpoint
        }
        fields {
          name
          label
          meaning
          before
          after
        }
        siblings(first: 40) {
          number
          record
          action
          subject
          timepoint
          fields {
            name
            label
            before
            after
          }
        }
      }
    }
  }
`);

export type AuditLog = ResultOf<typeof trailDocument>['auditLog'];
export type TrailEntry = NonNullable<
  ResultOf<typeof trailDocument>['trial']
>['auditEntries']['edges'][number]['node'];
export type WholeEntry = NonNullable<NonNullable<ResultOf<typeof entryDocument>['trial']>['auditEntry']>;
