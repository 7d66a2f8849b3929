import { error, fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask, attempt } from '#lib/server/hub.ts';
import { SIGNATURE } from '#lib/ui/signature.ts';
import type { Actions, PageServerLoad } from './$types';

const DATA_CUTS = graphql(
  `
    query DataCuts($protocol: String!) {
      trial(protocol: $protocol) {
        version
        dataCuts {
          id
          name
          cutOn
          entryNumber
          takenAt
          takenBy {
            name
          }
          signatures {
            ...ShownSignature
          }
        }
      }
    }
  `,
  [SIGNATURE],
);

const MAKE = graphql(`
  mutation MakeDataCut($input: MakeDataCutInput!) {
    makeDataCut(input: $input) {
      id
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const { trial } = await ask(event, DATA_CUTS, { protocol: event.params.trial });
  if (trial === null)
    error(404, { message: 'There is no such trial, or you hold no role in it.', code: 'NOT_FOUND' });
  return { title: `Data cuts · ${event.params.trial}`, version: trial.version, cuts: trial.dataCuts };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const textOf = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const given = { name: textOf('name'), cutOn: textOf('cutOn'), reason: textOf('reason') };
    if (given.name === '' || !/^\d{4}-\d{2}-\d{2}$/.test(given.cutOn) || given.reason === '')
      return fail(400, {
        ...given,
        sentence: 'Give a name, the date up to which data count, and why the cut is taken.',
      });
    const answer = await attempt(event, MAKE, { input: { protocol: event.params.trial, ...given } });
    if ('refusal' in answer) return fail(409, { ...given, sentence: answer.refusal.sentence });
    redirect(303, `/trial/${encodeURIComponent(event.params.trial)}/cut`);
  },
};
