import { burdenOf, CRITERIA, isCriteriaId } from '@readout/criteria';
import { MEANINGS } from '@readout/db/table/meaning.ts';
import type { EntryNames } from './entry-name.ts';
import type { EntryRow, RowValues } from './entry-row.ts';
import { evaluatorText, wordText } from './word-text.ts';

/** One column that an entry tells of, as people read it. */
export interface EntryField {
  /** Name of the column. */
  readonly name: string;
  /** In words, without the unit. */
  readonly label: string;
  readonly unit: string | null;
  /** What the column means; null for details of an act. */
  readonly meaning: string | null;
  /** What was, with its unit; null: nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Ends of column names that are units, as people write them. */
const UNITS: readonly (readonly [end: string, unit: string])[] = [
  ['_ng_per_ml', 'ng/mL'],
  ['_mg_per_day', 'mg/day'],
  ['_percent', '%'],
  ['_before_days', 'days'],
  ['_after_days', 'days'],
  ['_years', 'years'],
  ['_mm', 'mm'],
  ['_ml', 'mL'],
  ['_hu', 'HU'],
];

const LABELS: Readonly<Record<string, string>> = {
  is_current: 'counts',
  is_evaluable: 'evaluable',
  is_measurable: 'measurable',
  is_blinded: 'blinded',
  is_different: 'differs from stated',
  sum: 'tumour burden',
  sul_peak: 'SULpeak',
  t2flair: 'T2/FLAIR',
  fdg: 'FDG',
  psa_ng_per_ml: 'PSA',
  usubjid: 'USUBJID',
  best: 'best response',
  confirmed_best: 'confirmed best response',
  overall: 'timepoint response',
  progression_on: 'date of progression',
  attenuation_hu: 'attenuation',
  window_before_days: 'days early',
  window_after_days: 'days late',
};

/** What tells the machine and not the reader. */
const SILENT: ReadonlySet<string> = new Set(['id', 'trial_id', 'review_id', 'source_key', 'listed']);
/** What is derived again with each answer, long, and shown where the answer is. */
const TRACES: ReadonlySet<string> = new Set(['trace']);

const MEANING_OF = new Map(
  MEANINGS.flatMap(({ table, columns }) =>
    Object.entries(columns).map(([column, meaning]) => [`${table} ${column}`, meaning] as const),
  ),
);

/** Where a column stands in its table, so that fields come in the order in which people think of them. */
const PLACE_OF = new Map([...MEANING_OF.keys()].map((key, place) => [key, place]));

/** @example labelOf('longest_diameter_mm') // "longest diameter" */
export function labelOf(column: string): string {
  const known = LABELS[column];
  if (known !== undefined) return known;
  const end = UNITS.find(([each]) => column.endsWith(each))?.[0] ?? '';
  return column
    .slice(0, column.length - end.length)
    .replace(/_(id|on|at)$/, '')
    .replace(/^(is|has)_/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('_', ' ');
}

/** Unit of a column's values; that of a tumour burden hangs on the criteria of the row. */
export function unitOf(column: string, row: RowValues): string | null {
  if (column === 'sum' || column === 'stated_sum') {
    const { criteria } = row;
    return typeof criteria === 'string' && isCriteriaId(criteria)
      ? burdenOf(CRITERIA[criteria], {}).unit
      : null;
  }
  if (column === 'sul_peak') return 'g/mL';
  if (column === 'dose') return typeof row['dose_unit'] === 'string' ? row['dose_unit'] : null;
  return UNITS.find(([end]) => column.endsWith(end))?.[1] ?? null;
}

/** A value of a column in words, with its unit; null: nothing there. */
export function valueText(column: string, value: unknown, row: RowValues, names: EntryNames): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') {
    const unit = unitOf(column, row);
    const number = String(Number(value.toFixed(2))).replace('-', '−');
    return unit === null ? number : `${number} ${unit}`;
  }
  if (TRACES.has(column)) return traceText(value);
  if (typeof value === 'string') {
    if (column === 'evaluator') return evaluatorText(value);
    if (column.endsWith('_id')) return names.nameOf(value) ?? value;
    if (/^\d{4}-\d{2}-\d{2}T/.test(value))
      return `${new Date(value).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    return wordText(column, value);
  }
  if (Array.isArray(value) && value.every((each) => typeof each === 'string' || typeof each === 'number'))
    return value.length === 0 ? null : value.join(', ');
  const text = JSON.stringify(value);
  return text === '{}' || text === '[]' ? null : text;
}

function traceText(value: unknown): string | null {
  const steps = Array.isArray(value)
    ? (value as readonly unknown[])
    : Object.values(value as Readonly<Record<string, unknown>>).flatMap((each) =>
        Array.isArray(each) ? (each as readonly unknown[]) : [],
      );
  return steps
    .map((step) => (typeof step === 'object' && step !== null && 'rule' in step ? String(step.rule) : ''))
    .filter((rule, at, all) => rule !== '' && all.indexOf(rule) === at)
    .join(' ');
}

/** The columns that an entry tells of: those that changed, all that a new or a deleted row had, the details of an act. */
export function fieldsOf(entry: EntryRow, names: EntryNames): readonly EntryField[] {
  const row = names.rowOf(entry);
  const told = entry.action === 'UPDATE' ? entry.changed : Object.keys(entry.after ?? entry.before ?? {});
  return told
    .filter((name) => !SILENT.has(name))
    .toSorted((a, b) => placeOf(entry, a) - placeOf(entry, b))
    .map((name) => ({
      name,
      label: labelOf(name),
      unit: unitOf(name, row),
      meaning: MEANING_OF.get(`${entry.record} ${name}`) ?? null,
      before: valueText(name, entry.before?.[name], { ...row, ...entry.before }, names),
      after: valueText(name, entry.after?.[name], row, names),
    }))
    .filter(({ before, after }) => before !== null || after !== null);
}

const placeOf = ({ record }: EntryRow, column: string): number => PLACE_OF.get(`${record} ${column}`) ?? 0;
