import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeIbmFloat, encodeIbmFloat } from './ibm-float.ts';

const decode = (hex: string) => decodeIbmFloat(Uint8Array.from(Buffer.from(hex, 'hex')), 0, hex.length / 2);

test.each([
  ['0000000000000000', 0],
  ['4110000000000000', 1],
  ['c110000000000000', -1],
  ['401999999999999a', 0.1],
  ['4264000000000000', 100],
  ['41119999', 1.0999994277954102],
])('%s is %d', (hex, number) => {
  expect(decode(hex)).toBe(number);
});

test.each(['2e00000000000000', '5f00000000000000', '4100000000000000', '5a00000000000000'])(
  '%s is missing',
  (hex) => {
    expect(decode(hex)).toBeNull();
  },
);

const encode = (value: number): string | null => {
  const bytes = new Uint8Array(8);
  return encodeIbmFloat(value, bytes, 0) ? Buffer.from(bytes).toString('hex') : null;
};

// The values the reference prints, each power within a step of 16, and the two ends of the range.
test.each([
  [0, '0000000000000000'],
  [-0, '0000000000000000'],
  [1, '4110000000000000'],
  [-1, 'c110000000000000'],
  [0.1, '401999999999999a'],
  [100, '4264000000000000'],
  [2, '4120000000000000'],
  [4, '4140000000000000'],
  [8, '4180000000000000'],
  [16, '4210000000000000'],
  [0.0625, '4010000000000000'],
  [-118.625, 'c276a00000000000'],
  [Number.MAX_SAFE_INTEGER, '4e1fffffffffffff'],
  [16 ** -65, '0010000000000000'],
  [-(16 ** -65), '8010000000000000'],
  [16 ** 63 - 2 ** 199, '7ffffffffffffff8'],
])('%d is written %s', (number, hex) => {
  expect(encode(number)).toBe(hex);
});

test.each([16 ** 63, -(16 ** 63), 16 ** -65 / 2, 5e-324, Number.MAX_VALUE, NaN, Infinity, -Infinity])(
  '%d is outside the range',
  (number) => {
    expect(encode(number)).toBeNull();
  },
);

test('every number in the range is read back as it was', () => {
  const inRange = fc
    .double({ noDefaultInfinity: true, noNaN: true, min: -7.2e75, max: 7.2e75 })
    .filter((number) => number === 0 || Math.abs(number) >= 5.5e-79);
  fc.assert(
    fc.property(inRange, (number) => decode(encode(number) ?? '') === number),
    { numRuns: 2000, seed: 5 },
  );
});
