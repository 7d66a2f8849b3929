import { raise } from './issue.ts';
import { jsonParts, type JsonPart } from './json-part.ts';
import type { SourceFile } from './source-row.ts';
import { UnreadableFile } from './unreadable-file.ts';

const TYPES = [
  'string',
  'integer',
  'decimal',
  'float',
  'double',
  'boolean',
  'datetime',
  'date',
  'time',
  'URI',
] as const;
type DataType = (typeof TYPES)[number];

export interface DatasetJsonColumn {
  readonly name: string;
  readonly label: string;
  readonly dataType: DataType;
}

export interface DatasetJsonRow {
  /** In the order of the columns; null missing. A decimal and a date are text. */
  readonly values: readonly (string | number | boolean | null)[];
  /** The line of the row where rows are lines; else null. */
  readonly line: number | null;
}

export interface DatasetJson {
  readonly name: string;
  readonly label: string;
  readonly format: 'DATASET_JSON' | 'NDJSON';
  readonly columns: readonly DatasetJsonColumn[];
  readonly rows: AsyncIterable<DatasetJsonRow>;
}

/**
 * Reads Dataset-JSON 1.1, row by row: as one object, or as lines (NDJSON) of which the first describes the dataset.
 *
 * @throws UnreadableFile at what is no JSON or no Dataset-JSON 1.1, columns that come after the rows, a row with too few or too many values,
 *   a value of another type than its column's, and a number of rows other than the file tells; the last four while the rows are read
 * @source CDISC Dataset-JSON 1.1
 */
export async function readDatasetJson(file: SourceFile): Promise<DatasetJson> {
  const refuse: Refuse = (detail, row) =>
    new UnreadableFile(
      raise('UNREADABLE_FILE', {
        file: file.name,
        detail,
        ...(row ? { row: { file: file.name, ...row, values: {} } } : {}),
      }),
    );
  const parts = jsonParts(file, refuse);
  const about = new Map<string, unknown>();
  let part = await parts.next();
  const format = !part.done && part.value.line !== null ? 'NDJSON' : 'DATASET_JSON';
  while (!part.done && part.value.kind === 'about') {
    about.set(part.value.key, part.value.value);
    part = await parts.next();
  }
  const version = about.get('datasetJSONVersion');
  if (!part.done && !about.has('columns'))
    throw refuse('Its columns do not come before its rows, so the rows have no names.');
  if (typeof version !== 'string' || !/^1\.1(\.\d+)?$/.test(version)) {
    const said = version === undefined ? '' : ` (${JSON.stringify(version)})`;
    throw refuse(`It is JSON, but no Dataset-JSON of version 1.1: see its datasetJSONVersion${said}.`);
  }
  const columns = columnsOf(about.get('columns'), refuse);
  const text = (key: string) => {
    const value = about.get(key);
    if (typeof value !== 'string') throw refuse(`Its ${key} is no text.`);
    return value;
  };
  return {
    name: text('name'),
    label: text('label'),
    format,
    columns,
    rows: readRows(part, parts, about, columns, refuse),
  };
}

/** Refuses the file, at a row where there is one. */
export type Refuse = (
  detail: string,
  row?: { readonly rowNumber: number; readonly line: number | null },
) => UnreadableFile;

function columnsOf(given: unknown, refuse: Refuse): readonly DatasetJsonColumn[] {
  if (!Array.isArray(given) || given.length === 0) throw refuse('It has no columns.');
  return given.map((column: unknown, i) => {
    const { name, label, dataType } = (column ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof name !== 'string' || name.trim() === '') throw refuse(`Its column ${i + 1} has no name.`);
    const type = TYPES.find((each) => each === dataType);
    if (type === undefined)
      throw refuse(
        `Its column ${name} has the dataType ${JSON.stringify(dataType)}. Expected: ${TYPES.join(', ')}.`,
      );
    return { name: name.trim(), label: typeof label === 'string' ? label : '', dataType: type };
  });
}

async function* readRows(
  first: IteratorResult<JsonPart>,
  parts: AsyncGenerator<JsonPart>,
  about: Map<string, unknown>,
  columns: readonly DatasetJsonColumn[],
  refuse: Refuse,
): AsyncGenerator<DatasetJsonRow> {
  let rowNumber = 0;
  for (let part = first; !part.done; part = await parts.next()) {
    if (part.value.kind === 'about') {
      about.set(part.value.key, part.value.value);
      continue;
    }
    rowNumber += 1;
    const { value, line } = part.value;
    const place = { rowNumber, line };
    if (!Array.isArray(value))
      throw refuse(`Its row is ${JSON.stringify(value)?.slice(0, 40) ?? ''}, no list of values.`, place);
    if (value.length !== columns.length)
      throw refuse(`Its row has ${value.length} values, and the file ${columns.length} columns.`, place);
    const stray = columns.findIndex(({ dataType }, i) => !isOfType(value[i], dataType));
    const column = columns[stray];
    if (column)
      throw refuse(`Its ${column.name} is ${JSON.stringify(value[stray])}, no ${column.dataType}.`, place);
    yield { values: value as DatasetJsonRow['values'], line };
  }
  const told = about.get('records');
  if (told !== rowNumber)
    throw refuse(`It has ${rowNumber} rows and tells of ${JSON.stringify(told) ?? 'none'} records.`);
}

function isOfType(value: unknown, type: DataType): boolean {
  if (value === null) return true;
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'float' || type === 'double') return typeof value === 'number';
  return typeof value === 'string';
}
