import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bytesOf, columnOf, datasetOf } from '../../test/small-dataset.ts';
import type { Column, Value } from './dataset.ts';
import { writeXpt } from './write-xpt.ts';

// What readers that are not ours make of a file: haven (R), which statisticians use, and xport-js.

// Its module is of the older kind, whose default is a property.
const { default: Library } = createRequire(import.meta.url)('xport-js') as typeof import('xport-js');

const COLUMNS = [
  columnOf('STUDYID', 'Char', { length: 4 }),
  columnOf('SEQ', 'Num', { label: 'Sequence Number' }),
  columnOf('TERM', 'Char', { length: 8, label: 'Grösse' }),
  columnOf('SIZE', 'Num', { label: 'x'.repeat(40) }),
  columnOf('ADT', 'Num', { format: 'SAS date', label: 'Analysis Date' }),
];
/** Rows of 36 bytes: more than one fits into the blanks that fill the last record, and is no row. */
const ROWS: readonly (readonly Value[])[] = [
  ['DEMO', 1, 'Müller', 0.1, 24_107],
  ['DEMO', 2, null, -118.625, null],
  ['DEMO', 3, ' lead', 1 / 3, 0],
  ['DEMO', 4, 'x'.repeat(8), null, -1],
  ['DEMO', 5, 'a"b,c', 9_007_199_254_740_991, 1],
];
const folder = mkdtempSync(join(tmpdir(), 'readout-xpt-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function put(
  name: string,
  rows: readonly (readonly Value[])[],
  columns: readonly Column[] = COLUMNS,
): Promise<string> {
  const path = join(folder, `${name}.xpt`);
  const made = { at: '2026-03-04T04:06:07Z' };
  writeFileSync(path, await bytesOf(writeXpt(datasetOf(columns, rows.length), rows, made)));
  return path;
}

test('xport-js reads names, labels and values as they were', async () => {
  // It takes blanks off both ends of a text, and takes the blanks that fill the last record for a row where they are as long as one.
  const columns = [...COLUMNS, columnOf('NOTE', 'Char', { length: 60 })];
  const rows = ROWS.map((row) => [...row, 'x'.repeat(60)]);
  const library = new Library(await put('wide', rows, columns));
  const near = (value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(15)) : value);
  const read = (await library.getData({ type: 'array', skipHeader: true })) as unknown[][];
  expect(read.map((row) => row.map((value) => (value === '' ? null : near(value))))).toEqual(
    rows.map((row) =>
      row.map((value) => near(value === 'Müller' ? 'Muller' : value === ' lead' ? 'lead' : value)),
    ),
  );
  const { columns: described } = (await library.getMetadata('dataset-json1.1')) as unknown as {
    readonly columns: readonly { readonly name: string; readonly label: string }[];
  };
  expect(described.map(({ name, label }) => [name, label])).toEqual(
    columns.map(({ name, label }) => [name, label.replace('ö', 'o')]),
  );
});

const hasHaven = spawnSync('Rscript', ['-e', 'library(haven)'], { stdio: 'ignore' }).status === 0;
if (!hasHaven) process.stderr.write('Skipped: R with haven is not installed here.\n');

test.skipIf(!hasHaven)(
  'haven reads names, labels, dates and equal values, and no row of an empty dataset',
  async () => {
    const script = `
    library(haven)
    files <- commandArgs(TRUE)
    d <- read_xpt(files[1])
    say <- function(x) cat(paste(x, collapse = "|"), "\\n", sep = "")
    say(names(d))
    say(sapply(d, attr, "label"))
    say(attr(d, "label"))
    say(d$TERM)
    say(ifelse(is.na(d$SIZE), "NA", sprintf("%.17g", d$SIZE)))
    say(ifelse(is.na(d$ADT), "NA", format(d$ADT)))
    say(class(d$ADT))
    say(dim(read_xpt(files[2])))
  `;
    const args = ['-e', script, await put('tiny', ROWS), await put('empty', [])];
    const lines = execFileSync('Rscript', args, { encoding: 'utf8' }).trimEnd().split('\n');
    expect(lines).toEqual([
      'STUDYID|SEQ|TERM|SIZE|ADT',
      `Label of STUDYID|Sequence Number|Grosse|${'x'.repeat(40)}|Analysis Date`,
      'Tiny set',
      'Muller|| lead|xxxxxxxx|a"b,c',
      '0.10000000000000001|-118.625|0.33333333333333331|NA|9007199254740991',
      '2026-01-01|NA|1960-01-01|1959-12-31|1960-01-02',
      'Date',
      '0|5',
    ]);
  },
);
