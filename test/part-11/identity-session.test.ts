import { deactivatePerson, reactivatePerson } from '@readout/server/auth/person-state.ts';
import { turnAccountClock } from '@readout/server/job/account-clock.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { OPERATOR } from '../postgres.ts';
import { cookiesOf, HOST, ORIGIN, PASSWORD, withIdentityHub } from './identity-hub.ts';

const identity = withIdentityHub();
beforeEach(() => identity.forgetLimits());

const statusOf = async (cookie: string, more: Readonly<Record<string, string>> = {}) =>
  (await identity.askAs({ cookie, ...more })).statusCode;
/** Moves the last sign of a person back, as if so many seconds had passed since. */
const waitIdle = (personId: string, seconds: number) =>
  identity.query(
    `update auth.session set last_seen_at = coalesce(last_seen_at, created_at) - $2 * interval '1 second' where user_id = $1`,
    [personId, seconds],
  );
const idleOf = async (cookie: string) =>
  (await identity.get('/api/account/clock', { cookie, 'x-readout-background': 'clock' })).json<{
    idleS: number;
    leftS: number;
  }>();

describe('a session', { timeout: 120_000 }, () => {
  test('ends after fifteen minutes without a sign of its person, and the trail says so', async () => {
    const id = await identity.add({ email: 'idle@example.org' });
    const cookie = await identity.cookieFor('idle@example.org');
    await waitIdle(id, 14 * 60);
    expect(await statusOf(cookie)).toBe(200);
    await waitIdle(id, 15 * 60);
    expect(await statusOf(cookie)).toBe(401);
    expect(await statusOf(cookie)).toBe(401);
    expect(await identity.listActs(id)).toEqual(['SIGN_IN', 'SESSION_ENDED']);
  });

  test('is not kept alive by what a page asks by itself', async () => {
    const id = await identity.add({ email: 'poll@example.org' });
    const cookie = await identity.cookieFor('poll@example.org');
    await waitIdle(id, 10 * 60);
    expect(await statusOf(cookie, { 'x-readout-background': 'poll' })).toBe(200);
    expect((await idleOf(cookie)).idleS).toBeGreaterThan(590);
    expect(await statusOf(cookie)).toBe(200);
    expect((await idleOf(cookie)).idleS).toBeLessThan(30);
  });

  test('writes down a sign of its person at most every half minute', async () => {
    const id = await identity.add({ email: 'touch@example.org' });
    const cookie = await identity.cookieFor('touch@example.org');
    const seen = async () =>
      (
        await identity.query<{ at: Date }>('select last_seen_at as at from auth.session where user_id = $1', [
          id,
        ])
      )[0]?.at;
    const first = await seen();
    await statusOf(cookie);
    expect(await seen()).toEqual(first);
    await waitIdle(id, 31);
    await statusOf(cookie);
    expect(await seen()).not.toEqual(first);
  });

  test('ends after twelve hours, whatever happens in it', async () => {
    const id = await identity.add({ email: 'long@example.org' });
    const cookie = await identity.cookieFor('long@example.org');
    expect((await idleOf(cookie)).leftS).toBeLessThanOrEqual(12 * 3600);
    await identity.query(
      `update auth.session set expires_at = expires_at - interval '11 hours 59 minutes' where user_id = $1`,
      [id],
    );
    expect(await statusOf(cookie)).toBe(200);
    expect((await idleOf(cookie)).leftS).toBeLessThan(61);
    await identity.query(
      `update auth.session set expires_at = expires_at - interval '1 minute' where user_id = $1`,
      [id],
    );
    expect(await statusOf(cookie)).toBe(401);
  });

  test('that nobody asks with any more is ended by the clock, and is on the trail', async () => {
    const id = await identity.add({ email: 'left@example.org' });
    await identity.cookieFor('left@example.org');
    await waitIdle(id, 15 * 60);
    await turnAccountClock(identity.hub.database);
    expect(await identity.listActs(id)).toEqual(['SIGN_IN', 'SESSION_ENDED']);
  });

  test('has an id of its own at each sign-in, never one that was brought along', async () => {
    await identity.add({ email: 'fixed@example.org' });
    const planted = await identity.cookieFor('fixed@example.org');
    const forged = 'readout.session_token=planted-by-somebody.c2lnbmVk';
    const again = cookiesOf(await identity.signIn('fixed@example.org', PASSWORD, planted));
    const fresh = cookiesOf(await identity.signIn('fixed@example.org', PASSWORD, forged));
    expect(new Set([planted, again, fresh]).size).toBe(3);
    expect(await statusOf(forged)).toBe(401);
    expect(await statusOf(`${planted.slice(0, -3)}AAA`)).toBe(401);
  });

  test('is ended by its person from the list, others of the same person too, at once', async () => {
    const id = await identity.add({ email: 'many@example.org' });
    const [here, there, third] = [
      await identity.cookieFor('many@example.org'),
      await identity.cookieFor('many@example.org'),
      await identity.cookieFor('many@example.org'),
    ];
    const { sessions } = (await identity.get('/api/account', { cookie: here })).json<{
      sessions: { id: string; isThis: boolean }[];
    }>();
    expect(sessions).toHaveLength(3);
    expect(JSON.stringify(sessions)).not.toContain('token');
    const other = sessions.find(({ isThis }) => !isThis);
    await identity.post('/api/account/session/end', { id: other?.id }, { cookie: here });
    expect([await statusOf(there), await statusOf(third)].filter((status) => status === 401)).toHaveLength(1);
    await identity.post('/api/account/session/end', { id: 'others' }, { cookie: here });
    expect([await statusOf(there), await statusOf(third)]).toEqual([401, 401]);
    expect(await statusOf(here)).toBe(200);
    expect((await identity.listActs(id)).filter((act) => act === 'SESSION_ENDED')).toHaveLength(2);
  });

  test('of somebody else is not ended by its id', async () => {
    const victim = await identity.add({ email: 'victim@example.org' });
    await identity.add({ email: 'eve@example.org' });
    const theirs = await identity.cookieFor('victim@example.org');
    const [row] = await identity.query<{ id: string }>('select id from auth.session where user_id = $1', [
      victim,
    ]);
    const cookie = await identity.cookieFor('eve@example.org');
    const answer = await identity.post('/api/account/session/end', { id: row?.id }, { cookie });
    expect(answer.json()).toEqual({ ended: 0 });
    expect(await statusOf(theirs)).toBe(200);
  });

  test('signed out is over, and on the trail', async () => {
    const id = await identity.add({ email: 'out@example.org' });
    const cookie = await identity.cookieFor('out@example.org');
    await identity.post('/api/auth/sign-out', {}, { cookie });
    expect(await statusOf(cookie)).toBe(401);
    // Recorded when the answer has left.
    await expect.poll(() => identity.listActs(id)).toEqual(['SIGN_IN', 'SIGN_OUT']);
  });

  test('is not made, ended or changed by another site', async () => {
    await identity.add({ email: 'csrf@example.org' });
    const cookie = await identity.cookieFor('csrf@example.org');
    for (const path of [
      '/api/auth/sign-out',
      '/api/auth/two-factor/enable',
      '/api/account/password',
      '/api/account/token',
      '/api/account/session/end',
    ]) {
      for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
        const answer = await identity.app.inject({
          method: 'POST',
          url: path,
          headers: { host: HOST, cookie, ...headers },
          payload: {},
        });
        expect([path, answer.statusCode]).toEqual([path, 403]);
      }
    }
    expect(await statusOf(cookie)).toBe(200);
    const signIn = await identity.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      headers: { host: HOST, origin: 'https://evil.example' },
      payload: { email: 'csrf@example.org', password: PASSWORD },
    });
    expect(signIn.statusCode).toBe(403);
  });

  test('opens none of the paths of the sign-in library that are not listed', async () => {
    await identity.add({ email: 'paths@example.org' });
    const cookie = await identity.cookieFor('paths@example.org');
    for (const path of [
      'sign-up/email',
      'update-user',
      'delete-user',
      'change-email',
      'change-password',
      'link-social',
      'list-sessions',
      'revoke-session',
      'api-key/create',
      'two-factor/get-totp-uri',
      'passkey/delete-passkey',
      'verify-password',
    ]) {
      const answer = await identity.post(`/api/auth/${path}`, {}, { cookie, headers: { origin: ORIGIN } });
      expect([path, answer.statusCode]).toEqual([path, 404]);
    }
  });
});

