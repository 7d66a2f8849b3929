import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TWO_COLUMNS, TWO_ROWS, bytesOf, columnOf, datasetOf } from '../../test/small-dataset.ts';
import type { Column, Value } from './dataset.ts';
import { UnwritableDataset } from './unwritable-dataset.ts';
import { writeXpt } from './write-xpt.ts';
import { readXpt } from './xpt.ts';

const MADE = { at: '2026-03-04T05:06:07.890+01:00' };
const write = (columns: readonly Column[], rows: readonly (readonly Value[])[], name?: string) =>
  bytesOf(writeXpt(datasetOf(columns, rows.length, name), rows, MADE));

async function read(bytes: Uint8Array) {
  const dataset = await readXpt({
    name: 'tiny.xpt',
    bytes: (async function* () {
      yield await Promise.resolve(bytes);
    })(),
  });
  const rows: (readonly Value[])[] = [];
  for await (const row of dataset.rows) rows.push(row);
  return { ...dataset, rows };
}

const record = (bytes: Buffer, n: number) => bytes.subarray((n - 1) * 80, n * 80).toString('latin1');
const ZEROS = '0'.repeat(30);

test('the headers are those of TS-140, byte for byte; the time is UTC', async () => {
  const bytes = await write(TWO_COLUMNS, TWO_ROWS);
  const about = `9.4     Linux   ${' '.repeat(24)}04MAR26:04:06:07`;
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((n) => record(bytes, n))).toEqual([
    `HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!${ZEROS}  `,
    `SAS     SAS     SASLIB  ${about}`,
    '04MAR26:04:06:07'.padEnd(80),
    `HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!${'0'.repeat(16)}01600000000140  `,
    `HEADER RECORD*******DSCRPTR HEADER RECORD!!!!!!!${ZEROS}  `,
    `SAS     TINY    SASDATA ${about}`,
    `04MAR26:04:06:07${' '.repeat(16)}${'Tiny set'.padEnd(40)}${' '.repeat(8)}`,
    `HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!0000000002${'0'.repeat(20)}  `,
  ]);
  // Two NAMESTRs are 280 bytes, blank to 320.
  expect(bytes.subarray(920, 960).every((byte) => byte === 0x20)).toBe(true);
  expect(record(bytes, 13)).toBe(`HEADER RECORD*******OBS     HEADER RECORD!!!!!!!${ZEROS}  `);
});

test('a variable is described by type, length, number, names, format and place', async () => {
  const bytes = await write(
    [columnOf('ID', 'Char', { length: 3 }), columnOf('TRTSDT', 'Num', { format: 'SAS date' })],
    [['A', 0]],
  );
  const [id, date] = [bytes.subarray(640, 780), bytes.subarray(780, 920)];
  const describe = (namestr: Buffer) => ({
    type: namestr.readInt16BE(0),
    length: namestr.readInt16BE(4),
    number: namestr.readInt16BE(6),
    text: namestr.subarray(8, 64).toString('latin1'),
    format: [64, 66, 68, 70].map((at) => namestr.readInt16BE(at)),
    informat: namestr.subarray(72, 80).toString('latin1'),
    position: namestr.readInt32BE(84),
  });
  const text = (name: string, label: string, format: string) =>
    name.padEnd(8) + label.padEnd(40) + format.padEnd(8);
  expect(describe(id)).toEqual({
    ...{ type: 2, length: 3, number: 1, text: text('ID', 'Label of ID', ''), position: 0 },
    ...{ format: [0, 0, 0, 0], informat: ' '.repeat(8) },
  });
  expect(describe(date)).toEqual({
    ...{ type: 1, length: 8, number: 2, text: text('TRTSDT', 'Label of TRTSDT', 'DATE'), position: 3 },
    ...{ format: [9, 0, 0, 0], informat: ' '.repeat(8) },
  });
  for (const namestr of [id, date]) {
    expect(namestr.readInt16BE(2)).toBe(0);
    expect(namestr.subarray(80, 84).every((byte) => byte === 0)).toBe(true);
    expect(namestr.subarray(88).every((byte) => byte === 0)).toBe(true);
  }
});

