import { sql } from 'drizzle-orm';
import { site, trial } from '@readout/db/table/trial.ts';
import { membership } from '@readout/db/table/person.ts';
import { recordAct } from '@readout/db/record-act.ts';
import { transact } from '@readout/db/transact.ts';
import { asViewer, makeTicket } from '@readout/db/viewer.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFreshDatabase, OPERATOR, type FreshDatabase } from '../postgres.ts';

const TRIAL = '0190f000-0000-7000-8000-000000000001';
const SITE = '0190f000-0000-7000-8000-000000000002';

let database: FreshDatabase;
beforeAll(async () => {
  database = await openFreshDatabase();
  await transact(database, { viewer: OPERATOR, reason: 'A trial to test on' }, async (tx) => {
    const made = {
      id: TRIAL,
      new_sponsor_id: '0190f000-0000-7000-8000-000000000003',
      membership_ids: ['0190f000-0000-7000-8000-000000000004', '0190f000-0000-7000-8000-000000000005'],
      protocol: 'TEST-1',
      title: 'Trial of the trail',
      is_blinded: true,
      is_randomised: true,
      state: 'ONGOING',
      origin: 'HUB',
    };
    await tx.execute(sql`select private.open_trial(${JSON.stringify(made)}::jsonb, 'Sponsor of the test')`);
    await tx
      .insert(site)
      .values({ trialId: TRIAL, id: SITE, code: '101', name: null, country: 'DEU' })
      .execute();
  });
});
afterAll(() => database.drop());

const entriesOf = async (recordId: string) =>
  (
    await database.owner.query<Record<string, unknown>>(
      'select action, before, after, changed, actor_id, actor_name, actor_roles, reason from audit.entry where record_id = $1 order by number',
      [recordId],
    )
  ).rows;

