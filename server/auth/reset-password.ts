import { randomBytes } from 'node:crypto';
import type { Database } from '@readout/db/database.ts';
import { recordAct } from '@readout/db/record-act.ts';
import { Refusal } from '@readout/db/refusal.ts';
import type { Act } from '@readout/db/transact.ts';
import { hashPassword } from 'better-auth/crypto';
import type { AuthHub } from './auth.ts';
import { forgetTries } from './failed-try.ts';
import { getPerson } from './find-person.ts';
import { makeLink } from './link.ts';

const DAYS = 1;

/**
 * Makes somebody's password useless, ends the sessions, and sends the person, and nobody else, a link to set another.
 *
 * @throws Refusal NOT_FOUND for a program or somebody deactivated
 */
export async function resetPassword(
  { database }: Pick<AuthHub, 'database'>,
  act: Act,
  { personId, origin }: { readonly personId: string; readonly origin: string },
): Promise<void> {
  const person = await getPerson(database, personId);
  if (person.state !== 'ACTIVE') throw new Refusal('NOT_FOUND', 'This person is deactivated.');
  const unknown = await hashPassword(randomBytes(32).toString('base64url'));
  await database.owner.query(
    `with closed as (update auth.account set password = $2 where user_id = $1 and provider_id = 'credential'),
       gone as (delete from auth.session where user_id = $1)
     update auth.credential_state set must_change_password = true where user_id = $1`,
    [personId, unknown],
  );
  await makeLink(database, act, {
    kind: 'RESET',
    email: person.email,
    name: person.name,
    personId,
    roles: [],
    days: DAYS,
    mailOf: (token) => ({
      subject: 'Readout: set a new password',
      text: `${person.name},\n\nyour password was reset by an administrator and does not work any more. Set another here, within a day:\n\n${origin}/invitation/${token}\n\nThe link is good once. If you did not ask for it, tell your administrator.`,
    }),
  });
  await recordOn(database, act, personId, 'password reset');
}

/** Forgets failed tries, so that somebody locked out may try again before the time is over, to sign in and to sign. */
export async function unlockPerson(database: Database, act: Act, personId: string): Promise<void> {
  const { email } = await getPerson(database, personId);
  await forgetTries(database, email, 'SIGN_IN');
  await forgetTries(database, email, 'SIGNING');
  await recordOn(database, act, personId, 'unlocked');
}

const recordOn = (database: Database, { viewer, reason }: Act, personId: string, what: string) =>
  recordAct(database, viewer, {
    act: 'ACCOUNT',
    record: 'account',
    recordId: personId,
    details: { what },
    reason,
  });
