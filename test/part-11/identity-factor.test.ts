import { describe, expect, test, beforeEach } from 'vitest';
import { codeOf, enrol, secretOf } from './enrol.ts';
import { cookiesOf, PASSWORD, withIdentityHub } from './identity-hub.ts';
import { totpAt } from '@readout/server/auth/totp.ts';

const identity = withIdentityHub();
beforeEach(() => identity.forgetLimits());

async function withAuthenticator(email: string) {
  const personId = await identity.add({ email });
  const enrolled = await enrol(identity, await identity.cookieFor(email), PASSWORD);
  await identity.query('update auth.credential_state set sign_in_step = null where user_id = $1', [personId]);
  return { personId, email, ...enrolled };
}
const verify = (cookie: string, code: string, path = 'verify-totp') =>
  identity.post(`/api/auth/two-factor/${path}`, { code }, { cookie });
/** A code that is none: the one of an hour ago. */
const oldCode = (secret: string) => totpAt(secret, Math.floor(Date.now() / 30_000) - 120);

test.each([
  // RFC 6238, Appendix B, SHA-1: the last six of the eight digits printed there.
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('the code at second %i is the one of RFC 6238', (second, code) => {
  expect(totpAt('12345678901234567890', Math.floor(second / 30))).toBe(code);
});

describe('an authenticator', { timeout: 120_000 }, () => {
  // 21 CFR 11.300(e): devices are tested before they count.
  test('counts only after a code of it was right', async () => {
    await identity.add({ email: 'untested@example.org' });
    const cookie = await identity.cookieFor('untested@example.org');
    const begun = await identity.post('/api/auth/two-factor/enable', { password: PASSWORD }, { cookie });
    const { totpURI } = begun.json<{ totpURI: string }>();
    expect(new URL(totpURI).searchParams.get('issuer')).toBe('Readout');
    expect((await identity.signIn('untested@example.org')).json()).not.toHaveProperty('twoFactorRedirect');
    expect((await verify(cookie, oldCode(secretOf(totpURI)))).statusCode).toBe(401);
    expect((await identity.signIn('untested@example.org')).json()).not.toHaveProperty('twoFactorRedirect');
  });

  test('is asked for after the password: no session before its code', async () => {
    const { email, secret, personId } = await withAuthenticator('second@example.org');
    const first = await identity.signIn(email);
    expect(first.json()).toMatchObject({ twoFactorRedirect: true });
    expect((await identity.askAs({ cookie: cookiesOf(first) })).statusCode).toBe(401);
    const second = await verify(cookiesOf(first), await codeOf(secret));
    expect(second.statusCode).toBe(200);
    expect((await identity.askAs({ cookie: cookiesOf(second) })).statusCode).toBe(200);
    const [entry] = await identity.query<{ after: unknown }>(
      `select after from audit.entry where act = 'SIGN_IN' and actor_id = $1 order by number desc limit 1`,
      [personId],
    );
    expect(entry?.after).toMatchObject({ method: 'PASSWORD_AND_CODE' });
  });

  test('gives codes that are good once', async () => {
    const { email, secret } = await withAuthenticator('once@example.org');
    const code = await codeOf(secret);
    expect((await verify(cookiesOf(await identity.signIn(email)), code)).statusCode).toBe(200);
    const replayed = await verify(cookiesOf(await identity.signIn(email)), code);
    expect(replayed.statusCode).toBe(401);
    expect(replayed.json()).toMatchObject({ message: expect.stringContaining('used before') });
  });

  test('wrong codes lock the account, though the password is right each time', async () => {
    const { email, secret } = await withAuthenticator('codes@example.org');
    const left: number[] = [];
    for (let number = 0; number < 5; number++) {
      const cookie = cookiesOf(await identity.signIn(email));
      const { triesLeft } = (await verify(cookie, oldCode(secret))).json<{ triesLeft: number }>();
      left.push(triesLeft);
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect((await identity.signIn(email)).statusCode).toBe(403);
  });

  test('of thirty codes sent at once five are judged', async () => {
    const { email, secret } = await withAuthenticator('flood@example.org');
    const cookie = cookiesOf(await identity.signIn(email));
    await identity.query(`update auth.rate_limit set count = -100`);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_each, number) => verify(cookie, String(100_000 + number))),
    );
    const judged = answers.filter(({ body }) => body.includes('This code is wrong'));
    expect(judged.length).toBeLessThanOrEqual(5);
    expect((await verify(cookie, await codeOf(secret))).statusCode).not.toBe(200);
  });

  test('lost: a backup code opens once, and its person is told', async () => {
    const { email, backupCodes } = await withAuthenticator('lost@example.org');
    expect(backupCodes).toHaveLength(10);
    const code = backupCodes[0] ?? '';
    const use = async () => verify(cookiesOf(await identity.signIn(email)), code, 'verify-backup-code');
    expect((await use()).statusCode).toBe(200);
    expect((await use()).statusCode).toBe(401);
    const mails = await identity.query<{ subject: string }>(
      `select subject from auth.mail where recipient = $1 order by created_at`,
      [email],
    );
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Readout: your account was changed',
      'Readout: a backup code was used',
    ]);
  });

  test('is neither taken away nor given new backup codes without the password', async () => {
    const { cookie } = await withAuthenticator('keep@example.org');
    for (const path of ['disable', 'generate-backup-codes'])
      for (const payload of [{}, { password: 'not the password' }]) {
        const answer = await identity.post(`/api/auth/two-factor/${path}`, payload, { cookie });
        expect([path, answer.statusCode]).toEqual([path, 400]);
      }
  });

  test('trusts no browser for longer than a session', async () => {
    const { email, secret } = await withAuthenticator('trust@example.org');
    const cookie = cookiesOf(await identity.signIn(email));
    const answer = await identity.post(
      '/api/auth/two-factor/verify-totp',
      { code: await codeOf(secret), trustDevice: true },
      { cookie },
    );
    expect(answer.statusCode).toBe(400);
  });
});

describe('where a second factor is demanded', { timeout: 120_000 }, () => {
  const strict = withIdentityHub({ READOUT_REQUIRE_SECOND_FACTOR: 'on' });

  test('a password alone reaches nothing but the page that sets one up', async () => {
    await strict.add({ email: 'staff@example.org' });
    const cookie = await strict.cookieFor('staff@example.org');
    const refused = await strict.askAs({ cookie });
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ errors: [{ extensions: { code: 'SECOND_FACTOR_MISSING' } }] });
    const token = await strict.post(
      '/api/account/token',
      { name: 'x', days: 1, scopes: ['read'] },
      { cookie },
    );
    expect(token.statusCode).toBe(403);
    const enrolled = await enrol(strict, cookie, PASSWORD);
    expect((await strict.askAs({ cookie: enrolled.cookie })).statusCode).toBe(200);
  });
});
