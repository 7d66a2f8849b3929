import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/**
 * SHA-256 of a message, 32 bytes.
 *
 * A parameter of what hashes much, so that a caller with a faster one (Node's `crypto.hash`) may bring it.
 */
export type Sha256 = (message: Uint8Array) => Uint8Array;

/** In plain JavaScript: the same in Node and in the browser. @source FIPS 180-4, section 6.2 */
export const sha256: Sha256 = (message) => nobleSha256(message);

/** Length of a hash, in bytes. */
export const HASH_BYTES = 32;
