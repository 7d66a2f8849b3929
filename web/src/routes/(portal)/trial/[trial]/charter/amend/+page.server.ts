import { error, fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask, attempt } from '#lib/server/hub.ts';
import { AMEND_FORM, PREVIEW, inputOf, readProposal } from './proposal.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent, RequestEvent } from './$types';

const PAGE_ROWS = 50;

const AMEND = graphql(`
  mutation AmendCharter($input: CharterAmendmentInput!, $fingerprint: String!, $reason: String!) {
    amendCharter(input: $input, fingerprint: $fingerprint, reason: $reason) {
      version
    }
  }
`);

async function loadForm(event: PageServerLoadEvent | RequestEvent) {
  const { trial, criteria } = await ask(event, AMEND_FORM, { protocol: event.params.trial });
  if (trial === null)
    error(404, { message: 'There is no such trial, or you hold no role in it.', code: 'NOT_FOUND' });
  const proposal = readProposal(event.url.searchParams, trial.charter, criteria);
  return { held: trial.charter, all: criteria, proposal };
}

/** The form as the address fills it; with `preview` also what the amendment would do, page by page. */
export const load: PageServerLoad = async (event) => {
  const { held, all, proposal } = await loadForm(event);
  const query = event.url.searchParams;
  const title = `Amend the charter · ${event.params.trial}`;
  if (!query.has('preview')) return { title, held, all, proposal, preview: null, refusal: null };
  const answer = await attempt(event, PREVIEW, {
    input: inputOf(event.params.trial, proposal),
    first: PAGE_ROWS,
    after: query.get('after') || null,
    effects: query.get('effects') === 'all' ? ['CHANGED', 'WITHDRAWN', 'ADDED'] : ['CHANGED', 'WITHDRAWN'],
  });
  if ('refusal' in answer)
    return { title, held, all, proposal, preview: null, refusal: answer.refusal.sentence };
  return { title, held, all, proposal, preview: answer.result.previewCharterAmendment, refusal: null };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const textOf = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const reason = textOf('reason');
    if (reason === '')
      return fail(400, {
        reason,
        sentence: 'Say why. The reason is kept with the charter and shown to the auditor.',
      });
    const { proposal } = await loadForm(event);
    const answer = await attempt(event, AMEND, {
      input: inputOf(event.params.trial, proposal),
      fingerprint: textOf('fingerprint'),
      reason,
    });
    if ('refusal' in answer) return fail(409, { reason, sentence: answer.refusal.sentence });
    redirect(303, `/trial/${encodeURIComponent(event.params.trial)}/charter?amended`);
  },
};
