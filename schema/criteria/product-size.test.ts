import { describe, expect, test } from 'vitest';
import {
  fallsBy,
  lowestBefore,
  productSizeOf,
  risesBy,
  sumOfProducts,
  sumOfProductsText,
} from './product-size.ts';

const productOf = (finding: Parameters<typeof productSizeOf>[0]) =>
  productSizeOf(finding, 5)?.product ?? null;
const lesion = 'T01';

describe('the product of a target', () => {
  test('is that of the longest diameter and the perpendicular one, else the short axis', () => {
    expect(productOf({ lesion, longestDiameter: 30, perpendicular: 20, shortAxis: 10 })).toBe(600);
    expect(productOf({ lesion, longestDiameter: 30, shortAxis: 10 })).toBe(300);
  });
  test('takes the diameters as they are named, the short one may be the longer', () => {
    expect(productSizeOf({ lesion, longestDiameter: 24, shortAxis: 25 }, 5)).toMatchObject({
      longMm: 24,
      shortMm: 25,
      product: 600,
    });
  });
  test.each(['present', 'equivocal', 'progressed', 'measured'] as const)(
    'counts two diameters beside %s',
    (state) => expect(productOf({ lesion, state, longestDiameter: 30, perpendicular: 20 })).toBe(600),
  );
  test.each([
    ['no finding', undefined],
    ['not evaluable, with sizes', { lesion, state: 'not-evaluable', longestDiameter: 30, perpendicular: 20 }],
    ['present without sizes', { lesion, state: 'present' }],
    ['one diameter', { lesion, longestDiameter: 30 }],
    ['no longest diameter', { lesion, perpendicular: 30, shortAxis: 20 }],
  ] as const)('is not known with %s', (_, finding) => expect(productSizeOf(finding, 5)).toBeNull());
  test('is 0 where the lesion is absent, or merged whatever its state', () => {
    expect(productOf({ lesion, state: 'absent', longestDiameter: 30, perpendicular: 20 })).toBe(0);
    for (const state of ['not-evaluable', 'measured', 'progressed'] as const)
      expect(productOf({ lesion, state, mergedInto: 'T02', longestDiameter: 30, perpendicular: 20 })).toBe(0);
  });
  test('is that of the default where the lesion is too small, whatever sizes stand beside it', () => {
    const finding = { lesion, state: 'too-small', longestDiameter: 9, perpendicular: 9 } as const;
    expect(productSizeOf(finding, 5)?.product).toBe(25);
    expect(productSizeOf(finding, 3)?.product).toBe(9);
  });
});

describe('the sum of products', () => {
  const size = productSizeOf({ lesion, longestDiameter: 30, perpendicular: 20 }, 5);
  const absent = productSizeOf({ lesion, state: 'absent' }, 5);
  const targets = [
    { id: 'T01', role: 'target' },
    { id: 'T02', role: 'target' },
  ] as const;

  test('is null without targets and with one that is not evaluable', () => {
    expect(sumOfProducts([])).toBeNull();
    expect(sumOfProducts([size, null])).toBeNull();
    expect(sumOfProducts([size, absent])).toBe(600);
  });
  test('lists its parts', () => {
    expect(sumOfProductsText(targets, [size, absent])).toBe('T01 30 × 20 (600) + T02 0 (absent) = 600 mm².');
    expect(sumOfProductsText(targets, [size, null])).toBe(
      'T01 30 × 20 (600) + T02 not evaluable: no sum without T02.',
    );
  });
});

describe('thresholds of change', () => {
  test('are met at exactly the percentage', () => {
    expect(fallsBy(300, 600, 50)).toBe(true);
    expect(fallsBy(300.01, 600, 50)).toBe(false);
    expect(risesBy(900, 600, 50)).toBe(true);
    expect(risesBy(899.9, 600, 50)).toBe(false);
  });
  test('are met where binary products just miss', () => expect(risesBy(30.3 * 0.1, 2.02, 50)).toBe(true));
  test('know no fall of 0, and any rise above it', () => {
    expect(fallsBy(0, 0, 50)).toBe(false);
    expect(risesBy(0.1, 0, 50)).toBe(true);
    expect(risesBy(0, 0, 50)).toBe(false);
  });
  test('are not met without both values', () => {
    expect(fallsBy(null, 600, 50)).toBe(false);
    expect(fallsBy(300, null, 50)).toBe(false);
    expect(risesBy(null, 600, 50)).toBe(false);
    expect(risesBy(900, null, 50)).toBe(false);
  });
});

describe('the nadir', () => {
  test('is the smallest known earlier value, and the earliest of equal ones', () => {
    expect(lowestBefore([600, 300, null, 300 + 1e-9, 100], 4)).toEqual({ value: 300, at: 1 });
    expect(lowestBefore([null, null], 2)).toBeNull();
  });
  test('may count from a later timepoint on', () =>
    expect(lowestBefore([100, 300, 200], 3, 1)).toEqual({ value: 200, at: 2 }));
});
