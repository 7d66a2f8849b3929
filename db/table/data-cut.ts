import { bigint, date, primaryKey, snakeCase, text, timestamp, unique } from 'drizzle-orm/pg-core';
import { TRIAL, ID, id, trialId } from './column.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';
import { trial } from './trial.ts';

export const dataCut = snakeCase.table(
  'data_cut',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    name: text().notNull(),
    cutOn: date().notNull(),
    entryNumber: bigint({ mode: 'number' }).notNull(),
    takenById: text()
      .notNull()
      .references(() => person.id),
    takenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.trialId, t.id] }), unique('data_cut_name').on(t.trialId, t.name)],
);
means(dataCut, 'A cut of the data: what was known of a trial when it was taken. Never changed.', {
  trialId: TRIAL,
  id: ID,
  name: 'Name as people say it, unique in the trial, e.g. Interim analysis 1.',
  cutOn: 'The date up to which data count.',
  entryNumber: "The trial's version: its newest audit entry when the cut was taken.",
  takenById: 'Who took it.',
  takenAt: 'When it was taken.',
});
