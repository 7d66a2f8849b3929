import type { DatasetRow, Value } from './dataset.ts';
import type { Table } from './domain.ts';

/** Most bytes of a text variable: the rest goes on in SUPP--. @source SAS XPORT version 5 */
const MOST_BYTES = 200;

/** Rows of a dataset with what belongs to SUPP--, and the keys by which they are numbered. */
export interface BuiltDataset {
  readonly rows: readonly DatasetRow[];
  readonly supplements: readonly DatasetRow[];
  readonly sequence: readonly string[];
}

/**
 * The rows of a dataset of one subject: values by the table's lines, sorted by its keys, numbered, texts over 200 bytes split.
 *
 * @param known keys numbered in earlier exports, in order; new ones are appended in the order of the rows, or that of `numbered`
 * @param numbered keys of `entries` in the order in which new ones are numbered, where it is not that of the rows
 */
export function buildDataset<Entry extends { readonly key: string }>(
  table: Table<Entry>,
  entries: readonly Entry[],
  known: readonly string[] = [],
  numbered?: readonly string[],
): BuiltDataset {
  const sequenceVariable = `${table.code}SEQ`;
  // TSSEQ counts the values of a parameter and is filled by the table's line.
  const isNumbered = !table.isReference && table.variables.some(([name]) => name === sequenceVariable);
  const drafts = entries
    .map((entry) => ({ entry, row: project(table, entry) }))
    .sort((a, b) => compareRows(table.keys, a.row, b.row) || (a.entry.key < b.entry.key ? -1 : 1));
  const sequence = isNumbered ? grow(known, numbered ?? drafts.map(({ entry }) => entry.key)) : [];
  const places = new Map(sequence.map((key, place) => [key, place + 1]));
  const supplements: DatasetRow[] = [];
  const rows = drafts.map(({ entry, row }) => {
    const number = places.get(entry.key) ?? null;
    const kept: Record<string, Value> = isNumbered ? { ...row, [sequenceVariable]: number } : row;
    const parent = { table, row: kept, number: isNumbered ? number : null };
    for (const [name, label] of table.variables) {
      const value = kept[name];
      if (typeof value !== 'string') continue;
      const [first = '', ...rest] = splitText(value);
      kept[name] = first;
      rest.forEach((text, nth) => {
        const qualifier = `${name.slice(0, 7)}${nth + 1}`;
        supplements.push(supplementOf(parent, qualifier, label, text, 'Collected'));
      });
    }
    for (const [name, label, { origin, value }] of table.supplements ?? []) {
      const answer = value(entry);
      if (answer === null) continue;
      splitText(String(answer)).forEach((text, nth) => {
        const qualifier = nth === 0 ? name : `${name.slice(0, 7)}${nth}`;
        supplements.push(supplementOf(parent, qualifier, label, text, origin.type));
      });
    }
    return kept;
  });
  rows.sort((a, b) => compareRows(table.keys, a, b));
  supplements.sort((a, b) => compareRows(SUPPLEMENT_KEYS, a, b));
  return { rows, supplements, sequence };
}

export const SUPPLEMENT_KEYS = ['STUDYID', 'RDOMAIN', 'USUBJID', 'IDVAR', 'IDVARVAL', 'QNAM'] as const;

function project<Entry>(table: Table<Entry>, entry: Entry): Record<string, Value> {
  const row: Record<string, Value> = {};
  for (const [name, , , , , , filled] of table.variables) {
    const value = filled?.value(entry) ?? null;
    row[name] = value === '' ? null : value;
  }
  return row;
}

/** Known keys keep their place though their row is gone; new ones follow. */
function grow(known: readonly string[], keys: readonly string[]): readonly string[] {
  const have = new Set(known);
  const grown = [...known];
  for (const key of keys) {
    if (have.has(key)) continue;
    have.add(key);
    grown.push(key);
  }
  return grown;
}

function supplementOf(
  {
    table,
    row,
    number,
  }: {
    readonly table: Pick<Table, 'code'>;
    readonly row: DatasetRow;
    readonly number: number | null;
  },
  name: string,
  label: string,
  text: string,
  origin: string,
): DatasetRow {
  return {
    STUDYID: row['STUDYID'] ?? null,
    RDOMAIN: table.code,
    USUBJID: row['USUBJID'] ?? null,
    ...identify(table.code, row, number),
    QNAM: name,
    QLABEL: label,
    QVAL: text,
    QORIG: origin,
    QEVAL: origin === 'Collected' ? (row[`${table.code}EVAL`] ?? null) : null,
  };
}

/** What tells the parent record: its number; in DM, with one record a subject, nothing; in SV, which has no numbers, the visit. */
function identify(code: string, row: DatasetRow, number: number | null): DatasetRow {
  if (number !== null) return { IDVAR: `${code}SEQ`, IDVARVAL: String(number) };
  if (code !== 'SV') return { IDVAR: null, IDVARVAL: null };
  return { IDVAR: 'VISITNUM', IDVARVAL: String(row['VISITNUM']) };
}

/** Missing first, then numbers by size, then texts by code unit; IDVARVAL is a number as text. */
export function compareRows(keys: readonly string[], a: DatasetRow, b: DatasetRow): number {
  for (const key of keys) {
    const order =
      key === 'IDVARVAL' ? Number(a[key]) - Number(b[key]) : compareValues(a[key] ?? null, b[key] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

const encoder = new TextEncoder();

/** A text in parts of at most 200 bytes of UTF-8, whole characters each. */
export function splitText(text: string): readonly string[] {
  if (text.length <= MOST_BYTES / 4 || encoder.encode(text).length <= MOST_BYTES) return [text];
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of text) {
    const more = encoder.encode(character).length;
    if (bytes + more > MOST_BYTES) {
      parts.push(part);
      [part, bytes] = ['', 0];
    }
    part += character;
    bytes += more;
  }
  return [...parts, part];
}
