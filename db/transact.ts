import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database } from './database.ts';
import { Refusal } from './refusal.ts';
import { relations } from './relations.ts';
import { makeTicket, type Transaction, type Viewer } from './viewer.ts';

/** Who writes, and why. */
export interface Act {
  readonly viewer: Viewer;
  readonly reason: string;
}

/**
 * The only way to write: one transaction that bears a person and a reason. It commits whole or not at all.
 *
 * @throws Refusal REASON_MISSING without a reason; FORBIDDEN where row-level security refuses; READ_LOCKED for a locked read
 */
export async function transact<Answer>(
  database: Database,
  act: Act,
  write: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return writeOn(database.writer, database, act, write);
}

/** The same as the owner of the tables: for what operators do at the command line (people, roles), never for a request. */
export async function transactAsOwner<Answer>(
  database: Database,
  act: Act,
  write: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return writeOn(database.owner, database, act, write);
}

async function writeOn<Answer>(
  pool: pg.Pool,
  database: Database,
  { viewer, reason }: Act,
  write: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  if (reason.trim() === '')
    throw new Refusal(
      'REASON_MISSING',
      'Say why. The reason is kept with the change and shown to the auditor.',
    );
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      "select set_config('readout.ticket', $1, true), set_config('readout.reason', $2, true)",
      [makeTicket(database, viewer), reason.trim()],
    );
    const answer = await write(drizzle({ client, relations }));
    await client.query('commit');
    client.release();
    return answer;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (failure: Error) => client.release(failure),
    );
    throw refusalOf(error) ?? error;
  }
}

/** What the database refuses for a person's sake, as a Refusal; undefined for anything else. */
function refusalOf(error: unknown): Refusal | undefined {
  const cause = error instanceof Error && error.cause instanceof pg.DatabaseError ? error.cause : error;
  if (!(cause instanceof pg.DatabaseError)) return undefined;
  if (cause.code === 'RO006')
    return new Refusal(
      'READ_LOCKED',
      'This read is locked. To correct it, ask the data manager to unlock it.',
    );
  if (cause.code === 'RO020') return new Refusal('TRAINING_MISSING', cause.message);
  if (cause.code === 'RO021') return new Refusal('CONFLICT', cause.message);
  if (cause.code === 'RO007') return new Refusal('FORBIDDEN', cause.message);
  if (cause.code === '42501') return new Refusal('FORBIDDEN', 'Your role in this trial does not allow this.');
  return undefined;
}
