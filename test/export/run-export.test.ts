import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@readout/db/new-id.ts';
import { dataCut } from '@readout/db/table/data-cut.ts';
import { transact } from '@readout/db/transact.ts';
import { cancelSdtmExport } from '@readout/graphql/export/cancel-sdtm-export.ts';
import { requestSdtmExport, type SdtmExportRequest } from '@readout/graphql/export/request-sdtm-export.ts';
import { exportAtOnce } from '@readout/server/job/sdtm-export/export-at-once.ts';
import { workOffExports } from '@readout/server/job/sdtm-export/export-queue.ts';
import {
  packagePath,
  runExport,
  workFolder,
  type ExportHub,
} from '@readout/server/job/sdtm-export/run-export.ts';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { insertBlindedTrial, TREATMENTS } from '../graphql/blinded-trial.ts';
import { OPERATOR, withDatabase } from '../postgres.ts';
import { readZip } from './read-zip.ts';

const db = withDatabase();
const never = new AbortController().signal;
let hub: ExportHub;
let trialId: string;
let cutId: string;

beforeAll(async () => {
  ({ trialId } = await db.asOwner((tx) => insertBlindedTrial(tx)));
  const dataDir = await mkdtemp(join(tmpdir(), 'readout-export-'));
  hub = {
    database: db.database,
    config: { dataDir, ledgerName: 'readout.test/audit', ledgerKey: new Uint8Array(32).fill(5) },
  };
  cutId = newId();
  await db.asOwner((tx) =>
    tx
      .insert(dataCut)
      .values({ trialId, id: cutId, name: 'Interim', cutOn: '2026-12-31', entryNumber: 0, takenById: '' })
      .execute(),
  );
});

const request = (more: Partial<SdtmExportRequest> = {}): SdtmExportRequest => ({
  trialId,
  dataCutId: cutId,
  evaluators: ['READER_1', 'READER_2'],
  domains: null,
  formats: ['XPT', 'DATASET_JSON', 'NDJSON', 'CSV'],
  adam: { evaluator: 'CENTRAL', criteria: null, isConfirmed: null },
  isUnblinded: false,
  reason: 'For the agency',
  ...more,
});
const ask = (who: string, more: Partial<SdtmExportRequest> = {}) =>
  transact(hub.database, { viewer: { userId: who }, reason: 'For the agency' }, (tx) =>
    requestSdtmExport(tx, request(more)),
  );
const rowOf = async (id: string) =>
  (await hub.database.owner.query('select * from sdtm_export where id = $1', [id])).rows[0] as Readonly<
    Record<string, unknown>
  >;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Writes an export of the operator to a folder, and gives its files by path. */
async function write(more: Partial<SdtmExportRequest> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'readout-written-'));
  const done = await exportAtOnce(hub, {
    request: request({ isUnblinded: true, ...more }),
    viewer: OPERATOR,
    isOperator: true,
    accept: null,
    zip: false,
    folder,
    signal: never,
  });
  const paths = (await readdir(done.folder, { recursive: true, withFileTypes: true }))
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(done.folder.length + 1))
    .toSorted();
  const files = new Map<string, Buffer>();
  for (const path of paths) files.set(path, await readFile(join(done.folder, path)));
  await rm(folder, { recursive: true });
  return { done, files };
}

