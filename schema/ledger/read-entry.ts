import { isSameHex } from './bytes.ts';
import type { Json } from './canonical.ts';
import { LEAF_STARTS, type ExportLine, type ReadLeaf } from './export-line.ts';
import { isDigest, valueAt, SALT_BYTES, type LeafPath } from './leaf.ts';
import { isSize } from './merkle.ts';
import type { Sha256 } from './sha256.ts';

const LEAF_START = '{"hash":"';
const LEAF_MIDDLE = '","leaf":';
const REDACTION_START = '{"act":"REDACT"';
const REASON_START = '{"openings":{"reason":{"salt":"';
const REASON_MIDDLE = '","value":';
const REASON_END = '}}}';
const CLOSING_BRACE = 0x7d;
/** What a verifier needs of a leaf stands in its last bytes: eighteen short fields. */
const TAIL_BYTES = 1000;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** A tail may begin inside a letter. */
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads an entry's line; undefined when it is none.
 *
 * A leaf is some 1.2 kB, and parsing it takes longer than hashing it: in canonical JSON the fields that matter stand at the end.
 */
export function readLeafLine(line: Uint8Array, hash: Sha256): (ExportLine & { kind: 'leaf' }) | undefined {
  const isWhole =
    line.length > LEAF_STARTS + 1 &&
    hasText(line, 0, LEAF_START) &&
    hasText(line, LEAF_STARTS - LEAF_MIDDLE.length, LEAF_MIDDLE) &&
    line[line.length - 1] === CLOSING_BRACE;
  if (!isWhole) return undefined;
  const leaf = readContent(line);
  if (leaf === undefined) return undefined;
  // A leaf's hash is that of 0x00 and its content: the byte before the content makes room for it.
  const message = roomFor(line.length - LEAF_STARTS);
  message.set(line.subarray(LEAF_STARTS - 1, -1));
  message[0] = 0;
  const found = hash(message);
  return { kind: 'leaf', hash: found, isIntact: isSameHex(found, line, LEAF_START.length), leaf };
}

/** What a verifier needs of a leaf's content; undefined when it is none. */
export function readLeaf(content: string): ReadLeaf | undefined {
  const isRedaction = content.startsWith(REDACTION_START);
  return (isRedaction ? undefined : readTail(content)) ?? readFields(parse(content));
}

function readContent(line: Uint8Array): ReadLeaf | undefined {
  const tail = line.subarray(Math.max(LEAF_STARTS, line.length - 1 - TAIL_BYTES), -1);
  const isRedaction = hasText(line, LEAF_STARTS, REDACTION_START);
  const short = isRedaction ? undefined : readTail(lenient.decode(tail));
  if (short !== undefined) return short;
  try {
    return readFields(parse(strict.decode(line.subarray(LEAF_STARTS, -1))));
  } catch {
    return undefined;
  }
}

/**
 * Reads the end of a leaf that has no digest but the reason's; undefined for any other.
 *
 * A quote inside a string has a backslash before it, so `,"index":` is a key; and where the one brace after it is the last letter, it is a key of the outermost object.
 */
function readTail(text: string): ReadLeaf | undefined {
  const at = text.lastIndexOf(',"index":');
  if (at < 0 || text.includes('{', at) || text.indexOf('}', at) !== text.length - 1) return undefined;
  const numbered = text.indexOf(',"number":"', at);
  const index = Number(text.slice(at + 9, numbered));
  const isPlain = numbered > at + 9 && numbered < at + 26 && isSize(index);
  const ended = text.indexOf('"', numbered + 11);
  const salted = text.indexOf(',"salted":["reason"]', ended);
  const reason = text.indexOf(',"reason":"', ended);
  if (!isPlain || ended < 0 || salted < 0 || reason < 0) return undefined;
  const digest = text.slice(reason + 11, text.indexOf('"', reason + 11));
  if (!isDigest(digest)) return undefined;
  return {
    index,
    entryNumber: text.slice(numbered + 11, ended),
    digests: { reason: digest },
    redacts: undefined,
  };
}

function readFields(fields: Json | undefined): ReadLeaf | undefined {
  if (!isObject(fields)) return undefined;
  const { index, number, salted } = fields;
  if (typeof index !== 'number' || !isSize(index) || typeof number !== 'string' || !Array.isArray(salted))
    return undefined;
  const digests: Record<LeafPath, string> = {};
  for (const path of salted as readonly Json[]) {
    const digest = typeof path === 'string' ? valueAt(fields, path) : undefined;
    if (typeof path !== 'string' || !isDigest(digest)) return undefined;
    digests[path] = digest;
  }
  return { index, entryNumber: number, digests, redacts: readRedaction(fields) };
}

function readRedaction(fields: Readonly<Record<string, Json>>): ReadLeaf['redacts'] {
  const path = valueAt(fields, 'after.path');
  const { act, recordId } = fields;
  return act === 'REDACT' && typeof recordId === 'string' && typeof path === 'string'
    ? { entryNumber: recordId, path }
    : undefined;
}

/**
 * Whether a line of openings is that of a reason alone and is what the digest stands for: hashed as it stands, as what has the digest is the canonical value.
 *
 * @returns false also for any other line, which is to be parsed
 */
export function opensReason(line: Uint8Array, digest: string, hash: Sha256): boolean {
  const salted = REASON_START.length + 2 * SALT_BYTES;
  const from = salted + REASON_MIDDLE.length;
  const to = line.length - REASON_END.length;
  if (
    to <= from ||
    !hasText(line, 0, REASON_START) ||
    !hasText(line, salted, REASON_MIDDLE) ||
    !hasText(line, to, REASON_END)
  )
    return false;
  const message = roomFor(SALT_BYTES + to - from);
  for (let at = 0; at < SALT_BYTES; at += 1) {
    const place = REASON_START.length + 2 * at;
    const byte = (digitOf(line[place]) << 4) | digitOf(line[place + 1]);
    if (byte < 0) return false;
    message[at] = byte;
  }
  message.set(line.subarray(from, to), SALT_BYTES);
  return isSameHex(hash(message), digest, 'sha256:'.length);
}

/** Of a lower-case hexadecimal digit; negative for any other letter. */
const digitOf = (letter = 0): number =>
  letter >= 0x30 && letter <= 0x39 ? letter - 0x30 : letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;

/** Reused: what is hashed is not kept. */
let room = new Uint8Array(4096);

function roomFor(length: number): Uint8Array {
  if (room.length < length) room = new Uint8Array(2 * length);
  return room.subarray(0, length);
}

/** Whether ASCII text stands at a place of a line. */
function hasText(line: Uint8Array, at: number, text: string): boolean {
  for (let place = 0; place < text.length; place += 1)
    if (line[at + place] !== text.charCodeAt(place)) return false;
  return true;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const isObject = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
