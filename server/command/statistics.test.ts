import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readTable } from './statistics-table.ts';
import { agreementOf, proportionsOf, survivalOf } from './statistics.ts';

const folder = mkdtempSync(join(tmpdir(), 'readout-statistics-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function tableOf(text: string) {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, text);
  return readTable(path);
}
const SURVIVAL = { time: 't', event: 'e', interval: 'log-log', at: [], confidence: 0.95 } as const;

describe('survival of a table', () => {
  test('leaves out rows without a time or event, and says how many', async () => {
    const rows = await tableOf('t,e\n3,1\nNA,1\n5,0\n7,\n');
    expect(survivalOf(rows, SURVIVAL)).toMatchObject({
      omitted: 2,
      groups: [{ group: 'ALL', n: 2, events: 1, median: 4 }],
      logRank: null,
      cox: null,
    });
  });

  test('has its groups in order, numbers as numbers', async () => {
    const rows = await tableOf('t,e,g\n3,1,10\n4,1,9\n5,0,10\n6,TRUE,9\n');
    const { groups, cox } = survivalOf(rows, { ...SURVIVAL, by: 'g' });
    expect(groups.map(({ group }) => group)).toEqual(['9', '10']);
    expect(cox).not.toBeNull();
  });

  test('refuses a cell that does not fit by row, column and value', async () => {
    expect(() => survivalOf([{ number: 4, values: { t: '-2', e: '1' } }], SURVIVAL)).toThrow(
      'Row 4, column t: "-2" is not a number of 0 or more.',
    );
    expect(() => survivalOf([{ number: 1, values: { t: '2', e: '2' } }], SURVIVAL)).toThrow(
      'Row 1, column e: "2" is neither 1 (seen) nor 0 (censored).',
    );
    expect(() => survivalOf([{ number: 1, values: { time: '2', e: '1' } }], SURVIVAL)).toThrow(
      'There is no column t; there are time, e.',
    );
    await expect(tableOf('t,e\n')).rejects.toThrow('no row below a heading');
    await expect(readTable(join(folder, 'none.csv'))).rejects.toThrow('cannot be read');
    await expect(tableOf('t,e\n1\n')).rejects.toThrow('Line 2');
  });
});

describe('proportions of a table', () => {
  test('take the confidence of their row', async () => {
    const rows = await tableOf('k,n,confidence\n0,10,0.95\n0,1,0.8\n');
    expect(proportionsOf(rows, { confidence: 0.95 }).rows).toMatchObject([
      { k: 0, n: 10, clopperPearson: { lower: 0, upper: expect.closeTo(0.308497107818761, 12) } },
      { k: 0, n: 1, clopperPearson: { lower: 0, upper: expect.closeTo(0.9, 12) } },
    ]);
  });

  test('are refused where the count is larger than what it is of', async () => {
    const rows = await tableOf('k,n\n3,2\n');
    expect(() => proportionsOf(rows, { confidence: 0.95 })).toThrow('Row 1: 3 of 2 is no proportion');
  });

  test('are compared', async () => {
    const rows = await tableOf('k1,n1,k2,n2\n56,70,48,80\n');
    const [row] = proportionsOf(rows, { confidence: 0.95, difference: true }).rows;
    expect(row).toMatchObject({
      estimate: expect.closeTo(0.2, 12),
      newcombe: { lower: expect.closeTo(0.0524, 4) },
      miettinenNurminen: { upper: expect.closeTo(0.3382, 4) },
    });
  });
});

describe('agreement of a table', () => {
  test('counts by the levels given, in their order', async () => {
    const rows = await tableOf('a,b\nCR,CR\nPR,CR\nPR,\n');
    const found = agreementOf(rows, { a: 'a', b: 'b', levels: ['CR', 'PR', 'SD'], confidence: 0.95 });
    expect(found).toMatchObject({
      n: 2,
      omitted: 1,
      table: [
        [1, 0, 0],
        [1, 0, 0],
        [0, 0, 0],
      ],
    });
    expect(() => agreementOf(rows, { a: 'a', b: 'b', levels: ['CR'], confidence: 0.95 })).toThrow(
      '"PR" is none of the levels CR.',
    );
  });

  test('of measurements gives limits and correlations', async () => {
    const rows = await tableOf('a,b\n9,2\n6,1\n8,4\n7,1\n10,5\n6,2\n');
    expect(agreementOf(rows, { a: 'a', b: 'b', numeric: true, confidence: 0.95 })).toMatchObject({
      n: 6,
      blandAltman: { bias: expect.closeTo(5.1666666667, 9) },
      icc: { '3,1': { value: expect.closeTo(0.745341614906831, 12) } },
    });
  });
});
