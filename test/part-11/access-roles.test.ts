import { membership } from '@readout/db/table/person.ts';
import { transact } from '@readout/db/transact.ts';
import { encodeNodeId } from '@readout/graphql/node-id.ts';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../graphql/ask.ts';
import { insertBlindedTrial, type BlindedTrial } from '../graphql/blinded-trial.ts';
import { withDatabase } from '../postgres.ts';

const opened = withDatabase();
let made: BlindedTrial;
beforeAll(async () => {
  made = await opened.asOwner((tx) => insertBlindedTrial(tx));
});

const as = (userId: string, source: string, variables: Readonly<Record<string, unknown>> = {}) =>
  ask(opened.database, { userId }, source, variables);
const GRANT = `mutation ($email: String!, $role: Role!, $reason: String!) {
  grantRole(protocol: "ONC-1042", email: $email, role: $role, reason: $reason) { id roles { role grantedBy } } }`;
const grant = (by: string, person: string, role: string, reason = 'Joins the team') =>
  as(by, GRANT, { email: `${person}@readout.invalid`, role, reason });
const REVOKE =
  'mutation ($id: ID!, $reason: String!) { revokeRole(heldRoleId: $id, reason: $reason) { id } }';

async function revoke(by: string, person: string, role: string, reason = 'Leaves the team') {
  const { rows } = await opened.database.owner.query<{ id: string }>(
    'select id from membership where trial_id = $1 and person_id = $2 and role = $3',
    [made.trialId, person, role],
  );
  const id = encodeNodeId('HeldRole', { trialId: made.trialId, id: rows[0]?.id ?? '' });
  return as(by, REVOKE, { id, reason });
}

const seesSubject = async (userId: string) =>
  (await as(userId, '{ subject(protocol: "ONC-1042", number: "1042-001") { number } }')).data?.['subject'] !==
  null;

