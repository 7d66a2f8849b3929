import { graphql, type ResultOf } from '#lib/graphql.ts';
import { SIGNATURE } from '#lib/ui/signature.ts';

/** Files that left the trial: the person's own, and all for who keeps the trail. */
export const FILES = graphql(
  `
    query FileExports(
      $protocol: String!
      $kinds: [String!]
      $sort: FileExportSort
      $direction: Direction
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      viewer {
        person {
          id
        }
      }
      trial(protocol: $protocol) {
        fileExports(
          kinds: $kinds
          sort: $sort
          direction: $direction
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
              id
              kind
              fileName
              sha256
              bytes
              rows
              filter
              treeSize
              requestedAt
              requestedBy {
                id
                name
              }
              signatures {
                ...ShownSignature
              }
            }
          }
        }
      }
    }
  `,
  [SIGNATURE],
);

export type LeftFile = NonNullable<ResultOf<typeof FILES>['trial']>['fileExports']['edges'][number]['node'];

/** Packages that were asked for, and of what a new one can be. */
export const PACKAGES = graphql(`
  query SdtmExports(
    $protocol: String!
    $states: [SdtmExportState!]
    $sort: SdtmExportSort
    $direction: Direction
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    trial(protocol: $protocol) {
      dataCuts {
        id
        name
        cutOn
      }
      sdtmExports(
        states: $states
        sort: $sort
        direction: $direction
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
            id
            key
            requestedAt
            requestedBy {
              name
            }
            isMine
            reason
            dataCut {
              name
            }
            domains
            formats
            analysis {
              evaluator
            }
            isUnblinded
            state
            subjectsDone
            subjectsTotal
            step
            bytes
            report {
              errors
              warnings
            }
            acceptedAt
            file {
              signatures {
                id
                isValid
              }
            }
          }
        }
      }
    }
  }
`);

export type PackageRow = NonNullable<
  ResultOf<typeof PACKAGES>['trial']
>['sdtmExports']['edges'][number]['node'];

export const REQUEST = graphql(`
  mutation RequestSdtmExport($input: RequestSdtmExportInput!) {
    requestSdtmExport(input: $input) {
      key
    }
  }
`);

export const CANCEL = graphql(`
  mutation CancelSdtmExport($id: ID!, $reason: String!) {
    cancelSdtmExport(id: $id, reason: $reason) {
      id
    }
  }
`);

export const ACCEPT = graphql(`
  mutation AcceptSdtmExportFindings($id: ID!, $reason: String!) {
    acceptSdtmExportFindings(id: $id, reason: $reason) {
      id
    }
  }
`);

export const RELEASE = graphql(`
  mutation ReleaseSdtmExport($id: ID!, $reason: String!) {
    releaseSdtmExport(id: $id, reason: $reason) {
      id
    }
  }
`);

/** One package with what its page shows of it. */
export const PACKAGE = graphql(
  `
    query SdtmExport(
      $protocol: String!
      $key: ID!
      $severity: ExportFindingSeverity
      $dataset: String
      $rule: String
      $search: String
      $sort: ExportFindingSort
      $direction: Direction
      $first: Int
      $after: String
      $last: Int
      $before: String
    ) {
      trial(protocol: $protocol) {
        sdtmExport(key: $key) {
          id
          key
          requestedAt
          requestedBy {
            name
          }
          isMine
          reason
          dataCut {
            name
            cutOn
          }
          evaluators
          domains
          formats
          analysis {
            evaluator
            criteria
            isConfirmed
          }
          isUnblinded
          state
          subjectsDone
          subjectsTotal
          step
          finishedAt
          refusal
          fileName
          sha256
          bytes
          acceptedBy {
            name
          }
          acceptedAt
          acceptedReason
          report {
            errors
            warnings
            records
            datasets {
              name
              label
              standard
              records
            }
            rules {
              id
              severity
              sentence
              source
              count
            }
          }
          findings(
            severity: $severity
            dataset: $dataset
            rule: $rule
            search: $search
            sort: $sort
            direction: $direction
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
                rule
                severity
                dataset
                row
                variable
                value
                sentence
              }
            }
          }
          manifest {
            files {
              path
              what
              sha256
              bytes
              records
            }
            versions {
              of
              version
            }
            cut {
              name
              on
              at
              entryNumber
            }
            checkpoint {
              treeSize
              root
            }
          }
          file {
            id
            requestedAt
            requestedBy {
              id
              name
            }
            signatures {
              ...ShownSignature
            }
          }
        }
      }
      viewer {
        person {
          id
        }
      }
    }
  `,
  [SIGNATURE],
);

export type Package = NonNullable<NonNullable<ResultOf<typeof PACKAGE>['trial']>['sdtmExport']>;
export type Finding = Package['findings']['edges'][number]['node'];
