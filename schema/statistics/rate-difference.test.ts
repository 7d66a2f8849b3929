import { expect, test } from 'vitest';
import { miettinenNurminen, newcombe } from './rate-difference.ts';
import { wilson } from './proportion.ts';

test('the difference of 56 of 70 and 48 of 80 is that of Newcombe’s Table II', () => {
  const [one, other] = [
    { count: 56, of: 70 },
    { count: 48, of: 80 },
  ];
  expect(newcombe(one, other).lower).toBeCloseTo(0.0524, 4);
  expect(newcombe(one, other).upper).toBeCloseTo(0.3339, 4);
  expect(miettinenNurminen(one, other).lower).toBeCloseTo(0.0528, 4);
  expect(miettinenNurminen(one, other).upper).toBeCloseTo(0.3382, 4);
});

test('5 of 56 less 0 of 29, and 9 of 10 less 3 of 10, are those of the same table', () => {
  const five = miettinenNurminen({ count: 5, of: 56 }, { count: 0, of: 29 });
  expect([five.lower, five.upper]).toEqual([expect.closeTo(-0.0326, 4), expect.closeTo(0.1933, 4)]);
  const nine = miettinenNurminen({ count: 9, of: 10 }, { count: 3, of: 10 });
  expect([nine.lower, nine.upper]).toEqual([expect.closeTo(0.17, 4), expect.closeTo(0.8406, 4)]);
});

test('the bounds mirror when the rates change places', () => {
  const [one, other] = [
    { count: 3, of: 17 },
    { count: 9, of: 20 },
  ];
  for (const interval of [newcombe, miettinenNurminen]) {
    const [found, mirrored] = [interval(one, other), interval(other, one)];
    expect(found.lower).toBeCloseTo(-mirrored.upper, 10);
    expect(found.upper).toBeCloseTo(-mirrored.lower, 10);
  }
});

test('of all less none the upper bound is 1; of none less none the bounds hold 0', () => {
  expect(miettinenNurminen({ count: 10, of: 10 }, { count: 0, of: 10 }).upper).toBe(1);
  const none = miettinenNurminen({ count: 0, of: 10 }, { count: 0, of: 12 });
  expect(none.lower).toBeLessThan(0);
  expect(none.upper).toBeGreaterThan(0);
});

test('the score interval of none is 0 to a bound, of all a bound to 1', () => {
  expect(wilson(0, 10)).toMatchObject({ lower: 0, upper: expect.closeTo(0.277532799862889, 12) });
  expect(wilson(10, 10)).toMatchObject({ lower: expect.closeTo(0.722467200137111, 12), upper: 1 });
});

test('what is no count is refused', () => {
  expect(() => newcombe({ count: 3, of: 2 }, { count: 0, of: 2 })).toThrow(RangeError);
  expect(() => miettinenNurminen({ count: 1.5, of: 2 }, { count: 0, of: 2 })).toThrow(RangeError);
});
