import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '@readout/db/database.ts';
import { recordAct } from '@readout/db/record-act.ts';
import { fromBase64, toUtf8 } from '@readout/ledger/bytes.ts';
import { openCheckpoint, readVerifierKey } from '@readout/ledger/checkpoint.ts';
import { saltedDigest, type Opening } from '@readout/ledger/leaf.ts';
import { leafHash } from '@readout/ledger/merkle.ts';
import { proofFile } from '@readout/ledger/proof-file.ts';
import { verifyInclusion } from '@readout/ledger/proof.ts';
import { verifyExport } from '@readout/ledger/verify.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { OPERATOR, SECRET, withDatabase } from '../postgres.ts';

interface Proof {
  readonly leafIndex: number;
  readonly leaf: string;
  readonly openings: Readonly<Record<string, Opening>>;
  readonly inclusion: readonly string[];
  readonly size: number;
  readonly checkpoint: string;
}

// Each step starts a program of its own.
vi.setConfig({ testTimeout: 120_000 });

const ROOT = join(import.meta.dirname, '..', '..');
const opened = withDatabase();
let database: Database;
let folder = '';
let port = 0;
let hub: ChildProcess | undefined;
let key = '';
let token = '';

const environment = () => ({
  ...process.env,
  DATABASE_URL: opened.database.url,
  READOUT_DATA: folder,
  READOUT_SECRET: SECRET,
  READOUT_DEMO: 'off',
  LOG_LEVEL: 'error',
  PORT: String(port),
  READOUT_LEDGER_NAME: 'readout.test/audit',
});

/** A command as an operator types it. */
const readout = (...parameters: readonly string[]): Promise<{ status: number; out: string; error: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['server/command/index.ts', ...parameters],
      { cwd: ROOT, env: environment(), maxBuffer: 1 << 26 },
      (error, out, told) =>
        resolve({ status: error === null ? 0 : Number(error.code), out: out.trim(), error: told.trim() }),
    );
  });

async function startHub(): Promise<{ readonly told: string }> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: ROOT,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  const isUp = new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => text.includes('Readout is at') && resolve());
    child.stderr.on('data', (text: Buffer) => (told += text.toString()));
  });
  await Promise.race([isUp, once(child, 'exit')]);
  if (child.exitCode === null) hub = child;
  return { told };
}

async function stopHub(): Promise<void> {
  if (hub === undefined || hub.exitCode !== null) return;
  hub.kill('SIGTERM');
  await once(hub, 'exit');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readout-ledger-'));
  const server = createServer().listen(0);
  await once(server, 'listening');
  port = (server.address() as { port: number }).port;
  await new Promise((resolve) => server.close(resolve));
  const made = {
    id: '0190f000-0000-7000-8000-000000000001',
    new_sponsor_id: '0190f000-0000-7000-8000-000000000002',
    membership_ids: ['0190f000-0000-7000-8000-000000000003', '0190f000-0000-7000-8000-000000000004'],
    protocol: 'LOG-1',
    title: 'Trial of the log',
    is_blinded: true,
    is_randomised: true,
    state: 'ONGOING',
    origin: 'HUB',
  };
  await readout('user', 'add', '--email', 'auditor@example.org', '--name', 'An auditor');
  const { transact } = await import('@readout/db/transact.ts');
  const { sql } = await import('drizzle-orm');
  database = await openDatabase({ databaseUrl: opened.database.url, secret: SECRET });
  await transact(database, { viewer: OPERATOR, reason: 'A trial to test on' }, (tx) =>
    tx.execute(sql`select private.open_trial(${JSON.stringify(made)}::jsonb, 'Sponsor')`),
  );
  await readout(
    'user',
    'grant',
    '--email',
    'auditor@example.org',
    '--trial',
    'LOG-1',
    '--role',
    'AUDITOR',
    '--reason',
    'Audits',
  );
  token =
    (
      await readout(
        'token',
        'create',
        '--email',
        'auditor@example.org',
        '--scope',
        'read',
        'audit',
        'checkpoint',
      )
    ).out
      .split('\n')
      .at(-1) ?? '';
  key = (await readout('audit', 'key')).out;
  await startHub();
}, 240_000);
afterAll(async () => {
  await stopHub();
  await database.close();
});

const ask = (path: string, given = token) =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${given}` } });
const witness = (state: string) =>
  readout(
    'audit',
    'witness',
    '--url',
    `http://127.0.0.1:${port}`,
    '--token',
    token,
    '--key',
    key,
    '--state',
    state,
  );
const look = (count: number) =>
  Promise.all(
    Array.from({ length: count }, () =>
      recordAct(database, OPERATOR, {
        act: 'VIEW',
        record: 'trial',
        recordId: 'x',
        trialId: '0190f000-0000-7000-8000-000000000001',
        reason: 'Looked',
      }),
    ),
  );
const sealed = async () =>
  Number(
    (await opened.database.owner.query<{ size: string }>('select private.ledger_size() as size')).rows[0]
      ?.size,
  );
const untilSealed = async (least: number) => {
  while ((await sealed()) < least) await once(AbortSignal.timeout(100), 'abort');
};

test('the key of the log is a file of the operator alone, and never in the database', async () => {
  const kept = readFileSync(join(folder, 'ledger-key'), 'utf8');
  expect(readVerifierKey(key)?.name).toBe('readout.test/audit');
  const { rows } = await opened.database.owner.query<{ tab: string }>(
    `select c.oid::regclass::text as tab from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
       and has_schema_privilege(n.oid, 'usage')`,
  );
  for (const { tab } of rows) {
    const found = await opened.database.owner.query<{ count: string }>(
      `select count(*) from ${tab} t where t::text like $1 or t::text like $2`,
      [`%${kept}%`, `%${Buffer.from(kept, 'base64').toString('hex')}%`],
    );
    expect([tab, found.rows[0]?.count]).toEqual([tab, '0']);
  }
});

