/**
 * A number of SAS XPORT: IBM System/360 double, big-endian. Sign bit, exponent of base 16 with excess 64, 56-bit fraction.
 *
 * @returns null for a missing value ('.', '._', '.A' to '.Z': that byte, then zeros)
 * @source SAS Institute, Record layout of a SAS version 5 or 6 data set in SAS transport format (TS-140)
 */
export function decodeIbmFloat(bytes: Uint8Array, offset: number, length: number): number | null {
  let fraction = 0n;
  for (let i = 1; i < 8; i += 1)
    fraction = (fraction << 8n) | BigInt(i < length ? (bytes[offset + i] ?? 0) : 0);
  const first = bytes[offset] ?? 0;
  if (fraction === 0n) return first === 0 || first === 0x80 ? 0 : null;
  // At most 56 significant bits: the conversion to a double rounds once, to the nearest, and the power of two is exact.
  const size = Number(fraction) * 2 ** (4 * ((first & 0x7f) - 64) - 56);
  return (first & 0x80) === 0 ? size : -size;
}

const double = new DataView(new ArrayBuffer(8));

/**
 * Writes a number as an IBM System/360 double of eight bytes. Exact: its fraction has 56 bits, a double's 53.
 *
 * @returns false, and nothing is written, for a number the format does not reach: not finite, or not 0 and outside 16^-65 (5.4e-79) to
 *   16^63 (7.2e75)
 * @source SAS TS-140
 */
export function encodeIbmFloat(value: number, bytes: Uint8Array, offset: number): boolean {
  if (value === 0) {
    bytes.fill(0, offset, offset + 8);
    return true;
  }
  double.setFloat64(0, value);
  const high = double.getUint32(0);
  const low = double.getUint32(4);
  // value = fraction x 2^power / 2^56, the fraction being the 53 bits of the double; a step of base 16 is four powers of 2.
  const power = ((high >>> 20) & 0x7ff) - 1019;
  const steps = power >> 2;
  if (steps < -64 || steps > 63) return false;
  const shift = power & 3;
  const top = (high & 0xfffff) | 0x100000;
  const upper = shift === 0 ? top : (top << shift) | (low >>> (32 - shift));
  const lower = low << shift;
  bytes[offset] = ((high >>> 31) << 7) | (steps + 64);
  bytes[offset + 1] = upper >>> 16;
  bytes[offset + 2] = upper >>> 8;
  bytes[offset + 3] = upper;
  bytes[offset + 4] = lower >>> 24;
  bytes[offset + 5] = lower >>> 16;
  bytes[offset + 6] = lower >>> 8;
  bytes[offset + 7] = lower;
  return true;
}
