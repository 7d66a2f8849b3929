import { sql } from 'drizzle-orm';
import { bigint, index, primaryKey, snakeCase, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { SIGNATURE_MEANINGS, SIGNATURE_RECORDS } from '../term.ts';
import { TRIAL, ID, id, oneOf, trialId, word } from './column.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';
import { trial } from './trial.ts';

export const signature = snakeCase.table(
  'signature',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    record: word(SIGNATURE_RECORDS).notNull(),
    recordId: uuid().notNull(),
    subjectId: uuid(),
    recordHash: text().notNull(),
    signerId: text()
      .notNull()
      .references(() => person.id),
    printedName: text().notNull(),
    meaningCode: word(SIGNATURE_MEANINGS).notNull(),
    meaning: text().notNull(),
    signedAt: timestamp({ withTimezone: true }).notNull(),
    factors: text().array().notNull(),
    sessionId: text(),
    nonce: text().notNull(),
    digest: text().notNull(),
    brokenAt: timestamp({ withTimezone: true }),
    brokenBy: bigint({ mode: 'number' }),
    brokenWhy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('signature_nonce').on(t.nonce),
    index('signature_record').on(t.trialId, t.record, t.recordId),
    index('signature_holding')
      .on(t.trialId, t.record, t.recordId)
      .where(sql`broken_at is null`),
    oneOf('signature_record_word', t.record, SIGNATURE_RECORDS),
    oneOf('signature_meaning_word', t.meaningCode, SIGNATURE_MEANINGS),
  ],
);
means(
  signature,
  'An electronic signature of one version of one record. Given by private.sign alone; never changed, but broken when its record changes.',
  {
    trialId: TRIAL,
    id: ID,
    record: 'What kind of record was signed.',
    recordId:
      'The record: the row of that table; for a review, which a monitor makes of a subject, the subject.',
    subjectId: 'The subject that the record is about; null where it is about none.',
    recordHash:
      'SHA-256, hexadecimal, of the canonical version of the record (private.record_version) that was signed.',
    signerId: 'Who signed.',
    printedName: 'Printed name of the signer at that time.',
    meaningCode: 'What the signature means, as a word of a closed list.',
    meaning: 'What the signature means: the sentence that the signer read.',
    signedAt: "When, by the server's clock.",
    factors: 'How the signer proved who they are, e.g. PASSWORD, CODE, PASSKEY.',
    sessionId: 'Session in which it was signed; null for the demonstration.',
    nonce: 'Good once: the proof of the signer that this signature used up.',
    digest:
      'SHA-256, hexadecimal, of the canonical JSON of {digest of what, by whom, meaning, when}: record, recordId, recordHash, signer, printedName, meaning, signedAt, nonce.',
    brokenAt: 'When the record changed, since when it counts as unsigned; null while the signature holds.',
    brokenBy: 'Number of the audit entry of that change; null while the signature holds.',
    brokenWhy: 'What changed and the reason given for it; null while the signature holds.',
  },
);
