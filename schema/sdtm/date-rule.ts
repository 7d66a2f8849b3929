import type { ImportedDate } from './imported-subject.ts';
import { parseDate } from './iso-date.ts';
import type { Ledger } from './ledger.ts';
import { valueOf, type SourceRow } from './source-row.ts';

/** A full date another value gives, and the rule that gives it. */
export type DateCandidate = readonly [date: string | null, rule: string];

const FIRST_DAY = 'The first day of the period given.';

/**
 * The date of a --DTC column.
 *
 * A partial date takes the first candidate that lies in the period given, else the first day of that period; the text
 * as given is kept and the row is reported (PARTIAL_DATE).
 *
 * @returns null when the value is blank, and when it is no date, which refuses the import (BAD_DATE)
 */
export function dateOf(
  ledger: Ledger,
  row: SourceRow,
  column: string,
  candidates: () => readonly DateCandidate[] = () => [],
): ImportedDate | null {
  const text = valueOf(row, column);
  if (text === '') return null;
  const parsed = parseDate(text);
  if (!parsed) {
    ledger.report('BAD_DATE', row, { column, expected: 'an ISO 8601 date, YYYY-MM-DD' });
    return null;
  }
  if (parsed.isFull && !parsed.hasTime) return { on: text, given: null, rule: null };
  if (parsed.isFull) {
    const rule = 'The date without the time of day.';
    ledger.report('TIME_LEFT_OUT', row, { column });
    return { on: parsed.known, given: text, rule };
  }
  const found = candidates().find(([date]) => date?.startsWith(parsed.known));
  const on = found?.[0] ?? `${parsed.known}${'-01-01'.slice(parsed.known.length - 4)}`;
  const rule = found?.[1] ?? FIRST_DAY;
  ledger.report('PARTIAL_DATE', row, { column, expected: 'a full date', detail: `${on} is used: ${rule}` });
  return { on, given: text, rule };
}

export function fullDate(on: string): ImportedDate {
  return { on, given: null, rule: null };
}