test('rows follow each other without a gap; text is blank padded, missing is blanks or a point', async () => {
  const bytes = await write(TWO_COLUMNS, TWO_ROWS);
  expect(bytes.subarray(1040).toString('latin1')).toBe(
    `A  A\x10\0\0\0\0\0\0B-2.\0\0\0\0\0\0\0${' '.repeat(58)}`,
  );
  expect(bytes.length % 80).toBe(0);
});

test('a dataset without rows has headers only; one of whole records has no padding', async () => {
  const none = await write(TWO_COLUMNS, []);
  expect(none.length).toBe(1040);
  expect((await read(none)).rows).toEqual([]);
  const whole = await write([columnOf('ID', 'Char', { length: 40 })], [['a'], ['b']]);
  expect(whole.length - (await write([columnOf('ID', 'Char', { length: 40 })], [])).length).toBe(80);
  expect((await read(whole)).rows).toEqual([['a'], ['b']]);
});

test('the same rows at the same time are the same bytes, over several pieces too', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => [`${i}`, i / 10]);
  const columns = [columnOf('ID', 'Char', { length: 5 }), columnOf('SIZE', 'Num')];
  const [one, other] = [await write(columns, rows), await write(columns, rows)];
  expect(one.equals(other)).toBe(true);
  expect((await read(one)).rows).toEqual(rows);
});

test('text that has a form in ASCII is written in it, labels too', async () => {
  const dataset = datasetOf([columnOf('ID', 'Char', { label: 'Größe – µm' })], 1);
  const read1 = await read(await bytesOf(writeXpt(dataset, [['Müller ≥ 5']], MADE)));
  expect([read1.columns[0]?.label, read1.rows]).toEqual(['Grosse - um', [['Muller >= 5']]]);
});

test('our reader gives back what was written: any text of ASCII, any number, missing values', async () => {
  const text = fc
    .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 200 })
    .map((value) => value.trimEnd())
    .filter((value) => value !== '');
  const value = (type: 'Char' | 'Num') =>
    type === 'Char'
      ? fc.option(text)
      : fc.option(fc.double({ min: -1e70, max: 1e70, noNaN: true }).filter((n) => Math.abs(n) > 1e-70));
  const table = fc
    .array(fc.constantFrom('Char' as const, 'Num' as const), { minLength: 1, maxLength: 6 })
    .chain((types) =>
      fc.record({
        types: fc.constant(types),
        rows: fc.array(fc.tuple(...types.map(value)), { maxLength: 30 }),
      }),
    );
  await fc.assert(
    fc.asyncProperty(table, async ({ types, rows }) => {
      const full = rows.map((row, i) => [`KEY-${i}`, ...row]);
      const columns = ['Char' as const, ...types].map((type, i) => {
        const longest = full.reduce((most, row) => Math.max(most, String(row[i] ?? '').length), 1);
        return columnOf(`V${i}`, type, type === 'Char' ? { length: longest } : {});
      });
      const back = await read(await write(columns, full));
      expect(back.columns.map(({ name, type, length }) => [name, type, length])).toEqual(
        columns.map(({ name, type, length }) => [name, type, length]),
      );
      expect(back.rows.map((row) => row.map((one) => (one === '' ? null : one)))).toEqual(full);
    }),
    { numRuns: 150, seed: 7 },
  );
});

