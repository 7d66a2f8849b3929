import { error, fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask, attempt } from '#lib/server/hub.ts';
import type { Actions, PageServerLoad } from './$types';

const importsDocument = graphql(`
  query Imports {
    viewer {
      mayOpenTrials
    }
    criteria {
      id
      name
      citation
    }
    trials {
      protocol
      title
      myRoles
      charter {
        criteria {
          id
        }
      }
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

const startDocument = graphql(`
  mutation StartSdtmImport($input: StartSdtmImportInput!) {
    startSdtmImport(input: $input) {
      id
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const { viewer, criteria, trials, sdtmImports } = await ask(event, importsDocument, {});
  const managed = trials
    .filter(({ myRoles }) =>
      myRoles.some((role) => role === 'DATA_MANAGER' || role === 'TRIAL_ADMINISTRATOR'),
    )
    .map(({ protocol, title, charter }) => ({
      protocol,
      title,
      criteria: charter.criteria[0]?.id ?? null,
    }));
  if (!viewer.mayOpenTrials && managed.length === 0) {
    error(403, {
      message: 'Data managers and trial administrators import trials. Ask yours to do it.',
      code: 'FORBIDDEN',
    });
  }
  return { mayOpenTrials: viewer.mayOpenTrials, criteria, managed, imports: sdtmImports };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const textOf = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const values = { protocol: textOf('protocol'), criteria: textOf('criteria'), reason: textOf('reason') };
    const uploadId = textOf('uploadId');
    const refuse = (field: 'files' | 'reason' | 'form', sentence: string) =>
      fail(400, { values, uploadId, field, sentence });
    if (uploadId === '')
      return refuse('files', 'Choose the files of the trial; they are sent before the import starts.');
    if (values.reason === '') {
      return refuse('reason', 'Say why. The reason is kept with every change and shown to the auditor.');
    }
    const answer = await attempt(event, startDocument, {
      input: {
        uploadId,
        protocol: values.protocol || null,
        criteria: values.criteria || null,
        reason: values.reason,
      },
    });
    if ('refusal' in answer) {
      const field = answer.refusal.code === 'REASON_MISSING' ? 'reason' : 'form';
      return refuse(field, answer.refusal.sentence);
    }
    redirect(303, `/trial/import/${encodeURIComponent(answer.result.startSdtmImport.id)}`);
  },
};
