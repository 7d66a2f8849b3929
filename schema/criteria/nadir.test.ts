import { expect, test } from 'vitest';
import { lowerTo, nadirOf, type Lows } from './nadir.ts';

const BASELINE: Lows = { baseline: { sum: 40, timepoint: 'BL' }, after: null };

test('of equal sums the earliest is the nadir', () => {
  const lows = lowerTo(lowerTo(BASELINE, 40, 'W8'), 40, 'W16');
  expect(nadirOf(lows, true)).toEqual({ sum: 40, timepoint: 'BL' });
  expect(nadirOf(lows, false)).toEqual({ sum: 40, timepoint: 'W8' });
});

test('an incomplete sum is not counted', () => {
  expect(nadirOf(lowerTo(BASELINE, null, 'W8'), true)).toEqual({ sum: 40, timepoint: 'BL' });
});

test('without the baseline the nadir is the smallest sum after it, and the baseline while there is none', () => {
  expect(nadirOf(BASELINE, false)).toEqual({ sum: 40, timepoint: 'BL' });
  expect(nadirOf(lowerTo(BASELINE, 50, 'W8'), false)).toEqual({ sum: 50, timepoint: 'W8' });
  expect(nadirOf(lowerTo(BASELINE, 50, 'W8'), true)).toEqual({ sum: 40, timepoint: 'BL' });
});
