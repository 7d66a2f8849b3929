import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TWO_COLUMNS, TWO_ROWS, bytesOf, columnOf, datasetOf } from '../../test/small-dataset.ts';
import { readDatasetJson } from './dataset-json.ts';
import type { Value } from './dataset.ts';
import { readDataset } from './read-dataset.ts';
import { writeDatasetDsjc, writeDatasetJson, writeDatasetNdjson } from './write-dataset-json.ts';

const ABOUT = {
  at: '2026-03-04T04:06:07Z',
  studyOid: 'STUDY.DEMO',
  metaDataVersionOid: 'MDV.DEMO',
  originator: 'Sponsor',
  systemName: 'Readout',
  systemVersion: '1.0.0',
};

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const fileOf = (text: string | Uint8Array, size = 7) => ({
  name: 'tiny.json',
  bytes: inPieces(typeof text === 'string' ? Buffer.from(text) : text, size),
});

async function read(text: string | Uint8Array, size?: number) {
  const dataset = await readDatasetJson(fileOf(text, size));
  const rows: unknown[] = [];
  const lines: (number | null)[] = [];
  for await (const { values, line } of dataset.rows) {
    rows.push(values);
    lines.push(line);
  }
  return { ...dataset, rows, lines };
}

const TWO = datasetOf(TWO_COLUMNS, 2);

test('what was written is read, as one object and as lines, however the bytes arrive', async () => {
  for (const [write, format, lines] of [
    [writeDatasetJson, 'DATASET_JSON', [null, null]],
    [writeDatasetNdjson, 'NDJSON', [2, 3]],
  ] as const) {
    const bytes = await bytesOf(write(TWO, TWO_ROWS, ABOUT));
    for (const size of [1, 7, 1000]) {
      const back = await read(bytes, size);
      expect([back.name, back.label, back.format, back.rows, back.lines]).toEqual([
        'TINY',
        'Tiny set',
        format,
        TWO_ROWS,
        lines,
      ]);
      expect(back.columns).toEqual([
        { name: 'ID', label: 'Label of ID', dataType: 'string' },
        { name: 'SIZE', label: 'Label of SIZE', dataType: 'float' },
      ]);
    }
    expect((await read(await bytesOf(write(datasetOf(TWO_COLUMNS, 0), [], ABOUT)))).rows).toEqual([]);
  }
});

test('any text and any number come back as they were', async () => {
  const columns = [columnOf('A', 'Char'), columnOf('B', 'Num')];
  const row = fc.tuple(
    fc.option(fc.string({ unit: 'grapheme', minLength: 1 })),
    fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows: (readonly Value[])[]) => {
      for (const write of [writeDatasetJson, writeDatasetNdjson]) {
        const bytes = await bytesOf(write(datasetOf(columns, rows.length), rows, ABOUT));
        expect((await read(bytes, 64)).rows).toEqual(rows);
      }
    }),
    { numRuns: 60, seed: 3 },
  );
});

const COLUMNS =
  '"columns":[{"itemOID":"IT.TU.DOMAIN","name":"domain","label":"Domain","dataType":"string"},{"itemOID":"IT.TU.TUSEQ","name":"TUSEQ","label":"Sequence","dataType":"integer"}]';
const HEAD = `"datasetJSONCreationDateTime":"2026-01-01T00:00:00","datasetJSONVersion":"1.1.0","itemGroupOID":"IG.TU","name":"TU","label":"Tumor"`;
const objectOf = (rows: string, records: number) =>
  `{${HEAD},"records":${records},${COLUMNS},"rows":[${rows}]}`;
const linesOf = (rows: readonly string[], records: number) =>
  [`{${HEAD},"records":${records},${COLUMNS}}`, ...rows].join('\n');

