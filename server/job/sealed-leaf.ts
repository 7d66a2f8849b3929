import { canonicalJson, type Json } from '@readout/ledger/canonical.ts';
import {
  isDigest,
  leafContentWith,
  listPersonalPaths,
  saltedDigest,
  valueAt,
  type LeafEntry,
} from '@readout/ledger/leaf.ts';
import type { Sha256 } from '@readout/ledger/sha256.ts';

/** The salt of each personal value of an entry by its place; null where the value was erased. */
export type Salts = Readonly<Record<string, string | null>>;

/** Seventeen digits in a row, or a point or exponent among them: a number that a double may not hold. Few texts have one. */
const MAY_BE_INEXACT = /\d{16}|\d[eE]/;

/**
 * An entry as its leaf tells it, from the JSON that private.leaf_entry answers.
 *
 * What JSON of PostgreSQL holds and canonical JSON does not stands in the leaf as text: a number that is no double exactly, a value over 200 levels deep.
 */
export function readLeafEntry(json: string): LeafEntry {
  const entry = (MAY_BE_INEXACT.test(json) ? JSON.parse(json, keepExact) : JSON.parse(json)) as LeafEntry;
  const tooDeep = ['before', 'after'].filter((side) => !isWritable(entry[side] ?? null));
  return tooDeep.length === 0
    ? entry
    : { ...entry, ...Object.fromEntries(tooDeep.map((side) => [side, JSON.stringify(entry[side])])) };
}

function keepExact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  const digits = context.source.replace(/^-?0*\.?0*|\.|[eE].*$/g, '');
  return Number.isFinite(value) && digits.length <= 15 ? value : context.source;
}

/** A fresh salt for each personal value of an entry. */
export function makeSalts(
  entry: LeafEntry,
  isPersonal: (record: string, column: string) => boolean,
  makeSalt: () => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(listPersonalPaths(entry, isPersonal).map((path) => [path, makeSalt()]));
}

/**
 * The leaf that an entry must have: made anew from its salts, and from the sealed digests of what was erased.
 *
 * @param sealed the content as it was sealed
 */
export function remakeLeaf(
  entry: LeafEntry,
  index: number,
  salts: Salts,
  sealed: string,
  hash: Sha256,
): string {
  const was = JSON.parse(sealed) as Readonly<Record<string, Json>>;
  const digests = Object.entries(salts).map(([path, salt]): [string, string] => [
    path,
    salt === null ? digestAt(was, path) : saltedDigest({ salt, value: valueAt(entry, path) ?? null }, hash),
  ]);
  return leafContentWith(entry, index, Object.fromEntries(digests));
}

function digestAt(sealed: Readonly<Record<string, Json>>, path: string): string {
  const digest = valueAt(sealed, path);
  return isDigest(digest) ? digest : '';
}

function isWritable(value: Json): boolean {
  try {
    canonicalJson(value);
    return true;
  } catch {
    return false;
  }
}
