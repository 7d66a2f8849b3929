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
  const { columns, sequenceVariable, isSortedByNumber } = planOf(table);
  const drafts = entries
    .map((entry) => ({ entry, row: project(columns, entry) }))
    .sort((a, b) => compareRows(table.keys, a.row, b.row) || (a.entry.key < b.entry.key ? -1 : 1));
  const isNumbered = sequenceVariable !== null;
  const sequence = isNumbered ? grow(known, numbered ?? drafts.map(({ entry }) => entry.key)) : [];
  const places = new Map(sequence.map((key, place) => [key, place + 1]));
  const supplements: DatasetRow[] = [];
  const rows = drafts.map(({ entry, row }) => {
    const number = isNumbered ? (places.get(entry.key) ?? null) : null;
    if (isNumbered) row[sequenceVariable] = number;
    const add = (name: string, label: string, origin: string) => (text: string, nth: number) =>
      supplements.push(
        supplementOf(
          { table, row, number },
          nth === 0 ? name : `${name.slice(0, 7)}${nth}`,
          label,
          text,
          origin,
        ),
      );
    for (const { name, label, origin } of columns) {
      const value = row[name];
      if (typeof value !== 'string' || !isLong(value)) continue;
      const [first = '', ...rest] = splitText(value);
      row[name] = first;
      rest.forEach((text, nth) => add(name, label, origin)(text, nth + 1));
    }
    for (const [name, label, { origin, value }] of table.supplements ?? []) {
      const answer = value(entry);
      if (answer !== null) splitText(String(answer)).forEach(add(name, label, origin.type));
    }
    return row;
  });
  if (isSortedByNumber) rows.sort((a, b) => compareRows(table.keys, a, b));
  supplements.sort((a, b) => compareRows(SUPPLEMENT_KEYS, a, b));
  return { rows, supplements, sequence };
}

/** What is asked of a table again and again: the variables it fills, and how its rows are numbered. */
interface Plan<Entry> {
  readonly columns: readonly {
    readonly name: string;
    readonly label: string;
    readonly origin: string;
    readonly value: (entry: Entry) => Value;
  }[];
  /** null: its rows are not numbered here. TSSEQ counts the values of a parameter and is filled by the table's line. */
  readonly sequenceVariable: string | null;
  readonly isSortedByNumber: boolean;
}

const plans = new WeakMap<object, unknown>();

function planOf<Entry>(table: Table<Entry>): Plan<Entry> {
  const known = plans.get(table);
  if (known) return known as Plan<Entry>;
  const number = `${table.code}SEQ`;
  const isNumbered = !table.isReference && table.variables.some(([name]) => name === number);
  const plan: Plan<Entry> = {
    columns: table.variables.flatMap(([name, label, , , , , filled]) =>
      filled ? [{ name, label, origin: filled.origin.type, value: filled.value }] : [],
    ),
    sequenceVariable: isNumbered ? number : null,
    isSortedByNumber: isNumbered && table.keys.includes(number),
  };
  plans.set(table, plan);
  return plan;
}

const SUPPLEMENT_KEYS = ['STUDYID', 'RDOMAIN', 'USUBJID', 'IDVAR', 'IDVARVAL', 'QNAM'] as const;

/** The values of a record; variables that are never filled are left out. */
function project<Entry>(columns: Plan<Entry>['columns'], entry: Entry): Record<string, Value> {
  const row: Record<string, Value> = {};
  for (const { name, value } of columns) {
    const answer = value(entry);
    row[name] = answer === '' ? null : answer;
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

/** Whether a text has more than 200 bytes of UTF-8; none does with 50 units of UTF-16 or fewer, at most 4 bytes each. */
const isLong = (text: string): boolean =>
  text.length > MOST_BYTES / 4 && encoder.encode(text).length > MOST_BYTES;

/** A text in parts of at most 200 bytes of UTF-8, whole characters each. */
export function splitText(text: string): readonly string[] {
  if (!isLong(text)) return [text];
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
