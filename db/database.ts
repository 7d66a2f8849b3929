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
 */
export async function openDatabase({
  databaseUrl,
  secret,
}: {
  readonly databaseUrl: string;
  readonly secret: string;
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
  const app = new pg.Pool({ ...asApplication, max: 16 });
  const writer = new pg.Pool({ ...asApplication, max: 8 });
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
