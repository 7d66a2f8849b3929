import { person } from '@readout/db/table/person.ts';
import { Refusal } from '@readout/db/refusal.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { eq } from 'drizzle-orm';

type Change = Partial<
  Pick<typeof person.$inferInsert, 'state' | 'identityMethod' | 'identityCheckedOn' | 'hasLetterOnFile'>
>;

async function keep(tx: Transaction, personId: string, change: Change): Promise<void> {
  const kept = await tx
    .update(person)
    .set(change)
    .where(eq(person.id, personId))
    .returning({ id: person.id })
    .execute();
  if (kept.length === 0)
    throw new Refusal('FORBIDDEN', 'Nobody has this id, or you do not keep the people of Readout.');
}

/**
 * Ends somebody's access at once: sessions and API tokens too. The person, the id, and what was done with it, stay for good.
 *
 * For who keeps people, and not oneself. Audited: ACCOUNT.
 *
 * @throws Refusal FORBIDDEN; CONFLICT for the last administrator of a trial
 */
export const deactivatePerson = (tx: Transaction, personId: string): Promise<void> =>
  keep(tx, personId, { state: 'DEACTIVATED' });

/** Lets somebody sign in again, with the roles still held. @throws Refusal FORBIDDEN for who does not keep people */
export const reactivatePerson = (tx: Transaction, personId: string): Promise<void> =>
  keep(tx, personId, { state: 'ACTIVE' });

export interface ProvedIdentity {
  readonly personId: string;
  /** How it was checked, e.g. which document was seen, and where. */
  readonly method: string;
  /** ISO 8601. */
  readonly checkedOn: string;
}

/**
 * Records that the identity of somebody was checked, before the first signature (21 CFR 11.100(b)). The database writes who checked.
 *
 * For who keeps people, and not of oneself. Audited: ACCOUNT.
 *
 * @throws Refusal FORBIDDEN; BAD_INPUT without a method
 */
export async function proveIdentity(tx: Transaction, proved: ProvedIdentity): Promise<void> {
  const method = proved.method.trim();
  if (method === '') throw new Refusal('BAD_INPUT', 'Say how the identity was checked.');
  await keep(tx, proved.personId, { identityMethod: method, identityCheckedOn: proved.checkedOn });
}

/** Records whether the letter to the FDA about electronic signatures is on file (21 CFR 11.100(c)). @throws Refusal FORBIDDEN */
export const setLetterOnFile = (
  tx: Transaction,
  { personId, isOnFile }: { readonly personId: string; readonly isOnFile: boolean },
): Promise<void> => keep(tx, personId, { hasLetterOnFile: isOnFile });
