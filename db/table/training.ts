import { date, index, integer, primaryKey, snakeCase, text, timestamp, unique } from 'drizzle-orm/pg-core';
import { ROLES } from '../term.ts';
import { id, ID, oneOf, TRIAL, trialId, within, word } from './column.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';
import { trial } from './trial.ts';

export const trainingRequirement = snakeCase.table(
  'training_requirement',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    role: word(ROLES).notNull(),
    course: text().notNull(),
    validMonths: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('training_requirement_once').on(t.trialId, t.role, t.course),
    oneOf('training_requirement_role', t.role, ROLES),
    within('training_requirement_months', t.validMonths, 1, 240),
  ],
);
means(trainingRequirement, 'A course without which a role may not read, adjudicate or sign in a trial.', {
  trialId: TRIAL,
  id: ID,
  role: 'The role that needs it.',
  course: 'Name of the course.',
  validMonths: 'Months for which it is good after it was completed; null: for good.',
});

export const trainingRecord = snakeCase.table(
  'training_record',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    personId: text()
      .notNull()
      .references(() => person.id),
    course: text().notNull(),
    completedOn: date().notNull(),
    expiresOn: date(),
    evidence: text().notNull(),
    recordedById: text()
      .notNull()
      .references(() => person.id),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    index('training_record_person').on(t.trialId, t.personId, t.course),
  ],
);
means(trainingRecord, 'That a person completed a course.', {
  trialId: TRIAL,
  id: ID,
  personId: 'Who.',
  course: 'Name of the course, as the requirement names it.',
  completedOn: 'When it was completed.',
  expiresOn: 'The last day on which it is good; null: as long as the requirement says.',
  evidence: 'What shows it: number of a certificate, where a record lies.',
  recordedById: 'Who recorded it, another person.',
  recordedAt: 'When it was recorded.',
});