const asApplication = async (statement: string): Promise<string> => {
  try {
    await database.app.query(statement);
    return 'done';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

// 21 CFR 11.10(e): secure, computer-generated, time-stamped; ICH E6(R3) 4.2.2.
describe('the audit trail', () => {
  test('has one entry for a new row, with all its values, who, in which role, and why', async () => {
    expect(await entriesOf(SITE)).toEqual([
      {
        action: 'INSERT',
        before: null,
        after: { trial_id: TRIAL, id: SITE, code: '101', name: null, country: 'DEU' },
        changed: [],
        actor_id: 'readout',
        actor_name: 'Readout, at the command line',
        actor_roles: ['DATA_MANAGER', 'TRIAL_ADMINISTRATOR'],
        reason: 'A trial to test on',
      },
    ]);
  });

  test('has one entry each for filling a blank and blanking a value, and none for a change of nothing', async () => {
    const change = (name: string | null, reason: string) =>
      transact(database, { viewer: OPERATOR, reason }, (tx) =>
        tx
          .update(site)
          .set({ name })
          .where(sql`id = ${SITE}`)
          .execute(),
      );
    await change('Kiel', 'The town was missing');
    await change('Kiel', 'Said again');
    await change(null, 'It was another town');
    expect(
      (await entriesOf(SITE))
        .slice(1)
        .map(({ before, after, changed, reason }) => ({ before, after, changed, reason })),
    ).toEqual([
      { before: { name: null }, after: { name: 'Kiel' }, changed: ['name'], reason: 'The town was missing' },
      { before: { name: 'Kiel' }, after: { name: null }, changed: ['name'], reason: 'It was another town' },
    ]);
  });

  test('takes no write without a reason', async () => {
    const write = transact(database, { viewer: OPERATOR, reason: '  ' }, (tx) =>
      tx.update(trial).set({ phase: '2' }).execute(),
    );
    await expect(write).rejects.toMatchObject({ code: 'REASON_MISSING' });
  });

  test('takes no write without a person, nor with a forged ticket, even from the owner', async () => {
    const claim = Buffer.from(JSON.stringify({ person: 'readout', trials: null, expires: 9e9 })).toString(
      'base64',
    );
    for (const ticket of ['', `${claim}.${'0'.repeat(64)}`, 'nonsense']) {
      const client = await database.owner.connect();
      await client.query('begin');
      await client.query(
        "select set_config('readout.ticket', $1, true), set_config('readout.reason', 'why not', true)",
        [ticket],
      );
      await expect(client.query('update trial set phase = $1', ['3'])).rejects.toThrow(
        'A write needs a person.',
      );
      await client.query('rollback');
      client.release();
    }
  });

  test('shows a forged ticket nothing', async () => {
    const { rows } = await database.app.query(
      `with t as (select set_config('readout.ticket', 'eyJwZXJzb24iOiJyZWFkb3V0In0=.${'0'.repeat(64)}', true)) select trial.id from t, trial`,
    );
    expect(rows).toEqual([]);
  });

  test.each([
    ['insert', `insert into audit.entry (record) values ('x')`],
    ['update', `update audit.entry set reason = 'another'`],
    ['delete', `delete from audit.entry`],
    ['truncate', `truncate audit.entry`],
    ['switching triggers off', `alter table site disable trigger all`],
    ['dropping a trigger', `drop trigger audit_update on site`],
    ['skipping triggers', `set session_replication_role = replica`],
    ['reading the key of tickets', `select * from private.ticket_key`],
    ['reading sessions', `select * from auth.session`],
  ])('refuses the application: %s', async (_name, statement) => {
    expect(await asApplication(statement)).toMatch(/permission denied|must be owner/);
  });

  test('refuses a change of an entry even to the owner of the table', async () => {
    await expect(database.owner.query(`update audit.entry set reason = 'another'`)).rejects.toThrow(
      'never changed',
    );
    await expect(database.owner.query(`truncate audit.entry`)).rejects.toThrow('never changed');
    await expect(database.owner.query(`truncate site cascade`)).rejects.toThrow(/not truncated/);
  });

  test('keeps nothing of an act that fails', async () => {
    const before = await entriesOf(SITE);
    await expect(
      transact(database, { viewer: OPERATOR, reason: 'Half of it' }, async (tx) => {
        await tx
          .update(site)
          .set({ name: 'Lund' })
          .where(sql`id = ${SITE}`)
          .execute();
        throw new Error('the other half fails');
      }),
    ).rejects.toThrow('the other half fails');
    expect(await entriesOf(SITE)).toEqual(before);
  });
});

describe('an act that changes no row', () => {
  const looked = {
    act: 'VIEW',
    record: 'subject_arm',
    recordId: TRIAL,
    trialId: TRIAL,
    details: { operation: 'Efficacy', rows: 12 },
    reason: 'Looked at arms',
  } as const;

  test('is an entry with who, when, from where and with what', async () => {
    const place = { sessionId: 's-1', requestId: 'r-1', client: 'a browser', zone: 'Asia/Tokyo' };
    const number = await recordAct(database, { ...OPERATOR, ...place }, looked);
    const { rows } = await database.owner.query('select * from audit.entry where number = $1', [number]);
    expect(rows).toMatchObject([
      {
        action: 'ACT',
        act: 'VIEW',
        record: 'subject_arm',
        after: looked.details,
        actor_id: 'readout',
        actor_roles: ['DATA_MANAGER', 'TRIAL_ADMINISTRATOR'],
        session_id: 's-1',
        request_id: 'r-1',
        client: 'a browser',
        zone: 'Asia/Tokyo',
        app_version: '0.1.0',
        schema_version: expect.stringMatching(/^\d{14}_/),
      },
    ]);
  });

  test('is not to be made up by SQL in a request, nor from a ticket', async () => {
    const ticket = makeTicket(database, OPERATOR);
    for (const signed of ['nonsense', ticket])
      await expect(database.app.query('select private.record_act($1)', [signed])).rejects.toThrow(
        'An act needs a person.',
      );
  });

  test('stays in the month it belongs to, where nobody changes it either', async () => {
    const { rows } = await database.owner.query<{ part: string }>(
      `select distinct tableoid::regclass::text as part from audit.entry`,
    );
    expect(rows).toHaveLength(1);
    for (const change of [`update ${rows[0]?.part} set reason = 'x'`, `truncate ${rows[0]?.part}`])
      await expect(database.owner.query(change)).rejects.toThrow('never changed');
    await expect(database.app.query(`select * from ${rows[0]?.part}`)).rejects.toThrow(/permission denied/);
  });
});

describe('what a viewer sees', () => {
  test('is nothing without a role, and the trial with one', async () => {
    const trialsOf = (userId: string) =>
      asViewer(database, { userId }, (db) => db.select({ id: trial.id }).from(trial).execute());
    expect(await trialsOf('a stranger')).toEqual([]);
    expect(await trialsOf(OPERATOR.userId)).toEqual([{ id: TRIAL }]);
  });

  test('ends at the trials a token is limited to', async () => {
    const limited = { ...OPERATOR, trialIds: ['0190f000-0000-7000-8000-0000000000ff'] };
    expect(
      await asViewer(database, limited, (db) => db.select({ id: trial.id }).from(trial).execute()),
    ).toEqual([]);
  });

  test('is not widened by a statement that names another person', async () => {
    const seen = await asViewer(database, { userId: 'a stranger' }, async (db) => {
      await db.execute(sql`select set_config('readout.viewer', 'readout', true)`);
      return db.select({ id: membership.id }).from(membership).execute();
    });
    expect(seen).toEqual([]);
  });
});
