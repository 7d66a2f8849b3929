import { date, jsonb, primaryKey, snakeCase, text, timestamp } from 'drizzle-orm/pg-core';
import type { AccessVerdict, Role } from '../term.ts';
import { id, ID, TRIAL, trialId } from './column.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';
import { trial } from './trial.ts';

/** A role that was looked at in a review of access. */
export interface ReviewedRole {
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly verdict: AccessVerdict;
}

export const accessReview = snakeCase.table(
  'access_review',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    reviewedById: text()
      .notNull()
      .references(() => person.id),
    reviewedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    verdicts: jsonb().$type<readonly ReviewedRole[]>().notNull(),
    nextDueOn: date().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trialId, t.id] })],
);
means(accessReview, 'That somebody looked at every role of a trial and said which stay. Never changed.', {
  trialId: TRIAL,
  id: ID,
  reviewedById: 'Who reviewed.',
  reviewedAt: 'When.',
  verdicts:
    'Each role that was held: membershipId, personId, name, role, and the verdict KEEP, REVOKE, or OWN for those of the reviewer, which another administrator judges.',
  nextDueOn: 'By when the next review is due, three months later.',
});
