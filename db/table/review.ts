import {
  boolean,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  snakeCase,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { FINDING_STATES, LESION_ROLES } from '@readout/criteria';
import { ADJUDICATION_VARIABLES, DERIVATION_BASES, EVALUATORS, READ_STATES } from '../term.ts';
import { TRIAL, ID, id, oneOf, trialId, word } from './column.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';
import { series, subject, timepoint } from './subject.ts';
import { charter } from './trial.ts';

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
    flags: 'What is odd about it, as codes, e.g. SMALL_TARGET; kept and shown, not refused.',
  },
);

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

/** A sentence that led to an answer, with the page's table and row. */
export interface TraceEntry {
  readonly rule: string;
  readonly source: string;
  readonly step?: string;
}

export const timepointResponse = snakeCase.table(
  'timepoint_response',
  {
    trialId: trialId(),
    id: id(),
    readId: uuid().notNull(),
    reviewId: uuid().notNull(),
    criteria: text().notNull(),
    statedTarget: text(),
    statedNonTarget: text(),
    statedNewLesion: boolean(),
    statedOverall: text(),
    statedSum: doublePrecision(),
    sum: doublePrecision(),
    changeFromBaselinePercent: doublePrecision(),
    changeFromNadirPercent: doublePrecision(),
    target: text(),
    nonTarget: text(),
    hasNewLesion: boolean(),
    overall: text(),
    isDifferent: boolean()
      .notNull()
      .generatedAlwaysAs(
        sql`(coalesce(stated_overall <> overall, false) or coalesce(stated_target <> target, false) or coalesce(stated_non_target <> non_target, false) or coalesce(stated_new_lesion <> has_new_lesion, false))`,
      ),
    trace: jsonb().$type<readonly TraceEntry[]>(),
    charterId: uuid(),
    engineVersion: text(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('timepoint_response_criteria').on(t.trialId, t.readId, t.criteria),
    index('timepoint_response_review').on(t.trialId, t.reviewId),
    foreignKey({ columns: [t.trialId, t.readId], foreignColumns: [read.trialId, read.id] }),
    foreignKey({ columns: [t.trialId, t.charterId], foreignColumns: [charter.trialId, charter.id] }),
  ],
);
means(
  timepointResponse,
  'The response at one read by one criteria: what the evaluator stated beside what the engine derived. Nobody edits the derived part.',
  {
    trialId: TRIAL,
    id: ID,
    readId: 'The read.',
    reviewId: 'The review of the read, repeated so that row-level security needs no join.',
    criteria: 'Id of the criteria, e.g. recist-1.1.',
    statedTarget: 'Target response as stated, in the words given; null when not stated.',
    statedNonTarget: 'Non-target response as stated; null when not stated.',
    statedNewLesion: 'Whether an unequivocal new lesion was stated; null when not stated.',
    statedOverall: 'Overall response as stated; null when not stated.',
    statedSum: 'Tumour burden as stated, in the unit of the criteria; null when not stated.',
    sum: 'Tumour burden derived, in the unit of the criteria (RECIST 1.1: sum of diameters, mm); null when not evaluable.',
    changeFromBaselinePercent: 'Percent; null without a complete sum, and at baseline.',
    changeFromNadirPercent: 'Percent; null without a complete sum, and at baseline.',
    target: 'Target response derived; null at baseline, without targets, or without measurements.',
    nonTarget: 'Non-target response derived; null at baseline, without non-targets, or without measurements.',
    hasNewLesion: 'Whether the rules find a new lesion; null at baseline or without measurements.',
    overall: 'Overall response derived; null at baseline or without measurements.',
    isDifferent: 'Whether anything stated differs from what was derived.',
    trace: 'Sentences that led to the answer: [{rule, source, step}]; null without measurements.',
    charterId: 'The charter version whose settings were used; null when nothing was derived.',
    engineVersion: 'Version of the criteria engine; null when nothing was derived.',
  },
);

export const bestResponse = snakeCase.table(
  'best_response',
  {
    trialId: trialId(),
    id: id(),
    reviewId: uuid().notNull(),
    criteria: text().notNull(),
    basis: word(DERIVATION_BASES).notNull(),
    best: text().notNull(),
    bestOn: date(),
    confirmedBest: text().notNull(),
    confirmedBestOn: date(),
    progressionOn: date(),
    bestChangePercent: doublePrecision(),
    bestChangeReadId: uuid(),
    lastEvaluableOn: date(),
    trace: jsonb()
      .$type<{ readonly unconfirmed: readonly TraceEntry[]; readonly confirmed: readonly TraceEntry[] }>()
      .notNull(),
    charterId: uuid().notNull(),
    engineVersion: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('best_response_criteria').on(t.trialId, t.reviewId, t.criteria),
    foreignKey({ columns: [t.trialId, t.reviewId], foreignColumns: [review.trialId, review.id] }),
    foreignKey({ columns: [t.trialId, t.charterId], foreignColumns: [charter.trialId, charter.id] }),
    oneOf('best_response_basis', t.basis, DERIVATION_BASES),
  ],
);
means(
  bestResponse,
  'The best overall response of a review by one criteria, from its locked reads; both without and with confirmation.',
  {
    trialId: TRIAL,
    id: ID,
    reviewId: 'The review.',
    criteria: 'Id of the criteria, e.g. recist-1.1.',
    basis: 'MEASUREMENTS: from derived timepoint responses. STATED: the source gave responses alone.',
    best: 'Best overall response, confirmation not asked for.',
    bestOn: 'First date of that response, where it is one; else null.',
    confirmedBest: 'Best overall response, confirmation asked for.',
    confirmedBestOn: 'First date of that response, where it is one; else null.',
    progressionOn: 'Date of progression by the criteria; null without one.',
    bestChangePercent:
      'Smallest change of the tumour burden from baseline up to progression, percent; null when none can be told, never 0 for that.',
    bestChangeReadId: 'The read that has it; null without one.',
    lastEvaluableOn: 'Date of the last timepoint with an evaluable response; null without one.',
    trace: 'Sentences that led to the answers, without and with confirmation.',
    charterId: 'The charter version whose settings were used.',
    engineVersion: 'Version of the criteria engine.',
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
