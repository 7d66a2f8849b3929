import { signatureLine } from '@readout/chart';
import type { Database } from '@readout/db/database.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { asViewer, type Transaction, type Viewer } from '@readout/db/viewer.ts';
import { fieldsOf, type EntryField } from '@readout/graphql/audit/field-text.ts';
import { findNames } from '@readout/graphql/audit/entry-name.ts';
import type { EntryRow, RowValues } from '@readout/graphql/audit/entry-row.ts';
import { sql } from 'drizzle-orm';
import { findSignatures, type FoundSignature } from './find-signatures.ts';
import { openReport, utcText } from '../pdf/document.ts';
import { readTrail, type ToldEntry } from './read-trail.ts';
import { printEntry } from './trail-pdf.ts';
import type { ExportOf } from './trail-request.ts';

/** A row of a subject as it is, and whether it was changed since it was entered. */
interface CopiedRow {
  readonly record: string;
  readonly id: string;
  readonly values: RowValues;
  /** The same in words. */
  readonly fields: readonly EntryField[];
  /** Numbers of the entries that changed it after it came (Annex 11, 8). */
  readonly changedBy: readonly number[];
  /** The oldest first, also those that no longer hold: of the subject its review, of a read its own. */
  readonly signatures: readonly FoundSignature[];
}

export interface SubjectCopy {
  readonly of: ExportOf;
  readonly number: string;
  readonly subjectId: string;
  readonly rows: readonly CopiedRow[];
  readonly history: readonly ToldEntry[];
}

/** What is kept of a subject, in the order in which it is printed: table, how its rows are found, what they are called. */
const PARTS = [
  ['subject', 't.id = $', 'Subject'],
  ['subject_arm', 't.subject_id = $', 'Arm'],
  ['subject_course', 't.subject_id = $', 'Course'],
  ['exposure', 't.subject_id = $', 'Treatment'],
  ['subject_event', 't.subject_id = $', 'Events'],
  ['timepoint', 't.subject_id = $', 'Timepoints'],
  ['exam', 't.subject_id = $', 'Exams'],
  ['review', 't.subject_id = $', 'Reviews'],
  ['lesion', 'REVIEW', 'Lesions'],
  ['read', 'REVIEW', 'Reads, all versions'],
  ['finding', 'REVIEW', 'Findings'],
  ['timepoint_response', 'REVIEW', 'Timepoint responses, with their why'],
  ['best_response', 'REVIEW', 'Best responses, with their why'],
  ['adjudication', 't.subject_id = $', 'Adjudication'],
] as const;

/** A monitor signs the review of a subject, whose row it stands at. */
const SIGNED_AS: Readonly<Record<string, string>> = { subject: 'review' };

const KEYS: Readonly<Record<string, string>> = { subject_arm: 'subject_id', subject_course: 'subject_id' };

/**
 * All that the viewer may see of one subject: rows, what was changed of them, and the whole history with what was deleted.
 *
 * @throws Refusal NOT_FOUND for a subject that is not there or not readable
 */
export async function readCopy(
  database: Database,
  viewer: Viewer,
  of: ExportOf,
  number: string,
): Promise<SubjectCopy> {
  const history: ToldEntry[] = [];
  for await (const page of readTrail(database, viewer, of.trialId, { subject: number }))
    history.push(...page);
  return asViewer(database, viewer, async (db) => {
    const { rows } = await db.execute<{ id: string }>(
      sql`select s.id from subject s where s.trial_id = ${of.trialId} and s.number = ${number}`,
    );
    const subjectId = rows[0]?.id;
    if (subjectId === undefined)
      throw new Refusal(
        'NOT_FOUND',
        `There is no subject ${number} in trial ${of.protocol} that you may see.`,
      );
    return { of, number, subjectId, history, rows: await readRows(db, of.trialId, subjectId, history) };
  });
}

async function readRows(
  db: Transaction,
  trialId: string,
  subjectId: string,
  history: readonly ToldEntry[],
): Promise<readonly CopiedRow[]> {
  const found: { record: string; id: string; values: RowValues }[] = [];
  for (const [table, way] of PARTS) {
    const key = sql.raw(KEYS[table] ?? 'id');
    const where =
      way === 'REVIEW'
        ? sql`t.review_id in (select v.id from review v where v.trial_id = ${trialId} and v.subject_id = ${subjectId})`
        : sql`${sql.raw(way.replace('$', ''))}${subjectId}`;
    const { rows } = await db.execute<{ id: string; values: RowValues }>(
      sql`select t.${key}::text as id, to_jsonb(t) as values from ${sql.identifier(table)} t where t.trial_id = ${trialId} and ${where} order by t.${key}`,
    );
    found.push(...rows.map((row) => ({ ...row, record: table })));
  }
  const entries = found.map((row) => asEntry(row, trialId, subjectId));
  const names = await findNames(db, entries);
  const signatures = await findSignatures(db, sql`g.trial_id = ${trialId} and g.subject_id = ${subjectId}`);
  return found.map((row, at) => ({
    ...row,
    fields: fieldsOf(entries[at] ?? asEntry(row, trialId, subjectId), names),
    changedBy: history
      .filter(
        (entry) => entry.action === 'UPDATE' && entry.record === row.record && entry.recordId === row.id,
      )
      .map((entry) => entry.number),
    signatures: signatures.filter(
      ({ record, recordId }) => recordId === row.id && (SIGNED_AS[row.record] ?? row.record) === record,
    ),
  }));
}

