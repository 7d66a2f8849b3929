import { newId } from '@readout/db/new-id.ts';
import { Refusal } from '@readout/db/refusal.ts';
import { accessReview, type ReviewedRole } from '@readout/db/table/access-review.ts';
import { membership, person } from '@readout/db/table/person.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { eq, sql } from 'drizzle-orm';
import { revokeRole } from './keep-roles.ts';

export interface AccessVerdicts {
  readonly trialId: string;
  /** By id of the membership; roles of the reviewer are left out. */
  readonly verdicts: ReadonlyMap<string, 'KEEP' | 'REVOKE'>;
}

/**
 * Reviews who has access: a verdict on every role that is held, those of the reviewer left to another administrator. What is not to stay is
 * revoked in the same transaction.
 *
 * For a trial administrator. Audited: the review, and each revocation. The next one is due three months later.
 *
 * @returns the id of the review
 * @throws Refusal FORBIDDEN; CONFLICT when roles have changed since the list was shown, so that nothing is passed over unseen
 */
export async function reviewAccess(tx: Transaction, { trialId, verdicts }: AccessVerdicts): Promise<string> {
  const { rows } = await tx.execute<{ may: boolean; viewer: string }>(
    sql`select ${trialId}::uuid = any (private.trials_as('{TRIAL_ADMINISTRATOR}')) as may, private.viewer_id() as viewer`,
  );
  const asked = rows[0];
  if (asked?.may !== true) throw new Refusal('FORBIDDEN', 'A trial administrator reviews access.');
  const held = await tx
    .select({ membershipId: membership.id, personId: person.id, name: person.name, role: membership.role })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(eq(membership.trialId, trialId))
    .orderBy(person.name, membership.role)
    .execute();
  const reviewed = held.map((each): ReviewedRole => {
    if (each.personId === asked.viewer) return { ...each, verdict: 'OWN' };
    const verdict = verdicts.get(each.membershipId);
    if (verdict === undefined)
      throw new Refusal(
        'CONFLICT',
        `The role of ${each.name} has no verdict: roles have changed since, look again.`,
      );
    return { ...each, verdict };
  });
  const known = new Set(held.map(({ membershipId }) => membershipId));
  if ([...verdicts.keys()].some((id) => !known.has(id)))
    throw new Refusal('CONFLICT', 'A role in this list is not held any more: look again.');
  const id = newId();
  await tx
    .insert(accessReview)
    // The database writes when, and when the next one is due, whatever stands here.
    .values({ trialId, id, reviewedById: asked.viewer, verdicts: reviewed, nextDueOn: '2000-01-01' })
    .execute();
  for (const { verdict, membershipId } of reviewed)
    if (verdict === 'REVOKE') await revokeRole(tx, { trialId, id: membershipId });
  return id;
}
