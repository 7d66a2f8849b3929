import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { callAccount, readForm } from '#lib/server/account.ts';
import { keepCookies } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';
import type { Account, Outcome, Picture } from './account.ts';

export const load: PageServerLoad = async (event) => {
  const found = await callAccount<Account>(event, '/api/account');
  if ('sentence' in found) redirect(303, '/sign-in?to=/security');
  return { title: 'My security', account: found.answer };
};

const refuse = (part: Outcome['part'], sentence: string, rest: Partial<Outcome> = {}) =>
  fail(400, { part, sentence, ...rest } satisfies Outcome as Outcome);
const tell = (outcome: Outcome): Outcome => outcome;

export const actions: Actions = {
  password: async (event) => {
    const read = await readForm(event);
    if (read('next') !== read('again')) return refuse('password', 'The two new ones are not the same.');
    const done = await callAccount(event, '/api/account/password', {
      current: read('current'),
      next: read('next'),
    });
    if ('sentence' in done) return refuse('password', done.sentence);
    return tell({
      part: 'password',
      done: 'The password is changed. Every other session of yours has ended.',
    });
  },

  enrol: async (event) => {
    const read = await readForm(event);
    const password = read('password');
    const begun = await callAccount<{ readonly totpURI: string; readonly backupCodes: readonly string[] }>(
      event,
      '/api/auth/two-factor/enable',
      password === '' ? {} : { password },
    );
    if ('sentence' in begun) return refuse('authenticator', begun.sentence);
    const { totpURI, backupCodes } = begun.answer;
    return tell({ part: 'authenticator', enrolment: await describe(event, totpURI), backupCodes });
  },

  test: async (event) => {
    const read = await readForm(event);
    const tested = await callAccount(event, '/api/auth/two-factor/verify-totp', {
      code: read('code').replaceAll(/\s/g, ''),
    });
    if ('sentence' in tested) {
      const backupCodes = read('backup').split(' ').filter(Boolean);
      return refuse('authenticator', tested.sentence, {
        enrolment: await describe(event, read('uri')),
        backupCodes,
      });
    }
    keepCookies(event, tested.response);
    return tell({
      part: 'authenticator',
      done: 'The authenticator works, and is asked for from now on.',
      backupCodes: read('backup').split(' ').filter(Boolean),
    });
  },

  recheck: async (event) => {
    const read = await readForm(event);
    const tested = await callAccount(event, '/api/auth/two-factor/verify-totp', {
      code: read('code').replaceAll(/\s/g, ''),
    });
    if ('sentence' in tested) return refuse('authenticator', tested.sentence);
    return tell({ part: 'authenticator', done: 'The authenticator still works.' });
  },

  backup: async (event) => {
    const read = await readForm(event);
    const password = read('password');
    const made = await callAccount<{ readonly backupCodes: readonly string[] }>(
      event,
      '/api/auth/two-factor/generate-backup-codes',
      password === '' ? {} : { password },
    );
    if ('sentence' in made) return refuse('authenticator', made.sentence);
    return tell({ part: 'authenticator', backupCodes: made.answer.backupCodes });
  },

  disable: async (event) => {
    const read = await readForm(event);
    const password = read('password');
    const gone = await callAccount(
      event,
      '/api/auth/two-factor/disable',
      password === '' ? {} : { password },
    );
    if ('sentence' in gone) return refuse('authenticator', gone.sentence);
    keepCookies(event, gone.response);
    return tell({ part: 'authenticator', done: 'The authenticator is taken away.' });
  },

  passkey: async (event) => {
    const read = await readForm(event);
    const gone = await callAccount(event, '/api/account/passkey/withdraw', { id: read('id') });
    return 'sentence' in gone
      ? refuse('passkey', gone.sentence)
      : tell({ part: 'passkey', done: 'The passkey opens nothing any more.' });
  },

  session: async (event) => {
    const read = await readForm(event);
    const ended = await callAccount(event, '/api/account/session/end', { id: read('id') });
    return 'sentence' in ended
      ? refuse('session', ended.sentence)
      : tell({ part: 'session', done: 'Ended: the next click there leads to the sign-in page.' });
  },

  token: async (event) => {
    const form = await event.request.formData();
    const name = form.get('name');
    const made = await callAccount<{ readonly token: string }>(event, '/api/account/token', {
      name: typeof name === 'string' ? name : '',
      days: Number(form.get('days')),
      scopes: form.getAll('scope'),
    });
    return 'sentence' in made
      ? refuse('token', made.sentence)
      : tell({ part: 'token', token: made.answer.token });
  },

  withdraw: async (event) => {
    const read = await readForm(event);
    const gone = await callAccount(event, '/api/account/token/withdraw', { id: read('id') });
    return 'sentence' in gone
      ? refuse('token', gone.sentence)
      : tell({ part: 'token', done: 'The token is not answered any more.' });
  },
};

/** What an authenticator takes: a picture to scan, and the same to type. */
async function describe(event: RequestEvent, uri: string): Promise<NonNullable<Outcome['enrolment']>> {
  const drawn = await callAccount<Picture>(event, '/api/account/picture', { text: uri });
  const key = URL.canParse(uri) ? (new URL(uri).searchParams.get('secret') ?? '') : '';
  const picture =
    'answer' in drawn ? { size: drawn.answer.size, path: drawn.answer.path } : { size: 1, path: '' };
  return { picture, key: key.match(/.{1,4}/g)?.join(' ') ?? '', uri };
}
