import { error, fail } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask, attempt } from '#lib/server/hub.ts';
import type { Actions, PageServerLoad } from './$types';

const IMPORT = graphql(`
  query Import($id: ID!) {
    sdtmImport(id: $id) {
      id
      protocol
      criteria
      reason
      files
      state
      rowsRead
      rowsTotal
      requestedAt
      requestedBy {
        name
      }
      finishedAt
      refusal
      trial {
        protocol
        title
      }
      report {
        differencesTotal
        domains {
          domain
          file
          rowsRead
          rowsStored
          rowsReported
          rowsFlagged
        }
        findings {
          code
          severity
          sentence
          count
          examples
        }
        changes {
          record
          inserted
          updated
          deleted
          unchanged
        }
      }
    }
  }
`);

const CANCEL = graphql(`
  mutation CancelImport($id: ID!, $reason: String!) {
    cancelSdtmImport(id: $id, reason: $reason) {
      id
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const { sdtmImport } = await ask(event, IMPORT, { id: event.params.import });
  if (sdtmImport === null) error(404, { message: 'There is no such import.' });
  return { title: 'Import', sdtmImport };
};

export const actions: Actions = {
  cancel: async (event) => {
    const reason = (await event.request.formData()).get('reason');
    if (typeof reason !== 'string' || reason.trim() === '')
      return fail(400, { sentence: 'Say why. The reason is kept with the import.' });
    const answer = await attempt(event, CANCEL, { id: event.params.import, reason: reason.trim() });
    return 'refusal' in answer ? fail(409, { sentence: answer.refusal.sentence }) : { sentence: '' };
  },
};
