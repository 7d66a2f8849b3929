import { describe, expect, test } from 'vitest';
import { manyWaterfallRows } from './fixed-rows.ts';
import {
  type WaterfallRow,
  countResponses,
  orderWaterfall,
  tableCsv,
  waterfall,
  waterfallSentence,
  waterfallSlots,
  waterfallTable,
} from './index.ts';

const row = (subject: string, change: Partial<WaterfallRow>): WaterfallRow => ({
  subjectId: `id ${subject}`,
  subject,
  bestChangePercent: null,
  best: 'NE',
  isUnconfirmed: false,
  arm: null,
  ...change,
});
const style = { theme: 'light', isPatterned: false } as const;
const subjects = (rows: readonly (WaterfallRow | null)[]) => rows.map((slot) => slot?.subject ?? null);

describe('order', () => {
  test('the worst change stands left, and ties go by subject', () => {
    const rows = [
      row('3', { bestChangePercent: -30, best: 'PR' }),
      row('2', { bestChangePercent: 20, best: 'PD' }),
      row('1', { bestChangePercent: -30, best: 'PR' }),
    ];
    expect(subjects(orderWaterfall(rows))).toEqual(['2', '1', '3']);
  });

  test('those without a change stand apart at the right, NE last', () => {
    const rows = [
      row('1', {}),
      row('2', { best: 'NON-CR/NON-PD' }),
      row('3', { best: 'PD' }),
      row('4', { bestChangePercent: 0 }),
    ];
    const slots = subjects(waterfallSlots(rows));
    expect(slots[0]).toBe('4');
    expect(slots[1]).toBeNull();
    expect(slots.slice(-3)).toEqual(['2', '3', '1']);
  });

  test('without a change to set apart there is no empty step', () => {
    expect(waterfallSlots([row('1', { bestChangePercent: 0 })])).toHaveLength(1);
    expect(waterfallSlots([row('1', {})])).toHaveLength(1);
    expect(waterfallSlots([])).toEqual([]);
  });

  test.each([5, 254, 1000])('of %i rows none is lost', (count) => {
    const rows = manyWaterfallRows(count);
    const shown = waterfallSlots(rows).filter((slot) => slot !== null);
    expect(new Set(shown)).toEqual(new Set(rows));
    expect(shown).toHaveLength(count);
  });

  test('the caller keeps its own order', () => {
    const rows = [row('1', { bestChangePercent: -1 }), row('2', { bestChangePercent: 1 })];
    orderWaterfall(rows);
    expect(subjects(rows)).toEqual(['1', '2']);
  });
});

describe('bars', () => {
  const barsOf = (...changes: (number | null)[]) =>
    waterfall(
      changes.map((bestChangePercent, index) => row(String(index), { bestChangePercent })),
      style,
    ).data.datasets[0]?.data;

  test('exactly +100 is whole, above it a bar is cut at +100', () => {
    expect(barsOf(100)).toEqual([100]);
    expect(barsOf(100.1)).toEqual([100]);
    expect(barsOf(138)).toEqual([100]);
  });

  test('no change is a stub and never a 0', () => {
    expect(barsOf(0)).toEqual([0]);
    expect(barsOf(null)).toEqual([[-3.5, 3.5]]);
  });

  test('the axis runs from -100 to +100 whatever the rows', () => {
    const scale = waterfall([], style).options?.scales?.y;
    expect([scale?.min, scale?.max]).toEqual([-100, 100]);
  });
});

describe('words', () => {
  test('a mark is read with subject, change, response and place', () => {
    const hero = row('1042-001', { bestChangePercent: -43.36, best: 'PR' });
    expect(waterfallSentence(hero, 76, 120)).toBe('1042-001, \u221243.4 %, PR, 77 of 120');
    expect(waterfallSentence(row('1', { best: 'NE' }), 119, 120)).toBe('1, no % change, NE, 120 of 120');
    expect(waterfallSentence({ ...hero, isUnconfirmed: true }, 0, 1)).toContain('PR, unconfirmed');
  });

  test('the table says arms only to whom they are open', () => {
    const rows = [row('1', { arm: 'A', bestChangePercent: 3 })];
    expect(JSON.stringify(waterfallTable(rows, false))).not.toContain('Arm');
    expect(waterfallTable(rows, true).rows[0]?.at(-1)?.text).toBe('A');
  });

  test('the CSV file is the table, with numbers a program can read', () => {
    const rows = [
      row('1042-001', { bestChangePercent: -43.36, best: 'PR', isUnconfirmed: true }),
      row('1042-002', { bestChangePercent: 23.4, best: 'PD' }),
      row('=1+1', {}),
    ];
    expect(tableCsv(waterfallTable(rows, false))).toBe(
      [
        'Subject,"Best change, %",Best response',
        '1042-002,23.4,PD',
        '1042-001,-43.4,"PR, unconfirmed"',
        "'=1+1,,NE",
        '',
      ].join('\r\n'),
    );
  });

  test('a legend counts in the fixed order, the unconfirmed last', () => {
    const rows = [
      row('1', { best: 'NE' }),
      row('2', { best: 'PR', isUnconfirmed: true }),
      row('3', { best: 'PR' }),
      row('4', { best: 'CR' }),
      row('5', { best: 'PR' }),
    ];
    expect(countResponses(rows).map((entry) => [entry.response, entry.isUnconfirmed, entry.count])).toEqual([
      ['CR', false, 1],
      ['PR', false, 2],
      ['NE', false, 1],
      ['PR', true, 1],
    ]);
  });
});
