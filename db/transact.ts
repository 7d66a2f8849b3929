import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database } from './database.ts';
import { inTransaction } from './in-transaction.ts';
import { Refusal } from './refusal.ts';
import { relations } from './relations.ts';
import { makeTicket, signClaim, type Transaction, type Viewer } from './viewer.ts';

/** Who writes, and why. */
export interface Act {
  readonly viewer: Viewer;
  readonly reason: string;
}

/**
 * The only way to write: one transaction that bears a person and a reason. It commits whole or not at all.
 *
 * @throws Refusal REASON_MISSING without a reason; FORBIDDEN where row-level security refuses; READ_LOCKED for a locked read; TRIAL_LOCKED
 * for a closed trial; CONFLICT for a step that its state does not allow
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
  return inTransaction(pool, async (client) => {
    await client.query(
      "select set_config('readout.ticket', $1, true), set_config('readout.reason', $2, true)",
      [makeTicket(database, viewer), reason.trim()],
    );
    const tx = drizzle({ client, relations });
    openings.set(tx, { database, viewer, client });
    return write(tx);
  }).catch((error: unknown) => {
    throw refusalOf(error) ?? error;
  });
}

/** By whom each transaction was opened. */
const openings = new WeakMap<
  Transaction,
  { readonly database: Database; readonly viewer: Viewer; readonly client: pg.PoolClient }
>();

/**
 * Stores what the engine derived. The database takes answers inside it alone: it lets SQL that gets into a request write none.
 *
 * @param tx one of `transact`
 */
export async function asDerivation<Answer>(tx: Transaction, store: () => Promise<Answer>): Promise<Answer> {
  const opening = openings.get(tx);
  if (opening === undefined) throw new Error('Answers are stored in a transaction of transact.');
  const { database, viewer, client } = opening;
  const say = (claim: string) => client.query("select set_config('readout.derivation', $1, true)", [claim]);
  await say(signClaim(database, viewer, { derives: true }));
  const answer = await store();
  await say('');
  return answer;
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
  if (cause.code === 'RO008') return new Refusal('TRIAL_LOCKED', cause.message);
  if (cause.code === '40P01')
    return new Refusal(
      'CONFLICT',
      'Somebody changed the same at that moment. Look at it again, then try again.',
    );
  if (cause.code === 'RO020') return new Refusal('TRAINING_MISSING', cause.message);
  if (cause.code === 'RO021') return new Refusal('CONFLICT', cause.message);
  if (cause.code === 'RO007') return new Refusal('FORBIDDEN', cause.message);
  if (cause.code === '42501') return new Refusal('FORBIDDEN', 'Your role in this trial does not allow this.');
  return undefined;
}