test('a file by hand is a dataset of its DOMAIN: indented, with a byte order mark, compressed, with or without a last line end', async () => {
  const indented = JSON.stringify(JSON.parse(objectOf('["TU",1],[ "TU",null]', 2)), null, 2);
  const { deflateSync } = await import('node:zlib');
  const lines = linesOf(['["TU",1]', '["TU",null]', ''], 2);
  for (const [text, format, line] of [
    [indented, 'DATASET_JSON', null],
    [`\ufeff${objectOf('["TU",1],["TU",null]', 2)}`, 'DATASET_JSON', null],
    [lines, 'NDJSON', 3],
    [lines.trimEnd().replaceAll('\n', '\r\n'), 'NDJSON', 3],
    [deflateSync(lines), 'NDJSON', 3],
  ] as const) {
    const dataset = await readDataset(fileOf(text));
    expect([dataset.domain, dataset.format, dataset.columns]).toEqual(['TU', format, ['DOMAIN', 'TUSEQ']]);
    const rows = [];
    for await (const row of dataset.rows) rows.push(row);
    expect(rows[1]).toEqual({
      file: 'tiny.json',
      rowNumber: 2,
      line,
      values: { DOMAIN: 'TU', TUSEQ: '' },
    });
  }
});

test('compressed, what was written is read', async () => {
  const columns = [columnOf('DOMAIN', 'Char'), columnOf('TUSEQ', 'Num', { decimals: 0 })];
  const bytes = await bytesOf(writeDatasetDsjc(datasetOf(columns, 1), [['TU', 1]], ABOUT));
  const dataset = await readDataset(fileOf(bytes));
  expect([dataset.domain, dataset.columns]).toEqual(['TU', ['DOMAIN', 'TUSEQ']]);
  await expect(readDataset(fileOf(bytes.subarray(0, 30)))).rejects.toThrow(/tiny\.json: .*break off/);
});

describe('a file that is no dataset is refused, a bad row by its number', () => {
  const refused = async (text: string, reason: RegExp) => {
    await expect(read(text)).rejects.toThrow(reason);
  };
  test.each([
    ['JSON of another kind', '{"a":1}', /no Dataset-JSON of version 1\.1/],
    ['version 1.0', objectOf('', 0).replace('1.1.0', '1.0.0'), /datasetJSONVersion \("1\.0\.0"\)/],
    ['a list', '[1,2]', /no Dataset-JSON of version 1\.1/],
    ['no columns', `{${HEAD},"records":0,"columns":[],"rows":[]}`, /has no columns/],
    [
      'columns after rows',
      `{${HEAD},"records":1,"rows":[["TU",1]],${COLUMNS}}`,
      /columns do not come before its rows/,
    ],
    [
      'a type of no standard',
      objectOf('', 0).replace('"integer"', '"number"'),
      /TUSEQ has the dataType "number"/,
    ],
    ['a column without a name', objectOf('', 0).replace('"domain"', '" "'), /column 1 has no name/],
    ['no label', objectOf('', 0).replace('"Tumor"', '5'), /Its label is no text/],
    ['cut within a row', objectOf('["TU",1],["T', 2).slice(0, -2), /breaks off after row 1/],
    ['cut before its rows', objectOf('', 0).slice(0, 60), /breaks off before its rows/],
    ['too few values', objectOf('["TU",1],["TU"]', 2), /tiny\.json, row 2: .*has 1 values, and the file 2/],
    ['a row that is no list', objectOf('{"a":1}', 1), /row 1: .*no list of values/],
    ['a number for text', objectOf('[5,1]', 1), /row 1: .*domain is 5, no string/],
    ['text for a number', objectOf('["TU","1"]', 1), /row 1: .*TUSEQ is "1", no integer/],
    ['a fraction for an integer', objectOf('["TU",1.5]', 1), /row 1: .*TUSEQ is 1\.5, no integer/],
    ['fewer rows than told', objectOf('["TU",1]', 2), /has 1 rows and tells of 2 records/],
    ['a line that is no JSON', linesOf(['["TU",1]', '["TU",'], 2), /row 2 \(line 3\): .*no JSON/],
    ['a line too short', linesOf(['["TU"]'], 1), /row 1 \(line 2\): .*has 1 values/],
    ['lines that are missing', linesOf(['["TU",1]'], 5), /has 1 rows and tells of 5 records/],
  ])('%s', async (_, text, reason) => {
    await refused(text, reason);
  });
});
