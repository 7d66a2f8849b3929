import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { raise } from './issue.ts';
import { decodeUtf8, type SourceFile } from './source-row.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** One record of a CSV file; the first is the heading. */
export interface CsvRecord {
  readonly values: readonly string[];
  /** The line on which the record ends, from 1. */
  readonly line: number;
}

/**
 * Reads a CSV file record by record: UTF-8 with or without byte order mark, quotes doubled, any line end.
 *
 * @throws UnreadableFile at bytes that are not UTF-8, an open quote, or a record whose number of values is not the heading's
 * @source RFC 4180
 */
export async function* readCsv(file: SourceFile): AsyncGenerator<CsvRecord> {
  const parser = parse({ info: true, relax_column_count: false, skip_empty_lines: true });
  const source = Readable.from(decodeUtf8(file, () => refuse(file.name, 'It is not UTF-8 text.')));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { values: record, line: info.lines };
    }
  } catch (error) {
    throw error instanceof CsvError ? refuse(file.name, sayWhy(error)) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function sayWhy(error: CsvError): string {
  if (error.code !== 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') return `${error.message}.`;
  const { lines, record } = error as CsvError & {
    readonly lines?: number;
    readonly record?: readonly string[];
  };
  return `Line ${lines ?? '?'} has ${record?.length ?? '?'} values, which is not the number of columns in the heading.`;
}

function refuse(file: string, detail: string): UnreadableFile {
  return new UnreadableFile(raise('UNREADABLE_FILE', { file, detail }));
}
