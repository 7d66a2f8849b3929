import { fromHex } from './bytes.ts';
import type { Json } from './canonical.ts';
import { LEAF_STARTS, type ExportLine, type ReadLeaf } from './export-line.ts';
import { isDigest, valueAt, type LeafPath, type Opening } from './leaf.ts';
import { isSize, type Hash } from './merkle.ts';
import { HASH_BYTES, sha256, type Sha256 } from './sha256.ts';

const LEAF_START = '{"hash":"';
const LEAF_MIDDLE = '","leaf":';
const REDACTION_START = '{"act":"REDACT"';
const MOST_SKIPPED = 128;
const CLOSING_BRACE = 0x7d;
const UNREADABLE = { kind: 'unreadable' } as const;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads one line of an export, whatever it holds. An entry's leaf is hashed as the bytes stand.
 *
 * @param line without its line break
 * @returns kind `unreadable` for anything that no export writes
 */
export function readLine(line: Uint8Array, hash: Sha256 = sha256): ExportLine {
  let text: string;
  try {
    text = decoder.decode(line);
  } catch {
    return UNREADABLE;
  }
  if (text.startsWith(LEAF_START)) return readLeafLine(line, text, hash);
  const value = parse(text);
  if (!isObject(value)) return UNREADABLE;
  if (value['audit'] === 'readout/1') return readHeader(value);
  if (isObject(value['openings'])) return readOpenings(value['openings']);
  if (isObject(value['skip'])) return readSkip(value['skip']);
  return typeof value['checkpoint'] === 'string'
    ? { kind: 'checkpoint', note: value['checkpoint'] }
    : UNREADABLE;
}

function readLeafLine(line: Uint8Array, text: string, hash: Sha256): ExportLine {
  // What stands before the leaf is ASCII, so letters and bytes have the same places.
  const statedHash = text.slice(LEAF_START.length, LEAF_START.length + 2 * HASH_BYTES);
  if (text.slice(LEAF_START.length + 2 * HASH_BYTES, LEAF_STARTS) !== LEAF_MIDDLE) return UNREADABLE;
  if (line.at(-1) !== CLOSING_BRACE) return UNREADABLE;
  const leaf = readLeaf(text.slice(LEAF_STARTS, -1));
  if (leaf === undefined) return UNREADABLE;
  // A leaf's hash is that of 0x00 and its content: the byte before the content makes room for it.
  const message = copy(line.subarray(LEAF_STARTS - 1, -1));
  message[0] = 0;
  return { kind: 'leaf', hash: hash(message), statedHash, leaf };
}

/**
 * A leaf is some 1.2 kB, and parsing it takes longer than hashing it. In canonical JSON what a verifier needs stands at the end, from `index` on, and a
 * redaction shows at the start; only a leaf with digests elsewhere is parsed whole.
 */
export function readLeaf(content: string): ReadLeaf | undefined {
  if (content.startsWith(REDACTION_START)) return readFields(parse(content));
  // A quote inside a string has a backslash before it, so this is a key; where it is not of the outermost object, the rest is no JSON.
  const end = content.lastIndexOf(',"index":');
  const fields = end < 0 ? undefined : parse(`{${content.slice(end + 1)}`);
  const isEnough =
    isObject(fields) && isList(fields['salted']) && fields['salted'].every((path) => path === 'reason');
  return readFields(isEnough ? fields : parse(content));
}

function readFields(fields: Json | undefined): ReadLeaf | undefined {
  if (!isObject(fields)) return undefined;
  const { index, number, salted } = fields;
  if (typeof index !== 'number' || !isSize(index) || typeof number !== 'string' || !isList(salted))
    return undefined;
  const digests: Record<LeafPath, string> = {};
  for (const path of salted) {
    const digest = typeof path === 'string' ? valueAt(fields, path) : undefined;
    if (typeof path !== 'string' || !isDigest(digest)) return undefined;
    digests[path] = digest;
  }
  return { index, entryNumber: number, digests, redacts: readRedaction(fields) };
}

/** Reused: what is hashed is not kept. */
let room = new Uint8Array(4096);

function copy(bytes: Uint8Array): Uint8Array {
  if (room.length < bytes.length) room = new Uint8Array(2 * bytes.length);
  room.set(bytes);
  return room.subarray(0, bytes.length);
}

function readRedaction(fields: Readonly<Record<string, Json>>): ReadLeaf['redacts'] {
  const path = valueAt(fields, 'after.path');
  const { act, recordId } = fields;
  return act === 'REDACT' && typeof recordId === 'string' && typeof path === 'string'
    ? { entryNumber: recordId, path }
    : undefined;
}

function readHeader({ origin, key, trial }: Readonly<Record<string, Json>>): ExportLine {
  if (typeof origin !== 'string' || typeof key !== 'string') return UNREADABLE;
  if (trial !== null && typeof trial !== 'string') return UNREADABLE;
  return { kind: 'header', header: { origin, key, trial } };
}

function readOpenings(given: Readonly<Record<string, Json>>): ExportLine {
  const openings: Record<LeafPath, Opening | null> = {};
  for (const [path, opening] of Object.entries(given)) {
    if (opening === null) {
      openings[path] = null;
      continue;
    }
    const salt = isObject(opening) ? opening['salt'] : undefined;
    const value = isObject(opening) ? opening['value'] : undefined;
    if (typeof salt !== 'string' || value === undefined) return UNREADABLE;
    openings[path] = { salt, value };
  }
  return { kind: 'openings', openings };
}

function readSkip({ from, to, hashes }: Readonly<Record<string, Json>>): ExportLine {
  if (typeof from !== 'number' || typeof to !== 'number' || !isList(hashes)) return UNREADABLE;
  if (!isSize(from) || !isSize(to) || from >= to || hashes.length > MOST_SKIPPED) return UNREADABLE;
  const read: Hash[] = [];
  for (const text of hashes) {
    const bytes = typeof text === 'string' ? fromHex(text) : undefined;
    if (bytes?.length !== HASH_BYTES) return UNREADABLE;
    read.push(bytes);
  }
  return { kind: 'skip', from, to, hashes: read };
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

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