test('a package holds each dataset in each format, and its manifest names every file by its hash', async () => {
  const { done, files } = await write();
  expect(done.report.rules.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  expect([...files.keys()]).toEqual(
    expect.arrayContaining([
      'analysis/adam/adsl.xpt',
      'analysis/adam/define.xml',
      'csdrg.pdf',
      'csv/tr.csv',
      'dataset-json/adam/adrs.json',
      'dataset-json/rs.ndjson',
      'manifest.json',
      'tabulations/sdtm/define.xml',
      'tabulations/sdtm/define2-1.xsl',
      'tabulations/sdtm/dm.xpt',
      'tabulations/sdtm/tu.xpt',
    ]),
  );
  const manifest = JSON.parse(String(files.get('manifest.json'))) as typeof done.manifest;
  expect(manifest.files.map(({ path }) => path).toSorted()).toEqual(
    [...files.keys()].filter((path) => path !== 'manifest.json'),
  );
  for (const file of manifest.files)
    expect([file.path, sha256(files.get(file.path) ?? Buffer.alloc(0))]).toEqual([file.path, file.sha256]);
  expect(manifest.cut).toMatchObject({ name: 'Interim', on: '2026-12-31' });
  expect(manifest.checkpoint.note).toContain('readout.test/audit');
  const { rows } = await hub.database.owner.query(
    "select f.kind, e.act from file_export f join audit.entry e on e.record = 'file_export' and e.record_id = f.id::text where f.sha256 = $1",
    [done.manifestFile.sha256],
  );
  expect(rows).toEqual([{ kind: 'SDTM_FOLDER', act: 'EXPORT' }]);
});

test('the same cut is the same bytes, also after data changed; rows keep their numbers after one was added before them', async () => {
  const first = await write();
  const now = await write({ dataCutId: null });
  await db.asOwner(async (tx) => {
    await tx.execute(sql`update subject set sex = 'M' where trial_id = ${trialId}::uuid`);
    await tx.execute(
      sql`insert into exposure (trial_id, id, subject_id, source_key, started_on) select trial_id, gen_random_uuid(), id, '0', '2026-03-01' from subject where trial_id = ${trialId}::uuid`,
    );
  });
  const later = await write({ dataCutId: null });
  const again = await write();
  for (const [path, bytes] of first.files)
    expect([path, sha256(again.files.get(path) ?? Buffer.alloc(0))]).toEqual([path, sha256(bytes)]);
  const numbers = (files: ReadonlyMap<string, Buffer>) => {
    const [head = '', ...lines] = String(files.get('csv/ex.csv')).trim().split('\r\n');
    const columns = head.split(',');
    return new Map(
      lines.map((line) => {
        const values = line.split(',');
        const of = (name: string) => values[columns.indexOf(name)] ?? '';
        return [`${of('USUBJID')} ${of('EXSTDTC')}`, of('EXSEQ')];
      }),
    );
  };
  const [before, after] = [numbers(now.files), numbers(later.files)];
  expect(after.size).toBe(before.size * 2);
  for (const [row, number] of before) expect([row, after.get(row)]).toEqual([row, number]);
});

test('a queued export becomes a ZIP; killed between two batches it goes on where it was, to the same bytes', async () => {
  const whole = await ask('manager');
  await workOffExports(hub, never);
  const held = await rowOf(whole);
  expect(held).toMatchObject({
    state: 'DONE',
    refusal: null,
    subjects_done: 6,
    subjects_total: 6,
    step: null,
  });
  const bytes = await readFile(packagePath(hub.config, whole));
  expect(sha256(bytes)).toBe(held['sha256']);
  const files = await readZip(bytes);
  expect([...files.keys()].slice(0, 2)).toEqual(['manifest.json', 'csdrg.pdf']);
  // Arms were withheld from the blinded.
  for (const [path, content] of files)
    for (const secret of TREATMENTS) expect([path, content.includes(secret)]).toEqual([path, false]);

  const id = await ask('manager');
  const killed = new AbortController();
  const run = {
    id,
    plan: planOf(request()),
    reason: 'For the agency',
    viewer: { userId: 'manager' },
    isOperator: false,
    zip: true,
    batch: 2,
  };
  await expect(
    runExport(hub, {
      ...run,
      signal: killed.signal,
      onProgress: (done) => {
        if (done === 4) killed.abort(new Error('Killed'));
      },
    }),
  ).rejects.toThrow('Killed');
  expect(await rowOf(id)).toMatchObject({ state: 'RUNNING' });
  // As a process leaves it that is killed while it writes.
  await appendFile(join(workFolder(hub.config, id), 'spool', 'TR.jsonl'), '["torn');
  const seen: number[] = [];
  await runExport(hub, { ...run, signal: never, onProgress: (done) => void seen.push(done) });
  expect(seen).toEqual([4, 6]);
  expect(sha256(await readFile(packagePath(hub.config, id)))).toBe(held['sha256']);
});

test('an export that is cancelled while it runs ends, and leaves no file', async () => {
  const id = await ask('unblinded');
  const running = workOffExports(hub, never);
  await expect.poll(async () => (await rowOf(id))['state'], { interval: 5 }).toBe('RUNNING');
  await transact(hub.database, { viewer: { userId: 'manager' }, reason: 'Wrong cut' }, (tx) =>
    cancelSdtmExport(tx, { trialId, id, reason: 'Wrong cut' }),
  );
  await running;
  expect(await rowOf(id)).toMatchObject({ state: 'CANCELLED', refusal: 'Wrong cut', sha256: null });
  expect((await readdir(join(hub.config.dataDir, 'export'))).filter((name) => name.startsWith(id))).toEqual(
    [],
  );
});

test('an export whose files another host has ends as failed', async () => {
  const id = await ask('manager');
  const folder = join(hub.config.dataDir, 'export');
  await rename(folder, `${folder}.away`);
  await transact(hub.database, { viewer: { userId: 'manager' }, reason: 'A test' }, (tx) =>
    tx.execute(sql`update sdtm_export set state = 'RUNNING' where id = ${id}::uuid`),
  );
  await workOffExports(hub, never);
  expect(await rowOf(id)).toMatchObject({ state: 'FAILED' });
});

const planOf = ({ reason: _, ...plan }: SdtmExportRequest) => plan;
