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
