import { readCsv } from './csv.ts';
import { raise } from './issue.ts';
import type { SourceDataset, SourceFile, SourceRow } from './source-row.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { readXpt } from './xpt.ts';

const XPT_START = 'HEADER RECORD*******';

/**
 * Opens a file of SDTM rows. Its content decides what it is: XPORT by its first record, else CSV; the DOMAIN column
 * decides the domain. The name decides nothing.
 *
 * @throws UnreadableFile, also while the rows are read: bytes that are no such file, a row of another domain
 */
export async function readDataset(file: SourceFile): Promise<SourceDataset> {
  const { start, bytes } = await peekBytes(file.bytes);
  const whole = { name: file.name, bytes };
  if (/^\s*[[{]/.test(start)) {
    throw refuse('UNREADABLE_FILE', file.name, 'It looks like JSON; CSV and SAS XPORT version 5 are read.');
  }
  const isXpt = start.startsWith(XPT_START);
  const { columns, rows } = isXpt ? await openXpt(whole) : await openCsv(whole);
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice !== undefined) throw refuse('UNREADABLE_FILE', file.name, `It has two columns ${twice}.`);

  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  const domain = first.done ? null : domainOf(first.value);
  return {
    file: file.name,
    format: isXpt ? 'XPT' : 'CSV',
    domain,
    columns,
    rows: continueRows(first, iterator, domain),
  };
}

function domainOf(row: SourceRow): string | null {
  const { DOMAIN, RDOMAIN } = row.values;
  if (DOMAIN) return DOMAIN.toUpperCase();
  return RDOMAIN ? `SUPP${RDOMAIN.toUpperCase()}` : null;
}

async function* continueRows(
  first: IteratorResult<SourceRow>,
  iterator: AsyncIterator<SourceRow>,
  domain: string | null,
): AsyncGenerator<SourceRow> {
  for (let next = first; !next.done; next = await iterator.next()) {
    if (domainOf(next.value) !== domain) {
      const expected = domain ?? 'no DOMAIN, as in the first row';
      throw new UnreadableFile(raise('MIXED_DOMAIN', { row: next.value, column: 'DOMAIN', expected }));
    }
    yield next.value;
  }
}

interface Opened {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<SourceRow>;
}

async function openCsv(file: SourceFile): Promise<Opened> {
  const records = readCsv(file);
  const heading = await records.next();
  if (heading.done) throw refuse('UNREADABLE_FILE', file.name, 'It is empty.');
  const columns = heading.value.values.map((name) => name.trim().toUpperCase());
  return { columns, rows: csvRows(file.name, columns, records) };
}

async function* csvRows(
  file: string,
  columns: readonly string[],
  records: ReturnType<typeof readCsv>,
): AsyncGenerator<SourceRow> {
  let rowNumber = 0;
  for await (const { values, line } of records) {
    rowNumber += 1;
    yield { file, rowNumber, line, values: recordOf(columns, (i) => (values[i] ?? '').trim()) };
  }
}

async function openXpt(file: SourceFile): Promise<Opened> {
  const dataset = await readXpt(file);
  const columns = dataset.columns.map(({ name }) => name.toUpperCase());
  return { columns, rows: xptRows(file.name, columns, dataset.rows) };
}

async function* xptRows(
  file: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly (string | number | null)[]>,
): AsyncGenerator<SourceRow> {
  let rowNumber = 0;
  for await (const values of rows) {
    rowNumber += 1;
    yield { file, rowNumber, line: null, values: recordOf(columns, (i) => String(values[i] ?? '').trim()) };
  }
}

function recordOf(columns: readonly string[], valueAt: (i: number) => string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [i, column] of columns.entries()) values[column] = valueAt(i);
  return values;
}

async function peekBytes(
  source: AsyncIterable<Uint8Array>,
): Promise<{ start: string; bytes: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let start = '';
  while (start.length < XPT_START.length) {
    const next = await iterator.next();
    if (next.done) break;
    held.push(next.value);
    start += String.fromCharCode(...next.value.subarray(0, XPT_START.length));
  }
  return { start, bytes: replay(held, iterator) };
}

async function* replay(
  held: readonly Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* held;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}

function refuse(code: 'UNREADABLE_FILE', file: string, detail: string): UnreadableFile {
  return new UnreadableFile(raise(code, { file, detail }));
}
