import { graphql, type ResultOf } from '#lib/graphql.ts';

/** What happened to one record, with its parts, the newest first. */
export const HISTORY = graphql(`
  query RecordHistory($protocol: String!, $record: String!, $id: ID!, $after: String) {
    trial(protocol: $protocol) {
      history(record: $record, recordId: $id, first: 25, after: $after) {
        totalCount
        isCountExact
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            number
            recordedAt
            actorName
            sentence
            reason
            action
            act
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
  }
`);

export type RecordHistory = NonNullable<ResultOf<typeof HISTORY>['trial']>['history'];
