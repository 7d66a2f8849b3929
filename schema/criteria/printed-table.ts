import { ANY, type DecisionTable, type FirstLine } from './decision-table.ts';

/** A table of the criteria as a page prints it: what is asked, row by row, and the answer in the last column. */
export interface PrintedTable {
  readonly title: string;
  /** Paper and table, or section. */
  readonly source: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What a trace cites when a row gives the answer, for each row; left out of a table that is for reading alone. */
  readonly rowSources?: readonly string[];
}

/**
 * Prints a table of combinations.
 *
 * @param columns heads of the inputs; that of the answer is added
 */
export function printDecisionTable<Inputs extends readonly unknown[], Answer>(
  title: string,
  source: string,
  columns: readonly string[],
  table: DecisionTable<Inputs, Answer>,
): PrintedTable {
  const rows = table.rows.map((row) => (row as readonly unknown[]).map(cellText));
  return { title, source, columns: [...columns, 'answer'], rows, rowSources: table.rowSources };
}

/** Prints a table that is read from the top: conditions and answers, the first that holds. */
export function printLines<Facts, Answer>(
  title: string,
  source: string,
  table: FirstLine<Facts, Answer>,
): PrintedTable {
  const rows = table.lines.map(({ condition, answer }) => [condition, cellText(answer)]);
  // A table that several papers share cites none of its own.
  const rowSources = table.lines.map((line) =>
    line.source.startsWith(';') ? source + line.source : line.source,
  );
  return { title, source, columns: ['first that holds', 'answer'], rows, rowSources };
}

function cellText(cell: unknown): string {
  if (cell === ANY) return 'any';
  if (Array.isArray(cell)) return cell.map(cellText).join(', ');
  if (cell === null) return 'none';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'string' || typeof cell === 'number') return String(cell);
  throw new RangeError('A cell of a printed table is a word, a number, yes or no, any, or none.');
}
