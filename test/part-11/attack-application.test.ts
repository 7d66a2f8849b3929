import { createHmac } from 'node:crypto';
import { openDatabase } from '@readout/db/database.ts';
import { recordAct } from '@readout/db/record-act.ts';
import { transact } from '@readout/db/transact.ts';
import { asViewer, makeTicket, signClaim } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { openReadTrial, type ReadTrial } from '../graphql/read-trial.ts';
import { asSuperuser, OPERATOR, withDatabase } from '../postgres.ts';

const db = withDatabase();
let trial: ReadTrial;
beforeAll(async () => {
  trial = await openReadTrial(db);
});

const newest = async (count: number) =>
  (
    await db.database.owner.query<{
      number: number;
      action: string;
      act: string | null;
      record: string;
      actor: string;
      after: unknown;
    }>(
      'select number::int, action, act, record, actor_id as actor, after from (select * from audit.entry order by number desc limit $1) e order by number',
      [count],
    )
  ).rows;

/** What the application's role is told, in a transaction that bears this ticket; undone. */
async function asApplication(ticket: string, ...statements: readonly string[]): Promise<unknown> {
  const client = await db.database.app.connect();
  try {
    await client.query('begin');
    await client.query(
      `select set_config('readout.ticket', $1, true), set_config('readout.reason', 'A test', true)`,
      [ticket],
    );
    let answer: unknown = 'nothing';
    for (const statement of statements)
      answer = (await client.query<Record<string, unknown>>(statement)).rows;
    return answer;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('the actor of an entry', () => {
  const write = `update site set name = 'x'`;

  test('is that of the signed ticket, whatever a session says of itself', async () => {
    await transact(db.database, { viewer: OPERATOR, reason: 'As somebody else' }, async (tx) => {
      await tx.execute(
        sql`select set_config('readout.viewer', 'reader1', true), set_config('app.actor', 'reader1', true), set_config('readout.person', 'reader1', true)`,
      );
      await tx.execute(sql`update site set name = 'by whom' where trial_id = ${trial.trialId}`);
    });
    expect(await newest(1)).toMatchObject([{ action: 'UPDATE', record: 'site', actor: 'readout' }]);
  });

  test('is not taken from a ticket of another process with another secret, an expired one, or one that was altered', async () => {
    const other = await openDatabase({
      databaseUrl: db.database.url,
      secret: 'the secret of another hub, long enough',
    });
    const good = makeTicket(db.database, OPERATOR);
    const [body = '', signature = ''] = good.split('.');
    const altered = Buffer.from(
      Buffer.from(body, 'base64').toString().replace('"readout"', '"reader1"'),
    ).toString('base64');
    const bad = [
      makeTicket(other, OPERATOR),
      signClaim(db.database, OPERATOR, {}).replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      `${altered}.${signature}`,
      `${body}.`,
      `${body}.${signature.toUpperCase()}`,
      body,
      '.',
    ];
    await other.close();
    const expired = expiredTicket(db.database.ticketKey);
    for (const ticket of [...bad, expired]) {
      expect(await asApplication(ticket, `select id from trial`)).toEqual([]);
      expect(await asApplication(ticket, `update site set name = 'x' returning id`)).toEqual([]);
      // The owner, whom row-level security does not hold, is told why.
      const client = await db.database.owner.connect();
      await client.query('begin');
      await client.query(
        `select set_config('readout.ticket', $1, true), set_config('readout.reason', 'why', true)`,
        [ticket],
      );
      await expect(client.query(write)).rejects.toThrow('A write needs a person.');
      await client.query('rollback');
      client.release();
    }
  });

  test('is not another after a change of role or session', async () => {
    const ticket = makeTicket(db.database, { userId: 'reader1' });
    for (const statement of [
      'set role readout',
      'set role postgres',
      'set session authorization readout',
      'set session_replication_role = replica',
    ])
      expect(await asApplication(ticket, statement)).toMatch(/permission denied/);
  });

  test('leaves the connection with its transaction: the next one has no person', async () => {
    await transact(db.database, { viewer: OPERATOR, reason: 'Once' }, (tx) =>
      tx.execute(sql`update site set name = 'once' where trial_id = ${trial.trialId}`),
    );
    const { rows } = await db.database.writer.query(
      `select current_setting('readout.ticket', true) as ticket, current_setting('readout.reason', true) as reason`,
    );
    expect(rows).toEqual([{ ticket: '', reason: '' }]);
  });
});

describe('a ticket that is replayed', () => {
  test('in another transaction and on another connection is good for its own person alone, while that person may act', async () => {
    const viewer = { userId: 'sponsor' };
    let stolen = '';
    // What SQL that gets into a request can read of it.
    await asViewer(db.database, viewer, async (tx) => {
      const { rows } = await tx.execute<{ ticket: string }>(
        sql`select current_setting('readout.ticket') as ticket`,
      );
      stolen = rows[0]?.ticket ?? '';
    });
    const who = 'select private.viewer_id() as person, cardinality(private.kept_trials()) as keeps';
    expect(await asApplication(stolen, who)).toEqual([{ person: 'sponsor', keeps: 0 }]);
    expect(await asApplication(stolen, `update site set name = 'x' returning id`)).toEqual([]);
    await db.asOwner((tx) => tx.execute(sql`update person set state = 'DEACTIVATED' where id = 'sponsor'`));
    expect(await asApplication(stolen, 'select id from trial')).toEqual([]);
    await db.asOwner((tx) => tx.execute(sql`update person set state = 'ACTIVE' where id = 'sponsor'`));
  });

  test('is no claim of another kind: it derives, migrates and signs nothing, and makes no act', async () => {
    const ticket = makeTicket(db.database, OPERATOR);
    for (const setting of ['readout.derivation', 'readout.migration', 'readout.ledger'])
      expect(
        await asApplication(
          ticket,
          `set local ${setting} = '${ticket}'`,
          `select coalesce((private.ticket()->>'derives')::boolean, false) as derives, (private.ticket()->'signing') is null or private.ticket()->'signing' = 'null' as "signsNothing"`,
        ),
      ).toEqual([{ derives: false, signsNothing: true }]);
    expect(await asApplication(ticket, `select private.record_act('${ticket}')`)).toBe(
      'An act needs a person.',
    );
  });

  test('of somebody else is not to be seen: neither in what other connections run, nor in their settings', async () => {
    const own = makeTicket(db.database, { userId: 'a stranger' });
    await transact(db.database, { viewer: OPERATOR, reason: 'Under way' }, async (tx) => {
      await tx.execute(sql`select 1`);
      const told = JSON.stringify(
        await asApplication(
          own,
          `select (select jsonb_agg(a) from pg_stat_activity a) as activity, (select jsonb_agg(p) from pg_prepared_statements p) as prepared, current_setting('readout.ticket') as setting`,
        ),
      );
      expect(told).toContain(own);
      const { rows } = await tx.execute<{ ticket: string }>(
        sql`select current_setting('readout.ticket') as ticket`,
      );
      expect(told).not.toContain(rows[0]?.ticket);
    });
  });
});

test.each(['site', 'audit.entry', 'audit.leaf'])('%s is not truncated', async (table) => {
  expect(await asApplication(makeTicket(db.database, OPERATOR), `truncate ${table} cascade`)).toMatch(
    /permission denied/,
  );
});

describe('a path that the caller sets', () => {
  const stranger = () => makeTicket(db.database, { userId: 'a stranger' });
  const shadow = [
    `create temp table membership (trial_id uuid, id uuid, person_id text, role text)`,
    `insert into pg_temp.membership values ((select gen_random_uuid()), gen_random_uuid(), 'a stranger', 'DATA_MANAGER')`,
    `create function pg_temp.sha256(bytea) returns bytea language sql as 'select $1'`,
    `create function pg_temp.clock_timestamp() returns timestamptz language sql as $$ select timestamptz '2001-01-01' $$`,
    `set local search_path = pg_temp, public, pg_catalog`,
  ];

  test('with tables and functions of the same names opens no trial', async () => {
    expect(await asApplication(stranger(), ...shadow, 'select private.readable_trials() as trials')).toEqual([
      { trials: [] },
    ]);
    expect(await asApplication(stranger(), ...shadow, 'select id from public.trial')).toEqual([]);
  });

  test('gives an entry neither another clock nor another person', async () => {
    const ticket = makeTicket(db.database, OPERATOR);
    const told = await asApplication(
      ticket,
      ...shadow,
      `update public.site set name = 'shadowed'`,
      `select actor_id, recorded_at > now() - interval '1 minute' as "isNow" from audit.entry where record = 'site' order by number desc limit 1`,
    );
    expect(told).toEqual([{ actor_id: 'readout', isNow: true }]);
  });
});

test('many changes in one transaction have distinct times, in the order of their numbers', async () => {
  await transact(db.database, { viewer: OPERATOR, reason: 'Three in one' }, async (tx) => {
    for (const name of ['a', 'b', 'c'])
      await tx.execute(sql`update site set name = ${name} where trial_id = ${trial.trialId}`);
  });
  const { rows } = await db.database.owner.query<{ times: number; transactions: number; isInOrder: boolean }>(
    `select count(distinct recorded_at)::int as times, count(distinct transaction)::int as transactions, bool_and(recorded_at > earlier) as "isInOrder"
     from (select *, coalesce(lag(recorded_at) over (order by number), '-infinity') as earlier from audit.entry where reason = 'Three in one') e`,
  );
  expect(rows).toEqual([{ times: 3, transactions: 1, isInOrder: true }]);
});

test('a change in bulk is an entry each and one act that names it, in the same transaction and for the same reason', async () => {
  await db.asOwner((tx) =>
    tx.execute(
      sql`insert into site (trial_id, id, code, country) select ${trial.trialId}, gen_random_uuid(), 'B' || n, 'DEU' from generate_series(1, 500) n`,
    ),
  );
  await transact(db.database, { viewer: OPERATOR, reason: 'All of them moved' }, (tx) =>
    tx.execute(sql`update site set country = 'FRA' where code like 'B%'`),
  );
  const { rows } = await db.database.owner.query(
    `select act, count(*)::int as entries, count(distinct record_id)::int as rows, count(distinct transaction)::int as transactions, min(after::text) filter (where act is not null) as told
     from audit.entry where reason = 'All of them moved' group by act order by act nulls first`,
  );
  expect(rows).toEqual([
    { act: null, entries: 500, rows: 500, transactions: 1, told: null },
    { act: 'BULK', entries: 1, rows: 1, transactions: 1, told: '{"rows": 500, "operation": "UPDATE"}' },
  ]);
});

describe('a clock that is set back by an hour', () => {
  // Seen from the database it is the same: the newest entry is an hour ahead of the clock.
  const setBack = () =>
    asSuperuser(db.database, async (client) => {
      await client.query('alter table audit.entry disable trigger user');
      for (const { part } of (
        await client.query<{ part: string }>(
          `select inhrelid::regclass::text as part from pg_inherits where inhparent = 'audit.entry'::regclass`,
        )
      ).rows)
        await client.query(`alter table ${part} disable trigger user`);
      await client.query(
        `update audit.entry set recorded_at = recorded_at + interval '1 hour' where number = (select max(number) from audit.entry)`,
      );
      await client.query(
        `select setval('audit.clock', (extract(epoch from clock_timestamp() + interval '1 hour') * 1000)::bigint)`,
      );
      await client.query(
        'alter table audit.entry enable always trigger entry_unchanged, enable always trigger entry_kept',
      );
      for (const { part } of (
        await client.query<{ part: string }>(
          `select inhrelid::regclass::text as part from pg_inherits where inhparent = 'audit.entry'::regclass`,
        )
      ).rows)
        await client.query(
          `alter table ${part} enable always trigger entry_unchanged, enable always trigger entry_kept`,
        );
    });
  const change = (name: string) =>
    transact(db.database, { viewer: OPERATOR, reason: 'After the clock' }, (tx) =>
      tx.execute(sql`update site set name = ${name} where code = '01'`),
    );
  const told = async () =>
    (await db.database.owner.query(`select from audit.entry where act = 'CLOCK'`)).rowCount;

  test('is told once, with how far, and the order of entries stays that of their numbers', async () => {
    await change('before');
    await setBack();
    await expect(
      transact(db.database, { viewer: OPERATOR, reason: 'It fails' }, async (tx) => {
        await tx.execute(sql`update site set name = 'lost' where code = '01'`);
        throw new Error('and takes what it told with it');
      }),
    ).rejects.toThrow('and takes');
    expect(await told()).toBe(0);
    await change('first');
    await change('second');
    await recordAct(db.database, OPERATOR, {
      act: 'VIEW',
      record: 'trial',
      recordId: trial.trialId,
      reason: 'Looked',
    });
    expect(await told()).toBe(1);
    const entries = await newest(5);
    expect(entries.map(({ act, after }) => act ?? (after as { name: string }).name)).toEqual([
      'before',
      'first',
      'CLOCK',
      'second',
      'VIEW',
    ]);
    expect(entries.map(({ number }) => number)).toEqual(
      entries.map(({ number }) => number).toSorted((a, b) => a - b),
    );
    const seen = await asViewer(db.database, OPERATOR, (tx) =>
      tx.execute(sql`select reason from audit.entry where act = 'CLOCK'`),
    );
    expect(seen.rows).toEqual([{ reason: expect.stringMatching(/^Time went backwards/) as string }]);
    const hidden = await asViewer(db.database, { userId: 'reader1' }, (tx) =>
      tx.execute(sql`select reason from audit.entry where act = 'CLOCK'`),
    );
    expect(hidden.rows).toEqual([]);
  });
});

/** A ticket as the hub signed it an hour and a second ago. */
function expiredTicket(ticketKey: Buffer): string {
  const body = Buffer.from(
    JSON.stringify({ person: OPERATOR.userId, trials: null, expires: Math.floor(Date.now() / 1000) - 1 }),
  );
  return `${body.toString('base64')}.${createHmac('sha256', ticketKey).update(body).digest('hex')}`;
}
