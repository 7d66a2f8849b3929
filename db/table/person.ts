import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  primaryKey,
  snakeCase,
  text,
  timestamp,
  unique,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import { PERSON_KINDS, PERSON_STATES, ROLES } from '../term.ts';
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
    mayKeepPeople: boolean().notNull().default(false),
    identityMethod: text(),
    identityCheckedById: text().references((): AnyPgColumn => person.id),
    identityCheckedOn: date(),
    hasLetterOnFile: boolean().notNull().default(false),
    state: word(PERSON_STATES).notNull().default('ACTIVE'),
    deactivatedAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    unique('person_email').on(t.email),
    oneOf('person_kind', t.kind, PERSON_KINDS),
    check(
      'person_identity',
      sql`num_nulls(${t.identityMethod}, ${t.identityCheckedById}, ${t.identityCheckedOn}) in (0, 3) and ${t.identityCheckedById} <> ${t.id}`,
    ),
    oneOf('person_state', t.state, PERSON_STATES),
  ],
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
    mayKeepPeople:
      'Whether the person may add, deactivate and prove people of the whole hub; given at the command line.',
    identityMethod: 'How it was proved who the person is (21 CFR 11.100(b)); null: not proved yet.',
    identityCheckedById: 'Who proved it, another person; null: not proved yet.',
    identityCheckedOn: 'When it was proved; null: not proved yet.',
    hasLetterOnFile:
      'Whether the letter to the FDA, that electronic signatures bind as those on paper, is on file for the person (21 CFR 11.100(c)).',
    state: 'ACTIVE, or DEACTIVATED: may not sign in, and keeps id and address for good.',
    deactivatedAt: 'When the person was deactivated; null: is active.',
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
    grantedById: text().references(() => person.id),
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
  grantedById: 'Who gave it; null: given before this was kept.',
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
