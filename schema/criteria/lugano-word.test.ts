import { expect, test } from 'vitest';
import { bestResponse } from './index.ts';

const stated = (...words: readonly string[]) =>
  words.map((overall, at) => ({ date: `2025-0${at + 1}-06`, overall }));

test.each(['lugano-2014', 'lyric'])(
  '%s takes what a source states of PET and of CT for its own words',
  (criteria) => {
    expect(bestResponse(criteria, { timepoints: stated('NMR', 'PMR', 'CMR', 'PMD') })).toMatchObject({
      best: 'CR',
      bestDate: '2025-03-06',
      firstResponseDate: '2025-02-06',
      progressionDate: '2025-04-06',
    });
    expect(bestResponse(criteria, { timepoints: stated('SAD', 'PAR', 'PAD') })).toMatchObject({
      best: 'PR',
      progressionDate: '2025-03-06',
    });
  },
);

test('a word that is none of these counts for nothing', () => {
  expect(bestResponse('lugano-2014', { timepoints: stated('ND') }).best).toBe('NE');
});
