import { expect, test } from 'vitest';
import { readVerdicts } from './verdicts.ts';

test('the same verdict with the same note is said once of all its entries', () => {
  expect(
    readVerdicts({
      'verdict 12': 'QUESTION',
      'note 12': 'Which disc?',
      'verdict 14': 'QUESTION',
      'note 14': 'Which disc?',
      'verdict 15': 'JUSTIFIED',
    }),
  ).toEqual([
    { numbers: [12, 14], verdict: 'QUESTION', note: 'Which disc?' },
    { numbers: [15], verdict: 'JUSTIFIED', note: null },
  ]);
});

test('what stood there already is not said again, but for another note', () => {
  const shown = { 'verdict 12': 'JUSTIFIED', 'said 12': 'JUSTIFIED ' };
  expect(readVerdicts(shown)).toEqual([]);
  expect(readVerdicts({ ...shown, 'note 12': 'Seen' })).toEqual([
    { numbers: [12], verdict: 'JUSTIFIED', note: 'Seen' },
  ]);
});

test('the rest is justified where that is ticked, and only what is open', () => {
  const typed = { open: '12 13', 'verdict 12': 'NOT_JUSTIFIED', 'note 12': 'No source' };
  expect(readVerdicts(typed)).toHaveLength(1);
  expect(readVerdicts({ ...typed, rest: 'JUSTIFIED' })).toEqual([
    { numbers: [12], verdict: 'NOT_JUSTIFIED', note: 'No source' },
    { numbers: [13], verdict: 'JUSTIFIED', note: null },
  ]);
});

test('a word that is no verdict says nothing', () => {
  expect(readVerdicts({ 'verdict 12': 'FINE', 'verdict x': 'JUSTIFIED' })).toEqual([]);
});
