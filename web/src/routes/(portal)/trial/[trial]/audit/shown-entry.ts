import { canonicalJson, type Json } from '@readout/ledger/canonical.ts';
import type { EntryProof } from '@readout/ledger/proof-file.ts';
import type { WholeEntry } from './document.ts';

const SAME = [
  'id',
  'record',
  'recordId',
  'action',
  'act',
  'actorName',
  'onBehalfOf',
  'reason',
  'reasonCode',
  'transaction',
  'sessionId',
  'requestId',
  'zone',
  'signatureId',
] as const;

/**
 * Which fields of an entry the page shows other than its leaf has them: by itself, a proof says nothing of what stands beside it.
 *
 * What was erased from the leaf is passed over.
 *
 * @returns names of the fields; empty when page and leaf agree
 */
export function fieldsOtherThanSealed(
  entry: WholeEntry,
  { leaf, openings }: Pick<EntryProof, 'leaf' | 'openings'>,
): readonly string[] {
  const sealed = parse(leaf);
  const sealedAt = (path: string, value: Json | undefined): Json | undefined => {
    if (!Object.hasOwn(openings, path)) return value ?? null;
    // Erased: nothing is left to compare with.
    return openings[path]?.value;
  };
  const isOther = (path: string, shown: unknown, value: Json | undefined) => {
    const known = sealedAt(path, value);
    return known !== undefined && textOf(known) !== textOf(shown ?? null);
  };
  const others: string[] = SAME.filter((name) => isOther(name, entry[name], sealed[name]));
  if (String(entry.number) !== sealed['number']) others.push('number');
  const recorded = sealed['recordedAt'];
  // The leaf has microseconds, the page milliseconds.
  if (typeof recorded !== 'string' || recorded.slice(0, 23) !== entry.recordedAt.slice(0, 23))
    others.push('recordedAt');
  for (const side of ['before', 'after'] as const) {
    const [shown, was] = [objectOf(entry[side]), objectOf(sealed[side])];
    for (const column of new Set([...Object.keys(shown), ...Object.keys(was)]))
      if (isOther(`${side}.${column}`, shown[column], was[column])) others.push(`${side} ${column}`);
  }
  return others;
}

const objectOf = (value: unknown): Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, Json>>) : {};

/** Numbers that canonical JSON cannot hold exactly stand in a leaf as text. */
const textOf = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : canonicalJson(value as Json);

function parse(leaf: string): Readonly<Record<string, Json>> {
  try {
    return objectOf(JSON.parse(leaf));
  } catch {
    return {};
  }
}
