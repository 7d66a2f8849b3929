import type { Ledger } from './ledger.ts';
import { valueOf, type SourceRow } from './source-row.ts';
import { findMmPerUnit } from './terminology.ts';

/** What a row that should bear a size says. */
export type SizeAnswer = { readonly mm: number } | { readonly word: 'too-small' | 'not-evaluable' } | null;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WORDS: readonly (readonly [RegExp, 'too-small' | 'not-evaluable'])[] = [
  [/^(TOO SMALL TO MEASURE|BELOW MEASURABLE LIMIT)$/i, 'too-small'],
  [/^(NE|NOT EVALUABLE|NOT ASSESSABLE)$/i, 'not-evaluable'],
];

/**
 * The size of a TR row in millimetres: TRSTRESN in TRSTRESU, else TRORRES in TRORRESU.
 *
 * Refused, whichever column it stands in: what is neither a number nor a word for a size that cannot be given, a
 * negative number, a unit of no length. Flagged: the two columns differ.
 *
 * @returns null when nothing is given or it was refused
 */
export function readSize(ledger: Ledger, row: SourceRow): SizeAnswer {
  const standard = valueOf(row, 'TRSTRESN') ? 'TRSTRESN' : 'TRSTRESC';
  const stated = readColumn(ledger, row, standard, 'TRSTRESU');
  const original = readColumn(ledger, row, 'TRORRES', 'TRORRESU');
  if (stated === 'refused' || original === 'refused') return null;
  if (stated && original && 'mm' in stated && 'mm' in original && Math.abs(stated.mm - original.mm) > 1e-6) {
    ledger.report('RESULT_DIFFERS', row, { column: standard, expected: `${original.mm} mm as in TRORRES` });
  }
  if (!stated && !original)
    ledger.report('NO_EVALUATION', row, { column: 'TRORRES', expected: 'a size, or TRSTAT' });
  return stated ?? original;
}

function readColumn(
  ledger: Ledger,
  row: SourceRow,
  column: string,
  unitColumn: string,
): SizeAnswer | 'refused' {
  const text = valueOf(row, column);
  if (text === '') return null;
  const word = WORDS.find(([pattern]) => pattern.test(text))?.[1];
  if (word) return { word };
  if (!NUMBER.test(text) || Number(text) < 0) {
    ledger.report('BAD_SIZE', row, { column, expected: 'a number, 0 or more' });
    return 'refused';
  }
  const mm = findMmPerUnit(valueOf(row, unitColumn));
  if (mm === undefined) {
    ledger.report('BAD_UNIT', row, { column: unitColumn, expected: 'mm or cm' });
    return 'refused';
  }
  return { mm: Number(text) * mm };
}
