import type { DatasetRow, Value } from '../dataset.ts';
import type { Rule, Severity } from './rule.ts';

/** A rule that is broken, where and by what. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly dataset: string;
  /** Keys that identify the row, in words; null: the dataset as a whole. */
  readonly row: string | null;
  readonly variable: string | null;
  readonly value: string | null;
  readonly sentence: string;
}

/** @param keys names of what identifies a row of the dataset */
export function findingOf(
  { id, severity, sentence }: Rule,
  dataset: string,
  keys: readonly string[],
  row: DatasetRow | null,
  [variable, value, detail]: readonly [
    variable: string | null,
    value?: Value | undefined,
    detail?: string | undefined,
  ],
): Finding {
  return {
    rule: id,
    severity,
    dataset,
    row: row === null ? null : nameRow(keys, row),
    variable,
    value: value === null || value === undefined ? null : String(value),
    sentence: detail === undefined ? sentence : `${sentence} ${detail}`,
  };
}

/** @example nameRow(['USUBJID', 'TRSEQ'], row) // USUBJID ORI-301-0001, TRSEQ 12 */
export function nameRow(keys: readonly string[], row: DatasetRow): string {
  return keys
    .filter((key) => key !== 'STUDYID' && key !== 'DOMAIN' && row[key] !== null && row[key] !== undefined)
    .map((key) => `${key} ${row[key]}`)
    .join(', ');
}
