import { Readable } from 'node:stream';
import { createDeflate } from 'node:zlib';
import type { Column, Dataset, DatasetDefinition, Rows, Value } from './dataset.ts';
import { datasetOid, variableOid } from './oid.ts';
import { tellValues, writeText } from './write-text.ts';

/** What a Dataset-JSON file says of itself beside its data. */
export interface DatasetJsonAbout {
  /** Instant: the time stamp of the file. It alone decides it. */
  readonly at: string;
  /** ODM Study OID and MetaDataVersion OID of the define.xml beside it. */
  readonly studyOid: string;
  readonly metaDataVersionOid: string;
  /** Organisation the data come from. */
  readonly originator: string;
  readonly systemName: string;
  readonly systemVersion: string;
}

/**
 * Writes a dataset as Dataset-JSON 1.1, a row a line, in pieces of about 64 kB of UTF-8.
 *
 * Text is as it is, missing is null, numbers are JSON numbers, unrounded; a SAS date is a date whose target is a whole number.
 *
 * @throws UnwritableDataset for a value of another type than its column
 * @source CDISC Dataset-JSON 1.1
 */
export function writeDatasetJson(
  dataset: Dataset,
  rows: Rows,
  about: DatasetJsonAbout,
): AsyncGenerator<Uint8Array> {
  const head = JSON.stringify(describe(dataset, about)).slice(0, -1);
  const write = rowWriter(dataset);
  return writeText(dataset, rows, {
    head: `${head},"rows":[`,
    line: (values, row) => `${row === 1 ? '' : ','}\n${write(values, row)}`,
    tail: '\n]}\n',
  });
}

/** The same as newline-delimited JSON: the first line describes the dataset, every further line is a row. */
export function writeDatasetNdjson(
  dataset: Dataset,
  rows: Rows,
  about: DatasetJsonAbout,
): AsyncGenerator<Uint8Array> {
  const write = rowWriter(dataset);
  return writeText(dataset, rows, {
    head: `${JSON.stringify(describe(dataset, about))}\n`,
    line: (values, row) => `${write(values, row)}\n`,
    tail: '',
  });
}

/** The same as compressed Dataset-JSON (.dsjc): the newline-delimited form, zlib-compressed. */
export async function* writeDatasetDsjc(
  dataset: Dataset,
  rows: Rows,
  about: DatasetJsonAbout,
): AsyncGenerator<Uint8Array> {
  const source = Readable.from(writeDatasetNdjson(dataset, rows, about));
  const deflate = createDeflate();
  source.on('error', (error) => deflate.destroy(error));
  source.pipe(deflate);
  try {
    yield* deflate as AsyncIterable<Uint8Array>;
  } finally {
    source.destroy();
    deflate.destroy();
  }
}

function rowWriter(dataset: Dataset): (values: readonly Value[], row: number) => string {
  const tell = tellValues(dataset);
  return (values, row) => JSON.stringify(tell.map((one, i) => one(values[i] ?? null, row)));
}

/** The attributes in the order of the standard. */
function describe({ definition, columns, records }: Dataset, about: DatasetJsonAbout) {
  return {
    datasetJSONCreationDateTime: `${new Date(about.at).toISOString().slice(0, 19)}Z`,
    datasetJSONVersion: '1.1.0',
    originator: about.originator,
    sourceSystem: { name: about.systemName, version: about.systemVersion },
    studyOID: about.studyOid,
    metaDataVersionOID: about.metaDataVersionOid,
    itemGroupOID: datasetOid(definition.name),
    records,
    name: definition.name,
    label: definition.label,
    columns: columns.map((column) => describeColumn(definition, column)),
  };
}

function describeColumn({ name: dataset, keys }: DatasetDefinition, column: Column) {
  const key = keys.indexOf(column.name);
  return {
    itemOID: variableOid(dataset, column.name),
    name: column.name,
    label: column.label,
    ...typeOf(column),
    ...(key < 0 ? {} : { keySequence: key + 1 }),
  };
}

function typeOf({ type, format, length, decimals }: Column) {
  if (type === 'Char') return { dataType: 'string', length };
  if (format === 'SAS date') return { dataType: 'date', targetDataType: 'integer', displayFormat: 'DATE9.' };
  return { dataType: decimals === 0 ? 'integer' : 'float' };
}
