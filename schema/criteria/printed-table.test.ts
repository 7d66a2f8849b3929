import { describe, expect, test } from 'vitest';
import { CRITERIA } from './index.ts';

describe.each(Object.values(CRITERIA))('the printed tables of $name', ({ tables, words }) => {
  test('have a cell for every column, and a source for every row that can give an answer', () => {
    expect(tables.length).toBeGreaterThan(0);
    for (const { columns, rows, rowSources = [] } of tables) {
      expect(rows.map((row) => row.length)).toEqual(rows.map(() => columns.length));
      expect([0, rows.length]).toContain(rowSources.length);
      expect(new Set(rowSources).size).toBe(rowSources.length);
    }
  });

  test('bear titles of their own', () => {
    const titles = tables.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test('give every word of a timepoint', () => {
    const answers = tables.flatMap(({ rows }) => rows.map((row) => row.at(-1)));
    for (const word of words.timepoint)
      expect(
        answers.some((answer) => answer?.includes(word)),
        word,
      ).toBe(true);
  });
});
