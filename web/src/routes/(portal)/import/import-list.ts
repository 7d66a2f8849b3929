import { graphql } from '#lib/graphql.ts';

/** What can be chosen for an import, and the imports so far. */
export const IMPORTS = graphql(`
  query Imports {
    criteria {
      id
      name
    }
    sdtmImports {
      id
      protocol
      state
      files
      reason
      requestedAt
      requestedBy {
        name
      }
      trial {
        protocol
      }
    }
  }
`);

/** Starts the import of files sent to /upload. */
export const START = graphql(`
  mutation StartImport($input: StartSdtmImportInput!) {
    startSdtmImport(input: $input) {
      id
    }
  }
`);

const STATES: Readonly<Record<string, { readonly text: string; readonly tone: 'neutral' | 'info' | 'ok' | 'bad' | 'warn' }>> = {
  QUEUED: { text: 'Waiting', tone: 'neutral' },
  RUNNING: { text: 'Running', tone: 'info' },
  DONE: { text: 'Done', tone: 'ok' },
  REFUSED: { text: 'Refused', tone: 'bad' },
  CANCELLED: { text: 'Cancelled', tone: 'warn' },
  FAILED: { text: 'Failed, our fault', tone: 'bad' },
};

/** How a state of an import is shown. */
export const importState = (state: string) => STATES[state] ?? { text: state, tone: 'neutral' as const };
