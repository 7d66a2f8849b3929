import { integer, primaryKey, snakeCase, text, timestamp } from 'drizzle-orm/pg-core';
import { means } from './meaning.ts';
import { person } from './person.ts';

export const statementAcceptance = snakeCase.table(
  'statement_acceptance',
  {
    personId: text()
      .notNull()
      .references(() => person.id),
    version: integer().notNull(),
    acceptedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.version] })],
);
means(
  statementAcceptance,
  'That a person accepted that electronic signatures bind as those on paper (21 CFR 11.10(j)). The texts stand in db/signing-statement.ts.',
  {
    personId: 'Who accepted it, for themselves.',
    version: 'Version of the text.',
    acceptedAt: 'When.',
  },
);