/** A row told as an entry that added it would tell it, so that values have the same words everywhere. */
const asEntry = (
  row: { record: string; id: string; values: RowValues },
  trialId: string,
  subjectId: string,
): EntryRow => ({
  number: 0,
  id: row.id,
  trialId,
  subjectId,
  record: row.record,
  recordId: row.id,
  action: 'INSERT',
  act: null,
  before: null,
  after: row.values,
  changed: [],
  actorId: '',
  actorName: '',
  actorRoles: [],
  onBehalfOf: null,
  reasonCode: null,
  reason: '',
  recordedAt: '',
  eventAt: null,
  zone: null,
  transaction: '0',
  sessionId: null,
  requestId: null,
  client: null,
  appVersion: null,
  schemaVersion: null,
  charterVersion: null,
  signatureId: null,
});

/** The copy for programs: rows by table with their marks, then the history. */
export function copyJson({ of, number, rows, history }: SubjectCopy): string {
  const records = Object.fromEntries(
    PARTS.map(([table]) => [
      table,
      rows
        .filter(({ record }) => record === table)
        .map(({ values, changedBy, signatures }) => ({
          ...values,
          isChanged: changedBy.length > 0,
          changedBy,
          signatures,
        })),
    ]),
  );
  return `${JSON.stringify({ trial: of.protocol, subject: number, generatedAt: of.at, generatedBy: of.by, records, history }, null, 1)}\n`;
}

/** A signature as it stands on paper; a broken one says why. */
const blockText = (signature: FoundSignature): string =>
  `${signatureLine(signature)}${signature.isValid || signature.brokenWhy === null ? '' : ` (${signature.brokenWhy})`}`;

/** The copy for people. */
export function printCopy({ of, number, rows, history }: SubjectCopy): NodeJS.ReadableStream {
  const report = openReport(
    `${of.protocol} · Subject ${number}`,
    `Copy generated ${utcText(of.at)} by ${of.by}. Times are UTC. Readout.`,
  );
  report.heading(`Copy of subject ${number}`, 16);
  report.text(`${of.protocol}: ${of.title}`);
  report.text(
    'What is kept of the subject as far as the person may see it. A row marked “changed” is not as it was first entered: the entries named beside it, in the history below, tell what was.',
    { isFaint: true },
  );
  for (const [table, , name] of PARTS) {
    const own = rows.filter(({ record }) => record === table);
    if (own.length === 0) continue;
    report.heading(name, 11);
    for (const { fields, changedBy, signatures } of own) {
      report.text(fields.map(({ label, after }) => `${label} ${after ?? ''}`).join(' · '), { size: 8.5 });
      if (changedBy.length > 0)
        report.text(
          `changed: ${changedBy.length === 1 ? 'entry' : 'entries'} ${changedBy.map((each) => each.toLocaleString('en')).join(', ')}`,
          {
            size: 8,
            isBold: true,
          },
        );
      for (const signature of signatures)
        report.text(blockText(signature), { size: 8, isBold: signature.isValid });
      report.rule();
    }
  }
  const deleted = history.filter(({ action }) => action === 'DELETE');
  if (deleted.length > 0) {
    report.heading('What was deleted, and why', 11);
    for (const entry of deleted) printEntry(report, entry);
  }
  const signatures = rows.flatMap((row) => row.signatures.map((signature) => ({ row, signature })));
  report.heading('Signatures', 11);
  if (signatures.length === 0) report.text('None: the subject counts as unsigned.', { isFaint: true });
  for (const { row, signature } of signatures) {
    report.text(
      `${row.record === 'subject' ? `Review of ${number}` : `Read ${row.id}`}: ${blockText(signature)}`,
    );
    report.rule();
  }
  report.heading(`Audit history, ${history.length.toLocaleString('en')} entries, oldest first`, 11);
  for (const entry of history) printEntry(report, entry);
  report.end();
  return report.stream;
}
