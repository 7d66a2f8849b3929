import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { callHub } from '#lib/server/hub.ts';
import { keepCookies } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  title: 'Sign in',
  to: readTarget(event.url.searchParams.get('to')),
  demoPeople: await listDemoPeople(event),
});

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const email = readText(form, 'email');
    const password = readText(form, 'password');
    const refuse = (status: number, sentence: string) => fail(status, { email, sentence });
    if (email === '' || password === '')
      return refuse(400, 'Give both your e-mail address and your password.');
    const response = await callHub(
      event,
      '/api/auth/sign-in/email',
      { email, password },
      { isAnonymous: true },
    );
    if (response.status === 429)
      return refuse(429, 'Too many tries in a minute. Wait a minute, then try again.');
    if (response.status === 403) {
      const { message } = (await response.json()) as { readonly message?: string };
      return refuse(403, message ?? 'This account may not sign in here.');
    }
    if (response.status >= 500)
      return refuse(
        502,
        'Sign-in does not answer just now. Your password was not judged; try again in a minute.',
      );
    if (!response.ok) return refuse(401, 'User name or password is wrong.');
    keepCookies(event, response);
    redirect(303, readTarget(readText(form, 'to')));
  },
};

const readText = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** Where to go afterwards: a page of this portal, never another site. */
const readTarget = (text: string | null): string => (text !== null && /^\/(?![/\\])/.test(text) ? text : '/');

interface DemoPerson {
  readonly name: string;
  readonly email: string;
  /** A role, or in words who it is. */
  readonly role: string;
  /** What the sign-in is good for: "see efficacy, blinded". */
  readonly comesTo: string;
  readonly password: string;
}

/** The people of the demonstration; none outside demo mode, where the hub has no such route. */
async function listDemoPeople(event: RequestEvent): Promise<readonly DemoPerson[]> {
  const response = await callHub(event, '/demo-people', undefined, { isAnonymous: true });
  const isList = response.headers.get('content-type')?.startsWith('application/json') === true;
  return response.ok && isList ? ((await response.json()) as readonly DemoPerson[]) : [];
}