test('a checkpoint is for whoever is known, and an entry is proved by what GraphQL answers', async () => {
  expect((await ask('/checkpoint', 'rdt_wrong')).status).toBe(401);
  await look(20);
  await readout('audit', 'export', '--out', join(folder, 'now.jsonl'));
  const note = await (await ask('/checkpoint')).text();
  const checkpoint = openCheckpoint(note, readVerifierKey(key)!);
  expect(checkpoint?.size).toBeGreaterThan(20);
  const query = `{ auditLog { key size } trial(protocol: "LOG-1") { recentChanges(first: 5) { number proof { leafIndex leaf openings inclusion size checkpoint } } } }`;
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as {
    data: {
      auditLog: { key: string };
      trial: { recentChanges: readonly { readonly proof: Proof | null }[] };
    };
  };
  expect(data.auditLog.key).toBe(key);
  const proofs = data.trial.recentChanges.flatMap(({ proof }) => proof ?? []);
  expect(proofs.length).toBeGreaterThan(0);
  for (const { leafIndex, leaf, openings, inclusion, size, checkpoint: signed } of proofs) {
    const { root } = openCheckpoint(signed, readVerifierKey(key)!)!;
    const proof = inclusion.map((each) => fromBase64(each)!);
    expect(verifyInclusion({ leaf: leafHash(toUtf8(leaf)), index: leafIndex, size, proof, root })).toBe(true);
    expect((JSON.parse(leaf) as { reason: string }).reason).toBe(saltedDigest(openings['reason']!));
  }
  const [{ leafIndex, ...first }] = proofs as [Proof];
  const path = join(folder, 'proof.json');
  const proof = { ...first, key, index: leafIndex };
  writeFileSync(path, proofFile(proof));
  const told = await readout('audit', 'verify', '--file', path, '--key', key);
  expect(told).toMatchObject({ status: 0 });
  expect(told.out).toContain('The proof is sound.');
  writeFileSync(path, proofFile({ ...proof, leaf: proof.leaf.replace('"act":"VIEW"', '"act":"VIEV"') }));
  expect(await readout('audit', 'verify', '--file', path)).toMatchObject({ status: 1 });
  const hashes = (await (await ask('/checkpoint/inclusion?index=3')).text()).trim().split('\n');
  expect(hashes.length).toBeGreaterThan(3);
  expect((await ask('/checkpoint/inclusion?index=99999999')).status).toBe(400);
  expect((await ask('/checkpoint/consistency?from=9&to=3')).status).toBe(400);
});

test('the exported trail of a trial is verified as it streams, and by the command offline', async () => {
  const response = await ask('/audit/export?trial=LOG-1');
  expect(response.headers.get('content-type')).toContain('jsonl');
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(
    await verifyExport(
      (async function* () {
        yield bytes;
      })(),
      { key },
    ),
  ).toMatchObject({ isSound: true, header: { trial: 'LOG-1' } });
  expect((await ask('/audit/export?trial=OTHER')).status).toBe(404);
  const path = join(folder, 'trial.jsonl');
  writeFileSync(path, bytes);
  expect(await readout('audit', 'verify', '--file', path, '--key', key)).toMatchObject({ status: 0 });
  const text = bytes.toString();
  writeFileSync(path, text.replace('"act":"VIEW"', '"act":"VIEV"'));
  const refused = await readout('audit', 'verify', '--file', path, '--key', key);
  expect(refused).toMatchObject({ status: 1 });
  expect(refused.out).toMatch(/^Entry \d+ \(index \d+\) was changed/);
  const { rows } = await opened.database.owner.query(
    `select count(*)::int as count from audit.entry where act = 'EXPORT' and trial_id is not null`,
  );
  expect(rows).toEqual([{ count: 1 }]);
  expect(await readout('audit', 'verify')).toMatchObject({ status: 0 });
});

test('a witness keeps each extension; after a restore without the last 100 entries it refuses, and so does the start', async () => {
  const state = join(folder, 'witnessed');
  expect((await witness(state)).out).toContain('the first checkpoint that is kept');
  const backup = `${new URL(opened.database.url.replace('@/', '@x/')).pathname.slice(1)}_backup`;
  const onServer = async (statement: string) => {
    const client = new pg.Client({
      connectionString: opened.database.url.replace(/\/[^/?]*(\?|$)/, '/postgres$1'),
    });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  const name = new URL(opened.database.url.replace('@/', '@x/')).pathname.slice(1);
  await stopHub();
  await onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  await onServer(`create database ${backup} template ${name}`);
  const before = await sealed();
  await look(100);
  expect((await startHub()).told).toBe('');
  await untilSealed(before + 100);
  await readout('audit', 'export', '--out', join(folder, 'now.jsonl'));
  expect(await witness(state)).toMatchObject({
    status: 0,
    out: expect.stringContaining('extends what was kept') as string,
  });
  await stopHub();
  await onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  await onServer(`drop database ${name}`);
  await onServer(`alter database ${backup} rename to ${name}`);
  const refused = await startHub();
  expect(refused.told).toMatch(/a witness saw \d+: it is an old copy/);
  expect(refused.told.trim().split('\n')).toHaveLength(1);
  // An operator who hides the file gets the hub to start; the witness still tells.
  writeFileSync(`${state}.kept`, readFileSync(state));
  const { rmSync } = await import('node:fs');
  rmSync(state);
  expect(existsSync(state)).toBe(false);
  await startHub();
  const told = await witness(`${state}.kept`);
  expect(told).toMatchObject({ status: 1 });
  expect(told.out).toMatch(/are gone/);
}, 240_000);
