import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { recordAct } from '@readout/db/record-act.ts';
import { signClaim } from '@readout/db/viewer.ts';
import { openCheckpoint, verifierKeyOf } from '@readout/ledger/checkpoint.ts';
import { growTree, leafHash } from '@readout/ledger/merkle.ts';
import { sealNow, sealWaiting } from '@readout/server/job/seal.ts';
import { describe, expect, test } from 'vitest';
import { asMigration, OPERATOR, SECRET, withDatabase } from '../postgres.ts';

const opened = withDatabase();
const CONFIG = { ledgerName: 'readout.test/audit', ledgerKey: new Uint8Array(32).fill(5) };
const hub = () => ({ database: opened.database, config: CONFIG });

const act = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, at) =>
      recordAct(opened.database, OPERATOR, {
        act: 'VIEW',
        record: 'trial',
        recordId: String(at),
        details: { email: `p${at}@example.org`, width: 12.5 },
        reason: `Looked, ${at}`,
      }),
    ),
  );

interface Leaf {
  readonly index: string;
  readonly number: string;
  readonly content: string;
  readonly hash: Buffer;
}
const leaves = async () =>
  (
    await opened.database.owner.query<Leaf>(
      'select index, entry_number as number, content, hash from audit.leaf order by index',
    )
  ).rows;

