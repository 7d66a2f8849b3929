import { expect, test } from 'vitest';
import { lengthText, listText, percentText } from './sentence.ts';

test('the dust of a binary sum is not printed', () => expect(lengthText(31.1 + 22.2)).toBe('53.3'));

test('a length is printed with the digits that were measured, to a millionth', () => {
  expect([0, 12, 12.5, 12.05, 12.34, 0.07, 100].map(lengthText)).toEqual([
    '0',
    '12',
    '12.5',
    '12.05',
    '12.34',
    '0.07',
    '100',
  ]);
  expect([12.345, 0.0000014, -2.5, 1234567.8].map(lengthText)).toEqual([
    '12.345',
    '0.000001',
    '-2.5',
    '1234567.8',
  ]);
  for (let thousandths = 0; thousandths < 20_000; thousandths += 1)
    expect(lengthText(thousandths / 1000)).toBe(String(thousandths / 1000));
});

test('a percentage has one decimal', () => {
  expect(percentText(24, 20)).toBe('24.0');
  expect(percentText(-33.3333, 30)).toBe('33.3');
  expect(percentText(19.999999999999996, 20)).toBe('20.0');
});

test('a percentage that misses its threshold is never printed as the threshold', () => {
  expect(percentText(19.97, 20)).toBe('19.97');
  expect(percentText(29.9999, 30)).toBe('29.9999');
});

test('names are listed as in a sentence', () => {
  expect(listText(['T01'])).toBe('T01');
  expect(listText(['T01', 'T02', 'T03'])).toBe('T01, T02 and T03');
});
