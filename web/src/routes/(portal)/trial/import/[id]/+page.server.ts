import { error, fail } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask, attempt } from '#lib/server/hub.ts';
import type { Actions, PageServerLoad } from './$types';

const importDocument = graphql(`
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
      finishedAt
      refusal
      requestedBy {
        name
      }
      trial {
        protocol
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

const cancelDocument = graphql(`
  mutation CancelSdtmImport($id: ID!, $reason: String!) {
    cancelSdtmImport(id: $id, reason: $reason) {
      id
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  event.depends('readout:import');
  const { sdtmImport } = await ask(event, importDocument, { id: event.params.id });
  if (!sdtmImport) error(404, { message: 'There is no such import that you may see.', code: 'NOT_FOUND' });
  return { sdtmImport };
};

export const actions: Actions = {
  cancel: async (event) => {
    const given = (await event.request.formData()).get('reason');
    const reason = typeof given === 'string' ? given.trim() : '';
    if (reason === '') return fail(400, { reason, sentence: 'Say why. The reason is kept with the import.' });
    const answer = await attempt(event, cancelDocument, { id: event.params.id, reason });
    return 'refusal' in answer
      ? fail(400, { reason, sentence: answer.refusal.sentence })
      : { reason: '', sentence: '' };
  },
};