// 21 CFR 11.300(c), 11.10(d): access ends at once, and nobody is deleted.
describe('somebody deactivated', { timeout: 120_000 }, () => {
  test('is out at once, cannot sign in, and is back when made active again', async () => {
    const id = await identity.add({ email: 'gone@example.org' });
    const cookie = await identity.cookieFor('gone@example.org');
    const act = { viewer: OPERATOR, reason: 'Left the company' };
    await deactivatePerson(identity.hub.database, id, act);
    expect(await statusOf(cookie)).toBe(401);
    expect((await identity.signIn('gone@example.org')).json()).toMatchObject({ code: 'DEACTIVATED' });
    // Whoever does not know the password learns nothing.
    expect((await identity.signIn('gone@example.org', 'not the password')).statusCode).toBe(401);
    await reactivatePerson(identity.hub.database, id, { viewer: OPERATOR, reason: 'Came back' });
    expect((await identity.signIn('gone@example.org')).statusCode).toBe(200);
  });

  test('keeps the address for good, in every spelling', async () => {
    const id = await identity.add({ email: 'a.smith@example.org' });
    await deactivatePerson(identity.hub.database, id, { viewer: OPERATOR, reason: 'Left' });
    for (const email of ['A.Smith@example.org', 'ａ．ｓｍｉｔｈ@example.org', ' a.smith@EXAMPLE.org '])
      await expect(identity.add({ email })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(
      identity.query(`insert into auth."user" (id, name, email) values ('x', 'X', 'Ａ.Smith@example.org')`),
    ).rejects.toThrow('user_address');
  });

  test('is deleted by nobody, the owner of the tables included', async () => {
    const id = await identity.add({ email: 'kept@example.org' });
    for (const statement of [
      'delete from person where id = $1',
      'delete from auth."user" where id = $1',
      `update person set email = 'other@example.org' where id = $1`,
      `update auth."user" set email = 'other@example.org' where id = $1`,
    ])
      await expect(identity.query(statement, [id])).rejects.toThrow(/Nobody is deleted|do not change/);
  });

  test('after ninety days without a sign-in, by the clock or at the next try', async () => {
    const clock = await identity.add({ email: 'forgotten@example.org' });
    const door = await identity.add({ email: 'late@example.org' });
    const age = (id: string) =>
      identity.query(
        `update auth.credential_state set active_since = now() - interval '91 days', last_sign_in_at = now() - interval '91 days' where user_id = $1`,
        [id],
      );
    await age(door);
    expect((await identity.signIn('late@example.org')).json()).toMatchObject({ code: 'INACTIVE' });
    await age(clock);
    await turnAccountClock(identity.hub.database);
    expect(await identity.query('select state from person where id in ($1, $2)', [clock, door])).toEqual([
      { state: 'DEACTIVATED' },
      { state: 'DEACTIVATED' },
    ]);
    await reactivatePerson(identity.hub.database, door, { viewer: OPERATOR, reason: 'Is back' });
    expect((await identity.signIn('late@example.org')).statusCode).toBe(200);
  });
});
