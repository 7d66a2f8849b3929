import { membership } from '@readout/db/table/person.ts';
import { Refusal } from '@readout/db/refusal.ts';
import type { Role } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { and, eq, sql } from 'drizzle-orm';
import { grantRoles } from '../trial/grant-roles.ts';

/**
 * Gives somebody a role in a trial, by the address under which they sign in; a role held already changes nothing.
 *
 * For a trial administrator, and not to oneself: the database refuses that. Acts at once. Audited: GRANT.
 *
 * @returns the id of the person
 * @throws Refusal NOT_FOUND for an address that nobody has; FORBIDDEN; CONFLICT for who was unblinded and would read
 */
export async function grantRole(
  tx: Transaction,
  { trialId, email, role }: { readonly trialId: string; readonly email: string; readonly role: Role },
): Promise<string> {
  const { rows } = await tx.execute<{ id: string | null; may: boolean }>(
    sql`select private.person_of_address(${trialId}, ${email}) as id, ${trialId}::uuid = any (private.trials_as('{TRIAL_ADMINISTRATOR}')) as may`,
  );
  if (rows[0]?.may !== true) throw new Refusal('FORBIDDEN', 'A trial administrator gives roles.');
  const personId = rows[0].id;
  if (personId === null)
    throw new Refusal('NOT_FOUND', `Nobody signs in as ${email.trim()}. Invite the person first.`);
  await grantRoles(tx, { trialId, grants: [{ personId, role }] });
  return personId;
}

/**
 * Takes a role from somebody, at once. What they read and were assigned stays, and who held the role when stays on the trail.
 *
 * For a trial administrator; not one's own, and not the last administrator's: the database refuses both. Audited: REVOKE.
 *
 * @returns the id of the person
 * @throws Refusal NOT_FOUND; FORBIDDEN; CONFLICT for the last administrator
 */
export async function revokeRole(
  tx: Transaction,
  { trialId, id }: { readonly trialId: string; readonly id: string },
): Promise<string> {
  const isIt = and(eq(membership.trialId, trialId), eq(membership.id, id));
  const [found] = await tx.select({ personId: membership.personId }).from(membership).where(isIt).execute();
  if (found === undefined) throw new Refusal('NOT_FOUND', 'This role is not held, or not there for you.');
  const gone = await tx.delete(membership).where(isIt).returning({ id: membership.id }).execute();
  if (gone.length === 0) throw new Refusal('FORBIDDEN', 'A trial administrator revokes roles.');
  return found.personId;
}
