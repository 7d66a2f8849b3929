import { Readable } from 'node:stream';
import { createInflate } from 'node:zlib';
import { readCsv } from './csv.ts';
import { readDatasetJson, type DatasetJsonRow } from './dataset-json.ts';
import { raise } from './issue.ts';
import type { SourceDataset, SourceFile, SourceRow } from './source-row.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { readXpt } from './xpt.ts';

const XPT_START = 'HEADER RECORD*******';
/** A brace or bracket, a UTF-8 byte order mark before it or none. */
const JSON_START = /^(\xef\xbb\xbf)?\s*[[{]/;
/** The two bytes a zlib stream of deflate begins with, at its four levels. @source RFC 1950, section 2.2 */
const ZLIB = /^x[\x01\x5e\x9c\xda]/;

/**
 * Opens a file of SDTM rows. Its content decides what it is: XPORT by its first record, Dataset-JSON by its brace (as one object, as
 * lines, or as zlib-compressed lines), else CSV; the DOMAIN column decides the domain. The name decides nothing.
 *
 * @throws UnreadableFile, also while the rows are read: bytes that are no such file, a row of another domain
 */
export async function readDataset(file: SourceFile): Promise<SourceDataset> {
  const { format, columns, rows } = await openFile(file);
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice !== undefined) throw refuse('UNREADABLE_FILE', file.name, `It has two columns ${twice}.`);

  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  const domain = first.done ? null : domainOf(first.value);
  return {
    file: file.name,
    format,
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

async function openFile(file: SourceFile): Promise<Opened> {
  const { start, bytes } = await peekBytes(file.bytes);
  const whole = { name: file.name, bytes };
  if (ZLIB.test(start)) return openFile({ name: file.name, bytes: inflate(whole) });
  if (start.startsWith(XPT_START)) return openXpt(whole);
  return JSON_START.test(start) ? openDatasetJson(whole) : openCsv(whole);
}

interface Opened {
  readonly format: SourceDataset['format'];
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<SourceRow>;
}

async function openCsv(file: SourceFile): Promise<Opened> {
  const records = readCsv(file);
  const heading = await records.next();
  if (heading.done) throw refuse('UNREADABLE_FILE', file.name, 'It is empty.');
  const columns = heading.value.values.map((name) => name.trim().toUpperCase());
  return { format: 'CSV', columns, rows: csvRows(file.name, columns, records) };
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
  return { format: 'XPT', columns, rows: xptRows(file.name, columns, dataset.rows) };
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

async function openDatasetJson(file: SourceFile): Promise<Opened> {
  const { format, ...dataset } = await readDatasetJson(file);
  const columns = dataset.columns.map(({ name }) => name.toUpperCase());
  return { format, columns, rows: datasetJsonRows(file.name, columns, dataset.rows) };
}

async function* datasetJsonRows(
  file: string,
  columns: readonly string[],
  rows: AsyncIterable<DatasetJsonRow>,
): AsyncGenerator<SourceRow> {
  let rowNumber = 0;
  for await (const { values, line } of rows) {
    rowNumber += 1;
    yield { file, rowNumber, line, values: recordOf(columns, (i) => String(values[i] ?? '').trim()) };
  }
}

async function* inflate(file: SourceFile): AsyncGenerator<Uint8Array> {
  const source = Readable.from(file.bytes);
  const inflated = createInflate();
  source.on('error', (error) => inflated.destroy(error));
  source.pipe(inflated);
  try {
    yield* inflated as AsyncIterable<Uint8Array>;
  } catch (error) {
    const isDamaged = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    throw isDamaged
      ? refuse('UNREADABLE_FILE', file.name, 'Its compressed bytes are damaged or break off.')
      : error;
  } finally {
    source.destroy();
    inflated.destroy();
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
