import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import type { AuditAct } from './term.ts';
import { signClaim, type Transaction, type Viewer } from './viewer.ts';

/** Something done that changes no row: a sign-in, a look at what is withheld from others, an export, a refusal. */
export interface RecordedAct {
  readonly act: AuditAct;
  /** The kind of thing acted upon, e.g. `session`, `trial`. */
  readonly record: string;
  readonly recordId: string;
  readonly trialId?: string | undefined;
  readonly subjectId?: string | undefined;
  /** What else is worth knowing; no secrets. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** When it happened, where that was before now. */
  readonly eventAt?: Date | undefined;
  readonly reasonCode?: string | undefined;
  readonly reason: string;
  readonly signatureId?: string | undefined;
}

/**
 * Writes an act to the audit trail in a transaction of its own, so that a refused or failed act stays there.
 *
 * @returns the number of the entry
 */
export async function recordAct(database: Database, viewer: Viewer, done: RecordedAct): Promise<number> {
  const { rows } = await database.writer.query<{ made: string }>('select private.record_act($1) as made', [
    signAct(database, viewer, done),
  ]);
  return Number(rows[0]?.made);
}

/** The same inside a write, with which it stays or goes. */
export async function recordActIn(
  tx: Transaction,
  database: Database,
  viewer: Viewer,
  done: RecordedAct,
): Promise<number> {
  const { rows } = await tx.execute<{ made: string }>(
    sql`select private.record_act(${signAct(database, viewer, done)}) as made`,
  );
  return Number(rows[0]?.made);
}

/** An act as the database takes it: signed, so that no SQL in a request can make one. */
export function signAct(database: Database, viewer: Viewer, done: RecordedAct): string {
  const { trialId, subjectId, signatureId, ...rest } = done;
  return signClaim(database, viewer, {
    act: { ...rest, trial: trialId, subject: subjectId, signature: signatureId },
  });
}
