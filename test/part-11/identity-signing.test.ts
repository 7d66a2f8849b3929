import { describeSigning, verifySigningFactors } from '@readout/server/auth/signing-factors.ts';
import { totpAt } from '@readout/server/auth/totp.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { enrol } from './enrol.ts';
import { CONTACT, PASSWORD, withIdentityHub } from './identity-hub.ts';

const identity = withIdentityHub();
beforeEach(() => identity.forgetLimits());

const sessionOf = async (personId: string): Promise<string> => {
  const rows = await identity.query<{ id: string }>(
    'select id from auth.session where user_id = $1 order by created_at desc limit 1',
    [personId],
  );
  return rows[0]?.id ?? '';
};

async function makeSigner(email: string) {
  const personId = await identity.add({ email });
  const cookie = await identity.cookieFor(email);
  return { personId, email, cookie, sessionId: await sessionOf(personId) };
}

const verify = (given: Parameters<typeof verifySigningFactors>[1]) =>
  verifySigningFactors(identity.hub, given);

// 21 CFR 11.200(a)(1): all components at the first signing of a session, at least one after it; all again in another session.
describe('what proves who signs', { timeout: 120_000 }, () => {
  test('first address and password, then within the session the password alone', async () => {
    const { personId, sessionId, email } = await makeSigner('signer@example.org');
    expect(await describeSigning(identity.hub, { personId, sessionId })).toMatchObject({ asks: 'ALL' });
    await expect(verify({ personId, sessionId, password: PASSWORD })).rejects.toMatchObject({
      code: 'SIGNING_FACTOR_MISSING',
    });
    expect(await verify({ personId, sessionId, email: 'SIGNER@example.org', password: PASSWORD })).toEqual({
      factors: ['EMAIL', 'PASSWORD'],
    });
    expect(await describeSigning(identity.hub, { personId, sessionId })).toMatchObject({ asks: 'ONE' });
    expect(await verify({ personId, sessionId, password: PASSWORD })).toEqual({ factors: ['PASSWORD'] });
    await expect(
      verify({ personId, sessionId: await anotherSession(personId, email), password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'SIGNING_FACTOR_MISSING' });
  });

  test('all again once fifteen minutes have passed since the last signature', async () => {
    const { personId, sessionId, email } = await makeSigner('slow@example.org');
    await verify({ personId, sessionId, email, password: PASSWORD });
    await identity.query(
      `update auth.session set last_signed_at = last_signed_at - interval '15 minutes' where id = $1`,
      [sessionId],
    );
    await expect(verify({ personId, sessionId, password: PASSWORD })).rejects.toMatchObject({
      code: 'SIGNING_FACTOR_MISSING',
    });
  });

  test('the code too, where an authenticator is enrolled; each code once', async () => {
    const signer = await makeSigner('coded@example.org');
    const { secret } = await enrol(identity, signer.cookie, PASSWORD);
    const { personId, email } = signer;
    const sessionId = await sessionOf(personId);
    await expect(verify({ personId, sessionId, email, password: PASSWORD })).rejects.toMatchObject({
      code: 'SIGNING_FACTOR_MISSING',
    });
    const code = totpAt(secret, Math.floor(Date.now() / 30_000));
    expect(await verify({ personId, sessionId, email, password: PASSWORD, code })).toEqual({
      factors: ['EMAIL', 'PASSWORD', 'CODE'],
    });
    await expect(verify({ personId, sessionId, code })).rejects.toMatchObject({
      code: 'SIGNING_FACTOR_WRONG',
    });
  });

  test("not somebody else's address, session or password", async () => {
    const ann = await makeSigner('ann.sign@example.org');
    const bob = await makeSigner('bob.sign@example.org');
    await expect(verify({ ...ann, email: bob.email, password: PASSWORD })).rejects.toMatchObject({
      code: 'SIGNING_FACTOR_WRONG',
    });
    await expect(verify({ ...ann, sessionId: bob.sessionId, password: PASSWORD })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('and five failures lock signing, apart from sign-in, with one notice', async () => {
    const { personId, sessionId, email } = await makeSigner('guess@example.org');
    const tries = Array.from({ length: 30 }, (_each, number) =>
      verify({ personId, sessionId, email, password: `a wrong password ${number}` }).catch(
        (error: unknown) => (error as { readonly code?: string }).code,
      ),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === 'SIGNING_FACTOR_WRONG')).toHaveLength(4);
    await expect(verify({ personId, sessionId, email, password: PASSWORD })).rejects.toMatchObject({
      code: 'LOCKED_OUT',
    });
    expect((await identity.signIn(email)).statusCode).toBe(200);
    const mails = await identity.query<{ recipient: string }>(
      `select recipient from auth.mail where kind = 'LOCKED_OUT' and (person_id = $1 or body like '%guess@example.org%') order by 1`,
      [personId],
    );
    expect(mails.map(({ recipient }) => recipient)).toEqual([email, CONTACT]);
    expect((await identity.listActs(personId)).filter((act) => act === 'LOCKED_OUT')).toHaveLength(1);
  });
});

async function anotherSession(personId: string, email: string): Promise<string> {
  await identity.cookieFor(email);
  return sessionOf(personId);
}
