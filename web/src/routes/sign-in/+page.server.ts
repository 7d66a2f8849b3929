import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { readForm, readTarget } from '#lib/server/account.ts';
import { callHub } from '#lib/server/hub.ts';
import { keepCookies } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const [demoPeople, singleSignOn] = await Promise.all([listDemoPeople(event), findSingleSignOn(event)]);
  const error = searchParams.get('error');
  return {
    title: 'Sign in',
    to: readTarget(searchParams.get('to')),
    isCodeAsked: searchParams.get('step') === 'code',
    isIdle: searchParams.get('ended') === 'idle',
    isWelcome: searchParams.get('welcome') !== null,
    problem: error === null ? undefined : sentenceOf(error),
    demoPeople,
    singleSignOn,
  };
};

export const actions: Actions = {
  password: async (event) => {
    const read = await readForm(event);
    const email = read('email').trim();
    const password = read('password');
    const to = readTarget(read('to'));
    const refuse = (status: number, sentence: string) => fail(status, { email, sentence });
    if (email === '' || password === '')
      return refuse(400, 'Give both your e-mail address and your password.');
    const response = await callHub(
      event,
      '/api/auth/sign-in/email',
      { email, password },
      { isAnonymous: true },
    );
    const problem = await readProblem(response, 'Your password was not judged; try again in a minute.');
    if (problem !== undefined) return refuse(response.status >= 500 ? 502 : response.status, problem);
    const { twoFactorRedirect } = (await response.json()) as { readonly twoFactorRedirect?: boolean };
    keepCookies(event, response);
    redirect(303, twoFactorRedirect === true ? `/sign-in?step=code&to=${encodeURIComponent(to)}` : to);
  },
  code: async (event) => {
    const read = await readForm(event);
    const code = read('code').trim();
    const isBackup = !/^[\d\s]+$/.test(code);
    const response = await callHub(
      event,
      `/api/auth/two-factor/${isBackup ? 'verify-backup-code' : 'verify-totp'}`,
      { code: isBackup ? code : code.replaceAll(/\s/g, '') },
    );
    const problem = await readProblem(response, 'Your code was not judged; try again in a minute.');
    if (problem !== undefined)
      return fail(response.status >= 500 ? 502 : response.status, { email: '', sentence: problem });
    keepCookies(event, response);
    redirect(303, readTarget(read('to')));
  },
};

/** The sentence for somebody who was not let in; undefined for who was. */
async function readProblem(response: Response, notJudged: string): Promise<string | undefined> {
  if (response.ok) return undefined;
  if (response.status === 429) return 'Too many tries in a minute. Wait a minute, then try again.';
  if (response.status >= 500) return `Sign-in does not answer just now. ${notJudged}`;
  const { code, message } = (await response.json().catch(() => ({}))) as {
    readonly code?: string;
    readonly message?: string;
  };
  if (code === 'INVALID_TWO_FACTOR_COOKIE' || code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE')
    return 'The time for the code is over. Give your password again.';
  return message ?? 'User name or password is wrong.';
}

/** Why single sign-on led back without a session. */
const sentenceOf = (code: string): string =>
  ['signup_disabled', 'account_not_linked', 'email_not_found'].includes(code)
    ? 'Single sign-on named nobody who may sign in here. Ask the administrator of your trial to invite you, under the address that your company gives you.'
    : code === 'DEACTIVATED' || code === 'INACTIVE'
      ? 'This account is deactivated. An administrator of your trial can make it active again.'
      : 'Single sign-on did not succeed. Try again, or sign in with your password.';

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

/** What the provider of single sign-on is called; null: there is none. */
async function findSingleSignOn(event: RequestEvent): Promise<string | null> {
  const response = await callHub(event, '/api/sign-in/way', undefined, { isAnonymous: true });
  return response.ok
    ? ((await response.json()) as { readonly singleSignOn: string | null }).singleSignOn
    : null;
}
