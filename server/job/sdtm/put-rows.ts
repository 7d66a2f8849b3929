import { isDeepStrictEqual } from 'node:util';
import { newId } from '@readout/db/new-id.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import type { ChangeCount } from './import-report.ts';

/** A row by the database's column names. */
export type Row = Readonly<Record<string, unknown>>;

export interface PutTarget {
  readonly table: string;
  /** The column that names a row within the trial. */
  readonly key: 'id' | 'subject_id';
  readonly trialId: string;
}

/**
 * Makes the hub's rows those that are wanted: new ones are inserted, those that differ in a wanted column are updated, the others are
 * left alone and so leave no trace. One statement each.
 *
 * @param wanted without `trial_id`; all of them with the same columns
 * @param stored what the hub has, by key
 */
export async function putRows(
  tx: Transaction,
  target: PutTarget,
  wanted: readonly Row[],
  stored: ReadonlyMap<string, Row>,
  change: ChangeCount,
): Promise<void> {
  const fresh: Row[] = [];
  const changed: Row[] = [];
  for (const row of wanted) {
    const before = stored.get(String(row[target.key]));
    if (before === undefined) fresh.push(row);
    else if (isDifferent(row, before)) changed.push(row);
    else change.unchanged += 1;
  }
  change.inserted += fresh.length;
  change.updated += changed.length;
  await insertRows(tx, target, fresh);
  await updateRows(tx, target, changed);
}

/** Whether a wanted row differs from the stored one, in the columns that are wanted. */
export function isDifferent(wanted: Row, stored: Row): boolean {
  return Object.entries(wanted).some(([column, value]) => {
    const before = stored[column] ?? null;
    if (typeof value !== 'object' || value === null) return (value ?? null) !== before;
    return !isDeepStrictEqual(JSON.parse(JSON.stringify(value)), before);
  });
}

export async function insertRows(tx: Transaction, target: PutTarget, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const names = columnsOf(first);
  const columns = sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  );
  const table = sql.identifier(target.table);
  await tx.execute(
    sql`insert into ${table} (trial_id, ${columns}) select ${target.trialId}::uuid, ${columns} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb)`,
  );
}

export async function updateRows(tx: Transaction, target: PutTarget, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const table = sql.identifier(target.table);
  const key = sql.identifier(target.key);
  const changes = columnsOf(first)
    .filter((name) => name !== target.key)
    .map((name) => sql`${sql.identifier(name)} = g.${sql.identifier(name)}`);
  await tx.execute(
    sql`update ${table} t set ${sql.join(changes, sql`, `)} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb) g where t.trial_id = ${target.trialId}::uuid and t.${key} = g.${key}`,
  );
}

export async function deleteRows(tx: Transaction, target: PutTarget, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(
    sql`delete from ${sql.identifier(target.table)} where trial_id = ${target.trialId}::uuid and ${sql.identifier(target.key)} = any(${idList(ids)}::uuid[])`,
  );
}

/** The rows of a trial whose column is one of the ids, as the database would write them in JSON. */
export async function listStored(
  tx: Transaction,
  table: string,
  trialId: string,
  column: string,
  ids: readonly string[],
): Promise<readonly Row[]> {
  if (ids.length === 0) return [];
  const answer = await tx.execute<{ row: Row }>(
    sql`select to_jsonb(t) as row from ${sql.identifier(table)} t where t.trial_id = ${trialId}::uuid and t.${sql.identifier(column)} = any(${idList(ids)}::uuid[])`,
  );
  return answer.rows.map(({ row }) => row);
}

/** All rows of a trial. */
export async function listAllStored(
  tx: Transaction,
  table: string,
  trialId: string,
): Promise<readonly Row[]> {
  const answer = await tx.execute<{ row: Row }>(
    sql`select to_jsonb(t) as row from ${sql.identifier(table)} t where t.trial_id = ${trialId}::uuid`,
  );
  return answer.rows.map(({ row }) => row);
}

/** A list of ids as PostgreSQL reads an array. */
const idList = (ids: readonly string[]): string => `{${ids.join(',')}}`;

const columnsOf = (row: Row): readonly string[] => Object.keys(row);

export const byColumns = (rows: readonly Row[], ...columns: readonly string[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [columns.map((column) => String(row[column])).join('|'), row]));

/** The id of a row; a new one where there is none. */
export const idOf = (row: Row | undefined): string => (row === undefined ? newId() : String(row['id']));
