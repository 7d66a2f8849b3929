import {
  boolean,
  date,
  doublePrecision,
  foreignKey,
  index,
  jsonb,
  primaryKey,
  snakeCase,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { DERIVATION_BASES } from '../term.ts';
import { TRIAL, ID, id, oneOf, trialId, word } from './column.ts';
import { means } from './meaning.ts';
import { read } from './read.ts';
import { review } from './review.ts';
import { charter } from './trial.ts';

/**
 * What only some criteria answer, by the keys of TIMEPOINT_COMPONENTS or RESULT_COMPONENTS of the criteria: numbers in the unit that
 * the criteria name, words of the criteria, ISO dates, yes or no; null where it cannot be told.
 */
export type ComponentValues = Readonly<Record<string, string | number | boolean | null>>;

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
    statedComponents: jsonb().$type<Readonly<Record<string, string>>>(),
    sum: doublePrecision(),
    changeFromBaselinePercent: doublePrecision(),
    changeFromNadirPercent: doublePrecision(),
    target: text(),
    nonTarget: text(),
    hasNewLesion: boolean(),
    overall: text(),
    components: jsonb().$type<ComponentValues>().notNull().default({}),
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
    statedComponents:
      'What only some criteria answer, as stated, by key: {softTissue, bone, ctResponse}, in the words given; null when nothing was.',
    sum: 'Tumour burden derived, in the unit of the criteria (RECIST 1.1: sum of diameters, mm); null when not evaluable.',
    changeFromBaselinePercent: 'Percent; null without a complete sum, and at baseline.',
    changeFromNadirPercent: 'Percent; null without a complete sum, and at baseline.',
    target: 'Target response derived; null at baseline, without targets, or without measurements.',
    nonTarget: 'Non-target response derived; null at baseline, without non-targets, or without measurements.',
    hasNewLesion: 'Whether the rules find a new lesion; null at baseline or without measurements.',
    overall: 'Overall response derived; null at baseline or without measurements.',
    components:
      'What only some criteria answer of a timepoint, by key: {newSum, softTissue, petResponse …}; empty where they answer nothing more.',
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
    components: jsonb().$type<ComponentValues>().notNull().default({}),
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
    components:
      'What only some criteria answer of a review, by key: {recistProgressionDate, psaResponse …}; empty where they answer nothing more.',
    trace: 'Sentences that led to the answers, without and with confirmation.',
    charterId: 'The charter version whose settings were used.',
    engineVersion: 'Version of the criteria engine.',
  },
);
