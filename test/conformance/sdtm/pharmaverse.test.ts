import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  DOMAINS,
  assembleSubject,
  checkColumns,
  readDataset,
  type DomainCode,
  type SourceRow,
} from '@readout/sdtm';
import { describe, expect, test } from 'vitest';

/** Everything an iterable gives, in its order. */
async function listAll<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** pharmaverse/pharmaversesdtm, commit 530a5ea (Apache-2.0): outside the repository, never copied into it. */
const DATA = join(import.meta.dirname, '../../../../shared/data');
const isThere = existsSync(join(DATA, 'pharmaverse'));
if (!isThere) process.stderr.write(`Skipped: the pharmaverse files are not at ${DATA}.\n`);

async function read(folder: string) {
  const subjects = new Map<string, Partial<Record<DomainCode, SourceRow[]>>>();
  for (const name of readdirSync(join(DATA, folder))) {
    const dataset = await readDataset({ name, bytes: createReadStream(join(DATA, folder, name)) });
    const domain = dataset.domain as DomainCode;
    expect(checkColumns(DOMAINS[domain], dataset).filter(({ severity }) => severity === 'refused')).toEqual(
      [],
    );
    for await (const row of dataset.rows) {
      const usubjid = row.values['USUBJID'] ?? '';
      const rows = subjects.get(usubjid) ?? {};
      subjects.set(usubjid, rows);
      (rows[domain] ??= []).push(row);
    }
  }
  return [...subjects].map(([usubjid, rows]) =>
    assembleSubject({ usubjid, rows }, { criteria: 'recist-1.1' }),
  );
}

function tally(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

describe.skipIf(!isThere)('pharmaverse', () => {
  test('the trial is taken over whole, and every odd thing has its rule', async () => {
    const answers = await read('pharmaverse');
    const subjects = answers.flatMap(({ subject }) => subject ?? []);
    expect(subjects).toHaveLength(306);
    expect(subjects.filter(({ reviews }) => reviews.some(({ lesions }) => lesions.length > 0))).toHaveLength(
      254,
    );
    expect(new Set(subjects.flatMap(({ reviews }) => reviews.map(({ evaluator }) => evaluator)))).toEqual(
      new Set(['INVESTIGATOR', 'READER_1', 'READER_2']),
    );
    expect(subjects.filter(({ acceptedEvaluator }) => acceptedEvaluator === 'READER_1')).toHaveLength(254);

    const outcomes = answers.flatMap((answer) => answer.outcomes);
    expect(tally(outcomes.map(({ domain }) => domain))).toEqual({
      DM: 306,
      EX: 591,
      DS: 850,
      SV: 3559,
      TU: 7734,
      TR: 55995,
      RS: 5808,
    });
    expect(outcomes.filter(({ stored, issues }) => stored === null && issues.length === 0)).toEqual([]);

    const codes = tally(
      answers.flatMap(({ issues }) => issues.map(({ domain, code }) => `${domain} ${code}`)),
    );
    expect(codes).toEqual({
      'DM BASELINE_ONLY': 49,
      'DM SCREEN_FAILURE': 52,
      'DM TIME_LEFT_OUT': 150,
      'SV VISIT_WITHOUT_ASSESSMENT': 2673,
      'TU PARTIAL_DATE': 5,
      'TR PARTIAL_DATE': 16,
      'TR NOT_DONE': 820,
      'TR SMALL_TARGET': 874,
      'TR SMALL_NODE': 420,
      'TR DUPLICATE_MEASUREMENT': 945,
      'TR NODE_NOT_SHORT_AXIS': 960,
      'TR SUM_WITH_MISSING': 44,
      'TR VISIT_ORDER': 6,
      'TR TWO_DATES_UNDER_VISIT': 1,
      'RS NOT_DONE': 242,
      'RS UNKNOWN_TERM': 3,
    });
    const targets = subjects
      .flatMap(({ reviews }) => reviews.flatMap(({ lesions }) => lesions))
      .filter(({ role }) => role === 'target');
    expect([targets.length, targets.filter(({ kind }) => kind === 'nodal').length]).toEqual([3810, 571]);
  });

  test('the partial baseline of 01-701-1015 is the day of first treatment, and two dates under visit 9.2 are two timepoints', async () => {
    const subjects = (await read('pharmaverse')).flatMap(({ subject }) => subject ?? []);
    const find = (usubjid: string) => subjects.find(({ person }) => person.usubjid === usubjid);
    const baseline = find('01-701-1015')?.reviews[0]?.lesions.find(({ code }) => code === 'T01');
    expect(baseline?.identified).toMatchObject({ on: '2014-01-02', given: '2014-01' });
    expect(
      find('01-711-1143')
        ?.timepoints.filter(({ visitNumber }) => visitNumber === 9.2)
        .map(({ code, assessed }) => [code, assessed.on]),
    ).toEqual([
      ['U9.2', '2013-06-22'],
      ['U9.2-2', '2013-09-22'],
    ]);
  });

  test.each([
    ['pharmaverse-irecist', 376, 'irecist'],
    ['pharmaverse-pcwg3', 90, 'pcwg3'],
    ['pharmaverse-lymphoma', 68, 'lugano-2014'],
  ])('%s: %d stated responses alone are accounted for', async (folder, rows, criteria) => {
    const answers = await read(folder);
    expect(answers.filter(({ subject }) => subject)).toHaveLength(306);
    const outcomes = answers.flatMap((answer) => answer.outcomes).filter(({ domain }) => domain === 'RS');
    expect(outcomes).toHaveLength(rows);
    const reads = answers.flatMap(({ subject }) => subject?.reviews ?? []).flatMap((review) => review.reads);
    expect(new Set(reads.flatMap(({ stated }) => stated.map((one) => one.criteria)))).toEqual(
      new Set([criteria]),
    );
    expect(reads.every(({ findings }) => findings.length === 0)).toBe(true);
  });

  test.each(['dm', 'tu_onco', 'rs_onco'])(
    '%s as XPORT gives the same columns and values as CSV',
    async (name) => {
      const open = async (folder: string, file: string) => {
        const dataset = await readDataset({ name: file, bytes: createReadStream(join(DATA, folder, file)) });
        const values = (await listAll(dataset.rows)).map((row) => row.values);
        return { domain: dataset.domain, columns: dataset.columns, values };
      };
      expect(await open('pharmaverse-xpt', `${name}.xpt`)).toEqual(await open('pharmaverse', `${name}.csv`));
    },
  );
});
