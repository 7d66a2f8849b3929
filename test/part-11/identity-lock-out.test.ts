import { beforeEach, describe, expect, test } from 'vitest';
import { CONTACT, PASSWORD, withIdentityHub } from './identity-hub.ts';

const identity = withIdentityHub();
beforeEach(() => identity.forgetLimits());

const wrong = 'not the right password';
const mailTo = (recipient: string) =>
  identity.query<{ subject: string; kind: string }>(
    'select subject, kind from auth.mail where recipient = $1',
    [recipient],
  );

// 21 CFR 11.300(d): attempts at unauthorised use are detected and reported at once.
describe('lock-out', { timeout: 120_000 }, () => {
  test('of thirty guesses sent at once five are judged, and the right password among the rest lets nobody in', async () => {
    await identity.add({ email: 'parallel@example.org' });
    await identity.query(`update auth.rate_limit set count = 0`);
    const guesses = Array.from({ length: 30 }, (_each, number) =>
      identity.signIn('parallel@example.org', number < 20 ? `${wrong} ${number}` : PASSWORD),
    );
    const statuses = (await Promise.all(guesses)).map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 401 || status === 200).length).toBeLessThanOrEqual(5);
    await identity.forgetLimits();
    const after = await identity.signIn('parallel@example.org');
    expect([200, 403]).toContain(after.statusCode);
  });

  test('after five failures: the right password is refused, and person, security contact and trail are told once', async () => {
    const id = await identity.add({ email: 'locked@example.org' });
    const left: unknown[] = [];
    for (let number = 0; number < 5; number++) {
      const answer = await identity.signIn('Locked@Example.org', wrong);
      expect(answer.statusCode).toBe(401);
      left.push(answer.json<{ triesLeft: number }>().triesLeft);
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    for (let number = 0; number < 3; number++) {
      const refused = await identity.signIn('locked@example.org');
      expect(refused.statusCode).toBe(403);
      expect(refused.json()).toMatchObject({ code: 'LOCKED_OUT' });
    }
    expect(await mailTo('locked@example.org')).toHaveLength(1);
    expect((await mailTo(CONTACT)).filter(({ kind }) => kind === 'LOCKED_OUT').length).toBeGreaterThan(0);
    const acts = await identity.listActs(id);
    expect(acts.filter((act) => act === 'LOCKED_OUT')).toHaveLength(1);
    expect(acts.filter((act) => act === 'SIGN_IN_FAILED')).toHaveLength(8);
  });

  test('ends after thirty minutes, and a success forgets the failures', async () => {
    await identity.add({ email: 'later@example.org' });
    for (let number = 0; number < 5; number++) await identity.signIn('later@example.org', wrong);
    expect((await identity.signIn('later@example.org')).statusCode).toBe(403);
    await identity.query(
      `update auth.failed_try set locked_until = locked_until - interval '30 minutes' where locked_until is not null`,
    );
    expect((await identity.signIn('later@example.org')).statusCode).toBe(200);
    const again = await identity.signIn('later@example.org', wrong);
    expect(again.json()).toMatchObject({ triesLeft: 4 });
  });

  test('tells nobody whether an address exists: same bodies, same statuses, with a lock for both', async () => {
    await identity.add({ email: 'there@example.org' });
    const answersOf = async (email: string) => {
      const answers: unknown[] = [];
      for (let number = 0; number < 7; number++) {
        const { statusCode, body } = await identity.signIn(email, wrong);
        answers.push([statusCode, body]);
      }
      return answers;
    };
    const there = await answersOf('there@example.org');
    await identity.forgetLimits();
    expect(await answersOf('nobody@example.org')).toEqual(there);
  });

  test('takes about as long for an address that nobody has', async () => {
    await identity.add({ email: 'timed@example.org' });
    const medianMs = async (email: string) => {
      const times: number[] = [];
      for (let number = 0; number < 9; number++) {
        await identity.query('delete from auth.failed_try');
        const start = performance.now();
        await identity.signIn(email, wrong);
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[4] ?? 0;
    };
    const there = await medianMs('timed@example.org');
    await identity.forgetLimits();
    const nobody = await medianMs('not.there@example.org');
    expect(Math.abs(there - nobody) / Math.max(there, nobody)).toBeLessThan(0.4);
  });
});