// 21 CFR 11.10(d), (g); Annex 11 12.3: granting, changing and cancelling access is recorded.
describe('a role', () => {
  test('is given by an administrator alone, with a reason, and works in the next statement', async () => {
    expect(await seesSubject('stranger')).toBe(false);
    for (const by of ['manager', 'sponsor', 'reader1', 'auditor'])
      expect((await grant(by, 'stranger', 'STATISTICIAN')).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await grant('administrator', 'stranger', 'STATISTICIAN', ' ')).errors).toMatchObject([
      { code: 'REASON_MISSING' },
    ]);
    expect((await grant('administrator', 'nobody', 'STATISTICIAN')).errors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    const granted = await grant('administrator', 'stranger', 'STATISTICIAN');
    expect(granted.errors).toEqual([]);
    expect(granted.data).toMatchObject({
      grantRole: { roles: [{ role: 'STATISTICIAN', grantedBy: 'administrator' }] },
    });
    expect(await seesSubject('stranger')).toBe(true);
  });

  test('is given to nobody by themselves, in GraphQL or in SQL, but one held already changes nothing', async () => {
    expect((await grant('administrator', 'administrator', 'AUDITOR')).errors).toMatchObject([
      { code: 'FORBIDDEN', message: expect.stringContaining('Nobody grants themselves') },
    ]);
    expect((await grant('administrator', 'administrator', 'TRIAL_ADMINISTRATOR')).errors).toEqual([]);
    const inSql = transact(
      opened.database,
      { viewer: { userId: 'administrator' }, reason: 'By the back door' },
      (tx) =>
        tx
          .insert(membership)
          .values({
            trialId: made.trialId,
            personId: 'administrator',
            role: 'AUDITOR',
            grantedById: 'manager',
          })
          .execute(),
    );
    await expect(inSql).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('names who gave it and when, whatever the statement says, and is not rewritten', async () => {
    const act = { viewer: { userId: 'administrator' }, reason: 'Says another gave it' };
    await transact(opened.database, act, (tx) =>
      tx
        .insert(membership)
        .values({
          trialId: made.trialId,
          personId: 'sponsor',
          role: 'MEDICAL_MONITOR',
          grantedById: 'manager',
          grantedAt: new Date('2020-01-01'),
        })
        .execute(),
    );
    const { rows } = await opened.database.owner.query(
      `select granted_by_id, granted_at > now() - interval '1 minute' as is_now from membership where person_id = 'sponsor' and role = 'MEDICAL_MONITOR'`,
    );
    expect(rows).toEqual([{ granted_by_id: 'administrator', is_now: true }]);
    await expect(
      transact(opened.database, act, (tx) => tx.execute(sql`update membership set role = 'AUDITOR'`)),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is revoked at once, not by its holder, and what was read and assigned stays', async () => {
    const assigned = async () =>
      (
        await opened.database.owner.query<Record<string, unknown>>(
          `select a.review_id, count(r.id)::int as reads from review_assignment a join read r on r.trial_id = a.trial_id and r.review_id = a.review_id where a.person_id = 'reader2' group by 1 order by 1`,
        )
      ).rows;
    const before = await assigned();
    expect(before.length).toBeGreaterThan(0);
    expect(await seesSubject('reader2')).toBe(true);
    expect((await revoke('manager', 'reader2', 'READER')).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await revoke('administrator', 'reader2', 'READER')).errors).toEqual([]);
    expect(await seesSubject('reader2')).toBe(false);
    expect(await assigned()).toEqual(before);
    expect((await grant('administrator', 'reader2', 'READER')).errors).toEqual([]);
  });

  test('that ends while a request runs has ended for its next statement', async () => {
    const reply = await transact(
      opened.database,
      { viewer: { userId: 'manager' }, reason: 'A long request' },
      async (tx) => {
        const count = async () => (await tx.execute(sql`select from subject`)).rowCount;
        const before = await count();
        await revoke('administrator', 'manager', 'DATA_MANAGER');
        return { before, after: await count() };
      },
    );
    expect(reply).toEqual({ before: 6, after: 0 });
    await grant('administrator', 'manager', 'DATA_MANAGER');
  });

  test('of the last administrator stays, even where two revoke each other at once', async () => {
    expect((await revoke('administrator', 'administrator', 'TRIAL_ADMINISTRATOR')).errors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
    await grant('administrator', 'auditor', 'TRIAL_ADMINISTRATOR');
    const replies = await Promise.all([
      revoke('administrator', 'auditor', 'TRIAL_ADMINISTRATOR'),
      revoke('auditor', 'administrator', 'TRIAL_ADMINISTRATOR'),
    ]);
    const codes = replies.flatMap(({ errors }) => errors.map(({ code }) => code));
    expect(codes).toHaveLength(1);
    expect(['CONFLICT', 'FORBIDDEN', 'NOT_FOUND']).toContain(codes[0]);
    const { rows } = await opened.database.owner.query(
      `select count(*)::int as left from membership where trial_id = $1 and role = 'TRIAL_ADMINISTRATOR'`,
      [made.trialId],
    );
    expect(rows).toEqual([{ left: 1 }]);
  });
});

test('each grant and revocation is an act on the trail, with who, whom and why', async () => {
  const { rows } = await opened.database.owner.query(
    `select act, actor_id, coalesce(after, before)->>'person_id' as whom, coalesce(after, before)->>'role' as role, reason from audit.entry
     where trial_id = $1 and record = 'membership' and coalesce(after, before)->>'person_id' = 'reader2' order by number`,
    [made.trialId],
  );
  expect(rows).toEqual([
    { act: 'GRANT', actor_id: 'readout', whom: 'reader2', role: 'READER', reason: 'Set up for a test' },
    { act: 'REVOKE', actor_id: 'administrator', whom: 'reader2', role: 'READER', reason: 'Leaves the team' },
    { act: 'GRANT', actor_id: 'administrator', whom: 'reader2', role: 'READER', reason: 'Joins the team' },
  ]);
});
