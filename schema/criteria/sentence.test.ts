import { expect, test } from 'vitest';
import { lengthText, listText, percentText } from './sentence.ts';

test('the dust of a binary sum is not printed', () => expect(lengthText(31.1 + 22.2)).toBe('53.3'));

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
