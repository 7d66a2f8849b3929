import { expect, test } from 'vitest';
import { daysBetween, isDate } from './day.ts';

test('28 days lie between 6 January and 3 February', () => {
  expect(daysBetween('2025-01-06', '2025-02-03')).toBe(28);
  expect(daysBetween('2025-02-03', '2025-01-06')).toBe(-28);
});

test('days are counted by the calendar across a leap day', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
});

test('a date is a day of the calendar written YYYY-MM-DD and nothing else', () => {
  expect(isDate('2024-02-29')).toBe(true);
  for (const text of ['2025-02-29', '2025-02-30', '2025-2-3', '2025-02', '03.02.2025', '2025-13-01', '']) {
    expect(isDate(text)).toBe(false);
  }
});
