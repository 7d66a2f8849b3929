/** One cell: what is read, and the subject it opens. */
export interface FigureCell {
  readonly text: string;
  readonly subjectId?: string;
}

/** The table behind a figure: the same rows in the same order, each cell as text. */
export interface FigureTable {
  readonly caption: string;
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly FigureCell[])[];
}

/**
 * The table as a CSV file (RFC 4180, CRLF, UTF-8 without byte-order mark): its columns, rows and decimals.
 *
 * Numbers have an ASCII minus and no plus, and "–" (not applicable) is empty. A word that a spreadsheet would run as a
 * formula gets an apostrophe in front.
 */
export function tableCsv(table: FigureTable): string {
  const head = table.columns.map((column) => quote(column.name));
  const rows = table.rows.map((row) =>
    row.map((cell, index) =>
      table.columns[index]?.isNumber ? plainNumber(cell.text) : quote(harmless(cell.text)),
    ),
  );
  return [head, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

const plainNumber = (text: string) => quote(text.replace('\u2212', '-').replace(/^\+|^\u2013$/, ''));

const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