describe('what the format cannot hold is refused by its place', () => {
  const refusal = async (
    columns: readonly Column[],
    rows: readonly (readonly Value[])[],
    name?: string,
  ): Promise<string> => {
    const failed = await write(columns, rows, name).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(UnwritableDataset);
    return (failed as UnwritableDataset).message;
  };
  const id = columnOf('ID', 'Char');

  test.each(['TOOLONGNAME', 'ninechars', '1ST', 'A-B', '', 'Ä'])('a dataset named "%s"', async (name) => {
    expect(await refusal([id], [['a']], name)).toMatch(/value ".*": .*1 to 8 letters A-Z/);
  });
  test.each(['TUTESTCD9', 'lower', '9A', 'A B'])('a variable named "%s"', async (name) => {
    expect(await refusal([columnOf(name, 'Char')], [['a']])).toContain(
      `TINY, variable ${name}, value "${name}": It cannot be written. Allowed: a name of 1 to 8 letters`,
    );
  });
  test('a name twice, no variable, 10,000 variables', async () => {
    expect(await refusal([id, id], [['a', 'b']])).toMatch(/variable ID.*each name once/);
    expect(await refusal([], [])).toMatch(/0 variables.*1 to 9999/);
    const many = Array.from({ length: 10_000 }, (_, i) => columnOf(`V${i}`, 'Num'));
    expect(await refusal(many, [])).toMatch(/10000 variables.*1 to 9999/);
  });
  test('a label of 41 characters, and one that is no ASCII; 40 are written', async () => {
    const label = 'x'.repeat(41);
    expect(await refusal([{ ...id, label }], [])).toMatch(/variable ID.*label of 40 characters; this is 41/);
    expect(await refusal([{ ...id, label: 'Länge β' }], [])).toMatch(/label in ASCII; "β"/);
    await expect(write([{ ...id, label: 'x'.repeat(40) }], [])).resolves.toBeDefined();
  });
  test('a column of 201 bytes, of none, a number of 4 bytes; 200 are written', async () => {
    expect(await refusal([{ ...id, length: 201 }], [])).toMatch(/length of 201.*text of 1 to 200 bytes/);
    expect(await refusal([{ ...id, length: 0 }], [])).toMatch(/length of 0/);
    expect(await refusal([columnOf('N', 'Num', { length: 4 })], [])).toMatch(/length of 4/);
    const text = 'x'.repeat(200);
    expect((await read(await write([{ ...id, length: 200 }], [[text]]))).rows).toEqual([[text]]);
  });
  test('a value longer than its column, with its row', async () => {
    expect(await refusal([{ ...id, length: 3 }], [['abc'], ['abcd']])).toMatch(
      /TINY, variable ID, row 2, value "abcd".*text of 3 bytes; this is 4/,
    );
  });
  test('a character without a form in ASCII, with its row and itself', async () => {
    expect(await refusal([id], [['a'], ['TGF-β']])).toMatch(/row 2, value "TGF-β".*"β" has no form/);
  });
  test.each([7.3e75, -7.3e75, 1e-80, NaN, Infinity])('the number %d', async (number) => {
    expect(await refusal(TWO_COLUMNS, [['a', number]])).toMatch(/variable SIZE, row 1.*5\.4e-79 to 7\.2e75/);
  });
  test('text where a number belongs and a number where text belongs', async () => {
    expect(await refusal(TWO_COLUMNS, [['a', '5']])).toMatch(/variable SIZE, row 1, value "5".*a number/);
    expect(await refusal(TWO_COLUMNS, [[5, 5]])).toMatch(/variable ID, row 1, value "5".*text/);
  });
  test('a row of blanks, which would be the end of the file', async () => {
    expect(await refusal([id], [['a'], [null]])).toMatch(/row 2.*one of blanks cannot be told/);
  });
  test('more than 5 GB, before the first byte', async () => {
    const huge = datasetOf([{ ...id, length: 200 }], 25_000_001);
    const first = writeXpt(huge, [], MADE).next();
    await expect(first).rejects.toThrow(/25000001 rows of 200 bytes.*a file of 5 GB/);
  });
  test('rows that are not as many as told are our bug', async () => {
    await expect(bytesOf(writeXpt(datasetOf([id], 2), [['a']], MADE))).rejects.toThrow(
      'TINY has 1 rows where 2 were told.',
    );
  });
});
