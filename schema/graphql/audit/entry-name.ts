import type { Transaction } from '@readout/db/viewer.ts';
import { sql, type SQL } from 'drizzle-orm';
import type { EntryRow, RowValues } from './entry-row.ts';

/** What names the rows that a page of entries speaks of. */
export interface EntryNames {
  /** The row that an entry is about, as far as it is known: all its columns, those of the entry before those of today. */
  readonly rowOf: (entry: EntryRow) => RowValues;
  /** What people call the row of an id: a subject's number, a lesion's code, a person's name. */
  readonly nameOf: (id: unknown) => string | undefined;
  /** The row of an id, where it bears more than a name: timepoint and evaluator of a read, evaluator of a review. */
  readonly partsOf: (id: unknown) => Parts | undefined;
}

export type Parts = {
  readonly name: string;
  readonly subject?: string | null;
  readonly evaluator?: string | null;
  readonly timepoint?: string | null;
};

/** Tables whose row an entry names by values that an UPDATE does not repeat, with their key. */
const KEPT_ROWS = {
  adjudication: 'id',
  arm: 'id',
  audit_review: 'id',
  audit_review_verdict: 'id',
  best_response: 'id',
  charter: 'id',
  exam: 'id',
  exposure: 'id',
  finding: 'id',
  lesion: 'id',
  read: 'id',
  review: 'id',
  review_assignment: 'review_id',
  schedule: 'id',
  series: 'id',
  signature: 'id',
  site: 'id',
  subject_event: 'id',
  timepoint: 'id',
  timepoint_response: 'id',
  unblinding_grant: 'id',
} as const;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Looks up what a page of entries needs to be read as sentences: three statements at most, however many entries it has.
 *
 * Row-level security holds: what the viewer may not see has no name. A row that is gone is taken from the trail itself.
 */
export async function findNames(db: Transaction, entries: readonly EntryRow[]): Promise<EntryNames> {
  const trialId = entries.find((entry) => entry.trialId !== null)?.trialId ?? null;
  const rows = trialId === null ? new Map<string, RowValues>() : await findRows(db, trialId, entries);
  const rowOf = (entry: EntryRow): RowValues => ({
    ...rows.get(`${entry.record} ${entry.recordId}`),
    ...entry.before,
    ...entry.after,
  });
  const ids = new Set<string>();
  const people = new Set<string>();
  for (const entry of entries) {
    if (entry.subjectId !== null) ids.add(entry.subjectId);
    for (const source of [rowOf(entry), entry.before ?? {}])
      for (const [column, value] of Object.entries(source)) {
        if (typeof value !== 'string') continue;
        if (UUID.test(value)) ids.add(value);
        else if (column.endsWith('_id')) people.add(value);
      }
    if (UUID.test(entry.recordId)) ids.add(entry.recordId);
    else people.add(entry.recordId);
  }
  const parts = await findParts(db, trialId, [...ids], [...people]);
  return {
    rowOf,
    nameOf: (id) => (typeof id === 'string' ? parts.get(id)?.name : undefined),
    partsOf: (id) => (typeof id === 'string' ? parts.get(id) : undefined),
  };
}

/** The rows as they are today of entries that do not tell the whole; those that are gone as they came. */
async function findRows(
  db: Transaction,
  trialId: string,
  entries: readonly EntryRow[],
): Promise<Map<string, RowValues>> {
  const asked = new Map<keyof typeof KEPT_ROWS, Set<string>>();
  for (const { record, recordId, action } of entries)
    if (action !== 'INSERT' && action !== 'DELETE' && isKept(record) && UUID.test(recordId))
      asked.set(record, (asked.get(record) ?? new Set()).add(recordId));
  const found = new Map<string, RowValues>();
  if (asked.size === 0) return found;
  const reads = [...asked].map(([record, ids]) => {
    const key = sql.raw(KEPT_ROWS[record]);
    return sql`select ${record}::text as record, r.${key}::text as id, to_jsonb(r) as row from ${sql.identifier(record)} r
      where r.trial_id = ${trialId} and r.${key} = any (${uuids([...ids])})`;
  });
  await keep(db, found, sql.join(reads, sql` union all `));
  const gone = [...asked].flatMap(([record, ids]) =>
    [...ids].filter((id) => !found.has(`${record} ${id}`)).map((id) => ({ record, id })),
  );
  if (gone.length > 0)
    await keep(
      db,
      found,
      sql`select g.record, g.id, e.after as row from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) g (record text, id text)
        join audit.entry e on e.trial_id = ${trialId} and e.record = g.record and e.record_id = g.id and e.action = 'INSERT'`,
    );
  return found;
}

