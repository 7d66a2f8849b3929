import { expect, test } from 'vitest';
import { decodeIbmFloat } from './ibm-float.ts';

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
