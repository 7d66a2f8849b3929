import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runImport } from '@readout/server/job/run-import.ts';
import { ImportRefused } from '@readout/server/job/sdtm/import-refused.ts';
import type { Database } from '@readout/db/database.ts';
import { readDataset } from '@readout/sdtm';
import { writeDatasetDsjc, writeDatasetJson, writeDatasetNdjson } from '@readout/sdtm/write-dataset-json.ts';
import { expect, test } from 'vitest';
import { OPERATOR, withDatabase } from '../postgres.ts';
import { bytesOf, columnOf, datasetOf } from '../small-dataset.ts';
import { writeSmallTrial } from './small-trial.ts';

const PHARMAVERSE = join(import.meta.dirname, '../../../shared/data/pharmaverse');
const hub = withDatabase();

const importFrom = (
  folder: string,
  reason: string,
  protocol: string,
  signal = new AbortController().signal,
) =>
  runImport(
    { database: hub.database, config: { isDemo: false } },
    {
      folder,
      protocol,
      criteria: null,
      sponsor: 'A sponsor',
      title: null,
      isOpenLabel: false,
      reason,
      viewer: OPERATOR,
    },
    { signal },
  );

/** How many audit entries there are of a trial's own rows, its imports left out. */
async function countEntries(database: Database): Promise<number> {
  const { rows } = await database.owner.query<{ count: number }>(
    "select count(*)::int as count from audit.entry where record <> 'sdtm_import'",
  );
  return rows[0]?.count ?? 0;
}

const ask = async (text: string, ...values: readonly unknown[]) =>
  (await hub.database.owner.query<Record<string, unknown>>(text, [...values])).rows;

test('the same files a second time change nothing and leave no audit entry', async () => {
  const folder = await writeSmallTrial({ sizeMm: 12 });
  const first = await importFrom(folder, 'First transfer', 'SAME');
  expect(first.changes.find(({ record }) => record === 'read')).toMatchObject({ inserted: 4 });
  for (const { rowsRead, rowsStored, rowsReported } of first.domains)
    expect(rowsRead).toBe(rowsStored + rowsReported);
  const before = await countEntries(hub.database);
  const second = await importFrom(folder, 'Second transfer', 'SAME');
  expect(await countEntries(hub.database)).toBe(before);
  expect(second.isNewTrial).toBe(false);
  expect(second.changes.every(({ inserted, updated, deleted }) => inserted + updated + deleted === 0)).toBe(
    true,
  );
});

test('the same rows as Dataset-JSON, in each of its forms, change nothing', async () => {
  const folder = await writeSmallTrial({ sizeMm: 12 });
  await importFrom(folder, 'First transfer', 'FORMS');
  const before = await countEntries(hub.database);
  for (const [ending, write] of [
    ['json', writeDatasetJson],
    ['ndjson', writeDatasetNdjson],
    ['dsjc', writeDatasetDsjc],
  ] as const) {
    const again = await mkdtemp(join(tmpdir(), 'readout-forms-'));
    for (const name of await readdir(folder)) {
      const { columns, rows } = await readDataset({ name, bytes: createReadStream(join(folder, name)) });
      const values: (string | null)[][] = [];
      for await (const row of rows) values.push(columns.map((column) => row.values[column] || null));
      const dataset = datasetOf(
        columns.map((column) => columnOf(column, 'Char')),
        values.length,
      );
      const about = { at: '2026-01-01T00:00:00Z', studyOid: 'S', metaDataVersionOid: 'M', originator: 'O' };
      const bytes = await bytesOf(write(dataset, values, { ...about, systemName: 'R', systemVersion: '1' }));
      await writeFile(join(again, `${name}.${ending}`), bytes);
    }
    const report = await importFrom(again, 'Second transfer', 'FORMS');
    expect(report.domains.length).toBeGreaterThan(3);
    expect(report.changes.every(({ inserted, updated, deleted }) => inserted + updated + deleted === 0)).toBe(
      true,
    );
  }
  expect(await countEntries(hub.database)).toBe(before);
});

