import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { Refusal } from './refusal.ts';
import { transact, transactAsOwner } from './transact.ts';
import { signAct } from './record-act.ts';
import type { Viewer } from './viewer.ts';

/**
 * Erases one personal value of a sealed entry together with its salt, and writes the REDACT entry that says so: both or neither. Its leaf and every proof stay valid.
 *
 * What was erased stays in backups, and in pages of the database until they are vacuumed.
 *
 * @param as VIEWER: the database asks for an administrator of the trial; OWNER: for what operators do at the command line
 * @returns number of the REDACT entry
 * @throws Refusal FORBIDDEN with the sentence why not; REASON_MISSING without a reason
 */
export async function redactEntry(
  database: Database,
  viewer: Viewer,
  redaction: { readonly entryNumber: number; readonly path: string; readonly reason: string },
  as: 'VIEWER' | 'OWNER' = 'VIEWER',
): Promise<number> {
  const { entryNumber, path, reason } = redaction;
  const write = as === 'VIEWER' ? transact : transactAsOwner;
  return write(database, { viewer, reason }, async (tx) => {
    const { rows: found } = await tx.execute<{ trial_id: string | null }>(
      sql`select trial_id from audit.entry where number = ${entryNumber}`,
    );
    if (found[0] === undefined) throw new Refusal('FORBIDDEN', `There is no entry ${entryNumber}.`);
    const signed = signAct(database, viewer, {
      act: 'REDACT',
      record: 'entry',
      recordId: String(entryNumber),
      trialId: found[0].trial_id ?? undefined,
      details: { path },
      reason,
    });
    const { rows } = await tx.execute<{ made: string }>(sql`select private.redact(${signed}) as made`);
    return Number(rows[0]?.made);
  });
}
