import { expect, test } from 'vitest';
import { dateOfStudyDay, daysBetween, parseDate } from './iso-date.ts';

test('a full date, a time and a partial date are told apart', () => {
  expect(parseDate('2014-01-02')).toEqual({ known: '2014-01-02', isFull: true, hasTime: false });
  expect(parseDate('2014-07-02T11:45')).toEqual({ known: '2014-07-02', isFull: true, hasTime: true });
  expect(parseDate('2014-01')).toEqual({ known: '2014-01', isFull: false, hasTime: false });
  expect(parseDate('2014')).toEqual({ known: '2014', isFull: false, hasTime: false });
  expect(parseDate('2014---15')).toEqual({ known: '2014', isFull: false, hasTime: false });
});

test.each(['2025-13-02', '2023-02-29', '2014-1-2', '02JAN2014', '2014-00', 'x'])('%s is no date', (text) => {
  expect(parseDate(text)).toBeUndefined();
});

test('29 February is a date in a leap year', () => {
  expect(parseDate('2024-02-29')?.isFull).toBe(true);
});

test('day 1 is the reference date, day -1 the day before it, day 0 is none', () => {
  expect(dateOfStudyDay('2024-03-01', 1)).toBe('2024-03-01');
  expect(dateOfStudyDay('2024-03-01', -1)).toBe('2024-02-29');
  expect(dateOfStudyDay('2024-03-01', 0)).toBeNull();
  expect(dateOfStudyDay('2024-03-01', 1.5)).toBeNull();
});

test('days are counted across a change of the clocks', () => {
  expect(daysBetween('2024-03-30', '2024-04-01')).toBe(2);
});
