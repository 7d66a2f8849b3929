import * as authTable from '@readout/db/auth-table.ts';
import type { Database } from '@readout/db/database.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { person } from '@readout/db/table/person.ts';
import { transactAsOwner, type Act } from '@readout/db/transact.ts';
import { generateId } from 'better-auth';
import { hashPassword } from 'better-auth/crypto';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';

export type NewPerson = {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** Belongs to the demonstration: refused outside demo mode. */
  readonly isDemo?: boolean;
  readonly mayOpenTrials?: boolean;
};

/**
 * Adds somebody who can sign in with e-mail and password.
 *
 * Sign-in and person are two roles' tables and so two transactions. The person is written first: what is left by a crash in between,
 * a person who cannot sign in, is completed by the next try.
 *
 * @returns the id of the person
 * @throws Refusal BAD_INPUT or CONFLICT when the address is taken or the password is shorter than 12 characters
 */
export async function addPerson(
  database: Database,
  { email, name, password, isDemo = false, mayOpenTrials = false }: NewPerson,
  act: Act,
): Promise<string> {
  const address = email.trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw new Refusal('BAD_INPUT', `"${email}" is no e-mail address.`);
  if (password.length < 12 || password.length > 128)
    throw new Refusal('BAD_INPUT', 'A password has 12 to 128 characters.');
  const owner = drizzle({ client: database.owner });
  const signIn = await owner
    .select({ id: authTable.user.id })
    .from(authTable.user)
    .where(eq(authTable.user.email, address))
    .execute();
  if (signIn.length > 0) throw new Refusal('CONFLICT', `${address} is somebody already.`);
  const passwordHash = await hashPassword(password);
  const unfinished = await owner
    .select({ id: person.id })
    .from(person)
    .where(eq(person.email, address))
    .execute();
  const id = unfinished[0]?.id ?? generateId(32);
  if (unfinished.length === 0) {
    await transactAsOwner(database, act, async (tx) => {
      await tx
        .insert(person)
        .values({ id, name, email: address, kind: 'PERSON', isDemo, mayOpenTrials })
        .execute();
    });
  }
  await owner.transaction(async (tx) => {
    const now = new Date();
    await tx.insert(authTable.user).values({ id, name, email: address, emailVerified: true }).execute();
    await tx
      .insert(authTable.account)
      .values({
        id: generateId(32),
        accountId: id,
        providerId: 'credential',
        userId: id,
        password: passwordHash,
        createdAt: now,
        updatedAt: now,
      })
      .execute();
  });
  return id;
}
