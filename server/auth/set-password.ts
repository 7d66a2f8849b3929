import type { Database } from '@readout/db/database.ts';
import { inTransaction } from '@readout/db/in-transaction.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { generateId } from 'better-auth';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type pg from 'pg';
import type { AuthHub } from './auth.ts';
import { countTry, forgetTries, LOCK_MINUTES, MOST_TRIES } from './failed-try.ts';
import { getPerson } from './find-person.ts';
import { tellOfLock } from './lock-notice.ts';
import { refuseReusedPassword, refuseWeakPassword } from './password-rule.ts';
import { tellOfAccountChange } from './sign-in-record.ts';

/**
 * Changes one's own password; every other session of the person ends.
 *
 * The present one is counted before it is judged, with the failures of sign-in.
 *
 * @throws Refusal BAD_INPUT for a new one that is weak or was had before, FORBIDDEN for a wrong present one, LOCKED_OUT
 */
export async function changePassword(
  hub: AuthHub,
  change: {
    readonly personId: string;
    readonly sessionId: string;
    readonly current: string;
    readonly next: string;
    readonly client?: string | undefined;
  },
): Promise<void> {
  const { personId, sessionId, current, next, client } = change;
  const person = await getPerson(hub.database, personId);
  const counted = await countTry(hub.database, person.email, 'SIGN_IN');
  if (!counted.isAllowed)
    throw new Refusal('LOCKED_OUT', `Too many tries failed. Wait ${LOCK_MINUTES} minutes.`);
  const hash = await findHash(hub.database, personId);
  if (hash === undefined || !(await verifyPassword({ hash, password: current.slice(0, 200) }))) {
    const left = MOST_TRIES - counted.tries;
    if (left <= 0) await tellOfLock(hub, counted, { client: client ?? null });
    throw new Refusal('BAD_INPUT', `The present password is wrong. Tries left: ${Math.max(0, left)}.`);
  }
  await forgetTries(hub.database, person.email, 'SIGN_IN');
  await setPassword(hub.database, { personId, password: next, mustChange: false, keepSession: sessionId });
  await tellOfAccountChange(hub, {
    personId,
    sessionId,
    client,
    what: 'The password was changed, and every other session ended',
  });
}

/**
 * Gives somebody a password, after the rules; ends the sessions.
 *
 * @param mustChange whether it is set by another, and must be changed before anything else is done
 * @param keepSession the one session that goes on; left out: none
 * @throws Refusal BAD_INPUT for a weak one, or one that the person had
 */
export async function setPassword(
  database: Database,
  {
    personId,
    password,
    mustChange,
    keepSession = '',
  }: {
    readonly personId: string;
    readonly password: string;
    readonly mustChange: boolean;
    readonly keepSession?: string;
  },
): Promise<void> {
  refuseWeakPassword(password, await getPerson(database, personId));
  await refuseReusedPassword(password, await listLastHashes(database, personId));
  const hash = await hashPassword(password);
  await inTransaction(database.owner, async (client) => {
    await keepHash(client, personId, hash);
    await client.query(
      `update auth.credential_state set password_changed_at = clock_timestamp(), must_change_password = $2 where user_id = $1`,
      [personId, mustChange],
    );
    await client.query('delete from auth.session where user_id = $1 and id <> $2', [personId, keepSession]);
  });
}

/** The hash stands as the present password, and in the list of those that are not taken again. */
export async function keepHash(client: pg.PoolClient, personId: string, hash: string): Promise<void> {
  const { rowCount } = await client.query(
    `update auth.account set password = $2, updated_at = clock_timestamp() at time zone 'UTC' where user_id = $1 and provider_id = 'credential'`,
    [personId, hash],
  );
  if (rowCount === 0)
    await client.query(
      `insert into auth.account (id, account_id, provider_id, user_id, password, created_at, updated_at)
       values ($1, $2, 'credential', $2, $3, clock_timestamp() at time zone 'UTC', clock_timestamp() at time zone 'UTC')`,
      [generateId(32), personId, hash],
    );
  await client.query(
    'insert into auth.password_history (id, user_id, hash) values (private.new_id(), $1, $2)',
    [personId, hash],
  );
}

async function findHash({ owner }: Database, personId: string): Promise<string | undefined> {
  const { rows } = await owner.query<{ password: string | null }>(
    "select password from auth.account where user_id = $1 and provider_id = 'credential'",
    [personId],
  );
  return rows[0]?.password ?? undefined;
}

/** The hashes that the policy forbids to take again: the present one always, the newest first. */
async function listLastHashes(database: Database, personId: string): Promise<readonly string[]> {
  const { rows } = await database.owner.query<{ hash: string }>(
    `select hash from auth.password_history where user_id = $1 order by set_at desc
     limit greatest(1, (select passwords_not_reused from private.policy_of($1)))`,
    [personId],
  );
  const present = await findHash(database, personId);
  return [...new Set([...(present === undefined ? [] : [present]), ...rows.map(({ hash }) => hash)])];
}
