import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { expect, test } from 'vitest';
import { TWO_COLUMNS, TWO_ROWS, bytesOf, columnOf, datasetOf } from '../../test/small-dataset.ts';
import { writeDatasetDsjc, writeDatasetJson, writeDatasetNdjson } from './write-dataset-json.ts';

const ABOUT = {
  at: '2026-03-04T05:06:07.890+01:00',
  studyOid: 'STUDY.DEMO',
  metaDataVersionOid: 'MDV.DEMO',
  originator: 'Sponsor',
  systemName: 'Readout',
  systemVersion: '1.0.0',
};
const TWO = datasetOf(TWO_COLUMNS, 2);
const EMPTY = datasetOf(TWO_COLUMNS, 0);
const text = async (pieces: AsyncIterable<Uint8Array>) => (await bytesOf(pieces)).toString('utf8');

const DESCRIBED = {
  datasetJSONCreationDateTime: '2026-03-04T04:06:07Z',
  datasetJSONVersion: '1.1.0',
  originator: 'Sponsor',
  sourceSystem: { name: 'Readout', version: '1.0.0' },
  studyOID: 'STUDY.DEMO',
  metaDataVersionOID: 'MDV.DEMO',
  itemGroupOID: 'IG.TINY',
  records: 2,
  name: 'TINY',
  label: 'Tiny set',
  columns: [
    {
      itemOID: 'IT.TINY.ID',
      name: 'ID',
      label: 'Label of ID',
      dataType: 'string',
      length: 3,
      keySequence: 1,
    },
    { itemOID: 'IT.TINY.SIZE', name: 'SIZE', label: 'Label of SIZE', dataType: 'float' },
  ],
};

test('Dataset-JSON describes the dataset and gives its rows', async () => {
  expect(JSON.parse(await text(writeDatasetJson(TWO, TWO_ROWS, ABOUT)))).toEqual({
    ...DESCRIBED,
    rows: TWO_ROWS,
  });
  expect(JSON.parse(await text(writeDatasetJson(EMPTY, [], ABOUT)))).toMatchObject({ records: 0, rows: [] });
});

test('NDJSON is the description, then a row a line; compressed it is the same', async () => {
  const lines = await text(writeDatasetNdjson(TWO, TWO_ROWS, ABOUT));
  expect(lines.endsWith('\n')).toBe(true);
  expect(
    lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([DESCRIBED, ...TWO_ROWS]);
  expect(inflateSync(await bytesOf(writeDatasetDsjc(TWO, TWO_ROWS, ABOUT))).toString('utf8')).toBe(lines);
});

test('whole numbers are integers, numbers are unrounded, text keeps its letters, a SAS date is a date', async () => {
  const columns = [
    columnOf('ID', 'Char'),
    columnOf('SEQ', 'Num', { decimals: 0 }),
    columnOf('SIZE', 'Num', { decimals: 16 }),
    columnOf('ADT', 'Num', { format: 'SAS date', decimals: 0 }),
  ];
  const rows = [['Größe "≥"\n', 3, 1 / 3, 24_107]];
  const written = JSON.parse(await text(writeDatasetJson(datasetOf(columns, 1), rows, ABOUT))) as {
    readonly rows: unknown;
    readonly columns: readonly unknown[];
  };
  expect(written.rows).toEqual([['Größe "≥"\n', 3, 1 / 3, '2026-01-01']]);
  expect(written.columns.slice(1)).toMatchObject([
    { dataType: 'integer' },
    { dataType: 'float' },
    { dataType: 'date', targetDataType: 'integer', displayFormat: 'DATE9.' },
  ]);
});

test('a value that JSON has no number for, or of another type, is refused by its place', async () => {
  await expect(text(writeDatasetJson(TWO, [['a', Infinity]], ABOUT))).rejects.toThrow(
    /TINY, variable SIZE, row 1.*a finite number/,
  );
  await expect(text(writeDatasetDsjc(TWO, [[1, 1]], ABOUT))).rejects.toThrow(/variable ID, row 1.*text/);
  await expect(text(writeDatasetNdjson(TWO, [['a', 1]], ABOUT))).rejects.toThrow(/1 rows where 2/);
});

/** CDISC's schemas of Dataset-JSON 1.1: outside the repository, never copied into it. */
const SCHEMAS = join(import.meta.dirname, '../../../shared/sdtm/schemas');
const isThere = existsSync(SCHEMAS);
if (!isThere) process.stderr.write(`Skipped: the schemas of Dataset-JSON are not at ${SCHEMAS}.\n`);

function schemaOf(name: string) {
  const bytes = readFileSync(join(SCHEMAS, name));
  const schema: unknown = JSON.parse(
    bytes.toString(bytes[0] === 0xff ? 'utf16le' : 'utf8').replace(/^\ufeff/, ''),
  );
  // Beside the standard's keywords these schemas bear the name and version of their own model.
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  return { ajv, schema: schema as Record<string, unknown> };
}

test.skipIf(!isThere)(
  'the official schemas find nothing wrong, and would find a stray attribute',
  async () => {
    const whole = schemaOf('dataset.schema.json');
    const isValid = whole.ajv.compile(whole.schema);
    for (const [dataset, rows] of [[TWO, TWO_ROWS] as const, [EMPTY, []] as const]) {
      const written = JSON.parse(await text(writeDatasetJson(dataset, rows, ABOUT)));
      expect([isValid(written), isValid.errors]).toEqual([true, null]);
      expect(isValid({ ...written, extra: 1 })).toBe(false);
    }
    const line = schemaOf('dataset-ndjson-schema.json');
    const [first = '', ...others] = (await text(writeDatasetNdjson(TWO, TWO_ROWS, ABOUT)))
      .trimEnd()
      .split('\n');
    // The schema of lines refers to definitions that only the other one has.
    const $defs = { ...(whole.schema['$defs'] as object), ...(line.schema['$defs'] as object) };
    const isLine = line.ajv.compile({ ...line.schema, $defs });
    expect([isLine(JSON.parse(first)), isLine.errors]).toEqual([true, null]);
    expect(isLine({ ...JSON.parse(first), records: -1 })).toBe(false);
    expect(others.map((row) => Array.isArray(JSON.parse(row)))).toEqual([true, true]);
  },
);
