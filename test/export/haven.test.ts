import { mkdtemp, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ADAM_DATASETS } from '@readout/adam/definition.ts';
import { exampleSubject, exampleTrial, type ExampleLook } from '@readout/adam/example-content.ts';
import { mapAnalysis } from '@readout/adam/map-analysis.ts';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { mapSubject } from '@readout/sdtm/map-subject.ts';
import { datasetOf, openProfile } from '@readout/sdtm/profile.ts';
import { writeXpt } from '@readout/sdtm/write-xpt.ts';
import { kaplanMeier } from '@readout/statistics/kaplan-meier.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasR, listReadmeBlocks, runR } from './r-program.ts';

const folder = await mkdtemp(join(tmpdir(), 'readout-haven-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const isThere = hasR('haven', 'survival', 'jsonlite');

/** The day that many days after 2025-01-01. */
const day = (days: number) =>
  new Date(Date.parse('2025-01-01') + days * 86_400_000).toISOString().slice(0, 10);

/** Twelve subjects: the n-th responds every third time and progresses after n visits. */
const SUBJECTS = Array.from({ length: 12 }, (_, n) => {
  const looks: ExampleLook[] = [{ code: 'BL', on: '2024-12-28', isBaseline: true, sizes: { T01: 40 } }];
  const visits = ['W6', 'W12', 'W18', 'W24'];
  for (const [at, code] of visits.slice(0, 1 + (n % 4)).entries())
    looks.push({
      code,
      on: day(42 * (at + 1) + n),
      sizes: { T01: at === (n % 3) + 1 ? 60 : n % 3 === 0 ? 20 : 40 },
    });
  return exampleSubject(looks, { usubjid: `ADAM-1-001-${String(n + 1).padStart(3, '0')}` });
});
const rows = new Map<string, readonly DatasetRow[]>();

beforeAll(async () => {
  const trial = exampleTrial();
  const analysed = SUBJECTS.map((subject) =>
    mapAnalysis(trial, subject, mapSubject(trial, subject).rows, {
      evaluator: 'CENTRAL',
      criteria: 'recist-1.1',
      isConfirmed: true,
    }),
  );
  for (const definition of ADAM_DATASETS) {
    const own = analysed.flatMap((each) => each[definition.name] ?? []);
    rows.set(definition.name, own);
    const profile = openProfile(definition);
    for (const row of own) profile.count(row);
    const dataset = datasetOf(definition, profile);
    const values = own.map((row) => dataset.columns.map(({ name }) => row[name] ?? null));
    const made = { at: '2025-12-31T00:00:00Z' };
    const file = createWriteStream(join(folder, `${definition.name.toLowerCase()}.xpt`));
    await pipeline(writeXpt(dataset, values, made), file);
  }
});

const count = (words: readonly unknown[]) =>
  Object.fromEntries([...Map.groupBy(words, String)].map(([word, all]) => [word, all.length]));

test.skipIf(!isThere)(
  'haven reads the analysis datasets, and the lines of the README count what they hold (skipped without R, haven, survival, jsonlite)',
  async () => {
    const [lines] = listReadmeBlocks();
    const told = await runR(
      lines ?? '',
      `list(rows = lapply(data, nrow), counts = as.list(counts), median = unname(summary(survival)$table["median"]),
        first = as.list(as.data.frame(lapply(head(data$ADSL, 1), as.character))), times = pfs$AVAL, isDate = inherits(pfs$ADT, "Date"))`,
      { READOUT_EXPORT: folder },
    );
    expect(told['rows']).toEqual(Object.fromEntries([...rows].map(([name, own]) => [name, own.length])));
    const best = (rows.get('ADRS') ?? []).filter((row) => row['PARAMCD'] === 'CBOR' && row['EFFFL'] === 'Y');
    expect(best).toHaveLength(SUBJECTS.length);
    expect(told['counts']).toEqual(count(best.map((row) => row['AVALC'])));
    expect(told['first']).toMatchObject({
      USUBJID: 'ADAM-1-001-001',
      TRT01P: 'Active',
      TRTSDT: '2025-01-01',
      AGE: '60',
    });
    expect(told['isDate']).toBe(true);
    const pfs = (rows.get('ADTTE') ?? []).filter((row) => row['PARAMCD'] === 'PFS' && row['EFFFL'] === 'Y');
    expect(told['times']).toEqual(pfs.map((row) => row['AVAL']));
    expect(told['median']).toBe(
      kaplanMeier(pfs.map((row) => ({ time: Number(row['AVAL']), isEvent: row['CNSR'] === 0 }))).median.time,
    );
  },
);
