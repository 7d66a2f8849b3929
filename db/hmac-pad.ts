/**
 * The inner and the outer pad of HMAC: the key, filled with zeroes to the block of 64 bytes, XORed with the pad's byte.
 *
 * With them PostgreSQL, which has SHA-256 but no HMAC, checks a signature by two hashes.
 *
 * @source RFC 2104, section 2
 */
export const hmacPads = (key: Buffer): readonly [inner: Buffer, outer: Buffer] => [
  pad(key, 0x36),
  pad(key, 0x5c),
];

function pad(key: Buffer, byte: number): Buffer {
  const block = Buffer.alloc(64);
  key.copy(block);
  return block.map((each) => each ^ byte) as Buffer;
}
