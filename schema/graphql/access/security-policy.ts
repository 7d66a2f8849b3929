import { Refusal } from '@readout/db/refusal.ts';
import { securityPolicy } from '@readout/db/table/security-policy.ts';
import { transact } from '@readout/db/transact.ts';
import type { Transaction } from '@readout/db/viewer.ts';
import { sql } from 'drizzle-orm';
import { builder } from '../builder.ts';
import { getTrialId } from '../trial/get-trial-id.ts';
import { Trial } from '../trial/trial.ts';

/** What a trial asks of the accounts of its people. */
export interface SecurityPolicy {
  /** null: passwords do not age. */
  readonly passwordMaxAgeDays: number | null;
  readonly passwordsNotReused: number;
  readonly inactiveDays: number;
  readonly requiresSecondFactor: boolean;
}

/**
 * Sets what a trial asks of accounts, at once: the next request of a person whose password is too old asks for another one.
 *
 * For a trial administrator. Audited: the policy.
 *
 * @throws Refusal FORBIDDEN for anybody else; BAD_INPUT for a number out of its range
 */
export async function setSecurityPolicy(
  tx: Transaction,
  { trialId, ...policy }: SecurityPolicy & { readonly trialId: string },
): Promise<void> {
  const { passwordMaxAgeDays, passwordsNotReused, inactiveDays } = policy;
  if (passwordMaxAgeDays !== null)
    refuseOutside('A password is good for', 'days', passwordMaxAgeDays, 1, 3660);
  refuseOutside('Not taken again are', 'of the last passwords', passwordsNotReused, 0, 50);
  refuseOutside('An account is deactivated after', 'days without a sign-in', inactiveDays, 1, 3660);
  await tx
    .insert(securityPolicy)
    .values({ trialId, ...policy })
    .onConflictDoUpdate({ target: securityPolicy.trialId, set: policy })
    .execute();
}

function refuseOutside(what: string, unit: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Refusal('BAD_INPUT', `${what} ${least} to ${most} ${unit}.`);
}

const SecurityPolicyType = builder.objectRef<SecurityPolicy>('SecurityPolicy').implement({
  description:
    'What a trial asks of the accounts of its people. A person in several trials keeps the strictest of each.',
  fields: (t) => ({
    passwordMaxAgeDays: t.exposeInt('passwordMaxAgeDays', {
      nullable: true,
      description: 'Days after which a password must be changed; null: it does not age.',
    }),
    passwordsNotReused: t.exposeInt('passwordsNotReused', {
      description: 'How many of the last passwords are not taken again.',
    }),
    inactiveDays: t.exposeInt('inactiveDays', {
      description: 'Days without a sign-in after which an account is deactivated.',
    }),
    requiresSecondFactor: t.exposeBoolean('requiresSecondFactor', {
      description: 'Whether who has a password must also have an authenticator or a passkey.',
    }),
  }),
});

const SecurityPolicyInput = builder.inputType('SecurityPolicyInput', {
  description: 'What a trial asks of the accounts of its people.',
  fields: (t) => ({
    passwordMaxAgeDays: t.int({
      description: 'Days after which a password must be changed, 1 to 3660; left out: it does not age.',
    }),
    passwordsNotReused: t.int({
      required: true,
      description: 'How many of the last passwords are not taken again, 0 to 50.',
    }),
    inactiveDays: t.int({
      required: true,
      description: 'Days without a sign-in after which an account is deactivated, 1 to 3660.',
    }),
    requiresSecondFactor: t.boolean({
      required: true,
      description: 'Whether who has a password must also have an authenticator or a passkey.',
    }),
  }),
});

builder.drizzleObjectField(Trial, 'securityPolicy', (t) =>
  t.field({
    type: SecurityPolicyType,
    description: 'What the trial asks of the accounts of its people; the defaults where nothing was set.',
    resolve: async ({ id }, _args, { db }) => {
      const { rows } = await db.execute<SecurityPolicy & Record<string, unknown>>(sql`
        select p.password_max_age_days as "passwordMaxAgeDays", coalesce(p.passwords_not_reused, 5) as "passwordsNotReused",
          coalesce(p.inactive_days, 90) as "inactiveDays", coalesce(p.requires_second_factor, false) as "requiresSecondFactor"
        from (select ${id}::uuid as id) t left join security_policy p on p.trial_id = t.id`);
      const policy = rows[0];
      if (policy === undefined) throw new Error('A trial has no policy, not even the default.');
      return policy;
    },
  }),
);

builder.mutationField('setSecurityPolicy', (t) =>
  t.drizzleField({
    type: Trial,
    description:
      'Sets what a trial asks of accounts, at once. For a trial administrator. NOT_FOUND, FORBIDDEN, BAD_INPUT, REASON_MISSING.',
    args: {
      protocol: t.arg.string({ description: 'Protocol number.', required: true }),
      policy: t.arg({ type: SecurityPolicyInput, description: 'The policy, whole.', required: true }),
      reason: t.arg.string({ description: 'Why, for the audit trail.', required: true }),
    },
    resolve: async (query, _root, { protocol, policy, reason }, { db, database, viewer }) => {
      const trialId = await getTrialId(db, protocol);
      await transact(database, { viewer, reason }, (tx) =>
        setSecurityPolicy(tx, { ...policy, trialId, passwordMaxAgeDays: policy.passwordMaxAgeDays ?? null }),
      );
      const found = await db.query.trial.findFirst(query({ where: { id: trialId } })).execute();
      if (found === undefined) throw new Error('The trial whose policy was set is not there.');
      return found;
    },
  }),
);
