import type { Dataset, Rows, Value } from './dataset.ts';
import { tellValues, writeText } from './write-text.ts';

const NEEDS_QUOTES = /[",\r\n]/;

/**
 * Writes a dataset as comma-separated values: a heading of variable names, UTF-8 without byte order mark, lines end in CR LF.
 *
 * A missing value is nothing between two commas; numbers are not rounded; a SAS date is YYYY-MM-DD.
 *
 * @throws UnwritableDataset for a value of another type than its column
 * @source RFC 4180
 */
export function writeCsv(dataset: Dataset, rows: Rows): AsyncGenerator<Uint8Array> {
  const tell = tellValues(dataset);
  // A lone missing value would be an empty line, which readers pass over.
  const isLone = dataset.columns.length === 1;
  const write = (value: Value): string => {
    if (value === null) return isLone ? '""' : '';
    const text = String(value);
    return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return writeText(dataset, rows, {
    head: `${dataset.columns.map(({ name }) => write(name)).join(',')}\r\n`,
    line: (values, row) => `${tell.map((one, i) => write(one(values[i] ?? null, row))).join(',')}\r\n`,
    tail: '',
  });
}
