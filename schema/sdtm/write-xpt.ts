import type { Column, Dataset, Rows, Value } from './dataset.ts';
import { encodeIbmFloat } from './ibm-float.ts';
import { toAscii } from './to-ascii.ts';
import { UnwritableDataset } from './unwritable-dataset.ts';
import { xptHead } from './xpt-head.ts';

/** Bytes handed on at a time, about. */
const CHUNK = 65_536;
const RECORD = 80;
const BLANK = 0x20;
const MISSING = 0x2e;
/** @source FDA Study Data Technical Conformance Guide, section 3.3.2: a file is not larger than 5 gigabytes */
const MOST_BYTES = 5e9;
const LONGEST_TEXT = 200;

/**
 * Writes a dataset as a SAS XPORT version 5 file, in pieces of about 64 kB.
 *
 * Text is written in ASCII as `toAscii` has it, padded with blanks; a missing text is blanks, a missing number '.'. Trailing blanks of a
 * text are lost, as the format has no end of text. Numbers are exact.
 *
 * @param rows values in the order of the columns; without any the file has headers only
 * @param made `at` becomes the time stamp, in UTC; it alone decides it, so that the same rows are the same bytes
 * @throws UnwritableDataset before the first byte for names, labels, lengths and size; at its row for a value. What was given until then
 *   is no file
 * @throws Error when the rows are not as many as `dataset.records`: our bug
 * @source SAS Institute TS-140; FDA Study Data Technical Conformance Guide
 */
export async function* writeXpt(
  dataset: Dataset,
  rows: Rows,
  made: { readonly at: string },
): AsyncGenerator<Uint8Array> {
  const { name } = dataset.definition;
  const head = xptHead(dataset, made.at);
  const width = dataset.columns.reduce((sum, { length }) => sum + length, 0);
  if (head.length + width * dataset.records > MOST_BYTES)
    throw new UnwritableDataset({
      dataset: name,
      variable: null,
      row: null,
      value: `${dataset.records} rows of ${width} bytes`,
      allowed: 'a file of 5 GB; export fewer evaluators, or another format',
    });
  yield head;

  const fields = dataset.columns.map((column) => openField(name, column));
  const room = Math.max(CHUNK, width);
  let bytes = new Uint8Array(room);
  let at = 0;
  let row = 0;
  for await (const values of rows) {
    row += 1;
    if (at + width > room) {
      yield bytes.subarray(0, at);
      bytes = new Uint8Array(room);
      at = 0;
    }
    const start = at;
    for (const [i, write] of fields.entries()) at = write(values[i] ?? null, bytes, at, row);
    if (isBlank(bytes, start, at))
      throw new UnwritableDataset({
        dataset: name,
        variable: null,
        row,
        value: null,
        allowed: 'rows with a value; one of blanks cannot be told from the end of the file',
      });
  }
  if (row !== dataset.records) throw new Error(`${name} has ${row} rows where ${dataset.records} were told.`);
  const padding = (RECORD - ((row * width) % RECORD)) % RECORD;
  yield bytes.subarray(0, at);
  if (padding > 0) yield new Uint8Array(padding).fill(BLANK);
}

/** Writes a value at a place and answers where the next one begins. */
type WriteField = (value: Value, bytes: Uint8Array, at: number, row: number) => number;

function openField(dataset: string, { name, type, length }: Column): WriteField {
  const refuse = (row: number, value: Value, allowed: string) =>
    new UnwritableDataset({ dataset, variable: name, row, value, allowed });
  if (type === 'Num') {
    return (value, bytes, at, row) => {
      if (value === null) bytes[at] = MISSING;
      else if (typeof value !== 'number') throw refuse(row, value, 'a number');
      else if (!encodeIbmFloat(value, bytes, at))
        throw refuse(row, value, '0, or a number of 5.4e-79 to 7.2e75, plus or minus');
      return at + length;
    };
  }
  return (value, bytes, at, row) => {
    const end = at + length;
    if (value === null) return blank(bytes, at, end);
    if (typeof value !== 'string') throw refuse(row, value, 'text');
    const plain = writePlain(value, bytes, at, end);
    if (plain >= 0) return blank(bytes, plain, end);
    const { text, stray } = toAscii(value);
    if (stray !== null) throw refuse(row, value, `ASCII text; ${JSON.stringify(stray)} has no form in it`);
    const written = writePlain(text, bytes, at, end);
    if (written >= 0) return blank(bytes, written, end);
    throw refuse(row, value, `text of ${Math.min(length, LONGEST_TEXT)} bytes; this is ${text.length}`);
  };
}

/** Writes printable ASCII; answers its end, or -1 where it is none or does not fit. */
function writePlain(text: string, bytes: Uint8Array, at: number, end: number): number {
  const stop = at + text.length;
  if (stop > end) return -1;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return -1;
    bytes[at + i] = code;
  }
  return stop;
}

function isBlank(bytes: Uint8Array, from: number, end: number): boolean {
  let at = from;
  while (at < end && bytes[at] === BLANK) at += 1;
  return at === end;
}

function blank(bytes: Uint8Array, from: number, end: number): number {
  for (let i = from; i < end; i += 1) bytes[i] = BLANK;
  return end;
}
