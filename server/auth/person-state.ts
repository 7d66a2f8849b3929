import type { Database } from '@readout/db/database.ts';
import { person } from '@readout/db/table/person.ts';
import { transactAsOwner, type Act } from '@readout/db/transact.ts';
import { and, eq } from 'drizzle-orm';

/**
 * Ends somebody's access at once: the database takes the sessions away in the same transaction, and no token is answered any more.
 * The person, the id and the address stay for good.
 *
 * @returns whether it changed anything
 */
export const deactivatePerson = (database: Database, personId: string, act: Act): Promise<boolean> =>
  setState(database, personId, 'DEACTIVATED', act);

/** Lets somebody sign in again, with the password they had; inactivity counts from now. */
export const reactivatePerson = (database: Database, personId: string, act: Act): Promise<boolean> =>
  setState(database, personId, 'ACTIVE', act);

async function setState(
  database: Database,
  personId: string,
  state: 'ACTIVE' | 'DEACTIVATED',
  act: Act,
): Promise<boolean> {
  return transactAsOwner(database, act, async (tx) => {
    const other = state === 'ACTIVE' ? 'DEACTIVATED' : 'ACTIVE';
    const changed = await tx
      .update(person)
      .set({ state })
      .where(and(eq(person.id, personId), eq(person.kind, 'PERSON'), eq(person.state, other)))
      .returning({ id: person.id })
      .execute();
    return changed.length > 0;
  });
}
