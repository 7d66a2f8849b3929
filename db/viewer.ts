import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Database } from './database.ts';
import { settle } from './in-transaction.ts';
import { relations } from './relations.ts';

/** On whose behalf the database is asked. */
export interface Viewer {
  /** Id of a person. */
  readonly userId: string;
  /** The trials an API token is limited to; left out: all of the person's. */
  readonly trialIds?: readonly string[];
  readonly sessionId?: string;
  readonly requestId?: string;
  /** The program that asks, as it names itself (User-Agent). */
  readonly client?: string;
  /** IANA time zone of the person. */
  readonly zone?: string;
  /** The job of the program that acts for the person. */
  readonly onBehalfOf?: string;
  /** That the person has just proved who they are, to sign one record; the nonce is good once. */
  readonly signing?: {
    readonly nonce: string;
    /** How, e.g. PASSWORD, CODE. */
    readonly factors: readonly string[];
    /** The record that alone may be signed with it; left out: any. */
    readonly record?: string;
    readonly recordId?: string;
  };
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
  return settle(client, async () => {
    const answer = await read(drizzle({ client, relations }));
    await opened;
    return answer;
  });
}

/** A signed statement of who asks, which the database checks; good for an hour, for the transaction it is set in. */
export const makeTicket = (database: Database, viewer: Viewer): string => signClaim(database, viewer, {});

/** What the server states to the database of a viewer, signed, so that no SQL in a request can state it. */
export function signClaim(
  database: Database,
  viewer: Viewer,
  more: Readonly<Record<string, unknown>>,
): string {
  const claim = {
    person: viewer.userId,
    trials: viewer.trialIds ?? null,
    session: viewer.sessionId ?? null,
    request: viewer.requestId ?? null,
    client: viewer.client?.slice(0, 200) ?? null,
    zone: viewer.zone ?? null,
    behalf: viewer.onBehalfOf ?? null,
    signing: viewer.signing ?? null,
    ...VERSIONS,
    ...more,
    expires: Math.floor(Date.now() / 1000) + 3600,
  };
  const body = Buffer.from(JSON.stringify(claim));
  return `${body.toString('base64')}.${createHmac('sha256', database.ticketKey).update(body).digest('hex')}`;
}

/** What writes, as each audit entry names it. */
const VERSIONS = {
  app: (
    JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
      readonly version: string;
    }
  ).version,
  schema: readdirSync(join(import.meta.dirname, 'migration'))
    .toSorted()
    .at(-1),
};
