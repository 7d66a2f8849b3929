import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TIMELINE_INPUT } from './fixed-rows.ts';
import {
  type Response,
  type Theme,
  FORMS,
  PALETTE,
  RESPONSES,
  THEMES,
  armSlot,
  compareResponse,
  formOf,
  isHollowMark,
  markPath,
  markStrokePath,
  timeline,
  timelineSentence,
  timelineTable,
} from './index.ts';

describe('marks', () => {
  test('every form has a mark of its own: a shape, hollow or not, with or without lines over it', () => {
    const markOf = (response: Response) =>
      [markPath(response), isHollowMark(response), markStrokePath(response)].join(' ');
    const marks = Map.groupBy(RESPONSES, formOf);
    expect([...marks.keys()].toSorted()).toEqual([...FORMS].toSorted());
    expect(new Set(RESPONSES.map(markOf)).size).toBe(FORMS.length);
  });

  test('words come in the order of their meanings, the best first, what is not evaluable last', () => {
    const words = ['NE', 'PD', 'iUPD', 'SD', 'MR', 'irPR', 'CRu'] as const;
    expect(words.toSorted(compareResponse)).toEqual(['CRu', 'irPR', 'MR', 'SD', 'iUPD', 'PD', 'NE']);
  });

  test('a mark for a legend is the mark of the canvas, as path data', () => {
    expect(markPath('PR', 5, 6)).toBe('M6 0.5L11.25 10L0.75 10Z');
    expect(markPath('SD', 5, 6)).toBe('M1.75 6A4.25 4.25 0 1 1 10.25 6A4.25 4.25 0 1 1 1.75 6Z');
  });

  test('what is unconfirmed is hollow', () => {
    expect([isHollowMark('PR'), isHollowMark('PR', true), isHollowMark('NE')]).toEqual([false, true, true]);
  });
});

describe('arms', () => {
  test('take their form by their place in the trial; blinded and fourth are pooled', () => {
    const arms = ['Placebo', 'Low', 'High', 'Other'];
    expect(['Placebo', 'Low', 'High', 'Other', null].map((arm) => armSlot(arm, arms))).toEqual([
      'a',
      'b',
      'c',
      'pooled',
      'pooled',
    ]);
  });
});

const tokens = new URL('../../../shared/look/tokens.css', import.meta.url);

describe.skipIf(!existsSync(tokens))('colours are those of ../shared/look/tokens.css', () => {
  const css = existsSync(tokens) ? readFileSync(tokens, 'utf8') : '';
  const block = (theme: Theme) => css.slice(css.indexOf(`[data-theme='${theme}']`)).split('}')[0] ?? '';
  const token = (theme: Theme, name: string) =>
    new RegExp(`--${name}: (#[0-9A-F]{6})`).exec(block(theme))?.[1];

  test.each(THEMES)('in the %s theme', (theme) => {
    const { response, arm, tone, evaluator } = PALETTE[theme];
    for (const [name, colour] of Object.entries(response)) {
      expect(colour.fill, name).toBe(token(theme, name));
      expect(colour.text, name).toBe(token(theme, `${name}-text`));
      expect(colour.tint, name).toBe(token(theme, `${name}-tint`));
    }
    for (const [name, colour] of Object.entries(arm)) expect(colour).toBe(token(theme, `arm-${name}`));
    for (const [name, colour] of Object.entries(evaluator))
      expect(colour).toBe(token(theme, name.toLowerCase().replace('_', '-')));
    // prettier-ignore
    const NAMES = {
      ink: 'ink', ink2: 'ink-2', ink3: 'ink-3', surface: 'surface', select: 'select', selectInk: 'select-ink', accent: 'accent',
      warn: 'warn', grid: 'chart-grid', axis: 'chart-axis', exposure: 'chart-exposure',
    } as const satisfies Record<keyof typeof tone, string>;
    for (const [name, colour] of Object.entries(tone))
      expect(colour, name).toBe(token(theme, NAMES[name as keyof typeof tone]));
  });
});

describe('timeline', () => {
  test('a sum that is not evaluable breaks the line', () => {
    const [series] = TIMELINE_INPUT.series;
    if (!series) throw new Error('fixed rows have a series');
    const input = { ...TIMELINE_INPUT, series: [{ ...series, points: [{ day: 42, sum: null }] }] };
    expect(timeline(input, { theme: 'light', isPatterned: false }).data.datasets[0]?.data).toEqual([
      { x: 42, y: null },
    ]);
  });

  test('the axis of mm begins at 0 and covers the largest sum', () => {
    const y = timeline(TIMELINE_INPUT, { theme: 'light', isPatterned: false }).options?.scales?.y;
    expect([y?.min, y?.max]).toEqual([0, 120]);
  });

  test('a timepoint is read with sums and responses, and says where stated and derived differ', () => {
    expect(timelineSentence(TIMELINE_INPUT, 5)).toBe(
      'W30, 17 Sep 2025, Reader 1 79 mm, Reader 2 87 mm, Central PD, Reader 1 PD differs from stated, Reader 2 PD, ' +
        'Investigator PR, 6 of 7',
    );
    expect(timelineSentence(TIMELINE_INPUT, 7)).toBe('');
  });

  test('the table has a row per timepoint, and a dash where nothing was read', () => {
    const { rows } = timelineTable(TIMELINE_INPUT);
    expect(rows).toHaveLength(7);
    expect(rows[0]?.map(({ text }) => text)).toEqual([
      'Baseline',
      '14 Feb 2025',
      '113',
      '118',
      '\u2013',
      '\u2013',
      '\u2013',
      '\u2013',
    ]);
  });
});
