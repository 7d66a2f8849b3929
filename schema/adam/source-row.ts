import type { ContentEvaluator } from '@readout/sdtm/content.ts';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { evaluatorTerms } from '@readout/sdtm/finding-entry.ts';

/** The record that a value comes from: SRCDOM, SRCVAR, SRCSEQ. @source ADaMIG v1.3, section 3.3.9 (data point traceability) */
export interface SourceRecord {
  /** An SDTM domain or an analysis dataset. */
  readonly domain: string;
  readonly variable: string;
  /** --SEQ; null where the dataset has one record for a subject. */
  readonly sequence: number | null;
}

/** The record of an SDTM row; null without a row. */
export function sourceOf(domain: string, variable: string, row: DatasetRow | undefined): SourceRecord | null {
  if (row === undefined) return null;
  const sequence = row[`${domain}SEQ`];
  return { domain, variable, sequence: typeof sequence === 'number' ? sequence : null };
}

/**
 * The record of RS that bears a word: its result, or the supplemental qualifier that tells what is derived where another word was stated or
 * nothing was done.
 *
 * @source ADaMIG v1.3, section 3.3.9: of a supplemental qualifier SRCVAR is the QNAM, SRCSEQ the --SEQ of the record it qualifies
 */
export function sourceOfWord(row: DatasetRow | undefined, word: string): SourceRecord | null {
  if (row?.['RSSTRESC'] === word) return sourceOf('RS', 'RSSTRESC', row);
  // The published term of a word may be another.
  const found = sourceOf('RS', 'RSORRES', row);
  return found === null || row?.['RSORRES'] === word
    ? found
    : { domain: 'SUPPRS', variable: 'RSDERIV', sequence: found.sequence };
}

/** A date of the subject-level dataset as the record of a value. */
export const fromAdsl = (variable: string): SourceRecord => ({ domain: 'ADSL', variable, sequence: null });

/** Whether a row of TU, TR or RS is of an evaluator. */
export function isOf(evaluator: ContentEvaluator, domain: 'TU' | 'TR' | 'RS', row: DatasetRow): boolean {
  const [term, id] = evaluatorTerms(evaluator);
  return row[`${domain}EVAL`] === term && (row[`${domain}EVALID`] ?? null) === id;
}
