import { boolean, index, primaryKey, snakeCase, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { PERSON_KINDS, ROLES } from '../term.ts';
import { TRIAL, ID, id, oneOf, trialId, word } from './column.ts';
import { means } from './meaning.ts';
import { trial } from './trial.ts';

export const person = snakeCase.table(
  'person',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    kind: word(PERSON_KINDS).notNull(),
    mayOpenTrials: boolean().notNull().default(false),
    isDemo: boolean().notNull().default(false),
  },
  (t) => [unique('person_email').on(t.email), oneOf('person_kind', t.kind, PERSON_KINDS)],
);
means(
  person,
  'Somebody who may act in Readout, or a program that acts under a name of its own. Never deleted.',
  {
    id: 'The id under which the person signs in; never reused.',
    name: 'Printed name.',
    email: 'Address under which the person signs in, lower case.',
    kind: 'PERSON, or SYSTEM for a program.',
    mayOpenTrials: 'Whether the person may set up a new trial.',
    isDemo: 'Whether the person belongs to the demonstration; refused outside demo mode.',
  },
);

export const membership = snakeCase.table(
  'membership',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    personId: text()
      .notNull()
      .references(() => person.id),
    role: word(ROLES).notNull(),
    grantedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('membership_once').on(t.trialId, t.personId, t.role),
    index('membership_person').on(t.personId, t.trialId),
    oneOf('membership_role', t.role, ROLES),
  ],
);
means(membership, 'A role that a person holds in a trial.', {
  trialId: TRIAL,
  id: ID,
  personId: 'Who holds the role.',
  role: 'The role: decides what is readable and what may be written in this trial.',
  grantedAt: 'When the role was given.',
});

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
    secondGrantorId: text()
      .notNull()
      .references(() => person.id),
    reason: text().notNull(),
    grantedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    withdrawnAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    index('unblinding_grant_person').on(t.personId, t.trialId),
  ],
);
means(unblindingGrant, 'The right of one person to see arms in one trial: the unblinding ledger.', {
  trialId: TRIAL,
  id: ID,
  personId: 'Who may see arms.',
  firstGrantorId: 'The first of the two people who gave the grant.',
  secondGrantorId: 'The second, another person than the first.',
  reason: 'Why.',
  grantedAt: 'When it was given.',
  withdrawnAt: 'When it ended; null while it holds.',
});

export const reviewAssignment = snakeCase.table(
  'review_assignment',
  {
    trialId: trialId().references(() => trial.id),
    reviewId: uuid().notNull(),
    personId: text()
      .notNull()
      .references(() => person.id),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.reviewId] }),
    index('review_assignment_person').on(t.personId, t.trialId),
  ],
);
means(
  reviewAssignment,
  'Which person reads as the evaluator of a review. Apart from the review, so that an adjudicator sees reads without names.',
  {
    trialId: TRIAL,
    reviewId: 'The review.',
    personId: 'Who reads.',
  },
);
