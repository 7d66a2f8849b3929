import { createReadStream } from 'node:fs';
import { readCsv } from '@readout/sdtm/csv.ts';
import { UnreadableFile } from '@readout/sdtm/unreadable-file.ts';
import { CommandRefusal } from './command-refusal.ts';

const WRONG_USE = 2;

/** A row of a table with its number, the first below the heading being 1. */
export interface TableRow {
  readonly number: number;
  readonly values: Readonly<Record<string, string>>;
}

/** How people and R write a missing value. */
const MISSING = new Set(['', 'NA', '.']);

/**
 * Reads a CSV file with a heading.
 *
 * @param file its path; - for standard input
 * @throws CommandRefusal with exit status 2 when it cannot be read or is no such table
 */
export async function readTable(file: string): Promise<readonly TableRow[]> {
  const name = file === '-' ? 'standard input' : file;
  const rows: TableRow[] = [];
  let heading: readonly string[] | undefined;
  try {
    for await (const { values } of readCsv({
      name,
      bytes: file === '-' ? process.stdin : createReadStream(file),
    })) {
      if (heading === undefined) {
        heading = values.map((each) => each.trim());
        continue;
      }
      const named = heading.map((column, at) => [column, (values[at] ?? '').trim()] as const);
      rows.push({ number: rows.length + 1, values: Object.fromEntries(named) });
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw new CommandRefusal(error.message, WRONG_USE);
    if (error instanceof Error && 'code' in error)
      throw new CommandRefusal(`${name} cannot be read: ${error.message}`, WRONG_USE);
    throw error;
  }
  if (rows.length === 0) throw new CommandRefusal(`${name} has no row below a heading.`, WRONG_USE);
  return rows;
}

/** @throws CommandRefusal that names the first column which is not there, and those that are */
export function checkColumns(rows: readonly TableRow[], columns: readonly string[]): void {
  const given = Object.keys(rows[0]?.values ?? {});
  const missing = columns.find((each) => !given.includes(each));
  if (missing !== undefined)
    throw new CommandRefusal(`There is no column ${missing}; there are ${given.join(', ')}.`, WRONG_USE);
}

/** The text of a cell; null where it is missing: empty, NA or a full stop. */
export function cellOf(row: TableRow, column: string): string | null {
  const text = row.values[column] ?? '';
  return MISSING.has(text) ? null : text;
}

/** @throws CommandRefusal for a text that is no number, or is less than `least` */
export function numberOf(row: TableRow, column: string, least = Number.NEGATIVE_INFINITY): number | null {
  const text = cellOf(row, column);
  if (text === null) return null;
  const number = Number(text);
  if (!Number.isFinite(number) || number < least) {
    const expected = least === 0 ? 'a number of 0 or more' : 'a number';
    throw new CommandRefusal(`Row ${row.number}, column ${column}: "${text}" is not ${expected}.`, WRONG_USE);
  }
  return number;
}

/** @throws CommandRefusal for anything but a whole number of 0 or more */
export function countOf(row: TableRow, column: string): number {
  const number = numberOf(row, column, 0);
  if (number === null || !Number.isInteger(number))
    throw new CommandRefusal(
      `Row ${row.number}, column ${column}: "${row.values[column] ?? ''}" is no count.`,
      WRONG_USE,
    );
  return number;
}

const EVENT: Readonly<Record<string, boolean>> = { '1': true, '0': false, TRUE: true, FALSE: false };

/** Whether the event was seen. @throws CommandRefusal for anything but 1, 0, TRUE or FALSE */
export function eventOf(row: TableRow, column: string): boolean | null {
  const text = cellOf(row, column);
  if (text === null) return null;
  const isEvent = EVENT[text.toUpperCase()];
  if (isEvent === undefined)
    throw new CommandRefusal(
      `Row ${row.number}, column ${column}: "${text}" is neither 1 (seen) nor 0 (censored).`,
      WRONG_USE,
    );
  return isEvent;
}

/** Distinct words: as numbers where all are, else as an English dictionary has them. */
export function inOrder(words: readonly string[]): readonly string[] {
  const distinct = [...new Set(words)];
  const areNumbers = distinct.every((each) => Number.isFinite(Number(each)));
  return distinct.sort((a, b) => (areNumbers ? Number(a) - Number(b) : a.localeCompare(b, 'en')));
}
