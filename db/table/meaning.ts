import { getTableName, type InferSelectModel } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';

interface Meaning {
  readonly schema: string;
  readonly table: string;
  readonly text: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** What each table's row is and what each column means, by database names; written to the database as comments. */
export const MEANINGS: Meaning[] = [];

/**
 * Says what a row of a table is and what each of its columns means, with unit and when it is null.
 * The compiler refuses a column without a meaning.
 */
export function means<Table extends PgTable>(
  table: Table,
  text: string,
  columns: { readonly [Column in keyof InferSelectModel<Table>]: string },
): void {
  const config = getTableConfig(table);
  const named: Record<string, string> = {};
  for (const [key, column] of Object.entries(table)) {
    const meaning = (columns as Readonly<Record<string, string>>)[key];
    if (meaning !== undefined) named[(column as { readonly name: string }).name] = meaning;
  }
  MEANINGS.push({ schema: config.schema ?? 'public', table: getTableName(table), text, columns: named });
}
