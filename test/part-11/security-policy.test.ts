import { beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../graphql/ask.ts';
import { insertBlindedTrial } from '../graphql/blinded-trial.ts';
import { withDatabase } from '../postgres.ts';

const db = withDatabase();
let trialId = '';
beforeAll(async () => {
  ({ trialId } = await db.asOwner((tx) => insertBlindedTrial(tx)));
});

const FIELDS = 'securityPolicy { passwordMaxAgeDays passwordsNotReused inactiveDays requiresSecondFactor }';
const POLICY = {
  passwordMaxAgeDays: 90,
  passwordsNotReused: 10,
  inactiveDays: 60,
  requiresSecondFactor: true,
};
const set = (userId: string, policy: object, reason = 'The sponsor asks for it') =>
  ask(
    db.database,
    { userId },
    `mutation ($policy: SecurityPolicyInput!, $reason: String!) { setSecurityPolicy(protocol: "ONC-1042", policy: $policy, reason: $reason) { ${FIELDS} } }`,
    { policy, reason },
  );
const entries = async () =>
  (
    await db.database.owner.query<Readonly<Record<string, unknown>>>(
      `select action, actor_id, reason, changed from audit.entry where trial_id = $1 and record = 'security_policy' order by number`,
      [trialId],
    )
  ).rows;
const policyOf = async (personId: string) =>
  (await db.database.owner.query('select * from private.policy_of($1)', [personId])).rows[0] as unknown;

// 21 CFR 11.300(b): password issuances are periodically checked, recalled or revised.
describe('the security policy of a trial', () => {
  test('is the default until it is set, and what is set holds for its people', async () => {
    const read = () =>
      ask(db.database, { userId: 'reader1' }, `{ trial(protocol: "ONC-1042") { ${FIELDS} } }`);
    expect((await read()).data).toEqual({
      trial: {
        securityPolicy: {
          passwordMaxAgeDays: null,
          passwordsNotReused: 5,
          inactiveDays: 90,
          requiresSecondFactor: false,
        },
      },
    });
    expect((await set('administrator', POLICY)).data).toEqual({
      setSecurityPolicy: { securityPolicy: POLICY },
    });
    expect((await read()).data).toEqual({ trial: { securityPolicy: POLICY } });
    const held = {
      password_max_age_days: 90,
      passwords_not_reused: 10,
      inactive_days: 60,
      requires_second_factor: true,
    };
    expect(await policyOf('reader1')).toEqual(held);
    expect(await policyOf('stranger')).toMatchObject({ password_max_age_days: null, inactive_days: 90 });
  });

  test('is set by its administrator alone, with a reason, and each change is on the trail', async () => {
    const before = await entries();
    for (const by of ['manager', 'sponsor', 'reader1', 'auditor'])
      expect((await set(by, { ...POLICY, inactiveDays: 1000 })).errors, by).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
    expect((await set('stranger', POLICY)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await set('administrator', { ...POLICY, inactiveDays: 30 }, ' ')).errors).toMatchObject([
      { code: 'REASON_MISSING' },
    ]);
    expect(await entries()).toEqual(before);
    await set('administrator', { ...POLICY, inactiveDays: 30 }, 'Fewer idle accounts');
    expect((await entries()).at(-1)).toEqual({
      action: 'UPDATE',
      actor_id: 'administrator',
      reason: 'Fewer idle accounts',
      changed: ['inactive_days'],
    });
  });

  test.each([
    [{ passwordMaxAgeDays: 0 }, 'A password is good for 1 to 3660 days.'],
    [{ passwordsNotReused: 51 }, 'Not taken again are 0 to 50 of the last passwords.'],
    [{ inactiveDays: 0 }, 'An account is deactivated after 1 to 3660 days without a sign-in.'],
  ])('is refused with a number out of its range: %j', async (wrong, message) => {
    expect((await set('administrator', { ...POLICY, ...wrong })).errors).toMatchObject([
      { code: 'BAD_INPUT', message },
    ]);
  });
});
