import { expect, test } from 'vitest';
import { isoFormOf } from './iso-form.ts';

test.each([
  ['2024-02-29', 'date'],
  ['2023-02-29', null],
  ['2024-13-01', null],
  ['2024-04-31', null],
  ['2024', 'partialDate'],
  ['2024-03', 'partialDate'],
  ['2024---15', 'partialDate'],
  ['--03-15', 'partialDate'],
  ['-----15', null],
  ['2024-', null],
  ['2024-3-1', null],
  ['2024-03-01T10:30:00', 'datetime'],
  ['2024-03-01T10:30:00Z', 'datetime'],
  ['2024-03-01T10:30', 'partialDatetime'],
  ['2024-03-01T24:30', null],
  ['10:30', 'time'],
  ['P8W', 'durationDatetime'],
  ['PT24H', 'durationDatetime'],
  ['P', null],
  ['PT', null],
  ['2024-03-01/2024-03-04', 'intervalDatetime'],
  ['01MAR2024', null],
  ['', null],
])('%s is %s', (text, form) => {
  expect(isoFormOf(text)).toBe(form);
});
