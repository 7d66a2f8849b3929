import {
  bigint,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  primaryKey,
  snakeCase,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { AUDIT_VERDICTS, type AuditSignal } from '../term.ts';
import { TRIAL, ID, id, oneOf, trialId, within, word } from './column.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';
import { trial } from './trial.ts';

/** An entry that a review looks at: those with signals, and those drawn by chance. */
export interface ListedEntry {
  readonly number: number;
  /** Why it is listed; none: it was drawn. */
  readonly signals: readonly AuditSignal[];
}

const instant = () => timestamp({ withTimezone: true });
const entryNumber = () => bigint({ mode: 'number' });

export const auditReview = snakeCase.table(
  'audit_review',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    fromNumber: entryNumber().notNull(),
    toNumber: entryNumber().notNull(),
    fromAt: instant().notNull(),
    toAt: instant().notNull(),
    zone: text().notNull(),
    startedById: text()
      .notNull()
      .references(() => person.id),
    startedAt: instant().notNull().defaultNow(),
    samplePercent: numeric({ precision: 5, scale: 2, mode: 'number' }).notNull(),
    population: integer().notNull(),
    sample: integer().notNull(),
    seed: integer().notNull(),
    listed: jsonb().$type<readonly ListedEntry[]>().notNull(),
    finishedAt: instant(),
    nextDueOn: date(),
    summary: text(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    index('audit_review_started').on(t.trialId, t.startedAt),
    within('audit_review_sample_percent', t.samplePercent, 0, 100),
  ],
);
means(
  auditReview,
  'A periodic review of the audit trail of a trial: a stretch of entries, of which those with signals and a sample are judged. What it is of does not change once it has begun.',
  {
    trialId: TRIAL,
    id: ID,
    fromNumber: 'First entry of the stretch.',
    toNumber: 'Last entry of the stretch.',
    fromAt: 'When the first was recorded.',
    toAt: 'When the last was recorded.',
    zone: 'IANA time zone of the trial, as the reviewer stated it: what out of hours means for people whose own is not told.',
    startedById: 'Who reviews.',
    startedAt: 'When it was begun.',
    samplePercent: 'Share of the entries without signals that was to be drawn, percent.',
    population: 'How many entries without signals there were to draw from.',
    sample: 'How many of them were drawn.',
    seed: 'From which they were drawn: those whose MD5 of "seed/number" comes first, so that the draw can be told again.',
    listed: 'The entries to judge, as the signals found them when it was begun: [{number, signals}].',
    finishedAt: 'When it was last closed, each entry having a verdict; null while it goes on.',
    nextDueOn: 'Day (UTC) by which the next review is due; null while it goes on.',
    summary: 'What the reviewer says of the stretch as a whole; null while it goes on.',
  },
);

export const auditReviewVerdict = snakeCase.table(
  'audit_review_verdict',
  {
    trialId: trialId(),
    id: id(),
    reviewId: uuid().notNull(),
    entryNumber: entryNumber().notNull(),
    verdict: word(AUDIT_VERDICTS).notNull(),
    note: text(),
    byId: text()
      .notNull()
      .references(() => person.id),
    at: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('audit_review_verdict_once').on(t.trialId, t.reviewId, t.entryNumber),
    foreignKey({ columns: [t.trialId, t.reviewId], foreignColumns: [auditReview.trialId, auditReview.id] }),
    oneOf('audit_review_verdict_word', t.verdict, AUDIT_VERDICTS),
  ],
);
means(auditReviewVerdict, 'What a reviewer says of one entry. Never by the person who made the entry.', {
  trialId: TRIAL,
  id: ID,
  reviewId: 'The review.',
  entryNumber: 'Number of the entry.',
  verdict: 'JUSTIFIED, QUESTION (somebody is asked) or NOT_JUSTIFIED.',
  note: 'Why, or what is asked; null where JUSTIFIED needs no word.',
  byId: 'Who says so.',
  at: 'When.',
});
