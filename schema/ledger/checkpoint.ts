import { ed25519 } from '@noble/curves/ed25519.js';
import { areSameBytes, fromBase64, toBase64, toHex, toUtf8 } from './bytes.ts';
import { isSize, type Hash } from './merkle.ts';
import { HASH_BYTES, sha256 } from './sha256.ts';

/** What a log says of itself: so many leaves have this root. */
export interface Checkpoint {
  /** Name of the log: an address without scheme, such as `readout.example.org/audit`. */
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  readonly root: Hash;
}

/** With which a checkpoint is checked. */
export interface VerifierKey {
  readonly name: string;
  /** First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
  readonly id: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** The type of a key and its signatures: Ed25519. @source C2SP signed-note, section "Signatures" */
const ED25519 = 0x01;
const LARGEST_NOTE = 16_384;
const MOST_SIGNATURES = 16;
const MOST_LINES = 64;
const NAME = /^[^\s+\p{Cc}]{1,255}$/u;

/**
 * A signed checkpoint: origin, size and root, one a line, an empty line, the signature.
 *
 * @param secretKey seed of Ed25519, 32 bytes
 * @throws RangeError for an origin with white space or a plus sign
 * @source C2SP tlog-checkpoint, section "Note text"; C2SP signed-note, section "Format"
 */
export function makeCheckpoint(checkpoint: Checkpoint, secretKey: Uint8Array): string {
  const key = verifierKeyOf(checkpoint.origin, secretKey);
  if (!isSize(checkpoint.size) || checkpoint.root.length !== HASH_BYTES)
    throw new RangeError('A checkpoint has a size and a root of 32 bytes.');
  const text = `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;
  return signNote(text, key, secretKey);
}

/**
 * Reads a checkpoint that the key has signed. Signatures by other keys are passed over.
 *
 * @returns undefined for anything else: another form, another origin, a wrong signature, over 16 KiB
 * @source C2SP tlog-checkpoint; C2SP signed-note, section "Verifying"
 */
export function openCheckpoint(note: string, key: VerifierKey): Checkpoint | undefined {
  const text = openNote(note, key);
  const checkpoint = text === undefined ? undefined : readCheckpoint(text);
  return checkpoint?.origin === key.name ? checkpoint : undefined;
}

/** The text of a note that the key has signed, with its last line break; undefined for anything else. @source C2SP signed-note */
export function openNote(note: string, key: VerifierKey): string | undefined {
  const parts = splitNote(note);
  if (parts === undefined) return undefined;
  // The first signature that claims to be by this key decides: a wrong one is not outvoted by a right one.
  const line = parts.signatures.find(
    ({ name, bytes }) => name === key.name && areSameBytes(bytes.subarray(0, 4), key.id),
  );
  const isSigned =
    line !== undefined && verifySignature(line.bytes.subarray(4), toUtf8(parts.text), key.publicKey);
  return isSigned ? parts.text : undefined;
}

/** Signs a text that ends with a line break, as a note. @source C2SP signed-note, section "Format" */
export function signNote(text: string, key: VerifierKey, secretKey: Uint8Array): string {
  const signature = ed25519.sign(toUtf8(text), secretKey);
  return `${text}\n— ${key.name} ${toBase64(concat(key.id, signature))}\n`;
}

/** What checks the signatures of a secret key. @throws RangeError for a name with white space or a plus sign, or a seed not of 32 bytes */
export function verifierKeyOf(name: string, secretKey: Uint8Array): VerifierKey {
  if (!NAME.test(name)) throw new RangeError(`"${name}" cannot be the name of a log.`);
  const publicKey = ed25519.getPublicKey(secretKey);
  return { name, id: keyId(name, publicKey), publicKey };
}

/** A key as people pass it on: `name+id+base64(0x01 ‖ public key)`. @source C2SP signed-note, section "Verifier keys" */
export const verifierKeyText = ({ name, id, publicKey }: VerifierKey): string =>
  `${name}+${toHex(id)}+${toBase64(concat(Uint8Array.of(ED25519), publicKey))}`;

/** What people compare of a key, on paper or by telephone: SHA-256 of its 32 bytes, hexadecimal. */
export const keyFingerprint = ({ publicKey }: VerifierKey): string => toHex(sha256(publicKey));

/** Reads a key as people pass it on; undefined for anything else, also when its id does not follow from its name and bytes. */
export function readVerifierKey(text: string): VerifierKey | undefined {
  // Base64 may hold a plus sign, a name may not.
  const [, name, id, material] = /^([^+]{1,255})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{1,100})$/u.exec(text) ?? [];
  if (name === undefined || material === undefined || !NAME.test(name)) return undefined;
  const bytes = fromBase64(material);
  if (bytes?.length !== 1 + HASH_BYTES || bytes[0] !== ED25519) return undefined;
  const publicKey = bytes.subarray(1);
  const key = { name, id: keyId(name, publicKey), publicKey };
  return toHex(key.id) === id ? key : undefined;
}

/** Origin, size and root of a checkpoint's text, unchecked: for what needs them before it knows the key. */
export function peekCheckpoint(note: string): Checkpoint | undefined {
  const parts = splitNote(note);
  return parts === undefined ? undefined : readCheckpoint(parts.text);
}

function readCheckpoint(text: string): Checkpoint | undefined {
  const lines = text.split('\n');
  const [origin, digits, encoded, ...extension] = lines.slice(0, -1);
  if (origin === undefined || digits === undefined || encoded === undefined) return undefined;
  if (!NAME.test(origin) || !/^(0|[1-9]\d{0,15})$/.test(digits)) return undefined;
  if (lines.length > MOST_LINES || extension.some((line) => line === '')) return undefined;
  const size = Number(digits);
  const root = fromBase64(encoded);
  return isSize(size) && root?.length === HASH_BYTES ? { origin, size, root } : undefined;
}

interface NoteParts {
  /** With its last line break. */
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

function splitNote(note: string): NoteParts | undefined {
  if (note.length > LARGEST_NOTE || !note.isWellFormed()) return undefined;
  // Control characters other than the line break are not allowed.
  if (/[^\n\P{Cc}]/u.test(note)) return undefined;
  const end = note.lastIndexOf('\n\n');
  if (end <= 0 || !note.endsWith('\n')) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return undefined;
  const signatures: { name: string; bytes: Uint8Array }[] = [];
  for (const line of lines) {
    const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
    const bytes = encoded === undefined ? undefined : fromBase64(encoded);
    if (name === undefined || bytes === undefined || bytes.length < 5 || !NAME.test(name)) return undefined;
    signatures.push({ name, bytes });
  }
  return { text: note.slice(0, end + 1), signatures };
}

function verifySignature(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  try {
    // Strict as RFC 8032: the looser rule of ZIP 215 accepts more than one signature of a text.
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    // The key is no point of the curve.
    return false;
  }
}

const keyId = (name: string, publicKey: Uint8Array): Uint8Array =>
  sha256(concat(toUtf8(name), Uint8Array.of(0x0a, ED25519), publicKey)).subarray(0, 4);

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