async function keep(db: Transaction, found: Map<string, RowValues>, query: SQL): Promise<void> {
  const { rows } = await db.execute<{ record: string; id: string; row: RowValues }>(query);
  for (const { record, id, row } of rows) found.set(`${record} ${id}`, row);
}

const isKept = (record: string): record is keyof typeof KEPT_ROWS => Object.hasOwn(KEPT_ROWS, record);

/** Names of whatever the ids are of, in one statement. */
async function findParts(
  db: Transaction,
  trialId: string | null,
  ids: readonly string[],
  people: readonly string[],
): Promise<ReadonlyMap<string, Parts>> {
  const named = (table: string, name: string, more = 'null, null, null', joins = '') => sql`
    select n.id::text as id, ${sql.raw(name)} as name, ${sql.raw(more)} from ${sql.raw(table)} n ${sql.raw(joins)}
    where n.trial_id = ${trialId} and n.id = any (${uuids(ids)})`;
  const { rows } = await db.execute<{ id: string } & Parts>(
    sql.join(
      [
        sql`select p.id, p.name, null::text as subject, null::text as evaluator, null::text as timepoint from person p where p.id = any (${texts(people)})`,
        ...(trialId === null
          ? []
          : [
              sql`select t.id::text, t.protocol, null, null, null from trial t where t.id = ${trialId}`,
              named('subject', 'n.number'),
              named('timepoint', 'n.code', 's.number, null, n.code', TIMEPOINT_SUBJECT),
              named('site', 'n.code'),
              named('arm', 'n.code'),
              named('charter', "'version ' || n.version"),
              named('schedule', 'n.code'),
              named('exam', "n.modality || ' of ' || n.acquired_on"),
              named('series', 'n.series_instance_uid'),
              named('exposure', "'treatment from ' || n.started_on"),
              named('review', 'n.evaluator', 's.number, n.evaluator, null', REVIEW_SUBJECT),
              named('lesion', 'n.code', 's.number, v.evaluator, null', LESION_REVIEW),
              named('read', 't.code', 's.number, v.evaluator, t.code', READ_PARTS),
              // Lesions that were deleted keep their code.
              sql`select e.record_id, e.before->>'code', null, null, null from audit.entry e
                where e.trial_id = ${trialId} and e.record = 'lesion' and e.record_id = any (${texts(ids)}) and e.action = 'DELETE'`,
            ]),
      ],
      sql` union all `,
    ),
  );
  return new Map(rows.map(({ id, ...parts }) => [id, parts]));
}

const ofTrial = (table: string, key: string, reference: string) =>
  `left join ${table} on ${key.split('.')[0]}.trial_id = n.trial_id and ${key} = ${reference}`;
const TIMEPOINT_SUBJECT = ofTrial('subject s', 's.id', 'n.subject_id');
const REVIEW_SUBJECT = TIMEPOINT_SUBJECT;
const LESION_REVIEW = `${ofTrial('review v', 'v.id', 'n.review_id')} ${ofTrial('subject s', 's.id', 'v.subject_id')}`;
const READ_PARTS = `${LESION_REVIEW} ${ofTrial('timepoint t', 't.id', 'n.timepoint_id')}`;

// One parameter, however many there are.
const texts = (values: readonly string[]): SQL =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
const uuids = (values: readonly string[]): SQL => sql`${`{${values.join(',')}}`}::uuid[]`;
