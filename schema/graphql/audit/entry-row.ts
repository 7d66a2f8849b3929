import type { AuditAct, AUDIT_ACTIONS } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql, type SQL } from 'drizzle-orm';

export type RowValues = Readonly<Record<string, unknown>>;

/** An audit entry as it is kept, instants in ISO 8601 UTC with microseconds. */
export type EntryRow = {
  readonly number: number;
  readonly id: string;
  readonly trialId: string | null;
  readonly subjectId: string | null;
  readonly record: string;
  readonly recordId: string;
  readonly action: (typeof AUDIT_ACTIONS)[number];
  readonly act: AuditAct | null;
  readonly before: RowValues | null;
  readonly after: RowValues | null;
  readonly changed: readonly string[];
  readonly actorId: string;
  readonly actorName: string;
  readonly actorRoles: readonly string[];
  readonly onBehalfOf: string | null;
  readonly reasonCode: string | null;
  readonly reason: string;
  readonly recordedAt: string;
  readonly eventAt: string | null;
  readonly zone: string | null;
  /** Decimal, as it may pass what a double holds. */
  readonly transaction: string;
  readonly sessionId: string | null;
  readonly requestId: string | null;
  readonly client: string | null;
  readonly appVersion: string | null;
  readonly schemaVersion: string | null;
  readonly charterVersion: number | null;
  readonly signatureId: string | null;
};

const instant = (column: string) =>
  `to_char(e.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The columns of `audit.entry e`, named as EntryRow names them. */
export const ENTRY_COLUMNS: SQL =
  sql.raw(`e.number::double precision as number, e.id, e.trial_id as "trialId", e.subject_id as "subjectId",
  e.record, e.record_id as "recordId", e.action, e.act, e.before, e.after, to_jsonb(e.changed) as changed,
  e.actor_id as "actorId", e.actor_name as "actorName", to_jsonb(e.actor_roles) as "actorRoles", e.on_behalf_of as "onBehalfOf",
  e.reason_code as "reasonCode", e.reason, ${instant('recorded_at')} as "recordedAt", ${instant('event_at')} as "eventAt", e.zone,
  e.transaction::text as transaction, e.session_id as "sessionId", e.request_id as "requestId", e.client, e.app_version as "appVersion",
  e.schema_version as "schemaVersion", e.charter_version as "charterVersion", e.signature_id as "signatureId"`);

/** The two ends of a page: the number of an entry to begin behind, in the order of the list. */
export interface EntryPage {
  readonly limit: number;
  /** Newest first where it is left out. */
  readonly isOldestFirst?: boolean;
  /** Only entries older than this one. */
  readonly below?: number | undefined;
  /** Only entries newer than this one. */
  readonly above?: number | undefined;
}

/** Entries that meet a condition on `e`, by number; one statement that reads no more of the index than the page. */
export async function listEntries(
  db: Transaction,
  where: SQL,
  { limit, isOldestFirst = false, below, above }: EntryPage,
): Promise<readonly EntryRow[]> {
  const { rows } = await db.execute<EntryRow>(sql`
    select ${ENTRY_COLUMNS} from audit.entry e
    where ${where}${below === undefined ? sql`` : sql` and e.number < ${below}`}${above === undefined ? sql`` : sql` and e.number > ${above}`}
    order by e.number ${isOldestFirst ? sql`asc` : sql`desc`} limit ${limit}`);
  return rows;
}

/** How far entries are counted: a trail of millions is not read through for a heading. */
export const COUNTED_TO = 10_000;

/** How many entries meet a condition, COUNTED_TO + 1 standing for more than that. */
export async function countEntries(db: Transaction, where: SQL): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (select 1 from audit.entry e where ${where} limit ${COUNTED_TO + 1}) counted`,
  );
  return rows[0]?.count ?? 0;
}
