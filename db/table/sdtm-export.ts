import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  snakeCase,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { SDTM_EXPORT_STATES } from '../term.ts';
import { TRIAL, ID, id, oneOf, trialId, word } from './column.ts';
import { dataCut } from './data-cut.ts';
import { fileExport } from './file-export.ts';
import { means } from './meaning.ts';
import { person } from './person.ts';
import { subject } from './subject.ts';
import { trial } from './trial.ts';

export const sdtmExport = snakeCase.table(
  'sdtm_export',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    requestedById: text()
      .notNull()
      .references(() => person.id),
    requestedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    reason: text().notNull(),
    dataCutId: uuid(),
    evaluators: text().array().notNull(),
    domains: text().array(),
    formats: text().array().notNull(),
    adamEvaluator: text(),
    adamCriteria: text(),
    adamIsConfirmed: boolean(),
    isUnblinded: boolean().notNull().default(false),
    state: word(SDTM_EXPORT_STATES).notNull(),
    subjectsDone: integer().notNull().default(0),
    subjectsTotal: integer(),
    step: text(),
    finishedAt: timestamp({ withTimezone: true }),
    refusal: text(),
    report: jsonb().$type<Readonly<Record<string, unknown>>>(),
    manifest: jsonb().$type<Readonly<Record<string, unknown>>>(),
    fileName: text(),
    sha256: text(),
    bytes: bigint({ mode: 'number' }),
    acceptedById: text().references(() => person.id),
    acceptedAt: timestamp({ withTimezone: true }),
    acceptedReason: text(),
    fileExportId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    index('sdtm_export_requested').on(t.trialId, t.requestedAt),
    index('sdtm_export_person').on(t.requestedById),
    foreignKey({ columns: [t.trialId, t.dataCutId], foreignColumns: [dataCut.trialId, dataCut.id] }),
    foreignKey({ columns: [t.trialId, t.fileExportId], foreignColumns: [fileExport.trialId, fileExport.id] }),
    oneOf('sdtm_export_state', t.state, SDTM_EXPORT_STATES),
  ],
);
means(
  sdtmExport,
  'A request for the SDTM (and ADaM) datasets of a trial, its progress, its report and its file. What was asked never changes.',
  {
    trialId: TRIAL,
    id: ID,
    requestedById: 'Who asked.',
    requestedAt: 'When.',
    reason: 'Why.',
    dataCutId: 'The data cut that is exported; null: the data as they are when it runs.',
    evaluators: 'Evaluators whose reviews are sent.',
    domains: 'Datasets asked for, by domain; null: all.',
    formats: 'Formats asked for: XPT, DATASET_JSON, NDJSON, CSV.',
    adamEvaluator:
      'Whose review the analysis datasets (ADaM) are of: an evaluator or CENTRAL; null: none are asked for.',
    adamCriteria:
      'Id of the criteria of the analysis datasets; null: the primary ones, or none are asked for.',
    adamIsConfirmed:
      'Whether responses of the analysis datasets must be confirmed; null: as the charter says, or none are asked for.',
    isUnblinded: 'Whether arms and treatments are told; only for who may see them.',
    state:
      'QUEUED, RUNNING, DONE (may be released), BLOCKED (errors of conformance wait to be accepted), RELEASED, REFUSED (it cannot be written), CANCELLED or FAILED (our fault).',
    subjectsDone: 'Subjects worked off so far.',
    subjectsTotal: 'Subjects of the trial; null until they are counted.',
    step: 'What is being done, in words; null before it begins and when it ended.',
    finishedAt: 'When it ended, whichever way; null until then.',
    refusal: 'Why it was refused, cancelled or failed, in sentences; null otherwise.',
    report:
      'Datasets with their records, and the findings of the check counted by rule; null until it is made.',
    manifest: 'The files of the package with SHA-256 and bytes, as in manifest.json; null until it is made.',
    fileName: 'Name of the ZIP file; null until it is made, and at the command line where none is.',
    sha256: 'SHA-256 of the ZIP file, hexadecimal; null without one.',
    bytes: 'Size of the ZIP file, bytes; null without one.',
    acceptedById: 'The data manager who accepted errors of conformance; null when nobody had to.',
    acceptedAt: 'When.',
    acceptedReason: 'Why they are acceptable.',
    fileExportId: 'The file as it was released, which is signed; null until then.',
  },
);

export const sdtmSequence = snakeCase.table(
  'sdtm_sequence',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    subjectId: uuid().notNull(),
    domain: text().notNull(),
    keys: text().array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('sdtm_sequence_domain').on(t.trialId, t.subjectId, t.domain),
    foreignKey({ columns: [t.trialId, t.subjectId], foreignColumns: [subject.trialId, subject.id] }),
  ],
);
means(
  sdtmSequence,
  'The rows of a subject that were numbered in exports: the place of a key is its --SEQ, so that a row keeps it from export to export. Grown only.',
  {
    trialId: TRIAL,
    id: ID,
    subjectId: 'The subject.',
    domain: 'SDTM domain, e.g. TR.',
    keys: 'What tells each row from the others, in the order of --SEQ, which counts from 1; each once.',
  },
);
