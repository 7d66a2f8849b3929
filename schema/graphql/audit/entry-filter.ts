import { Refusal } from '@readout/db/refusal.ts';
import { AUDIT_ACTIONS, AUDIT_ACTS } from '@readout/db/term.ts';
import { sql, type SQL } from 'drizzle-orm';
import { builder } from '../builder.ts';

/** What entries of a trail are asked for; what is null or left out is not asked. */
export interface EntryFilter {
  /** Number of a subject. */
  readonly subject?: string | null | undefined;
  readonly record?: string | null | undefined;
  readonly recordId?: string | null | undefined;
  /** Id of who did it. */
  readonly person?: string | null | undefined;
  readonly act?: (typeof AUDIT_ACTS)[number] | null | undefined;
  readonly action?: (typeof AUDIT_ACTIONS)[number] | null | undefined;
  /** First and last day, UTC, both included. */
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  /** In the reason or the person's name, in any case. */
  readonly text?: string | null | undefined;
  readonly signature?: boolean | null | undefined;
}

export const AuditAction = builder.enumType('AuditAction', {
  description: 'What an entry tells of: a row that came, changed or went, or an ACT that changes no row.',
  values: AUDIT_ACTIONS,
});
export const AuditAct = builder.enumType('AuditAct', {
  description: 'Workflow acts. Some are a change of a row too: locking a read is an UPDATE and a LOCK.',
  values: AUDIT_ACTS,
});

export const AuditFilter = builder.inputType('AuditFilter', {
  description: 'Which entries of the audit trail; what is left out is not asked for.',
  fields: (t) => ({
    subject: t.string({ description: 'Number of a subject.' }),
    record: t.string({ description: 'Kind of row, e.g. finding, read, charter.' }),
    recordId: t.string({ description: 'Id of the row.' }),
    person: t.string({ description: 'Id of who did it.' }),
    act: t.field({ type: AuditAct, description: 'The workflow act.' }),
    action: t.field({ type: AuditAction, description: 'INSERT, UPDATE, DELETE or ACT.' }),
    from: t.field({ type: 'Date', description: 'First day, UTC.' }),
    to: t.field({ type: 'Date', description: 'Last day, UTC, itself included.' }),
    text: t.string({ description: "Part of the reason or of the person's name, in any case." }),
    signature: t.boolean({ description: 'Whether it was signed, or done under a signature.' }),
  }),
});

/** The condition on `audit.entry e` that a filter is; no trial: the acts on accounts. */
export function entriesOf(trialId: string | null, filter: EntryFilter = {}): SQL {
  const { subject, record, recordId, person, act, action, from, to, signature } = filter;
  const text = filter.text?.trim();
  if (text !== undefined && text.length > 200)
    throw new Refusal('BAD_INPUT', 'A text to look for has 200 characters at most.');
  const pattern = text ? `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : undefined;
  const conditions = [
    trialId === null ? sql`e.trial_id is null` : sql`e.trial_id = ${trialId}`,
    subject
      ? sql`e.subject_id = (select s.id from subject s where s.trial_id = ${trialId} and s.number = ${subject})`
      : undefined,
    record ? sql`e.record = ${record}` : undefined,
    recordId ? sql`e.record_id = ${recordId}` : undefined,
    person ? sql`e.actor_id = ${person}` : undefined,
    act ? sql`e.act = ${act}` : undefined,
    action ? sql`e.action = ${action}` : undefined,
    from ? sql`e.recorded_at >= ${startOf(from, 0)}` : undefined,
    to ? sql`e.recorded_at < ${startOf(to, 1)}` : undefined,
    pattern === undefined ? undefined : sql`(e.reason ilike ${pattern} or e.actor_name ilike ${pattern})`,
    signature === true ? sql`e.signature_id is not null` : undefined,
    signature === false ? sql`e.signature_id is null` : undefined,
  ].filter((each) => each !== undefined);
  return sql.join(conditions, sql` and `);
}

/** Midnight of a day, UTC, so many days later. */
function startOf(day: string, daysLater: number): string {
  const instant = Date.parse(`${day}T00:00:00Z`) + daysLater * 86_400_000;
  if (Number.isNaN(instant)) throw new Refusal('BAD_INPUT', `${day} is no day; write it as 2026-03-14.`);
  return new Date(instant).toISOString();
}