test('a corrected size makes a new version of that read alone, with the reason and its entries', async () => {
  await importFrom(await writeSmallTrial({ sizeMm: 12 }), 'First transfer', 'CORRECTED');
  const report = await importFrom(
    await writeSmallTrial({ sizeMm: 26 }),
    'Site corrected the size',
    'CORRECTED',
  );
  expect(report.changes.find(({ record }) => record === 'read')).toMatchObject({
    inserted: 0,
    updated: 1,
    unchanged: 3,
  });
  expect(report.differences).toMatchObject([
    { subject: '01', timepoint: 'W6', part: 'OVERALL', stated: 'PR', derived: 'PD' },
  ]);
  const versions = await ask(
    `select r.version, r.is_current, r.state, r.correction_reason, f.longest_diameter_mm as size, a.overall
      from read r join trial t on t.id = r.trial_id join timepoint p on p.id = r.timepoint_id join review v on v.id = r.review_id
      join subject s on s.id = v.subject_id join finding f on f.read_id = r.id join timepoint_response a on a.read_id = r.id
      where t.protocol = 'CORRECTED' and s.number = '01' and not p.is_baseline order by r.version`,
  );
  expect(versions).toEqual([
    { version: 1, is_current: false, state: 'LOCKED', correction_reason: null, size: 12, overall: 'PR' },
    {
      version: 2,
      is_current: true,
      state: 'LOCKED',
      correction_reason: 'Site corrected the size',
      size: 26,
      overall: 'PD',
    },
  ]);
  const entries = await ask(
    `select distinct record, action from audit.entry where reason = 'Site corrected the size' and record <> 'sdtm_import' order by 1, 2`,
  );
  expect(entries).toEqual([
    { record: 'best_response', action: 'UPDATE' },
    { record: 'finding', action: 'INSERT' },
    { record: 'read', action: 'INSERT' },
    { record: 'read', action: 'UPDATE' },
    { record: 'timepoint_response', action: 'INSERT' },
  ]);
});

test('an interval of treatment that a corrected file no longer has is deleted', async () => {
  await importFrom(await writeSmallTrial({ sizeMm: 12 }), 'First transfer', 'EXPOSURE');
  const report = await importFrom(
    await writeSmallTrial({ sizeMm: 12, exposures: 1 }),
    'Second transfer',
    'EXPOSURE',
  );
  expect(report.changes.find(({ record }) => record === 'exposure')).toEqual({
    record: 'exposure',
    inserted: 0,
    updated: 0,
    deleted: 1,
    unchanged: 1,
  });
});

test('files that are refused leave nothing but the record of the attempt, which names file, row and column', async () => {
  const before = await countEntries(hub.database);
  const attempt = importFrom(await writeSmallTrial({ sizeMm: 'small' }), 'A bad transfer', 'REFUSED');
  await expect(attempt).rejects.toThrow(ImportRefused);
  await expect(attempt).rejects.toThrow(/tr\.csv, row 2 .*S-01.*column TR\w+ "small"/);
  expect(await countEntries(hub.database)).toBe(before);
  expect(await ask(`select 1 from trial where protocol = 'REFUSED'`)).toEqual([]);
  expect(await ask(`select state, trial_id from sdtm_import where protocol = 'REFUSED'`)).toEqual([
    { state: 'REFUSED', trial_id: null },
  ]);
});

