import { getColumns, getTableName, sql, type InferSelectModel, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { finding, read } from '@readout/db/table/read.ts';
import { bestResponse, timepointResponse } from '@readout/db/table/response.ts';
import { adjudication, lesion, review } from '@readout/db/table/review.ts';
import { sdtmSequence } from '@readout/db/table/sdtm-export.ts';
import {
  exposure,
  exposureDrug,
  subject,
  subjectArm,
  subjectCourse,
  subjectEvent,
} from '@readout/db/table/subject.ts';
import { exam, timepoint } from '@readout/db/table/timepoint.ts';
import { arm, charter, schedule, site, sponsor, trial } from '@readout/db/table/trial.ts';
import type { Transaction } from '@readout/db/viewer.ts';

/** Tables of subjects that an export reads, without those that only tell how rows came about. */
const OF_SUBJECT = {
  subject,
  subjectArm,
  subjectCourse,
  exposure,
  exposureDrug,
  subjectEvent,
  timepoint,
  exam,
  review,
  lesion,
  read,
  finding,
  timepointResponse,
  bestResponse,
  adjudication,
} as const;

/** Tables of a trial as a whole. */
const OF_TRIAL = { trial, charter, arm, site, schedule } as const;

type Rows<Tables extends Readonly<Record<string, PgTable>>> = {
  readonly [Name in keyof Tables]: readonly InferSelectModel<Tables[Name]>[];
};

/** Rows of some subjects as they are stored; dates as YYYY-MM-DD. */
export type StoredSubjects = Rows<typeof OF_SUBJECT> & {
  readonly sdtmSequence: readonly InferSelectModel<typeof sdtmSequence>[];
};

/** Rows of a trial; `adoptedAt` is text. */
export type StoredTrial = Rows<typeof OF_TRIAL> & { readonly sponsor: string };

/** Long, and never sent. */
const UNREAD = new Set(['trace']);

/** A changed row as it was at the entry; undefined: it was not there yet. */
interface RowAtEntry {
  readonly table: string;
  readonly id: string;
  readonly row: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Rows of subjects as they were at an entry of the trail, in two statements: what is stored, and what was changed since.
 *
 * @param orphans changed rows whose subject the trail does not tell, as `listTrialRows` gives them
 */
export async function listSubjectRows(
  tx: Transaction,
  {
    trialId,
    subjectIds,
    entryNumber,
    orphans,
  }: {
    readonly trialId: string;
    readonly subjectIds: readonly string[];
    readonly entryNumber: number;
    readonly orphans: readonly RowAtEntry[];
  },
): Promise<StoredSubjects> {
  const ids = sql`${`{${subjectIds.join(',')}}`}::uuid[]`;
  const ofTrial = sql`t.trial_id = ${trialId}::uuid`;
  const direct = sql`${ofTrial} and t.subject_id = any (${ids})`;
  const reviews = sql`${ofTrial} and t.review_id = any (array(select v.id from review v where v.trial_id = ${trialId}::uuid and v.subject_id = any (${ids})))`;
  const { rows } = await tx.execute<{ found: StoredSubjects }>(sql`select json_build_object(
    ${sql.join(
      [
        named('subject', subject, sql`${ofTrial} and t.id = any (${ids})`),
        named(
          'exposureDrug',
          exposureDrug,
          sql`${ofTrial} and t.exposure_id = any (array(select x.id from exposure x where x.trial_id = ${trialId}::uuid and x.subject_id = any (${ids})))`,
        ),
        ...Object.entries({ lesion, read, finding, timepointResponse, bestResponse }).map(([name, table]) =>
          named(name, table, reviews),
        ),
        ...Object.entries({
          subjectArm,
          subjectCourse,
          exposure,
          subjectEvent,
          timepoint,
          exam,
          review,
          adjudication,
          sdtmSequence,
        }).map(([name, table]) => named(name, table, direct)),
      ],
      sql`, `,
    )}) as found`);
  const found = rows[0]?.found;
  if (found === undefined) throw new Error('A statement without rows.');
  const changed = await listChanged(tx, trialId, ids, entryNumber);
  // What went with an interval of treatment was deleted after it, so that the trail does not tell whose it was.
  const exposures = new Set([
    ...found.exposure.map(({ id }) => id),
    ...changed.filter(({ table }) => table === getTableName(exposure)).map(({ id }) => id),
  ]);
  const own = orphans.filter(({ row }) => exposures.has(String(row?.['exposureId'])));
  return { ...found, ...putBack(OF_SUBJECT, found, [...changed, ...own]) };
}

/** Rows of a trial as they were at an entry of the trail, and changed rows of subjects of which the trail does not tell whose they are. */
export async function listTrialRows(
  tx: Transaction,
  trialId: string,
  entryNumber: number,
): Promise<{ readonly rows: StoredTrial; readonly orphans: readonly RowAtEntry[] }> {
  const { rows } = await tx.execute<{ found: StoredTrial }>(sql`select json_build_object(
    ${sql.join(
      Object.entries(OF_TRIAL).map(([name, table]) =>
        named(
          name,
          table,
          name === 'trial' ? sql`t.id = ${trialId}::uuid` : sql`t.trial_id = ${trialId}::uuid`,
        ),
      ),
      sql`, `,
    )}, 'sponsor', (select s.name from ${sponsor} s join trial t on t.sponsor_id = s.id where t.id = ${trialId}::uuid)) as found`);
  const found = rows[0]?.found;
  if (found === undefined) throw new Error('A statement without rows.');
  const changed = await listChanged(tx, trialId, sql`null::uuid[]`, entryNumber);
  const own: ReadonlySet<string> = new Set(Object.values(OF_TRIAL).map((table) => getTableName(table)));
  return {
    rows: { ...found, ...putBack(OF_TRIAL, found, changed) },
    orphans: changed.filter(({ table }) => !own.has(table)),
  };
}

/** `'name', [rows]` of a JSON object, by the names that rows have here. */
function named(name: string, table: PgTable, where: SQL): SQL {
  const columns = Object.entries(getColumns(table))
    .filter(([key]) => !UNREAD.has(key))
    .map(([key, column]) => sql`t.${sql.identifier(column.name)} as ${sql.identifier(key)}`);
  return sql`${sql.raw(`'${name}'`)}, (select coalesce(json_agg(x), '[]') from (select ${sql.join(columns, sql`, `)} from ${table} t where ${where}) x)`;
}

async function listChanged(
  tx: Transaction,
  trialId: string,
  subjectIds: SQL,
  entryNumber: number,
): Promise<readonly RowAtEntry[]> {
  const { rows } = await tx.execute<{
    record: string;
    record_id: string;
    doc: Readonly<Record<string, unknown>> | null;
  }>(
    sql`select record, record_id, doc from private.rows_at_entry(${trialId}::uuid, ${subjectIds}, ${entryNumber}::bigint)`,
  );
  return rows.map(({ record, record_id, doc }) => ({
    table: record,
    id: record_id,
    row:
      doc === null
        ? undefined
        : Object.fromEntries(
            Object.entries(doc).map(([column, value]) => [
              column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
              value,
            ]),
          ),
  }));
}

/** The column that a row's entries of the trail are known by, as private.exported_key has it. */
const KEY: Readonly<Record<string, string>> = {
  subjectArm: 'subjectId',
  subjectCourse: 'subjectId',
  exposureDrug: 'exposureId',
};

/** The tables with their changed rows put back. */
function putBack<Tables extends Readonly<Record<string, PgTable>>>(
  tables: Tables,
  found: Rows<Tables>,
  changed: readonly RowAtEntry[],
): Rows<Tables> {
  if (changed.length === 0) return found;
  const byTable = Map.groupBy(changed, ({ table }) => table);
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => {
      const rows: readonly Readonly<Record<string, unknown>>[] = found[name] ?? [];
      const since = byTable.get(getTableName(table));
      if (since === undefined) return [name, rows];
      const key = KEY[name] ?? 'id';
      const gone = new Set(since.map(({ id }) => id));
      return [
        name,
        [...rows.filter((row) => !gone.has(String(row[key]))), ...since.flatMap(({ row }) => row ?? [])],
      ];
    }),
  ) as Rows<Tables>;
}
