import { expect, test } from 'vitest';
import {
  changeText,
  countText,
  dateText,
  intervalText,
  mmText,
  monthsText,
  numberText,
  pText,
  rateText,
  shortDateText,
  signedText,
  studyDayText,
} from './number-text.ts';

test('a change is always signed, with U+2212 and a space before the unit', () => {
  expect(changeText(-43.4)).toBe('\u221243.4 %');
  expect(changeText(23.4)).toBe('+23.4 %');
});

test('what rounds to zero has no sign', () => {
  expect([0, -0, 0.04, -0.04].map((value) => signedText(value))).toEqual(['0.0', '0.0', '0.0', '0.0']);
  expect(signedText(-0.05)).toBe('\u22120.1');
});

test('a rate has one decimal and no sign', () => {
  expect(rateText(36.7)).toBe('36.7 %');
  expect(numberText(-1.25, 2)).toBe('\u22121.25');
});

test('an interval has an en dash, and "to" when a bound is negative', () => {
  expect(intervalText(28.1, 45.9)).toBe('28.1\u201345.9');
  expect(intervalText(-3.1, 12)).toBe('\u22123.1 to 12.0');
});

test('mm are printed as measured, with at most one decimal', () => {
  expect(mmText(79)).toBe('79 mm');
  expect(mmText(79.1)).toBe('79.1 mm');
  expect(mmText(76.80000000000001)).toBe('76.8 mm');
  expect(mmText(9.96)).toBe('10 mm');
});

test('thousands have a comma', () => {
  expect(countText(18204)).toBe('18,204');
  expect(countText(999)).toBe('999');
  expect(countText(1234567)).toBe('1,234,567');
});

test('months, study days and p values have their forms', () => {
  expect(monthsText(5.7)).toBe('5.7 mo');
  expect(studyDayText(-3)).toBe('day \u22123');
  expect(pText(0.0004)).toBe('< 0.001');
  expect(pText(0.033)).toBe('0.033');
});

test('a date is printed as far as it is known', () => {
  expect(dateText('2026-03-02')).toBe('2 Mar 2026');
  expect(dateText('2026-03-02T08:41Z')).toBe('2 Mar 2026');
  expect(dateText('2026-03')).toBe('Mar 2026');
  expect(dateText('2026')).toBe('2026');
  expect(shortDateText('2025-02-14')).toBe('14 Feb');
});
