import { bigint, index, primaryKey, snakeCase, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { TRIAL, ID, id, trialId } from './column.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';
import { trial } from './trial.ts';

export const fileExport = snakeCase.table(
  'file_export',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    subjectId: uuid(),
    kind: text().notNull(),
    fileName: text().notNull(),
    sha256: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    treeSize: bigint({ mode: 'number' }),
    rows: bigint({ mode: 'number' }),
    filter: text(),
    requestedById: text()
      .notNull()
      .references(() => person.id),
    requestedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    index('file_export_requested').on(t.trialId, t.requestedById, t.requestedAt),
  ],
);
means(fileExport, 'A file that left Readout, by its hash; the file itself is not kept. Never changed.', {
  trialId: TRIAL,
  id: ID,
  subjectId: 'The subject that it is a copy of; null where it is of none.',
  kind: 'What the file holds and its format, e.g. AUDIT_CSV.',
  fileName: 'Name under which it was sent.',
  sha256: 'SHA-256 of its bytes, hexadecimal.',
  bytes: 'Its size, bytes.',
  treeSize: 'Size of the signed audit log that the file is proved by, entries; null where it bears no proof.',
  rows: 'How many entries of the trail are in it; null where that was not counted.',
  filter: 'Which of the entries were asked for, in words; null: all.',
  requestedById: 'Who asked for it.',
  requestedAt: 'When.',
});
