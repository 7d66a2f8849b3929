import { redirect } from '@sveltejs/kit';
import { readTarget } from '#lib/server/account.ts';
import { callHub } from '#lib/server/hub.ts';
import { keepCookies } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** On to the provider. A link and not a form, as the policy of the pages lets forms lead to this origin only. */
export const GET: RequestHandler = async (event) => {
  const response = await callHub(
    event,
    '/api/auth/sign-in/social',
    {
      provider: 'oidc',
      callbackURL: readTarget(event.url.searchParams.get('to')),
      errorCallbackURL: '/sign-in',
    },
    { isAnonymous: true },
  );
  if (!response.ok) redirect(303, '/sign-in?error=provider');
  const { url } = (await response.json()) as { readonly url?: string };
  keepCookies(event, response);
  redirect(303, url ?? '/sign-in?error=provider');
};