// ICH E6(R3), 4.2.1 b: data carry their metadata; refused files too.
test('each file of an import stands on the trail with its name and SHA-256', async () => {
  const folder = await writeSmallTrial({ sizeMm: 12 });
  const bad = await writeSmallTrial({ sizeMm: 'small' });
  await importFrom(folder, 'Whose files', 'HASHED');
  await importFrom(bad, 'Whose bad files', 'HASHED').catch(() => undefined);
  for (const [reason, from] of [
    ['Whose files', folder],
    ['Whose bad files', bad],
  ] as const) {
    const [entry] = await ask(
      `select after from audit.entry where record = 'sdtm_import' and action = 'INSERT' and reason = $1`,
      reason,
    );
    const { files, file_sha256: hashes } = entry?.['after'] as Readonly<Record<string, readonly string[]>>;
    expect(files).toHaveLength(5);
    expect(hashes).toEqual(
      files?.map((name) =>
        createHash('sha256')
          .update(readFileSync(join(from, name)))
          .digest('hex'),
      ),
    );
  }
});

// ICH E6(R3), 4.2.5: what a transfer lacks is found when it is reconciled with the one before.
test('a record that a later transfer lacks is kept, and listed in its report', async () => {
  const folder = await writeSmallTrial({ sizeMm: 12 });
  await importFrom(folder, 'First transfer', 'DROPPED');
  for (const name of ['tr.csv', 'rs.csv']) {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n');
    writeFileSync(join(folder, name), lines.filter((line) => !line.includes('2025-02-18')).join('\n'));
  }
  const report = await importFrom(folder, 'Second transfer', 'DROPPED');
  const kept = report.findings.filter(({ code }) => code === 'NOT_IN_FILES');
  expect(kept).toMatchObject([{ severity: 'KEPT', count: 2 }]);
  for (const each of [/S-02, timepoint W6/, /S-02, READER_1, read of W6/])
    expect(kept[0]?.examples).toContainEqual(expect.stringMatching(each));
  const reads = await ask(
    `select count(*)::int as count from read r join trial t on t.id = r.trial_id where t.protocol = 'DROPPED' and r.is_current`,
  );
  expect(reads).toEqual([{ count: 4 }]);
});

test('an import that is interrupted leaves nothing', async () => {
  const interrupted = AbortSignal.abort(new Error('Interrupted'));
  const attempt = importFrom(await writeSmallTrial({ sizeMm: 12 }), 'Stopped', 'INTERRUPTED', interrupted);
  await expect(attempt).rejects.toThrow('Interrupted');
  expect(await ask(`select 1 from trial where protocol = 'INTERRUPTED'`)).toEqual([]);
  expect(await ask(`select state from sdtm_import where protocol = 'INTERRUPTED'`)).toEqual([
    { state: 'CANCELLED' },
  ]);
});

test.skipIf(!existsSync(PHARMAVERSE))(
  'the public oncology trial comes over whole in under a minute, and each stated response that differs is listed',
  { timeout: 120_000 },
  async () => {
    const start = performance.now();
    const report = await importFrom(PHARMAVERSE, 'Conformance', 'PHARMAVERSE');
    expect(performance.now() - start).toBeLessThan(60_000);
    expect(report.domains.map(({ domain, rowsRead }) => [domain, rowsRead])).toEqual([
      ['DM', 306],
      ['DS', 850],
      ['EX', 591],
      ['RS', 5808],
      ['SV', 3559],
      ['TR', 55_995],
      ['TU', 7734],
    ]);
    for (const { rowsRead, rowsStored, rowsReported } of report.domains)
      expect(rowsRead).toBe(rowsStored + rowsReported);
    const inserted = Object.fromEntries(report.changes.map((each) => [each.record, each.inserted]));
    expect(inserted).toMatchObject({
      subject: 306,
      review: 762,
      lesion: 7734,
      read: 2661,
      adjudication: 254,
    });
    // Non-target: reappearance after complete response, a default of the criteria that the source did not follow.
    expect(report.differencesByPart).toEqual({ TARGET: 199, NON_TARGET: 35, NEW_LESION: 0, OVERALL: 109 });
    const others = await ask(
      `select 1 from timepoint_response where stated_non_target <> non_target and not trace @> '[{"source": "Eisenhauer 2009, section 4.4.4; Non-target response, row 2"}]'`,
    );
    expect(others).toEqual([]);
  },
);
