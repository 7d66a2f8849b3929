import type { Column, Dataset, Value } from '@readout/sdtm/dataset.ts';

/** A column of a dataset that a test writes; text is as long as told, a number has one decimal. */
export function columnOf(name: string, type: 'Char' | 'Num', more: Partial<Column> = {}): Column {
  return {
    name,
    label: `Label of ${name}`,
    type,
    core: 'Exp',
    role: null,
    codelists: [],
    format: null,
    origin: { type: 'Assigned', source: 'Sponsor' },
    method: null,
    length: type === 'Num' ? 8 : 12,
    decimals: type === 'Num' ? 1 : null,
    ...more,
  };
}

/** A dataset TINY of these columns for so many rows; the first column is its key. */
export function datasetOf(columns: readonly Column[], records: number, name = 'TINY'): Dataset {
  return {
    definition: {
      name,
      domain: name,
      label: 'Tiny set',
      standard: 'SDTMIG',
      class: 'FINDINGS',
      structure: 'One record per row',
      keys: columns.slice(0, 1).map((column) => column.name),
      isReference: false,
      variables: columns,
    },
    columns,
    records,
  };
}

/** Two columns, two rows, each with a missing value: what every format has to tell. */
export const TWO_ROWS: readonly (readonly Value[])[] = [
  ['A', 1],
  ['B-2', null],
];
export const TWO_COLUMNS: readonly Column[] = [
  columnOf('ID', 'Char', { length: 3 }),
  columnOf('SIZE', 'Num'),
];

/** All that a writer gives, as one array of bytes. */
export async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
