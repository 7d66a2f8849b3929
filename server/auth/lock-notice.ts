import { recordAccountAct } from './account-act.ts';
import type { AuthHub } from './auth.ts';
import { findPersonByAddress } from './find-person.ts';
import { LOCK_MINUTES, MOST_TRIES, takeNotice, type CountedTry } from './failed-try.ts';

const WORDS = {
  SIGN_IN: { what: 'Signing in', locked: 'your account is locked' },
  SIGNING: { what: 'Signing records', locked: 'signing with your account is locked' },
} as const;

/**
 * Tells of a lock, once: the person, the security contact, and the audit trail.
 *
 * For an address that nobody has, the same statements run, so that the time it takes tells nothing.
 */
export async function tellOfLock(
  { database, config }: AuthHub,
  counted: CountedTry,
  from: { readonly client?: string | null; readonly network?: string | null },
): Promise<void> {
  if (!(await takeNotice(database, counted))) return;
  const person = await findPersonByAddress(database, counted.address);
  const { what, locked } = WORDS[counted.purpose];
  const where = from.network ? ` They came from ${from.network}.` : '';
  const toPerson = `${what} with your account failed ${MOST_TRIES} times in a row, so ${locked} for ${LOCK_MINUTES} minutes, or until an administrator unlocks it.${where}\n\nIf that was not you, tell your administrator: somebody may know your address.`;
  const toContact =
    person === undefined
      ? `${what} failed ${MOST_TRIES} times in a row with an address that nobody has.${where}`
      : `${what} as ${person.name} (${person.email}) failed ${MOST_TRIES} times in a row and is locked for ${LOCK_MINUTES} minutes.${where}`;
  // One statement for both, and for none of them.
  await database.owner.query(
    `insert into auth.mail (id, recipient, subject, body, kind, person_id)
     select private.new_id(), m.recipient, m.subject, m.body, 'LOCKED_OUT', m.person
     from (values ($1::text, $2::text, $3::text, $4::text), ($5, $6, $7, null)) m(recipient, subject, body, person) where m.recipient is not null`,
    [
      person?.email ?? null,
      `Readout: ${locked}`,
      toPerson,
      person?.id ?? null,
      config.securityContact ?? null,
      `Readout: an account is locked after ${MOST_TRIES} failed tries`,
      toContact,
    ],
  );
  await recordAccountAct(database, {
    act: 'LOCKED_OUT',
    personId: person?.id ?? null,
    client: from.client,
    details: {
      purpose: counted.purpose,
      tries: counted.tries,
      minutes: LOCK_MINUTES,
      network: from.network ?? null,
    },
    reason: `${what} failed ${MOST_TRIES} times in a row`,
  });
}
