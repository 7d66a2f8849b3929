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
const PROPOSE = `mutation ($personId: ID!, $reason: String!, $endsAt: DateTime) {
  proposeUnblinding(protocol: "ONC-1042", personId: $personId, reason: $reason, endsAt: $endsAt) { id state person proposedBy approvedAt } }`;
const propose = (by: string, personId: string, endsAt: string | null = null, reason = 'Final analysis') =>
  as(by, PROPOSE, { personId, reason, endsAt });
const approve = (by: string, unblindingId: string) =>
  as(
    by,
    'mutation ($id: ID!) { approveUnblinding(unblindingId: $id, reason: "Agreed") { state approvedBy } }',
    {
      id: unblindingId,
    },
  );
const withdraw = (by: string, unblindingId: string, reason = 'The analysis is done') =>
  as(
    by,
    'mutation ($id: ID!, $reason: String!) { withdrawUnblinding(unblindingId: $id, reason: $reason) { state withdrawnBy } }',
    { id: unblindingId, reason },
  );
const idOf = (reply: Awaited<ReturnType<typeof as>>): string => {
  expect(reply.errors).toEqual([]);
  return (reply.data?.['proposeUnblinding'] as { readonly id: string }).id;
};
const seesArm = async (userId: string) => {
  const { data } = await as(
    userId,
    '{ subject(protocol: "ONC-1042", number: "1042-001") { arm { planned { code } } } }',
  );
  return JSON.stringify(data).includes('SECRET');
};

