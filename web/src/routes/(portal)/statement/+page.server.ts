import { fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql.ts';
import { ask, attempt } from '#lib/server/hub.ts';
import { isOwnPath } from '#lib/target.ts';
import type { Actions, PageServerLoad } from './$types';

const STATEMENT = graphql(`
  query SigningStatement {
    signingStatement {
      version
      text
      acceptedAt
    }
  }
`);
const ACCEPT = graphql(`
  mutation AcceptSigningStatement($version: Int!) {
    acceptSigningStatement(version: $version) {
      acceptedAt
    }
  }
`);

/** Where the person came from, inside the portal. */
const backOf = (query: URLSearchParams): string | null => {
  const back = query.get('to') ?? '';
  return isOwnPath(back) ? back : null;
};

export const load: PageServerLoad = async (event) => {
  const { signingStatement } = await ask(event, STATEMENT, {});
  return {
    title: 'Statement about signatures',
    statement: signingStatement,
    back: backOf(event.url.searchParams),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const version = Number(form.get('version'));
    if (form.get('accept') !== 'yes')
      return fail(400, { sentence: 'Tick that you accept the statement, or leave the page.' });
    const answer = await attempt(event, ACCEPT, { version });
    if ('refusal' in answer) return fail(409, { sentence: answer.refusal.sentence });
    redirect(303, backOf(event.url.searchParams) ?? '/statement');
  },
};
