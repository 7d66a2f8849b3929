import { sql, type AnyColumn, type SQL } from 'drizzle-orm';

/** Whether a column of ids is one of these: one parameter, however many there are. */
export function isAnyOf(column: AnyColumn | SQL, ids: readonly string[]): SQL {
  return sql`${column} = any (${`{${ids.join(',')}}`}::uuid[])`;
}
