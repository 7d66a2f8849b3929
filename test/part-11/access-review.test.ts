import { randomUUID } from 'node:crypto';
import { transact } from '@readout/db/transact.ts';
import { acceptStatement } from '@readout/graphql/access/signing-statement.ts';
import { encodeNodeId } from '@readout/graphql/node-id.ts';
import { signRecord } from '@readout/graphql/signature/sign-record.ts';
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

interface Verdict {
  readonly heldRoleId: string;
  readonly verdict: 'KEEP' | 'REVOKE';
}

async function verdictsBut(revoked: string | null): Promise<readonly Verdict[]> {
  const { data } = await as('auditor', '{ trial(protocol: "ONC-1042") { people { id roles { id } } } }');
  const { people } = data?.['trial'] as {
    people: readonly { id: string; roles: readonly { id: string }[] }[];
  };
  return people
    .filter(({ id }) => id !== 'administrator')
    .flatMap(({ id, roles }) =>
      roles.map((role) => ({
        heldRoleId: role.id,
        verdict: id === revoked ? ('REVOKE' as const) : ('KEEP' as const),
      })),
    );
}
const REVIEW = `mutation ($verdicts: [RoleVerdict!]!, $reason: String!) {
  reviewAccess(protocol: "ONC-1042", verdicts: $verdicts, reason: $reason) { reviewedBy nextDueOn verdicts { name role verdict } } }`;
const review = (by: string, verdicts: readonly Verdict[], reason = 'Quarterly review') =>
  as(by, REVIEW, { verdicts, reason });

// EMA/INS/GCP/112288/2023 (user management), Annex 11 12: who has access is looked at regularly.
describe('a review of access', () => {
  test('is due three months after the first role was given, for those who keep the trail', async () => {
    const dueOf = async (userId: string) =>
      (
        (await as(userId, '{ trial(protocol: "ONC-1042") { accessReviewDueOn } }')).data?.['trial'] as {
          accessReviewDueOn: string | null;
        }
      ).accessReviewDueOn;
    const { rows } = await opened.database.owner.query<{ due: string }>(
      `select ((now() at time zone 'UTC') + interval '3 months')::date::text as due`,
    );
    expect(await dueOf('auditor')).toBe(rows[0]?.due);
    expect(await dueOf('sponsor')).toBeNull();
  });

  test('is an administrator’s, with a verdict on every role but the reviewer’s own', async () => {
    const verdicts = await verdictsBut(null);
    for (const by of ['manager', 'auditor', 'sponsor'])
      expect((await review(by, verdicts)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await review('administrator', verdicts, ' ')).errors).toMatchObject([{ code: 'REASON_MISSING' }]);
    expect((await review('administrator', verdicts.slice(1))).errors).toMatchObject([{ code: 'CONFLICT' }]);
    const { data, errors } = await review('administrator', verdicts);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      reviewAccess: {
        reviewedBy: 'administrator',
        verdicts: expect.arrayContaining([
          { name: 'administrator', role: 'TRIAL_ADMINISTRATOR', verdict: 'OWN' },
          { name: 'reader2', role: 'READER', verdict: 'KEEP' },
        ]),
      },
    });
  });

  test('revokes at once what is not to stay, and nothing of it where a part is refused', async () => {
    const verdicts = await verdictsBut('reader2');
    expect((await review('administrator', verdicts, 'Reader 2 has left')).errors).toEqual([]);
    expect((await as('reader2', '{ trials { protocol } }')).data).toEqual({ trials: [] });
    // The list that was shown is out of date now.
    expect((await review('administrator', verdicts)).errors).toMatchObject([{ code: 'CONFLICT' }]);
    const { rows } = await opened.database.owner.query(
      `select act, reason from audit.entry where record = 'membership' and before->>'person_id' = 'reader2' order by number desc limit 1`,
    );
    expect(rows).toEqual([{ act: 'REVOKE', reason: 'Reader 2 has left' }]);
  });

  test('is never changed, and its times are the database’s', async () => {
    const act = { viewer: { userId: 'administrator' }, reason: 'A better past' };
    for (const statement of [
      `update access_review set next_due_on = '2099-01-01'`,
      `delete from access_review`,
    ]) {
      const changed = await transact(
        opened.database,
        act,
        async (tx) => (await tx.execute(sql.raw(statement))).rowCount,
      );
      expect(changed).toBe(0);
      await expect(opened.asOwner((tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    await transact(opened.database, act, (tx) =>
      tx.execute(
        sql`insert into access_review (trial_id, id, reviewed_by_id, reviewed_at, verdicts, next_due_on) values (${made.trialId}, gen_random_uuid(), 'administrator', '2020-01-01', '[]', '2099-01-01')`,
      ),
    );
    const { rows } = await opened.database.owner.query(
      `select count(*)::int as n from access_review where next_due_on > now() + interval '4 months' or reviewed_at < now() - interval '1 hour'`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('is signed by who made it, with the statement accepted and the identity proved', async () => {
    const reviews = async () =>
      (
        (
          await as(
            'auditor',
            '{ trial(protocol: "ONC-1042") { accessReviews { id signatures { printedName meaning isValid } } } }',
          )
        ).data?.['trial'] as { accessReviews: readonly { id: string; signatures: readonly object[] }[] }
      ).accessReviews;
    const { rows } = await opened.database.owner.query<{ id: string }>(
      'select id from access_review order by reviewed_at desc limit 1',
    );
    const recordId = rows[0]?.id ?? '';
    const record = 'access_review' as const;
    const sign = (userId: string) =>
      transact(
        opened.database,
        {
          viewer: {
            userId,
            sessionId: `session of ${userId}`,
            signing: { nonce: randomUUID(), factors: ['EMAIL', 'PASSWORD'], record, recordId },
          },
          reason: 'The review is complete',
        },
        (tx) => signRecord(tx, { trialId: made.trialId, record, recordId, meaning: 'REVIEW' }),
      );
    await expect(sign('administrator')).rejects.toThrow(/identity has not been checked/);
    await opened.asOwner(async (tx) => {
      await tx.execute(
        sql`update person set identity_method = 'Passport, seen', identity_checked_on = current_date, identity_checked_by_id = 'readout' where id in ('administrator', 'manager')`,
      );
    });
    await expect(sign('administrator')).rejects.toThrow(/binds you as one on paper/);
    for (const personId of ['administrator', 'manager'])
      await opened.asOwner((tx) => acceptStatement(tx, { personId, version: 1 }));
    const nodeId = encodeNodeId('AccessReview', { trialId: made.trialId, id: recordId });
    const offer = async (by: string) =>
      (
        await as(
          by,
          `query ($id: ID!) { signingOffer(id: $id) { title obstacle }
            node(id: $id) { __typename ... on AccessReview { isMine reviewedBy verdicts { name } } } }`,
          { id: nodeId },
        )
      ).data;
    expect(await offer('administrator')).toMatchObject({
      signingOffer: { title: expect.stringContaining('Review of access of'), obstacle: null },
      node: { __typename: 'AccessReview', isMine: true, reviewedBy: 'administrator' },
    });
    expect(await offer('auditor')).toMatchObject({
      signingOffer: { title: null, obstacle: 'Your role in this trial does not let you sign this.' },
      node: { isMine: false },
    });
    expect(await offer('sponsor')).toMatchObject({ node: null });
    await sign('administrator');
    await expect(sign('manager')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await reviews())[0]?.signatures).toEqual([
      {
        printedName: 'administrator',
        meaning: 'I have reviewed who may do what in this trial.',
        isValid: true,
      },
    ]);
  });
});
