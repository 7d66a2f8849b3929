import { expect, test } from 'vitest';
import { TWO_COLUMNS, TWO_ROWS, bytesOf, columnOf, datasetOf } from '../../test/small-dataset.ts';
import type { Column, Value } from './dataset.ts';
import { writeCsv } from './write-csv.ts';

const write = async (columns: readonly Column[], rows: readonly (readonly Value[])[]) =>
  (await bytesOf(writeCsv(datasetOf(columns, rows.length), rows))).toString('utf8');

test('a heading, then a line a row; missing is nothing', async () => {
  expect(await write(TWO_COLUMNS, TWO_ROWS)).toBe('ID,SIZE\r\nA,1\r\nB-2,\r\n');
  expect(await write(TWO_COLUMNS, [])).toBe('ID,SIZE\r\n');
});

test('a comma, a quote and a line break are quoted; letters stay as they are', async () => {
  const rows = [['a,b'], ['say "x"'], ['one\ntwo'], [' Müller ']];
  expect(await write([columnOf('ID', 'Char')], rows)).toBe(
    'ID\r\n"a,b"\r\n"say ""x"""\r\n"one\ntwo"\r\n Müller \r\n',
  );
});

test('a lone missing value is no empty line', async () => {
  expect(await write([columnOf('ID', 'Char')], [[null]])).toBe('ID\r\n""\r\n');
});

test('numbers are not rounded, and a SAS date is a date', async () => {
  const columns = [columnOf('N', 'Num'), columnOf('ADT', 'Num', { format: 'SAS date' })];
  const third = 1 / 3;
  expect(
    await write(columns, [
      [third, 0],
      [1e21, 24_107],
    ]),
  ).toBe('N,ADT\r\n0.3333333333333333,1960-01-01\r\n1e+21,2026-01-01\r\n');
});

test('a value of another type, and a date of no calendar, are refused by their place', async () => {
  await expect(write(TWO_COLUMNS, [[1, 1]])).rejects.toThrow(/variable ID, row 1, value "1".*text/);
  await expect(write(TWO_COLUMNS, [['a', NaN]])).rejects.toThrow(/variable SIZE, row 1.*a finite number/);
  const date = [columnOf('ADT', 'Num', { format: 'SAS date' })];
  await expect(write(date, [[0.5]])).rejects.toThrow(/whole days since 1960-01-01/);
});
