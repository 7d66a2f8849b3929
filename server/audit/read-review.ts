import type { ListedEntry } from '@readout/db/table/audit-review.ts';
import { Refusal } from '@readout/db/refusal.ts';
import type { AUDIT_VERDICTS } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { listEntries } from '@readout/graphql/audit/entry-row.ts';
import { sql } from 'drizzle-orm';
import { tellEntries, type ToldEntry } from './read-trail.ts';

/** A signature as a report prints it; instants ISO 8601, UTC. */
export type ReportedSignature = {
  readonly printedName: string;
  readonly signedAt: string;
  readonly meaning: string;
  readonly isValid: boolean;
  readonly brokenWhy: string | null;
  readonly recordHash: string;
  readonly digest: string;
};

type ReviewRow = {
  readonly fromNumber: number;
  readonly toNumber: number;
  readonly fromAt: string;
  readonly toAt: string;
  readonly zone: string;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly samplePercent: string;
  readonly population: number;
  readonly sample: number;
  readonly seed: number;
  readonly finishedAt: string | null;
  readonly nextDueOn: string | null;
  readonly summary: string | null;
};

type Verdict = {
  readonly number: number;
  readonly verdict: (typeof AUDIT_VERDICTS)[number];
  readonly note: string | null;
  readonly by: string;
  readonly at: string;
};

/** A review of the trail with all that its report prints. */
export interface ReviewReport extends ReviewRow {
  readonly entries: readonly (Pick<ListedEntry, 'signals'> & {
    readonly told: ToldEntry;
    readonly verdict: Verdict | null;
  })[];
  /** How many entries the viewer may not see: what withholds arms withholds them here. */
  readonly withheld: number;
  readonly signatures: readonly ReportedSignature[];
  readonly checkpoint: { readonly note: string; readonly signedAt: string } | null;
  readonly verification: { readonly at: string; readonly result: string } | null;
}

const utc = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

/** @throws Refusal NOT_FOUND for a review that is not there or not readable */
export async function readReview(db: Transaction, trialId: string, id: string): Promise<ReviewReport> {
  const { rows } = await db.execute<ReviewRow & { readonly listed: readonly ListedEntry[] }>(sql`
    select a.from_number::double precision as "fromNumber", a.to_number::double precision as "toNumber", ${utc('a.from_at')} as "fromAt", ${utc('a.to_at')} as "toAt",
      a.zone, ${utc('a.started_at')} as "startedAt", coalesce(private.printed_name(a.trial_id, a.started_by_id), a.started_by_id) as "startedBy",
      trim_scale(a.sample_percent)::text as "samplePercent", a.population, a.sample, a.seed, ${utc('a.finished_at')} as "finishedAt", a.next_due_on::text as "nextDueOn", a.summary, a.listed
    from audit_review a where a.trial_id = ${trialId} and a.id = ${id}`);
  const [found] = rows;
  if (found === undefined)
    throw new Refusal('NOT_FOUND', 'There is no such review in this trial that you may see.');
  const { listed, ...row } = found;
  const verdicts = await db.execute<Verdict>(sql`
    select v.entry_number::double precision as number, v.verdict, v.note, coalesce(private.printed_name(v.trial_id, v.by_id), v.by_id) as by, ${utc('v.at')} as at
    from audit_review_verdict v where v.trial_id = ${trialId} and v.review_id = ${id}`);
  const signatures = await db.execute<ReportedSignature>(sql`
    select s.printed_name as "printedName", ${utc('s.signed_at')} as "signedAt", s.meaning, private.signature_is_valid(s.trial_id, s.id) as "isValid",
      s.broken_why as "brokenWhy", s.record_hash as "recordHash", s.digest
    from signature s where s.trial_id = ${trialId} and s.record = 'audit_review' and s.record_id = ${id} order by s.signed_at`);
  const checkpoints = await db.execute<{ note: string; signedAt: string }>(
    sql`select c.note, ${utc('c.signed_at')} as "signedAt" from audit.checkpoint c order by c.number desc limit 1`,
  );
  const verifications = await db.execute<{ at: string; result: string }>(sql`
    select ${utc('e.recorded_at')} as at, coalesce(e.after->>'result', '') as result from audit.entry e
    where e.trial_id = ${trialId} and e.act = 'VERIFY' order by e.number desc limit 1`);
  const told = await tellListed(db, trialId, listed);
  const signalsOf = new Map(listed.map(({ number, signals }) => [number, signals]));
  const verdictOf = new Map(verdicts.rows.map((each) => [each.number, each]));
  return {
    ...row,
    entries: told.map((each) => ({
      told: each,
      signals: signalsOf.get(each.number) ?? [],
      verdict: verdictOf.get(each.number) ?? null,
    })),
    withheld: listed.length - told.length,
    signatures: signatures.rows,
    checkpoint: checkpoints.rows[0] ?? null,
    verification: verifications.rows[0] ?? null,
  };
}

async function tellListed(
  db: Transaction,
  trialId: string,
  listed: readonly ListedEntry[],
): Promise<readonly ToldEntry[]> {
  const rows = await listEntries(
    db,
    sql`e.number = any (${`{${listed.map(({ number }) => number).join(',')}}`}::bigint[]) and (e.trial_id = ${trialId} or e.trial_id is null)`,
    { limit: listed.length, isOldestFirst: true },
  );
  return tellEntries(db, trialId, rows);
}
