import { toHex } from '@readout/ledger/bytes.ts';
import { keyFingerprint, readVerifierKey } from '@readout/ledger/checkpoint.ts';

/** First and last bytes of a hash, in fours. @example hexEnds(root) // "9f3c 71d0 … e2a8 04b6" */
export function hexEnds(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  return `${inFours(hex.slice(0, 8))} … ${inFours(hex.slice(-8))}`;
}

/** A whole fingerprint in groups of four, as people read it out; null for a text that is no verifier key. */
export function fingerprintText(keyText: string): string | null {
  const key = readVerifierKey(keyText);
  return key === undefined ? null : inFours(keyFingerprint(key));
}

const inFours = (hex: string): string => hex.replaceAll(/(.{4})(?=.)/g, '$1 ');
