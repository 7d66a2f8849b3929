import { openDatabase } from '@readout/db/database.ts';
import { inTransaction } from '@readout/db/in-transaction.ts';
import { transactAsOwner } from '@readout/db/transact.ts';
import { submitReads } from '@readout/graphql/read/submit-reads.ts';
import { unlockRead } from '@readout/graphql/read/unlock-read.ts';
import { verifierKeyOf } from '@readout/ledger/checkpoint.ts';
import { verifyConsistency } from '@readout/ledger/proof.ts';
import { readConsistency } from '@readout/server/audit/consistency.ts';
import { exportTrail } from '@readout/server/audit/trail-export.ts';
import { verifyTrail } from '@readout/server/audit/verify-trail.ts';
import { askHashes, sealNow } from '@readout/server/job/seal.ts';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readOf } from '../graphql/read-trial.ts';
import { openFreshDatabase, OPERATOR, SECRET, type FreshDatabase } from '../postgres.ts';
import { openSigningTrial, type SigningTrial } from './signing-trial.ts';

const CONFIG = {
  ledgerName: 'readout.test/audit',
  ledgerKey: new Uint8Array(32).fill(7),
  witnessedPath: undefined,
};
const KEY = verifierKeyOf(CONFIG.ledgerName, CONFIG.ledgerKey);
let database: FreshDatabase;
let trial: SigningTrial;
const ended: string[] = [];
beforeAll(async () => {
  database = await openFreshDatabase();
  ended.push(nameOf(database.url));
  trial = await openSigningTrial({
    database,
    asOwner: (write) => transactAsOwner(database, { viewer: OPERATOR, reason: 'Set up for a test' }, write),
  });
});
afterAll(async () => {
  for (const name of ended) await onServer(`drop database if exists ${name}`);
});

const nameOf = (url: string) => new URL(url.replace('@/', '@x/')).pathname.slice(1);
const urlOf = (name: string) => inject('postgresUrl').replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

// ICH E6(R3), 4.2.2 d. On 25 October 2026 clocks in Berlin show half past two twice.
test('an instant is the same in any session, Tokyo and the hour that a change of clocks repeats included', async () => {
  const zones = ['UTC', 'Asia/Tokyo', 'Europe/Berlin', 'America/New_York'];
  for (const instant of ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'])
    for (const zone of zones) {
      await trial.as(OPERATOR.userId, async (tx) => {
        await tx.execute(sql`select set_config('timezone', ${zone}, true)`);
        await tx.execute(sql`update timepoint set received_at = null where code = 'BL'`);
        await tx.execute(sql`update timepoint set received_at = ${instant}::timestamptz where code = 'BL'`);
      });
      for (const other of zones) {
        const read = await inTransaction(database.owner, async (client) => {
          await client.query("select set_config('timezone', $1, true)", [other]);
          const { rows } = await client.query<{ column: Date; entry: string; at: Date; now: Date }>(
            `select t.received_at as column, e.after->>'received_at' as entry, e.recorded_at as at, clock_timestamp() as now
              from timepoint t, audit.entry e where t.code = 'BL' and e.record = 'timepoint' order by e.number desc limit 1`,
          );
          return rows[0];
        });
        expect(read?.column.toISOString(), `${zone}, ${other}`).toBe(instant);
        // The entry names its offset.
        expect(new Date(read?.entry ?? '').toISOString(), `${zone}, ${other}`).toBe(instant);
        expect(Number(read?.now) - Number(read?.at)).toBeLessThan(60_000);
      }
    }
});

const TABLES = [
  'subject',
  'timepoint',
  'review',
  'lesion',
  'read',
  'finding',
  'timepoint_response',
  'best_response',
  'signature',
];

type Rows = Readonly<Record<string, readonly unknown[]>>;

/** The rows as they are, and the newest entry. */
async function look(): Promise<{ readonly newest: number; readonly rows: Rows }> {
  const rows: Record<string, readonly unknown[]> = {};
  for (const tab of TABLES) {
    const found = await database.owner.query<{ row: unknown }>(
      `select to_jsonb(t) as row from ${tab} t order by t.id`,
    );
    rows[tab] = found.rows.map(({ row }) => row);
  }
  const { rows: last } = await database.owner.query<{ newest: number }>(
    'select max(number)::int as newest from audit.entry',
  );
  return { newest: last[0]?.newest ?? 0, rows };
}

interface Leaf {
  readonly number: string;
  readonly record: string;
  readonly recordId: string;
  readonly action: string;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** The rows as the lines of an exported trail tell them, up to an entry. */
function rebuild(lines: readonly string[], newest: number): Rows {
  const tables = new Map<string, Map<string, Record<string, unknown>>>(TABLES.map((tab) => [tab, new Map()]));
  let last: Record<string, unknown> | undefined;
  for (const line of lines) {
    const { leaf, openings } = JSON.parse(line) as {
      leaf?: Leaf;
      openings?: Readonly<Record<string, { readonly value: unknown }>>;
    };
    if (openings !== undefined && last !== undefined)
      for (const [path, { value }] of Object.entries(openings))
        if (path.startsWith('after.')) last[path.slice('after.'.length)] = value;
    if (leaf === undefined) continue;
    last = undefined;
    const table = tables.get(leaf.record);
    if (Number(leaf.number) > newest || table === undefined) continue;
    if (leaf.action === 'DELETE') table.delete(leaf.recordId);
    if (leaf.action !== 'INSERT' && leaf.action !== 'UPDATE') continue;
    last = table.get(leaf.recordId) ?? {};
    Object.assign(last, leaf.after);
    table.set(leaf.recordId, last);
  }
  return Object.fromEntries(
    [...tables].map(([tab, rows]) => [
      tab,
      [...rows.values()].toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1)),
    ]),
  );
}

