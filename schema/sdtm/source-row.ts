/** One row of a source file. */
export interface SourceRow {
  /** Name of the file as people know it, without its folder. */
  readonly file: string;
  /** Counts the file's rows from 1; a heading line is no row. */
  readonly rowNumber: number;
  /** The line of a text file on which the row ends, the heading being line 1; null in a binary file. */
  readonly line: number | null;
  /** Value by column, blanks around it removed; '' is a missing value. Numbers as text, e.g. '17.6'. */
  readonly values: Readonly<Record<string, string>>;
}

/** One file of rows; iterate `rows` once. */
export interface SourceDataset {
  readonly file: string;
  readonly format: 'CSV' | 'XPT' | 'DATASET_JSON' | 'NDJSON';
  /** From the DOMAIN column of the first row (RDOMAIN gives SUPP + domain); null without either or without rows. */
  readonly domain: string | null;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<SourceRow>;
}

/** A file as bytes, and the name people know it by. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The value of a column; '' when the file has no such column. */
export function valueOf(row: SourceRow, column: string): string {
  return row.values[column] ?? '';
}

/** Y is true and N false; null for anything else. */
export function yesNoOf(row: SourceRow, column: string): boolean | null {
  const word = valueOf(row, column).toUpperCase();
  return word === 'Y' ? true : word === 'N' ? false : null;
}

/** The text of a file's bytes, piece by piece. @param refuse the error at bytes that are not UTF-8 */
export async function* decodeUtf8(file: SourceFile, refuse: () => Error): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of file.bytes) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? refuse() : error;
  }
}
