import { index, integer, jsonb, snakeCase, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { IMPORT_STATES } from '../term.ts';
import { ID, id, oneOf, word } from './column.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';
import { trial } from './trial.ts';

export const sdtmImport = snakeCase.table(
  'sdtm_import',
  {
    trialId: uuid().references(() => trial.id),
    id: id().primaryKey(),
    requestedById: text()
      .notNull()
      .references(() => person.id),
    requestedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    protocol: text(),
    criteria: text(),
    reason: text().notNull(),
    files: text().array().notNull(),
    fileSha256: text().array(),
    state: word(IMPORT_STATES).notNull(),
    rowsRead: integer().notNull().default(0),
    rowsTotal: integer(),
    finishedAt: timestamp({ withTimezone: true }),
    refusal: text(),
    report: jsonb().$type<Readonly<Record<string, unknown>>>(),
  },
  (t) => [
    index('sdtm_import_trial').on(t.trialId),
    index('sdtm_import_person').on(t.requestedById),
    oneOf('sdtm_import_state', t.state, IMPORT_STATES),
  ],
);
means(sdtmImport, 'A request to take over a trial from SDTM files, its progress and its report.', {
  trialId: 'The trial it made or corrected; null until it is known.',
  id: ID,
  requestedById: 'Who asked.',
  requestedAt: 'When.',
  protocol: 'Protocol number asked for; null: that of the files (STUDYID).',
  criteria: 'Id of the criteria asked for; null: recist-1.1.',
  reason: 'Why.',
  files: 'Names of the files.',
  fileSha256: 'SHA-256 of each of the files, hexadecimal, in their order; null until they are read.',
  state: 'QUEUED, RUNNING, DONE, REFUSED (the files do not fit), CANCELLED or FAILED (our fault).',
  rowsRead: 'Rows of the files worked off so far.',
  rowsTotal: 'Rows of all files; null until they are counted.',
  finishedAt: 'When it ended, whichever way; null until then.',
  refusal: 'Why it was refused, in sentences; null when it was not.',
  report: 'What was read, stored, flagged and refused, by domain; null until it is done.',
});
