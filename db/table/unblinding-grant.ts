import { sql } from 'drizzle-orm';
import { check, index, primaryKey, snakeCase, text, timestamp } from 'drizzle-orm/pg-core';
import { id, ID, TRIAL, trialId } from './column.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';
import { trial } from './trial.ts';

const instant = () => timestamp({ withTimezone: true });

export const unblindingGrant = snakeCase.table(
  'unblinding_grant',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    personId: text()
      .notNull()
      .references(() => person.id),
    firstGrantorId: text()
      .notNull()
      .references(() => person.id),
    secondGrantorId: text().references(() => person.id),
    reason: text().notNull(),
    proposedAt: instant().notNull().defaultNow(),
    grantedAt: instant(),
    endsAt: instant(),
    withdrawnAt: instant(),
    withdrawnById: text().references(() => person.id),
    withdrawnReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    index('unblinding_grant_person').on(t.personId, t.trialId),
    check(
      'unblinding_grant_two',
      sql`${t.firstGrantorId} <> ${t.personId} and ${t.secondGrantorId} <> ${t.personId} and ${t.firstGrantorId} <> ${t.secondGrantorId}`,
    ),
    check('unblinding_grant_approved', sql`(${t.secondGrantorId} is null) = (${t.grantedAt} is null)`),
  ],
);
means(
  unblindingGrant,
  'The right of one person to see arms in one trial, proposed by one and approved by another: the unblinding ledger.',
  {
    trialId: TRIAL,
    id: ID,
    personId: 'Who may see arms.',
    firstGrantorId: 'Who proposed it.',
    secondGrantorId:
      'Who approved it, another person than the first; null: nobody yet, and it gives nothing.',
    reason: 'Why, as it was proposed.',
    proposedAt: 'When it was proposed.',
    grantedAt: 'When it was approved, and holds from then on; null: not yet.',
    endsAt: 'When it ends by itself; null: it is for good.',
    withdrawnAt: 'When it was withdrawn, or declined before it was approved; null: it was not.',
    withdrawnById: 'Who withdrew it; null: it was not.',
    withdrawnReason: 'Why it was withdrawn; null: it was not.',
  },
);