// ICH E6(R3) 4.1: each unblinding is documented; two people give it.
describe('an unblinding', () => {
  test('is proposed by one and gives nothing until another approves it', async () => {
    const id = idOf(await propose('administrator', 'unblinded'));
    expect(await seesArm('unblinded')).toBe(false);
    expect((await approve('administrator', id)).errors).toMatchObject([
      { code: 'FORBIDDEN', message: expect.stringContaining('second person') },
    ]);
    expect((await approve('manager', id)).data).toMatchObject({
      approveUnblinding: { state: 'HOLDS', approvedBy: 'manager' },
    });
    expect(await seesArm('unblinded')).toBe(true);
    expect((await approve('manager', id)).errors).toMatchObject([{ code: 'CONFLICT' }]);
    expect((await withdraw('manager', id)).data).toMatchObject({
      withdrawUnblinding: { state: 'WITHDRAWN' },
    });
    expect(await seesArm('unblinded')).toBe(false);
    expect((await withdraw('manager', id)).errors).toMatchObject([{ code: 'CONFLICT' }]);
  });

  test('is proposed and approved by those who keep the trial alone: not by an auditor, who changes nothing, nor by a sponsor', async () => {
    for (const by of ['auditor', 'sponsor', 'reader1', 'unblinded'])
      expect((await propose(by, 'sponsor')).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await propose('stranger', 'sponsor')).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const id = idOf(await propose('manager', 'sponsor'));
    for (const by of ['auditor', 'sponsor', 'reader1', 'stranger'])
      expect((await approve(by, id)).errors[0]?.code).toMatch(/FORBIDDEN|NOT_FOUND/);
    expect((await withdraw('administrator', id, 'Not needed')).data).toMatchObject({
      withdrawUnblinding: { state: 'DECLINED', withdrawnBy: 'administrator' },
    });
    expect((await approve('administrator', id)).errors).toMatchObject([{ code: 'CONFLICT' }]);
  });

  test('is nobody’s own, and never of those who read', async () => {
    expect((await propose('manager', 'manager')).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    const id = idOf(await propose('administrator', 'manager'));
    expect((await approve('manager', id)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    await withdraw('administrator', id);
    for (const reader of ['reader1', 'stranger'])
      expect((await propose('administrator', reader)).errors).toMatchObject([{ code: 'CONFLICT' }]);
    const READ = `mutation { grantRole(protocol: "ONC-1042", email: "unblinded@readout.invalid", role: READER, reason: "Short of readers") { id } }`;
    expect((await as('administrator', READ)).errors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('has been unblinded') },
    ]);
  });

  test('that is for a time ends by itself', async () => {
    expect((await propose('administrator', 'unblinded', '2020-01-01T00:00:00Z')).errors).toMatchObject([
      { code: 'CONFLICT' },
    ]);
    const soon = new Date(Date.now() + 3000).toISOString();
    const id = idOf(await propose('administrator', 'unblinded', soon));
    await approve('manager', id);
    expect(await seesArm('unblinded')).toBe(true);
    await expect.poll(() => seesArm('unblinded'), { timeout: 10_000 }).toBe(false);
    const { data } = await as('auditor', '{ trial(protocol: "ONC-1042") { unblindings { id state } } }');
    expect(data).toMatchObject({ trial: { unblindings: expect.arrayContaining([{ id, state: 'ENDED' }]) } });
  });

  test('holds its rules against SQL as the application, too', async () => {
    const id = idOf(await propose('administrator', 'unblinded', null, 'Interim analysis'));
    const { rows } = await opened.database.owner.query<{ id: string }>(
      `select id from unblinding_grant where reason = 'Interim analysis'`,
    );
    const run = (by: string, statement: string) =>
      transact(opened.database, { viewer: { userId: by }, reason: 'By the back door' }, async (tx) => {
        const { rowCount } = await tx.execute(sql.raw(statement));
        return rowCount;
      });
    const row = `where id = '${rows[0]?.id}'`;
    for (const [by, statement] of [
      ['administrator', `update unblinding_grant set second_grantor_id = 'manager' ${row}`],
      ['manager', `update unblinding_grant set person_id = 'sponsor' ${row}`],
      ['manager', `update unblinding_grant set ends_at = now() + interval '9 years' ${row}`],
      ['manager', `update unblinding_grant set withdrawn_at = now() ${row}`],
      [
        'unblinded',
        `insert into unblinding_grant (trial_id, id, person_id, first_grantor_id, second_grantor_id, granted_at, reason) values ('${made.trialId}', gen_random_uuid(), 'unblinded', 'administrator', 'manager', now(), 'Myself')`,
      ],
    ] as const)
      await expect(run(by, statement), statement).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await run('manager', `delete from unblinding_grant ${row}`)).toBe(0);
    expect(await run('auditor', `update unblinding_grant set second_grantor_id = 'auditor' ${row}`)).toBe(0);
    // Who proposes, and that nobody approves in the same breath, is written by the database.
    await withdraw('administrator', id);
    await run(
      'manager',
      `insert into unblinding_grant (trial_id, id, person_id, first_grantor_id, second_grantor_id, granted_at, reason) values ('${made.trialId}', gen_random_uuid(), 'unblinded', 'auditor', 'administrator', now(), 'In one breath')`,
    );
    const { rows: written } = await opened.database.owner.query(
      `select first_grantor_id, second_grantor_id, granted_at from unblinding_grant where reason = 'In one breath'`,
    );
    expect(written).toEqual([{ first_grantor_id: 'manager', second_grantor_id: null, granted_at: null }]);
    expect(await seesArm('unblinded')).toBe(false);
  });

  test('goes even past the owner of the table by two people alone, and is never deleted', async () => {
    const insert = (first: string, second: string) =>
      opened.asOwner((tx) =>
        tx.execute(
          sql`insert into unblinding_grant (trial_id, id, person_id, first_grantor_id, second_grantor_id, reason) values (${made.trialId}, gen_random_uuid(), 'unblinded', ${first}, ${second}, 'As the owner')`,
        ),
      );
    await expect(insert('administrator', 'administrator')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(insert('unblinded', 'manager')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(insert('administrator', 'auditor')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(opened.asOwner((tx) => tx.execute(sql`delete from unblinding_grant`))).rejects.toMatchObject(
      {
        code: 'FORBIDDEN',
      },
    );
  });
});

test('each step is an act on the trail, and the ledger is for those who keep it', async () => {
  const { rows } = await opened.database.owner.query<{ act: string }>(
    `select act from audit.entry where record = 'unblinding_grant' and record_id = (select id::text from unblinding_grant where reason = 'Final analysis' order by proposed_at limit 1) order by number`,
  );
  expect(rows.map(({ act }) => act)).toEqual(['PROPOSE', 'UNBLIND', 'REVOKE']);
  const LEDGER =
    '{ trial(protocol: "ONC-1042") { unblindings { person reason proposedBy approvedBy withdrawnReason } } }';
  const { data } = await as('auditor', LEDGER);
  expect(data).toMatchObject({
    trial: {
      unblindings: expect.arrayContaining([
        {
          person: 'unblinded',
          reason: 'Final analysis',
          proposedBy: 'administrator',
          approvedBy: 'manager',
          withdrawnReason: 'The analysis is done',
        },
      ]),
    },
  });
  expect((await as('reader1', LEDGER)).data).toEqual({ trial: { unblindings: [] } });
  const id = encodeNodeId('Unblinding', { trialId: made.trialId, id: made.trialId });
  expect((await approve('manager', id)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
});
