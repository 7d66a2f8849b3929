import type { Dataset, Rows, Value } from './dataset.ts';
import { UnwritableDataset } from './unwritable-dataset.ts';

/** Characters handed on at a time, about. */
const CHUNK = 65_536;

/** What a format of text makes of a dataset. */
export interface TextFormat {
  readonly head: string;
  /** One row, with its number from 1. */
  readonly line: (values: readonly Value[], row: number) => string;
  readonly tail: string;
}

/**
 * Writes rows as UTF-8 text, in pieces of about 64 kB.
 *
 * @throws Error when the rows are not as many as `dataset.records`: our bug
 */
export async function* writeText(
  { definition, records }: Dataset,
  rows: Rows,
  { head, line, tail }: TextFormat,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = head;
  let row = 0;
  for await (const values of rows) {
    row += 1;
    text += line(values, row);
    if (text.length < CHUNK) continue;
    yield encoder.encode(text);
    text = '';
  }
  if (row !== records) throw new Error(`${definition.name} has ${row} rows where ${records} were told.`);
  yield encoder.encode(text + tail);
}

/** How a value is told in a format of text: numbers as they are, unrounded; a SAS date as a date. */
export type TellValue = (value: Value, row: number) => Value;

/**
 * One for each column, in their order.
 *
 * @returns functions that throw UnwritableDataset for text in a number's place or a number in a text's, and for what is no number
 */
export function tellValues({ definition, columns }: Dataset): readonly TellValue[] {
  return columns.map(({ name, type, format }) => {
    const refuse = (row: number, value: Value, allowed: string) =>
      new UnwritableDataset({ dataset: definition.name, variable: name, row, value, allowed });
    return (value, row) => {
      if (value === null || value === '') return null;
      if (type === 'Char') {
        if (typeof value !== 'string') throw refuse(row, value, 'text');
        return value;
      }
      if (typeof value !== 'number' || !Number.isFinite(value)) throw refuse(row, value, 'a finite number');
      return format === 'SAS date' ? isoOfSasDate(value, (allowed) => refuse(row, value, allowed)) : value;
    };
  });
}

const DAY_MS = 86_400_000;
const SAS_EPOCH_MS = Date.UTC(1960, 0, 1);
/** 1582-10-15 and 9999-12-31, which SAS counts from and to. */
const FIRST_DAY = -137_774;
const LAST_DAY = 2_936_547;

/** YYYY-MM-DD of a number of days since 1960-01-01. @source SAS Language Reference: SAS date values */
function isoOfSasDate(days: number, refuse: (allowed: string) => Error): string {
  if (!Number.isInteger(days) || days < FIRST_DAY || days > LAST_DAY)
    throw refuse('whole days since 1960-01-01, of the years 1582 to 9999');
  return new Date(SAS_EPOCH_MS + days * DAY_MS).toISOString().slice(0, 10);
}
