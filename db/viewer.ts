import { createHmac } from 'node:crypto';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Database } from './database.ts';
import { relations } from './relations.ts';

/** On whose behalf the database is asked. */
export interface Viewer {
  /** Id of a person. */
  readonly userId: string;
  /** The trials an API token is limited to; left out: all of the person's. */
  readonly trialIds?: readonly string[];
  readonly sessionId?: string;
  readonly requestId?: string;
}

/** A Drizzle database inside one transaction of one viewer. */
export type Transaction = NodePgDatabase<typeof relations>;

/**
 * Runs a read as somebody, in one read-only transaction: row-level security decides what is there.
 *
 * A statement that fails ends the transaction: what is asked after it fails too.
 */
export async function asViewer<Answer>(
  database: Database,
  viewer: Viewer,
  read: (db: Transaction) => Promise<Answer>,
): Promise<Answer> {
  const client = await database.app.connect();
  // Sent at once, answered in order: the first select leaves in the same round trip.
  const opened = Promise.all([
    client.query('begin read only'),
    client.query("select set_config('readout.ticket', $1, true)", [makeTicket(database, viewer)]),
  ]);
  opened.catch(() => undefined);
  try {
    const answer = await read(drizzle({ client, relations }));
    await opened;
    await client.query('commit');
    client.release();
    return answer;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (failure: Error) => client.release(failure),
    );
    throw error;
  }
}

/** A signed statement of who asks, which the database checks; good for an hour, for the transaction it is set in. */
export function makeTicket(database: Database, viewer: Viewer): string {
  const claim = {
    person: viewer.userId,
    trials: viewer.trialIds ?? null,
    session: viewer.sessionId ?? null,
    request: viewer.requestId ?? null,
    expires: Math.floor(Date.now() / 1000) + 3600,
  };
  const body = Buffer.from(JSON.stringify(claim));
  return `${body.toString('base64')}.${createHmac('sha256', database.ticketKey).update(body).digest('hex')}`;
}
