import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifySigningFactors } from '@readout/server/auth/signing-factors.ts';
import { deactivatePerson } from '@readout/server/auth/person-state.ts';
import Provider from 'oidc-provider';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { OPERATOR } from '../postgres.ts';
import { codeOf, enrol } from './enrol.ts';
import { cookiesOf, HOST, ORIGIN, withIdentityHub } from './identity-hub.ts';

const CLIENT = 'readout-test';
const SECRET = 'the secret of the client, at least so long';

/** Who the provider says has signed in there. */
const claims = { sub: 'nobody', email: 'nobody@example.org', email_verified: true };

/** A real OpenID Connect provider, with its own development pages to sign in and consent. */
const server: Server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: CLIENT,
      client_secret: SECRET,
      redirect_uris: [`${ORIGIN}/api/auth/callback/oidc`],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['a key of the test'] },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ ...claims, sub: id, name: 'As the provider says' }),
  }),
});
const answer = provider.callback();
server.on('request', (request, response) => void answer(request, response));
afterAll(() => server.close());

const identity = withIdentityHub({
  READOUT_OIDC_ISSUER: issuer,
  READOUT_OIDC_CLIENT_ID: CLIENT,
  READOUT_OIDC_CLIENT_SECRET: SECRET,
  READOUT_OIDC_NAME: 'Company sign-on',
});
beforeEach(() => identity.forgetLimits());

/** Goes the whole way as a browser does: our door, the provider's pages, our callback. */
async function signOn(sub: string, email: string, isVerified = true) {
  Object.assign(claims, { sub, email, email_verified: isVerified });
  const door = await identity.post('/api/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: '/',
    errorCallbackURL: '/sign-in',
  });
  const ours = cookiesOf(door);
  let url = door.json<{ url: string }>().url;
  const theirs = new Map<string, string>();
  for (let step = 0; step < 12; step++) {
    if (url.startsWith(ORIGIN))
      return identity.app.inject({ url: url.slice(ORIGIN.length), headers: { host: HOST, cookie: ours } });
    const prompt = /\/interaction\//.test(url) && !url.endsWith('/abort');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...theirs].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(prompt ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(prompt
        ? {
            method: 'POST',
            body: (await isLogin(url, theirs))
              ? new URLSearchParams({ prompt: 'login', login: sub, password: 'any' }).toString()
              : 'prompt=consent',
          }
        : {}),
    });
    keep(answer, theirs);
    const next = answer.headers.get('location');
    if (next === null) throw new Error(`The provider stops at ${url}: ${await answer.text()}`);
    url = new URL(next, url).href;
  }
  throw new Error('The provider leads round and round.');
}

function keep(answer: Response, cookies: Map<string, string>): void {
  for (const text of answer.headers.getSetCookie()) {
    const [name, value] = (text.split(';')[0] ?? '').split(/=(.*)/s);
    if (name !== undefined) cookies.set(name, value ?? '');
  }
}

async function isLogin(url: string, cookies: Map<string, string>): Promise<boolean> {
  const page = await fetch(url, {
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
  keep(page, cookies);
  return (await page.text()).includes('name="login"');
}

describe('single sign-on', { timeout: 120_000 }, () => {
  test('is named on the sign-in page', async () => {
    expect((await identity.get('/api/sign-in/way')).json()).toEqual({ singleSignOn: 'Company sign-on' });
  });

  test('lets in who is there already, with the address that the provider has verified', async () => {
    const id = await identity.add({ email: 'there@example.org', name: 'There Already' });
    const answer = await signOn('provider-1', 'There@example.org');
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/']);
    const cookie = cookiesOf(answer);
    const asked = await identity.askAs({ cookie }, '{ viewer { person { name email } } }');
    expect(asked.json()).toEqual({
      data: { viewer: { person: { name: 'There Already', email: 'there@example.org' } } },
    });
    expect(await identity.listActs(id)).toEqual(['SIGN_IN']);
    // What the provider gave opens nothing that Readout needs, and is not kept.
    expect(
      await identity.query(
        `select access_token, refresh_token, id_token from auth.account where user_id = $1 and provider_id = 'oidc'`,
        [id],
      ),
    ).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
    expect((await signOn('provider-1', 'there@example.org')).headers.location).toBe('/');
  });

  test.each([
    ['an address that nobody has', 'stranger@example.org', true],
    ['an address that the provider has not verified', 'unverified@example.org', false],
  ])('adds and lets in nobody with %s', async (_what, email, isVerified) => {
    if (!isVerified) await identity.add({ email });
    const answer = await signOn(`provider ${email}`, email, isVerified);
    expect(answer.headers.location).toMatch(/^\/sign-in\?error=/);
    expect((await identity.askAs({ cookie: cookiesOf(answer) })).statusCode).toBe(401);
    expect(await identity.query(`select 1 from auth."user" where email = 'stranger@example.org'`)).toEqual(
      [],
    );
    expect(
      await identity.query(`select 1 from auth.account where account_id = $1`, [`provider ${email}`]),
    ).toEqual([]);
  });

  test('lets in nobody who is deactivated', async () => {
    const id = await identity.add({ email: 'left@example.org' });
    await signOn('provider-2', 'left@example.org');
    await deactivatePerson(identity.hub.database, id, { viewer: OPERATOR, reason: 'Left' });
    const answer = await signOn('provider-2', 'left@example.org');
    expect((await identity.askAs({ cookie: cookiesOf(answer) })).statusCode).toBe(401);
  });

  test('is not enough to sign records: a factor of their own, tested, is', async () => {
    const email = 'signs@example.org';
    const personId = await identity.addWithout({ email });
    const cookie = cookiesOf(await signOn('provider-3', email));
    const sessionId = async () =>
      (
        await identity.query<{ id: string }>(
          'select id from auth.session where user_id = $1 order by created_at desc limit 1',
          [personId],
        )
      )[0]?.id ?? '';
    const verify = async (given: { code?: string }) =>
      verifySigningFactors(identity.hub, { personId, sessionId: await sessionId(), email, ...given });
    await expect(verify({ code: '123456' })).rejects.toMatchObject({ code: 'SIGNING_FACTOR_MISSING' });
    const { secret } = await enrol(identity, cookie, undefined);
    expect(await verify({ code: await codeOf(secret) })).toEqual({ factors: ['EMAIL', 'CODE'] });
  });
});
