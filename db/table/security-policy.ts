import { boolean, integer, primaryKey, snakeCase } from 'drizzle-orm/pg-core';
import { trialId, TRIAL, within } from './column.ts';
import { means } from './meaning.ts';
import { trial } from './trial.ts';

export const securityPolicy = snakeCase.table(
  'security_policy',
  {
    trialId: trialId().references(() => trial.id),
    passwordMaxAgeDays: integer(),
    passwordsNotReused: integer().notNull().default(5),
    inactiveDays: integer().notNull().default(90),
    requiresSecondFactor: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.trialId] }),
    within('security_policy_max_age', t.passwordMaxAgeDays, 1, 3660),
    within('security_policy_not_reused', t.passwordsNotReused, 0, 50),
    within('security_policy_inactive', t.inactiveDays, 1, 3660),
  ],
);
means(
  securityPolicy,
  'What a trial asks of the accounts of its people. A person in several trials keeps the strictest of each; a trial without a row asks for what stands as default.',
  {
    trialId: TRIAL,
    passwordMaxAgeDays: 'Days after which a password must be changed; null: it does not age.',
    passwordsNotReused: 'How many of the last passwords are not taken again.',
    inactiveDays: 'Days without a sign-in after which an account is deactivated.',
    requiresSecondFactor: 'Whether who has a password must also have an authenticator or a passkey.',
  },
);
