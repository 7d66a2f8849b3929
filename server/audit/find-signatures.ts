import type { ToldSignature } from '@readout/chart';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql, type SQL } from 'drizzle-orm';

/** A signature, and what it is of. */
export interface FoundSignature extends ToldSignature {
  readonly id: string;
  /** read, review …: a review is signed of a subject, whose id is then the record's. */
  readonly record: string;
  readonly recordId: string;
  readonly brokenWhy: string | null;
}

/** Signatures that meet a condition on `signature g`, as far as the viewer may see them, the oldest first; each judged now. */
export async function findSignatures(db: Transaction, where: SQL): Promise<readonly FoundSignature[]> {
  const { rows } = await db.execute<FoundSignature & Record<string, unknown>>(sql`
    select g.id, g.record, g.record_id as "recordId", g.printed_name as "printedName", g.meaning, g.broken_why as "brokenWhy",
      to_char(g.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "signedAt", private.signature_is_valid(g.trial_id, g.id) as "isValid"
    from signature g where ${where} order by g.signed_at, g.id`);
  return rows;
}
