import { fail, redirect } from '@sveltejs/kit';
import { readForm } from '#lib/server/account.ts';
import { callHub } from '#lib/server/hub.ts';
import type { Actions, PageServerLoad } from './$types';

interface Invited {
  readonly kind: 'INVITATION' | 'RESET';
  readonly email: string;
  readonly name: string;
}

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'referrer-policy': 'no-referrer' });
  const { token } = event.params;
  const response = await callHub(event, '/api/invitation/find', { token }, { isAnonymous: true });
  const invited = response.ok ? ((await response.json()) as Invited) : null;
  return { title: invited?.kind === 'RESET' ? 'Set a new password' : 'Join Readout', invited };
};

export const actions: Actions = {
  default: async (event) => {
    const read = await readForm(event);
    const password = read('password');
    if (password !== read('again'))
      return fail(400, { sentence: 'The two are not the same. Type it again.' });
    const { token } = event.params;
    const response = await callHub(
      event,
      '/api/invitation/accept',
      { token, password },
      { isAnonymous: true },
    );
    if (response.ok) redirect(303, '/sign-in?welcome=1');
    const { message } = (await response.json().catch(() => ({}))) as { readonly message?: string };
    return fail(response.status >= 500 ? 502 : response.status, {
      sentence: message ?? 'This was not done; try again in a minute.',
    });
  },
};
