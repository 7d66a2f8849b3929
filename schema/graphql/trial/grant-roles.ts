import { insertRows } from '@readout/db/insert-rows.ts';
import { newId } from '@readout/db/new-id.ts';
import { membership } from '@readout/db/table/person.ts';
import type { Role } from '@readout/db/term.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';

export interface RoleGrants {
  readonly trialId: string;
  readonly grants: readonly { readonly personId: string; readonly role: Role }[];
}

/**
 * Gives people roles in a trial; a role held already changes nothing.
 *
 * For a trial administrator. Audited: each new role.
 *
 * @throws Refusal FORBIDDEN for anybody else
 */
export async function grantRoles(tx: Transaction, { trialId, grants }: RoleGrants): Promise<void> {
  await insertRows(
    tx,
    membership,
    grants.map((each) => ({ trialId, id: newId(), ...each, grantedAt: new Date() })),
    sql`on conflict (trial_id, person_id, role) do nothing`,
  );
}
