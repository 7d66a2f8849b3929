import { createHmac } from 'node:crypto';
import pg from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';

/** The hub's database: the owner's connections for migrations, sign-in and operators, the application's for all else. */
export interface Database {
  /** Owns the tables; row-level security does not hold it. Never serves a person's request. */
  readonly owner: pg.Pool;
  /** The role `readout_app`: owns nothing, bypasses nothing. */
  readonly app: pg.Pool;
  /** The same role, for writes alone: a mutation writes while its request holds a connection of `app`, and would wait for others that wait too. */
  readonly writer: pg.Pool;
  /** Signs tickets (HMAC-SHA-256). */
  readonly ticketKey: Buffer;
  /** Password of `readout_app`, from the secret, so that every process with the secret knows it. */
  readonly appPassword: string;
  readonly close: () => Promise<void>;
}

/**
 * Opens the database; connects at the first query.
 *
 * @param databaseUrl as the owner of the tables
 * @param secret signs tickets and makes the application's password
 * @param statementSeconds how long PostgreSQL works on one statement of a request; left out, or 0: as long as it takes
 */
export async function openDatabase({
  databaseUrl,
  secret,
  statementSeconds,
}: {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly statementSeconds?: number | undefined;
}): Promise<Database> {
  const ticketKey = createHmac('sha256', secret).update('readout ticket').digest();
  const appPassword = createHmac('sha256', secret).update('readout application role').digest('hex');
  const owner = new pg.Pool({
    ...parseIntoClientConfig(databaseUrl),
    max: 8,
    application_name: 'readout owner',
  });
  const asApplication = {
    ...parseIntoClientConfig(databaseUrl),
    user: 'readout_app',
    password: appPassword,
    pipeline: true,
    application_name: 'readout',
  };
  const app = new pg.Pool({ ...asApplication, ...endingAfter(statementSeconds), max: 16 });
  const writer = new pg.Pool({ ...asApplication, ...endingAfter(statementSeconds, WRITES_TAKE), max: 8 });
  // An idle connection that the server ends is replaced at the next query; without a listener it would end the process.
  for (const pool of [owner, app, writer]) pool.on('error', () => undefined);
  return {
    owner,
    app,
    writer,
    ticketKey,
    appPassword,
    close: async () => void (await Promise.all([owner.end(), app.end(), writer.end()])),
  };
}

/** How much longer than a read a write may take: adopting an amendment or storing an import is thousands of rows with their audit entries, and waits for others. */
const WRITES_TAKE = 10;

/** PostgreSQL's own option, so that the work ends there too, and not the wait for it alone. Milliseconds. */
const endingAfter = (seconds: number | undefined, times = 1) =>
  seconds === undefined || seconds === 0 ? {} : { statement_timeout: Math.ceil(seconds * times * 1000) };
