import { transactAsOwner } from '@readout/db/transact.ts';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { isCommonPassword } from '@readout/server/auth/password-rule.ts';
import { resetPassword } from '@readout/server/auth/reset-password.ts';
import { OPERATOR } from '../postgres.ts';
import { ORIGIN, PASSWORD, withIdentityHub } from './identity-hub.ts';

const identity = withIdentityHub();
beforeEach(() => identity.forgetLimits());

const change = async (cookie: string, current: string, next: string) => {
  const answer = await identity.post('/api/account/password', { current, next }, { cookie });
  return { status: answer.statusCode, ...answer.json<{ message?: string; code?: string }>() };
};

// 21 CFR 11.300(b): passwords are periodically checked, recalled or revised.
describe('a password', { timeout: 120_000 }, () => {
  test.each([
    ['short words', '12 to 128'],
    ['x'.repeat(129), '12 to 128'],
    ['administrator', 'stolen'],
    ['Administrator123!', 'stolen'],
    ['passwordpassword', 'stolen'],
    ['aaaaaaaaaaaaaa', 'stolen'],
    ['the Pemberton way', 'your name'],
    ['lots of rules42 here', 'your name'],
  ])('is refused when it is "%s"', async (next, why) => {
    const email = `rules.${crypto.randomUUID()}@example.org`;
    await identity.add({ email, name: 'Iris Pemberton' });
    const cookie = await identity.cookieFor(email);
    expect(await change(cookie, PASSWORD, next)).toMatchObject({
      status: 400,
      message: expect.stringContaining(why),
    });
  });

  test('of several words passes, the one of the demonstration too', () => {
    for (const good of ['every number opens', PASSWORD, 'correct horse battery'])
      expect(isCommonPassword(good)).toBe(false);
  });

  test('changed ends every other session, is told by mail, and stands on the trail', async () => {
    const id = await identity.add({ email: 'changes@example.org' });
    const here = await identity.cookieFor('changes@example.org');
    const there = await identity.cookieFor('changes@example.org');
    expect((await change(here, PASSWORD, 'a different good sentence')).status).toBe(200);
    expect((await identity.askAs({ cookie: there })).statusCode).toBe(401);
    expect((await identity.askAs({ cookie: here })).statusCode).toBe(200);
    expect((await identity.signIn('changes@example.org')).statusCode).toBe(401);
    expect(
      await identity.query(`select kind from auth.mail where recipient = 'changes@example.org'`),
    ).toEqual([{ kind: 'ACCOUNT_CHANGED' }]);
    expect(await identity.listActs(id)).toContain('ACCOUNT');
  });

  test('is not taken again while it is among the last five', async () => {
    const email = 'again@example.org';
    await identity.add({ email });
    const cookie = await identity.cookieFor(email);
    let current = PASSWORD;
    for (let number = 1; number <= 5; number++) {
      const next = `sentence of a new kind ${'abcde'[number - 1]}`;
      if (number % 2 === 0) expect((await change(cookie, current, PASSWORD)).message).toContain('before');
      expect((await change(cookie, current, next)).status).toBe(200);
      current = next;
    }
    expect((await change(cookie, current, PASSWORD)).status).toBe(200);
  });

  test('that is too old must be changed before any data is answered', async () => {
    const email = 'aged@example.org';
    const id = await identity.add({ email });
    await setPolicy(id, { password_max_age_days: 90 });
    const cookie = await identity.cookieFor(email);
    expect((await identity.askAs({ cookie })).statusCode).toBe(200);
    await identity.query(
      `update auth.credential_state set password_changed_at = now() - interval '91 days' where user_id = $1`,
      [id],
    );
    const refused = await identity.askAs({ cookie });
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ errors: [{ extensions: { code: 'PASSWORD_EXPIRED' } }] });
    expect((await change(cookie, PASSWORD, 'the sentence of a new year')).status).toBe(200);
    expect((await identity.askAs({ cookie })).statusCode).toBe(200);
  });

  test('reset by an administrator: the old one is dead, the sessions are over, the person alone gets a link that is good once', async () => {
    const email = 'reset@example.org';
    const id = await identity.add({ email });
    const cookie = await identity.cookieFor(email);
    const act = { viewer: OPERATOR, reason: 'Forgot the password' };
    await resetPassword(identity.hub, act, { personId: id, origin: ORIGIN });
    expect((await identity.askAs({ cookie })).statusCode).toBe(401);
    expect((await identity.signIn(email)).statusCode).toBe(401);
    const [mail] = await identity.query<{ body: string }>(
      `select body from auth.mail where recipient = $1 and kind = 'PASSWORD_RESET'`,
      [email],
    );
    const token = /invitation\/([\w-]{43})/.exec(mail?.body ?? '')?.[1] ?? '';
    const accept = (password: string) => identity.post('/api/invitation/accept', { token, password });
    expect((await accept('administrator')).statusCode).toBe(400);
    expect((await accept('something only I know')).statusCode).toBe(200);
    expect((await accept('something only Eve knows')).statusCode).toBe(404);
    const back = await identity.cookieFor(email, 'something only I know');
    expect((await identity.askAs({ cookie: back })).statusCode).toBe(200);
  });

  test('set by an operator must be changed before any data is answered', async () => {
    const email = 'new@example.org';
    await identity.add({ email, mustChangePassword: true });
    const cookie = await identity.cookieFor(email);
    expect((await identity.askAs({ cookie })).statusCode).toBe(403);
    expect((await change(cookie, PASSWORD, 'one that I chose myself')).status).toBe(200);
    expect((await identity.askAs({ cookie })).statusCode).toBe(200);
  });

  test('guessed at the form that changes it locks like one guessed at sign-in', async () => {
    const email = 'thief@example.org';
    await identity.add({ email });
    const cookie = await identity.cookieFor(email);
    for (let number = 0; number < 5; number++)
      await change(cookie, 'a guess of a thief', 'new words of a thief');
    expect(await change(cookie, PASSWORD, 'new words of a thief')).toMatchObject({ code: 'LOCKED_OUT' });
  });
});

/** A trial whose policy asks for more, in which the person holds a role. */
async function setPolicy(
  personId: string,
  policy: { readonly password_max_age_days: number },
): Promise<void> {
  await transactAsOwner(
    identity.hub.database,
    { viewer: OPERATOR, reason: 'Set up for a test' },
    async (tx) => {
      await tx.execute(
        sql`insert into sponsor (id, name) values ('0199d3a0-0000-7000-8000-00000000000a', 'Sponsor')`,
      );
      await tx.execute(sql`insert into trial (id, sponsor_id, protocol, title, is_blinded, is_randomised, state, origin)
      values ('0199d3a0-0000-7000-8000-00000000000b', '0199d3a0-0000-7000-8000-00000000000a', 'AGE-1', 'Ageing', true, true, 'ONGOING', 'HUB')`);
      await tx.execute(sql`insert into membership (trial_id, id, person_id, role)
      values ('0199d3a0-0000-7000-8000-00000000000b', '0199d3a0-0000-7000-8000-00000000000c', ${personId}, 'AUDITOR')`);
      await tx.execute(
        sql`insert into security_policy (trial_id, password_max_age_days) values ('0199d3a0-0000-7000-8000-00000000000b', ${policy.password_max_age_days})`,
      );
    },
  );
}
