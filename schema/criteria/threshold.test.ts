import { describe, expect, test } from 'vitest';
import { hasFallen, hasRisen, isAbove, isAtLeast, isAtMost, isBelow, percentChange } from './threshold.ts';

describe('ties', () => {
  test('a difference that is a threshold but for the last bits meets it', () => {
    expect(50.4 - 42).not.toBe(8.4);
    expect(isAtLeast(50.4 - 42, 8.4)).toBe(true);
    expect(isAtMost(8.4, 50.4 - 42)).toBe(true);
    expect(isAbove(8.4, 50.4 - 42)).toBe(false);
    expect(isBelow(50.4 - 42, 8.4)).toBe(false);
  });

  test('a difference of a millionth is no tie', () => {
    expect(isAtLeast(19.999999, 20)).toBe(false);
    expect(isAbove(20.000001, 20)).toBe(true);
    expect(isBelow(9.999999, 10)).toBe(true);
  });
});

describe('percent change', () => {
  test('is null for a rise from 0, 0 from 0 to 0, and null without a value', () => {
    expect(percentChange(5, 0)).toBeNull();
    expect(percentChange(0, 0)).toBe(0);
    expect(percentChange(null, 10)).toBeNull();
    expect(percentChange(10, null)).toBeNull();
  });

  test('is not rounded', () => {
    expect(percentChange(20, 30)).toBeCloseTo(-100 / 3, 12);
  });
});

describe('a rise', () => {
  test('of exactly 20 % and 7 mm meets 20 % and 5 mm', () => expect(hasRisen(42, 35, 20, 5)).toBe(true));
  test('of exactly 5 mm and 20 % meets both', () => expect(hasRisen(30, 25, 20, 5)).toBe(true));
  test('of 20 % but 4 mm does not', () => expect(hasRisen(24, 20, 20, 5)).toBe(false));
  test('of 10 mm but 19.99 % does not', () => expect(hasRisen(59.995, 50, 20, 5)).toBe(false));
  test('from 0 meets any percentage, and still needs the millimetres', () => {
    expect(hasRisen(5, 0, 20, 5)).toBe(true);
    expect(hasRisen(4.9, 0, 20, 5)).toBe(false);
  });
});

describe('a fall', () => {
  test('of exactly 30 % meets 30 %', () => expect(hasFallen(35, 50, 30)).toBe(true));
  test('of 29.99 % does not', () => expect(hasFallen(35.005, 50, 30)).toBe(false));
  test('from 0 there is none', () => expect(hasFallen(5, 0, 30)).toBe(false));
});
