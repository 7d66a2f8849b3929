import {
  boolean,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  primaryKey,
  snakeCase,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { FINDING_STATES } from '@readout/criteria';
import { READ_STATES } from '../term.ts';
import { TRIAL, ID, id, oneOf, trialId, word } from './column.ts';
import { means } from './meaning.ts';
import { lesion, review } from './review.ts';
import { series, timepoint } from './timepoint.ts';

export const read = snakeCase.table(
  'read',
  {
    trialId: trialId(),
    id: id(),
    reviewId: uuid().notNull(),
    timepointId: uuid().notNull(),
    version: integer().notNull().default(1),
    isCurrent: boolean().notNull().default(true),
    state: word(READ_STATES).notNull(),
    readOn: date(),
    readOnGiven: text(),
    isEvaluable: boolean().notNull().default(true),
    reasonNotEvaluable: text(),
    clinicalStatus: text(),
    comment: text(),
    submittedAt: timestamp({ withTimezone: true }),
    lockedAt: timestamp({ withTimezone: true }),
    correctionReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('read_version').on(t.trialId, t.reviewId, t.timepointId, t.version),
    uniqueIndex('read_current')
      .on(t.trialId, t.reviewId, t.timepointId)
      .where(sql`is_current`),
    index('read_timepoint').on(t.trialId, t.timepointId),
    foreignKey({ columns: [t.trialId, t.reviewId], foreignColumns: [review.trialId, review.id] }),
    foreignKey({ columns: [t.trialId, t.timepointId], foreignColumns: [timepoint.trialId, timepoint.id] }),
    oneOf('read_state', t.state, READ_STATES),
  ],
);
means(
  read,
  'One evaluator at one timepoint. A correction is a new version with its reason; the current one counts, all can be seen.',
  {
    trialId: TRIAL,
    id: ID,
    reviewId: 'The review.',
    timepointId: 'The timepoint.',
    version: 'Counts from 1.',
    isCurrent: 'Whether it is the version that counts.',
    state: 'DRAFT, SUBMITTED or LOCKED.',
    readOn:
      'Date the source gives for this assessment, where it differs from that of the timepoint; else null.',
    readOnGiven: 'That date as the source gives it, where it is partial; else null.',
    isEvaluable: 'Whether anything at this timepoint could be evaluated.',
    reasonNotEvaluable: 'Why not; null when evaluable.',
    clinicalStatus: 'improved, stable, worse or not-evaluated; null when the criteria does not ask.',
    comment: 'What the reader wrote; null when nothing.',
    submittedAt: 'When the reader submitted it; null while it is a draft.',
    lockedAt: 'When it was locked; null until then.',
    correctionReason: 'Why this version replaced the one before; null for the first.',
  },
);

export const finding = snakeCase.table(
  'finding',
  {
    trialId: trialId(),
    id: id(),
    readId: uuid().notNull(),
    reviewId: uuid().notNull(),
    lesionId: uuid().notNull(),
    state: word(FINDING_STATES).notNull(),
    longestDiameterMm: doublePrecision(),
    shortAxisMm: doublePrecision(),
    perpendicularMm: doublePrecision(),
    mergedIntoId: uuid(),
    reasonNotEvaluable: text(),
    method: text(),
    seriesId: uuid(),
    imageNumber: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('finding_lesion').on(t.trialId, t.readId, t.lesionId),
    index('finding_of_lesion').on(t.trialId, t.lesionId),
    foreignKey({ columns: [t.trialId, t.readId], foreignColumns: [read.trialId, read.id] }),
    foreignKey({ columns: [t.trialId, t.lesionId], foreignColumns: [lesion.trialId, lesion.id] }),
    foreignKey({ columns: [t.trialId, t.mergedIntoId], foreignColumns: [lesion.trialId, lesion.id] }),
    foreignKey({ columns: [t.trialId, t.seriesId], foreignColumns: [series.trialId, series.id] }),
    oneOf('finding_state', t.state, FINDING_STATES),
  ],
);
means(
  finding,
  'A lesion at a read. A lesion not looked at has none; not evaluable is a state with a reason, absent is a state, 0 is a size.',
  {
    trialId: TRIAL,
    id: ID,
    readId: 'The read.',
    reviewId: 'The review of the read, repeated so that row-level security needs no join.',
    lesionId: 'The lesion.',
    state: 'measured, present, absent, too-small, progressed, not-evaluable or equivocal.',
    longestDiameterMm: 'Longest diameter, mm; null when not measured.',
    shortAxisMm: 'Short axis of a node, mm; null when not measured.',
    perpendicularMm: 'Longest diameter at a right angle to the longest diameter, mm; null when not measured.',
    mergedIntoId: 'The lesion it has coalesced with, which bears the joint size; else null.',
    reasonNotEvaluable: 'Why it could not be evaluated; null when it was.',
    method: 'How it was measured (SDTM TRMETHOD); null when not told.',
    seriesId: 'The series it was measured on; null when not told.',
    imageNumber: 'DICOM Instance Number of the image; null when not told.',
  },
);
