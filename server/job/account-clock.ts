import type { Database } from '@readout/db/database.ts';
import { deactivatePerson } from '../auth/person-state.ts';
import { endSpentSessions } from '../auth/session.ts';

const LOOK_EVERY_MS = 60_000;

/** Ends sessions that ran out, deactivates accounts that nobody uses, and clears away what is spent, once a minute. @returns ends it */
export function startAccountClock(database: Database, report: (error: unknown) => void): () => Promise<void> {
  let working: Promise<void> | undefined;
  const timer = setInterval(() => {
    working ??= turnAccountClock(database)
      .catch(report)
      .finally(() => {
        working = undefined;
      });
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await working;
  };
}

export async function turnAccountClock(database: Database): Promise<void> {
  await endSpentSessions(database);
  await deactivateInactive(database);
  await database.owner.query(
    `delete from auth.failed_try where last_at < clock_timestamp() - interval '1 day' and coalesce(locked_until, last_at) < clock_timestamp()`,
  );
  await database.owner.query(
    `delete from auth.verification where expires_at < clock_timestamp() at time zone 'UTC'`,
  );
}

/** People of the demonstration stay: its database may lie for months. */
async function deactivateInactive(database: Database): Promise<void> {
  const { rows } = await database.owner.query<{ id: string; days: number }>(
    `select p.id, o.inactive_days as days from person p join auth.credential_state c on c.user_id = p.id cross join lateral private.policy_of(p.id) o
     where p.state = 'ACTIVE' and p.kind = 'PERSON' and not p.is_demo
       and greatest(c.last_sign_in_at, c.active_since) < clock_timestamp() - o.inactive_days * interval '1 day'`,
  );
  for (const { id, days } of rows)
    await deactivatePerson(database, id, {
      viewer: { userId: 'readout', onBehalfOf: 'account clock' },
      reason: `No sign-in for ${days} days`,
    });
}
