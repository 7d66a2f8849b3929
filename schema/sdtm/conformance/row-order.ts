import type { DatasetRow, Value } from '../dataset.ts';

/** The order of two rows by keys: blanks first, numbers by size, texts by their code units. */
export function compareRows(keys: readonly string[], a: DatasetRow, b: DatasetRow): number {
  for (const key of keys) {
    const order = compareValues(a[key] ?? null, b[key] ?? null);
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
