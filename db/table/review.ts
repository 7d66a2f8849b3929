import {
  boolean,
  foreignKey,
  primaryKey,
  snakeCase,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { LESION_ROLES } from '@readout/criteria';
import { ADJUDICATION_VARIABLES, EVALUATORS } from '../term.ts';
import { TRIAL, ID, id, oneOf, trialId, word } from './column.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';
import { subject } from './subject.ts';
import { timepoint } from './timepoint.ts';

export const review = snakeCase.table(
  'review',
  { trialId: trialId(), id: id(), subjectId: uuid().notNull(), evaluator: word(EVALUATORS).notNull() },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('review_evaluator').on(t.trialId, t.subjectId, t.evaluator),
    foreignKey({ columns: [t.trialId, t.subjectId], foreignColumns: [subject.trialId, subject.id] }),
    oneOf('review_evaluator_word', t.evaluator, EVALUATORS),
  ],
);
means(
  review,
  "One evaluator's look at one subject. Lesions belong to it: two readers choose and number their own.",
  {
    trialId: TRIAL,
    id: ID,
    subjectId: 'The subject.',
    evaluator: 'Who looks: INVESTIGATOR, READER_1, READER_2, ADJUDICATOR or ALGORITHM.',
  },
);

export const lesion = snakeCase.table(
  'lesion',
  {
    trialId: trialId(),
    id: id(),
    reviewId: uuid().notNull(),
    code: text().notNull(),
    role: word(LESION_ROLES).notNull(),
    kind: text().notNull(),
    organ: text(),
    location: text(),
    laterality: text(),
    method: text(),
    isMeasurable: boolean().notNull().default(true),
    firstTimepointId: uuid().notNull(),
    splitFromId: uuid(),
    isOutsideRadiationField: boolean(),
    isCytologyPositive: boolean(),
    flags: text()
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('lesion_code').on(t.trialId, t.reviewId, t.code),
    foreignKey({ columns: [t.trialId, t.reviewId], foreignColumns: [review.trialId, review.id] }),
    foreignKey({
      columns: [t.trialId, t.firstTimepointId],
      foreignColumns: [timepoint.trialId, timepoint.id],
    }),
    foreignKey({ columns: [t.trialId, t.splitFromId], foreignColumns: [t.trialId, t.id] }),
    oneOf('lesion_role', t.role, LESION_ROLES),
  ],
);
means(
  lesion,
  'A lesion as one evaluator identified it, once. Never re-used, never re-roled without a reason.',
  {
    trialId: TRIAL,
    id: ID,
    reviewId: 'The review it belongs to.',
    code: 'T01, NT01, NEW01 … (SDTM TULNKID within the evaluator).',
    role: 'target, non-target or new.',
    kind: 'What changes its rule: extranodal, nodal, bone, …',
    organ: 'Organ (SDTM TULOC); null when not told.',
    location: 'Where in the organ, in words; null when not told.',
    laterality: 'SDTM TULAT; null when not told.',
    method: 'How it was identified (SDTM TUMETHOD); null when not told.',
    isMeasurable: 'Whether it is large enough to be measured by its criteria.',
    firstTimepointId: 'Where it was identified.',
    splitFromId: 'The target it is a fragment of; null when it is none.',
    isOutsideRadiationField: 'Whether it lies wholly outside the radiation field (RANO); null when not told.',
    isCytologyPositive: 'Whether an effusion is malignant by cytology (mRECIST); null when not told.',
    flags: 'What is odd about it, as codes, e.g. SMALL_TARGET; kept and shown, not refused.',
  },
);

export const adjudication = snakeCase.table(
  'adjudication',
  {
    trialId: trialId(),
    id: id(),
    subjectId: uuid().notNull(),
    acceptedReviewId: uuid().notNull(),
    variable: word(ADJUDICATION_VARIABLES),
    reason: text().notNull(),
    decidedById: text().references(() => person.id),
    decidedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('adjudication_subject').on(t.trialId, t.subjectId),
    foreignKey({ columns: [t.trialId, t.subjectId], foreignColumns: [subject.trialId, subject.id] }),
    foreignKey({ columns: [t.trialId, t.acceptedReviewId], foreignColumns: [review.trialId, review.id] }),
  ],
);
means(
  adjudication,
  'Which review of a subject is accepted as the central result, where the readers do not settle it themselves.',
  {
    trialId: TRIAL,
    id: ID,
    subjectId: 'The subject.',
    acceptedReviewId: 'The review that is accepted.',
    variable: 'What the readers differed on; null when a source accepted the review (SDTM --ACPTFL).',
    reason: 'Why this review.',
    decidedById: 'Who decided; null when a source did.',
    decidedAt: 'When.',
  },
);