/** Instants in one spelling: a leaf has them in UTC, a row in the zone of the session. */
const inUtc = (rows: Rows): unknown =>
  JSON.parse(
    JSON.stringify(rows, (_key, value: unknown) =>
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value,
    ),
  );

// FDA, Electronic Systems, Electronic Records, and Electronic Signatures, Questions and Answers (October 2024): what is needed to reconstruct.
test('from the exported trail alone each row of a subject is rebuilt as it was at a moment, and as it is', async () => {
  const [baseline = '', week6 = ''] = await trial.read('READER_1', [50, 30]);
  await trial.signRead('reader1', baseline);
  await trial.signRead('reader1', week6);
  const then = await look();
  await trial.as(OPERATOR.userId, (tx) => unlockRead(tx, { trialId: trial.trialId, readId: week6 }));
  const corrected = {
    ...readOf(trial, 'READER_1', 'W6', 48),
    comment: 'Seen again',
    correctionReason: 'Wrong slice',
  };
  const [again = ''] = await trial.as('reader1', (tx) =>
    submitReads(tx, { trialId: trial.trialId, reads: [corrected] }),
  );
  await trial.signRead('reader1', again);
  const now = await look();

  const { note } = await sealNow({ database, config: CONFIG }, 'EXPORT');
  const text = await inTransaction(database.owner, async (client) => {
    let all = '';
    for await (const piece of exportTrail(client, CONFIG, { trial: undefined, note })) all += piece;
    return all;
  });
  const lines = text.trim().split('\n');
  expect(inUtc(rebuild(lines, then.newest))).toEqual(inUtc(then.rows));
  expect(inUtc(rebuild(lines, now.newest))).toEqual(inUtc(now.rows));
  expect(inUtc(then.rows)).not.toEqual(inUtc(now.rows));
});

// 21 CFR 11.10(c), ICH E6(R3) 4.3.3. Last: the database is replaced by its copy.
test('a copy that is restored is whole, and extends the checkpoint that was signed before it was made', async () => {
  const before = await sealNow({ database, config: CONFIG }, 'REQUEST');
  const reads = await trial.read('READER_2', [50]);
  await trial.lock('reader2', reads);
  const { rows } = await look();
  const name = nameOf(database.url);
  await database.close();
  await onServer(`create database ${name}_copy template ${name}`);
  ended.push(`${name}_copy`);
  await onServer(`drop database ${name}`);

  const restored = await openDatabase({ databaseUrl: urlOf(`${name}_copy`), secret: SECRET });
  database = { ...database, ...restored };
  expect((await look()).rows).toEqual(rows);
  const after = await sealNow({ database: restored, config: CONFIG }, 'REQUEST');
  expect(after.size).toBeGreaterThan(before.size);
  const proof = await readConsistency(askHashes(restored.owner), before.size, after.size);
  const isExtended = (root: Uint8Array) =>
    verifyConsistency({ from: before.size, to: after.size, fromRoot: root, toRoot: after.root, proof });
  expect(isExtended(before.root)).toBe(true);
  expect(isExtended(new Uint8Array(32))).toBe(false);
  expect(await verifyTrail(restored, [KEY])).toMatchObject({ fault: null, uncovered: 0 });
  await restored.close();
});
