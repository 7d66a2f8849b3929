import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '@readout/db/database.ts';
import type { Role } from '@readout/db/term.ts';
import type { Act } from '@readout/db/transact.ts';
import { inTransaction } from '@readout/db/in-transaction.ts';
import { newId } from '@readout/db/new-id.ts';
import type pg from 'pg';
import { sendMail } from '../mail/send-mail.ts';

/** A link with which somebody sets a password. */
export interface Link {
  readonly id: string;
  readonly kind: 'INVITATION' | 'RESET';
  readonly email: string;
  readonly name: string;
  readonly personId: string | null;
  readonly invitedById: string;
  readonly trialId: string | null;
  readonly roles: readonly Role[];
  readonly reason: string;
}

const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Makes a link and puts its mail into the outbox, in one transaction. What stands in the link is kept as its SHA-256. @returns its id */
export async function makeLink(
  { owner }: Database,
  act: Act,
  made: {
    readonly kind: Link['kind'];
    readonly email: string;
    readonly name: string;
    readonly personId?: string;
    readonly trialId?: string | undefined;
    readonly roles: readonly Role[];
    readonly days: number;
    readonly mailOf: (token: string) => { readonly subject: string; readonly text: string };
  },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const id = newId();
  await inTransaction(owner, async (client) => {
    // The newest link of an address is the only one.
    await client.query(
      'update auth.invitation set withdrawn_at = clock_timestamp() where email = $1 and kind = $2 and used_at is null and withdrawn_at is null',
      [made.email, made.kind],
    );
    await client.query(
      `insert into auth.invitation (id, kind, token_sha256, email, name, person_id, invited_by, trial_id, roles, reason, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp() + $11 * interval '1 day')`,
      [
        id,
        made.kind,
        sha256(token),
        made.email,
        made.name,
        made.personId ?? null,
        act.viewer.userId,
        made.trialId ?? null,
        made.roles,
        act.reason,
        made.days,
      ],
    );
    await sendMail(client, {
      to: made.email,
      kind: made.kind === 'RESET' ? 'PASSWORD_RESET' : 'INVITATION',
      ...made.mailOf(token),
    });
  });
  return id;
}

const COLUMNS = `id, kind, email, name, person_id as "personId", invited_by as "invitedById", trial_id as "trialId", roles, reason`;
const IS_GOOD = 'used_at is null and withdrawn_at is null and expires_at > clock_timestamp()';

/** The link, held for the client's transaction; undefined when it is not good any more. */
export async function lockLink(client: pg.PoolClient, token: string): Promise<Link | undefined> {
  const { rows } = await client.query<Link>(
    `select ${COLUMNS} from auth.invitation where token_sha256 = $1 and ${IS_GOOD} for update`,
    [sha256(token)],
  );
  return rows[0];
}

/** The link as the page shows it; undefined when it is not good any more. */
export async function findLink({ owner }: Database, token: string): Promise<Link | undefined> {
  const { rows } = await owner.query<Link>(
    `select ${COLUMNS} from auth.invitation where token_sha256 = $1 and ${IS_GOOD}`,
    [sha256(token)],
  );
  return rows[0];
}
