import { decodeIbmFloat } from './ibm-float.ts';
import { raise } from './issue.ts';
import type { SourceFile } from './source-row.ts';
import { UnreadableFile } from './unreadable-file.ts';

export interface XptColumn {
  readonly name: string;
  readonly label: string;
  readonly type: 'Char' | 'Num';
  /** Bytes in a row. */
  readonly length: number;
  readonly offset: number;
}

export interface XptDataset {
  readonly name: string;
  readonly label: string;
  readonly columns: readonly XptColumn[];
  /** Values in the order of the columns; text without trailing blanks, numbers exact, null missing. */
  readonly rows: AsyncIterable<readonly (string | number | null)[]>;
}

const RECORD = 80;
const HEAD = 'HEADER RECORD*******';

/**
 * Reads a SAS XPORT version 5 file of one dataset, row by row.
 *
 * @throws UnreadableFile when a header record is not where it should be, at version 8, at a second dataset, and at a
 *   file that ends within a row; the last two while the rows are read
 * @source SAS TS-140; FDA Study Data Technical Conformance Guide (one dataset a file)
 */
export async function readXpt(file: SourceFile): Promise<XptDataset> {
  const bytes = byteReader(file.bytes);
  const refuse = (detail: string) =>
    new UnreadableFile(raise('UNREADABLE_FILE', { file: file.name, detail }));
  const text = async (name: string): Promise<string> => {
    const record = await bytes.take(RECORD);
    if (!record) throw refuse(`It ends before the ${name} record of a SAS XPORT file.`);
    return ascii(record);
  };
  const header = async (name: string): Promise<string> => {
    const record = await text(name);
    if (/V8|EXT/.test(record.slice(20, 36)))
      throw refuse('It is a SAS XPORT file of version 8; version 5 is needed.');
    if (!record.startsWith(`${HEAD}${name.padEnd(8)}HEADER RECORD!!!!!!!`)) {
      throw refuse(`Its ${name} header record is not where a SAS XPORT version 5 file has it.`);
    }
    return record;
  };

  await header('LIBRARY');
  await text('first library');
  await text('second library');
  const member = await header('MEMBER');
  const size = Number(member.slice(74, 78));
  if (size !== 140 && size !== 136)
    throw refuse(`Its variable descriptions have ${member.slice(74, 78)} bytes, not 140.`);
  await header('DSCRPTR');
  const name = (await text('dataset')).slice(8, 16).trim();
  const label = (await text('dataset label')).slice(32, 72).trim();
  const count = Number((await header('NAMESTR')).slice(54, 58));
  const described = await bytes.take(Math.ceil((count * size) / RECORD) * RECORD);
  if (!described || !Number.isInteger(count) || count < 1)
    throw refuse('Its variable descriptions are cut off.');
  const columns = Array.from({ length: count }, (_, i) =>
    readColumn(described.subarray(i * size, (i + 1) * size)),
  );
  for (const { name: column, type, length } of columns) {
    if (type === 'Num' && (length < 2 || length > 8))
      throw refuse(`Its number ${column} has ${length} bytes, not 2 to 8.`);
  }
  await header('OBS');
  return { name, label, columns, rows: readRows(bytes, columns, refuse) };
}

function readColumn(bytes: Uint8Array): XptColumn {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    name: ascii(bytes.subarray(8, 16)).trim(),
    label: decodeText(bytes.subarray(16, 56)).trim(),
    type: view.getInt16(0) === 1 ? 'Num' : 'Char',
    length: view.getInt16(4),
    offset: view.getInt32(84),
  };
}

async function* readRows(
  bytes: ByteReader,
  columns: readonly XptColumn[],
  refuse: (detail: string) => UnreadableFile,
): AsyncGenerator<readonly (string | number | null)[]> {
  const width = Math.max(...columns.map(({ offset, length }) => offset + length));
  let blankRows = 0;
  for (;;) {
    const row = await bytes.take(width);
    if (!row) break;
    if (row.every((byte) => byte === 0x20)) {
      blankRows += 1;
      continue;
    }
    // Blank rows may be the padding to a whole record; before another row they are rows.
    for (; blankRows > 0; blankRows -= 1) yield readRow(new Uint8Array(width).fill(0x20), columns);
    if (ascii(row.subarray(0, HEAD.length)) === HEAD)
      throw refuse('It holds more than one dataset; one a file is needed.');
    yield readRow(row, columns);
  }
  const rest = bytes.rest();
  if (rest.some((byte) => byte !== 0x20)) throw refuse('It ends within a row.');
}

function readRow(row: Uint8Array, columns: readonly XptColumn[]): (string | number | null)[] {
  return columns.map(({ type, offset, length }) =>
    type === 'Num'
      ? decodeIbmFloat(row, offset, length)
      : decodeText(row.subarray(offset, offset + length)).trimEnd(),
  );
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const WINDOWS = new TextDecoder('windows-1252');

/** The format says ASCII; files of today hold UTF-8, those of SAS sessions in a western locale Windows-1252. */
function decodeText(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return WINDOWS.decode(bytes);
  }
}

function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

interface ByteReader {
  /** Exactly so many bytes, or undefined when fewer are left. */
  readonly take: (count: number) => Promise<Uint8Array | undefined>;
  /** What is left after a take that found too few. */
  readonly rest: () => Uint8Array;
}

function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let buffer = new Uint8Array(0);
  let at = 0;
  return {
    async take(count) {
      while (buffer.length - at < count) {
        const next = await chunks.next();
        if (next.done) return undefined;
        const joined = new Uint8Array(buffer.length - at + next.value.length);
        joined.set(buffer.subarray(at));
        joined.set(next.value, buffer.length - at);
        buffer = joined;
        at = 0;
      }
      at += count;
      return buffer.subarray(at - count, at);
    },
    rest: () => buffer.subarray(at),
  };
}