// 21 CFR 11.10(a), (c), (e): altered records are discerned; the trail is protected.
describe('sealing', () => {
  test('gives each committed entry a place without gaps, and signs a root over all of them', async () => {
    await act(20);
    const checkpoint = await sealNow(hub(), 'REQUEST');
    const sealed = await leaves();
    const { rows } = await opened.database.owner.query<{ number: string }>(
      'select number from audit.entry order by transaction, number',
    );
    expect(sealed.map(({ number }) => number)).toEqual(rows.map(({ number }) => number));
    expect(sealed.map(({ index }) => Number(index))).toEqual(sealed.map((_, at) => at));
    const tree = growTree();
    for (const { content, hash } of sealed) {
      expect(leafHash(Buffer.from(content))).toEqual(new Uint8Array(hash));
      tree.append(hash);
    }
    const key = verifierKeyOf(CONFIG.ledgerName, CONFIG.ledgerKey);
    expect(openCheckpoint(checkpoint.note, key)).toEqual({
      origin: CONFIG.ledgerName,
      size: sealed.length,
      root: tree.root(),
    });
    expect(await sealNow(hub(), 'REQUEST')).toMatchObject({ note: checkpoint.note });
  });

  test('hides the reason and personal values of a leaf behind salted digests', async () => {
    const [leaf] = (await leaves()).slice(-1);
    expect(leaf?.content).not.toMatch(/example\.org|Looked/);
    expect(JSON.parse(leaf?.content ?? '')).toMatchObject({
      salted: ['after.email', 'reason'],
      after: { width: 12.5 },
    });
  });

  test('finds an entry whose transaction ends after later ones were sealed', async () => {
    const late = await opened.database.owner.connect();
    await late.query('begin');
    await late.query("select set_config('readout.migration', $1, true)", [
      signClaim(opened.database, OPERATOR, { migration: true }),
    ]);
    await late.query(
      `insert into audit.entry (record, record_id, action, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction)
       values ('late', '1', 'ACT', '{}', 'readout', 'x', '{}', 'late', clock_timestamp(), pg_current_xact_id()::text::bigint)`,
    );
    await act(3);
    await sealWaiting(hub());
    expect((await leaves()).at(-1)?.content).not.toContain('"late"');
    await late.query('commit');
    late.release();
    await act(1);
    await sealWaiting(hub());
    const sealed = await leaves();
    expect(sealed.slice(-2).map(({ content }) => content.includes('"late"'))).toEqual([true, false]);
    expect(Number(sealed.at(-1)?.index)).toBe(sealed.length - 1);
  });

  test('compares each entry with its leaf in SQL, numbers and all', async () => {
    const { rows } = await opened.database.owner.query<{ matches: boolean; count: string }>(
      'select private.leaf_matches(e, l.content, l.salts) as matches, count(*) from audit.entry e join audit.leaf l on l.entry_number = e.number group by 1',
    );
    expect(rows).toEqual([{ matches: true, count: String((await leaves()).length) }]);
  });

  test('is not written by anybody else, the owner included', async () => {
    for (const statement of [
      `update audit.leaf set content = '{}'`,
      'delete from audit.leaf',
      'truncate audit.leaf',
      `insert into audit.leaf values (1000000, 1, '', '', '{}')`,
      `update audit.subtree set hash = ''`,
      `insert into audit.subtree values (8, 5, '')`,
      `update audit.checkpoint set note = ''`,
      'delete from audit.checkpoint',
      `update audit.entry set reason = 'another'`,
      `select set_config('readout.ledger', 'guessed', false); delete from audit.leaf`,
    ])
      await expect(opened.database.owner.query(statement)).rejects.toMatchObject({ code: 'RO005' });
    for (const statement of [
      `select private.seal_leaves(0, '{}', '{}', '{}', '{}', '{}', '{}', '{}')`,
      `select private.seal_checkpoint(0, '', '', 'MINUTE')`,
      `select private.ledger_token()`,
      `insert into audit.leaf values (1000000, 1, '', '', '{}')`,
    ])
      await expect(opened.database.app.query(statement)).rejects.toThrow(/permission denied/);
    expect((await opened.database.app.query('select * from audit.checkpoint')).rows).toEqual([]);
  });

  test('keeps its key out of the database', async () => {
    const key = Buffer.from(CONFIG.ledgerKey);
    const { rows } = await opened.database.owner.query<{ found: string }>(
      `select string_agg(t::text, '') as found from (
         select * from audit.checkpoint) t`,
    );
    for (const spelling of [key.toString('base64'), key.toString('hex')])
      expect(rows[0]?.found).not.toContain(spelling);
    const { rows: settings } = await opened.database.owner.query<{ found: string }>(
      `select string_agg(k::text, '') as found from private.ticket_key k`,
    );
    expect(settings[0]?.found).not.toContain(key.toString('hex'));
  });

  test('goes on where a process was killed, and two at once seal each entry once', async () => {
    await asMigration(opened.database, (client) =>
      client.query(
        `insert into audit.entry (record, record_id, action, changed, actor_id, actor_name, actor_roles, reason, recorded_at, transaction)
       select 'bulk', n::text, 'ACT', '{}', 'readout', 'x', '{}', 'bulk', clock_timestamp(), pg_current_xact_id()::text::bigint from generate_series(1, 12000) n`,
      ),
    );
    const program = `
      import { openDatabase } from '@readout/db/database.ts';
      import { sealWaiting } from '@readout/server/job/seal.ts';
      const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, secret: process.env.READOUT_SECRET });
      process.stdout.write('ready');
      await sealWaiting({ database, config: { ledgerName: 'readout.test/audit', ledgerKey: new Uint8Array(32).fill(5) } });
      process.exit(0);`;
    const start = () =>
      spawn(process.execPath, ['--input-type=module', '-e', program], {
        cwd: join(import.meta.dirname, '..'),
        env: { ...process.env, DATABASE_URL: opened.database.url, READOUT_SECRET: SECRET },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    const killed = start();
    await once(killed.stdout, 'data');
    while (
      Number(
        (await opened.database.owner.query<{ size: string }>('select private.ledger_size() as size')).rows[0]
          ?.size,
      ) < 2000
    );
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const other = start();
    await Promise.all([once(other, 'exit'), sealWaiting(hub())]);
    expect(other.exitCode).toBe(0);
    const { rows } = await opened.database.owner.query(
      `select count(*)::int as entries, (select count(*)::int from audit.leaf) as leaves, (select max(index)::int + 1 from audit.leaf) as size, (select count(*)::int from audit.subtree) as subtrees from audit.entry`,
    );
    const entries = (rows[0] as { entries: number }).entries;
    expect(rows[0]).toEqual({ entries, leaves: entries, size: entries, subtrees: Math.floor(entries / 256) });
    const checkpoint = await sealNow(hub(), 'REQUEST');
    const tree = growTree();
    for (const { hash } of await leaves()) tree.append(hash);
    expect(new Uint8Array(checkpoint.root)).toEqual(new Uint8Array(tree.root()));
  });

  test('begins anew with all entries after a restore into another cluster, where transactions count from elsewhere', async () => {
    const { owner } = opened.database;
    await owner.query(
      `update private.seal_state set sealed_before = 9000000000000000000, system = 'another'`,
    );
    await act(2);
    await sealWaiting(hub());
    const { rows } = await owner.query(
      'select count(*)::int as unsealed from audit.entry e where not exists (select from audit.leaf l where l.entry_number = e.number)',
    );
    expect(rows).toEqual([{ unsealed: 0 }]);
  });
});
