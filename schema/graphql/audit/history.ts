import { decodeGlobalID } from '@pothos/plugin-relay';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql, type SQL } from 'drizzle-orm';
import { entriesOf } from './entry-filter.ts';

/** Records that are part of another, by the column that names it. */
const PARTS: Readonly<Record<string, readonly (readonly [record: string, column: string])[]>> = {
  read: [
    ['finding', 'read_id'],
    ['timepoint_response', 'read_id'],
  ],
  lesion: [['finding', 'lesion_id']],
};

/** Records of which a subject has one, and which are asked for by the subject's id. */
const PER_SUBJECT: ReadonlySet<string> = new Set(['adjudication', 'subject_arm', 'subject_course']);

/** The condition on `audit.entry e` that entries about a record and its parts meet, those that are gone included. */
export async function historyOf(
  db: Transaction,
  trialId: string,
  record: string,
  recordId: string,
): Promise<SQL> {
  const id = rowIdOf(recordId);
  if (record === 'subject') return sql`e.trial_id = ${trialId} and e.subject_id = ${id}::uuid`;
  if (PER_SUBJECT.has(record))
    return sql`e.trial_id = ${trialId} and e.subject_id = ${id}::uuid and e.record = ${record}`;
  const parts = PARTS[record];
  const own = entriesOf(trialId, { record, recordId: id });
  if (parts === undefined) return own;
  // Each part came once, and told then whose part it is.
  const subject = sql`(select o.subject_id from audit.entry o where o.trial_id = ${trialId} and o.record = ${record} and o.record_id = ${id} limit 1)`;
  const { rows } = await db.execute<{ key: string }>(sql`
    select distinct e.record || ' ' || e.record_id as key from audit.entry e
    where e.trial_id = ${trialId} and e.subject_id = ${subject} and e.action = 'INSERT' and (${sql.join(
      parts.map(([part, column]) => sql`(e.record = ${part} and e.after->>${column} = ${id})`),
      sql` or `,
    )})`);
  const keys = JSON.stringify([`${record} ${id}`, ...rows.map(({ key }) => key)]);
  // All of them are of one subject, whose entries an index has in order.
  return sql`e.trial_id = ${trialId} and e.subject_id = ${subject} and e.record || ' ' || e.record_id = any (array(select jsonb_array_elements_text(${keys}::jsonb)))`;
}

/** The row's own id, also of the id under which clients know it. */
function rowIdOf(given: string): string {
  if (/^[\da-f-]{36}$/.test(given)) return given;
  try {
    const { id } = decodeGlobalID(given);
    return /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?="?\]?$)/.exec(id)?.[0] ?? given;
  } catch {
    return given;
  }
}
