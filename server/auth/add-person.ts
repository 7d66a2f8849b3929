import type { Database } from '@readout/db/database.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { person } from '@readout/db/table/person.ts';
import { inTransaction } from '@readout/db/in-transaction.ts';
import { transactAsOwner, type Act } from '@readout/db/transact.ts';
import { generateId } from 'better-auth';
import { hashPassword } from 'better-auth/crypto';
import { normaliseAddress } from './address.ts';
import { findPersonByAddress } from './find-person.ts';
import { refuseWeakPassword } from './password-rule.ts';
import { keepHash } from './set-password.ts';

export type NewPerson = {
  readonly email: string;
  readonly name: string;
  /** Left out: signs in by single sign-on, or sets one by a link. */
  readonly password?: string;
  /** Belongs to the demonstration: refused outside demo mode. */
  readonly isDemo?: boolean;
  readonly mayOpenTrials?: boolean;
  /** Whether the password is another's choice, and must be changed before anything else is done. */
  readonly mustChangePassword?: boolean;
};

/**
 * Adds somebody who can sign in.
 *
 * Sign-in and person are two roles' tables and so two transactions. The person is written first: what is left by a crash in between,
 * a person who cannot sign in, is completed by the next try.
 *
 * @returns the id of the person
 * @throws Refusal CONFLICT when the address is taken in any case or Unicode form, by somebody deactivated too; BAD_INPUT for a weak password
 */
export async function addPerson(database: Database, added: NewPerson, act: Act): Promise<string> {
  const { email, name, password, isDemo = false, mayOpenTrials = false, mustChangePassword = false } = added;
  const address = normaliseAddress(email);
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw new Refusal('BAD_INPUT', `"${email}" is no e-mail address.`);
  if (name.trim() === '') throw new Refusal('BAD_INPUT', 'A person has a name.');
  const there = await findPersonByAddress(database, address);
  if (there !== undefined && (await hasSignIn(database, there.id)))
    throw new Refusal(
      'CONFLICT',
      `${address} is somebody already${there.state === 'ACTIVE' ? '' : ', who is deactivated: ids are never given again'}.`,
    );
  if (password !== undefined) refuseWeakPassword(password, { name, email: address });
  const hash = password === undefined ? undefined : await hashPassword(password);
  const id = there?.id ?? generateId(32);
  if (there === undefined) {
    await transactAsOwner(database, act, async (tx) => {
      await tx
        .insert(person)
        .values({ id, name, email: address, kind: 'PERSON', isDemo, mayOpenTrials })
        .execute();
    });
  }
  await makeSignIn(database, { id, name, email: address, hash, mustChangePassword });
  return id;
}

async function hasSignIn({ owner }: Database, id: string): Promise<boolean> {
  const { rowCount } = await owner.query('select 1 from auth."user" where id = $1', [id]);
  return rowCount === 1;
}

async function makeSignIn(
  { owner }: Database,
  made: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly hash: string | undefined;
    readonly mustChangePassword: boolean;
  },
): Promise<void> {
  await inTransaction(owner, async (client) => {
    await client.query(
      'insert into auth."user" (id, name, email, email_verified) values ($1, $2, $3, true)',
      [made.id, made.name, made.email],
    );
    if (made.hash !== undefined) await keepHash(client, made.id, made.hash);
    await client.query('update auth.credential_state set must_change_password = $2 where user_id = $1', [
      made.id,
      made.mustChangePassword,
    ]);
  });
}
