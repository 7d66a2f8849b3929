import { fromHex } from './bytes.ts';
import type { Json } from './canonical.ts';
import type { ExportLine } from './export-line.ts';
import type { LeafPath, Opening } from './leaf.ts';
import { isSize, type Hash } from './merkle.ts';
import { readLeafLine } from './read-entry.ts';
import { HASH_BYTES, sha256, type Sha256 } from './sha256.ts';

const MOST_SKIPPED = 128;
const UNREADABLE = { kind: 'unreadable' } as const;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads one line of an export, whatever it holds. An entry's leaf is hashed as the bytes stand.
 *
 * @param line without its line break
 * @returns kind `unreadable` for anything that no export writes
 */
export function readLine(line: Uint8Array, hash: Sha256 = sha256): ExportLine {
  const entry = readLeafLine(line, hash);
  if (entry !== undefined) return entry;
  const value = parse(line);
  if (!isObject(value)) return UNREADABLE;
  if (value['audit'] === 'readout/1') return readHeader(value);
  if (isObject(value['openings'])) return readOpenings(value['openings']);
  if (isObject(value['skip'])) return readSkip(value['skip']);
  return typeof value['checkpoint'] === 'string'
    ? { kind: 'checkpoint', note: value['checkpoint'] }
    : UNREADABLE;
}

function readHeader({ origin, key, trial, filter }: Readonly<Record<string, Json>>): ExportLine {
  if (typeof origin !== 'string' || typeof key !== 'string') return UNREADABLE;
  if (trial !== null && typeof trial !== 'string') return UNREADABLE;
  if (filter !== undefined && typeof filter !== 'string') return UNREADABLE;
  return {
    kind: 'header',
    header: { origin, key, trial, ...(filter === undefined ? {} : { filter }) },
  };
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

function parse(line: Uint8Array): Json | undefined {
  try {
    return JSON.parse(decoder.decode(line)) as Json;
  } catch {
    return undefined;
  }
}

const isObject = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
