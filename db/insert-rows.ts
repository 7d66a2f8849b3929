import { getColumns, sql, type InferInsertModel, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from './viewer.ts';

/**
 * Inserts any number of rows with one statement and one parameter, where a list of values would need one for each cell.
 *
 * Every row names the same columns, its id among them; a column that none names has its default.
 *
 * @param onConflict what to do with a row that is there already, e.g. sql`on conflict do nothing`
 */
export async function insertRows<Table extends PgTable>(
  tx: Transaction,
  table: Table,
  rows: readonly (InferInsertModel<Table> & object)[],
  onConflict: SQL = sql``,
): Promise<void> {
  const first = rows[0];
  if (first === undefined) return;
  const names = new Map(Object.entries(getColumns(table)).map(([key, column]) => [key, column.name]));
  const nameOf = (key: string): string => {
    const name = names.get(key);
    if (name === undefined) throw new Error(`There is no column for "${key}".`);
    return name;
  };
  const keys = Object.keys(first);
  const columns = sql.join(
    keys.map((key) => sql.identifier(nameOf(key))),
    sql`, `,
  );
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [nameOf(key), value])),
  );
  await tx.execute(
    sql`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(records)}::jsonb) ${onConflict}`,
  );
}
