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
  uuid,
} from 'drizzle-orm/pg-core';
import { IMAGE_QUALITIES } from '../term.ts';
import { TRIAL, ID, GIVEN, RULE, id, oneOf, trialId, word } from './column.ts';
import { means } from './meaning.ts';
import { subject } from './subject.ts';
import { schedule } from './trial.ts';

export const timepoint = snakeCase.table(
  'timepoint',
  {
    trialId: trialId(),
    id: id(),
    subjectId: uuid().notNull(),
    scheduleId: uuid(),
    code: text().notNull(),
    label: text().notNull(),
    assessedOn: date().notNull(),
    assessedOnGiven: text(),
    assessedOnRule: text(),
    isBaseline: boolean().notNull(),
    isScheduled: boolean().notNull(),
    visitNumber: doublePrecision(),
    imageQuality: word(IMAGE_QUALITIES),
    receivedAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('timepoint_code').on(t.trialId, t.subjectId, t.code),
    foreignKey({ columns: [t.trialId, t.subjectId], foreignColumns: [subject.trialId, subject.id] }),
    foreignKey({ columns: [t.trialId, t.scheduleId], foreignColumns: [schedule.trialId, schedule.id] }),
    oneOf('timepoint_image_quality', t.imageQuality, IMAGE_QUALITIES),
  ],
);
means(timepoint, 'One assessment of one subject; ordered by date.', {
  trialId: TRIAL,
  id: ID,
  subjectId: 'The subject.',
  scheduleId: 'The planned timepoint it fulfils; null when unscheduled or the schedule is not known.',
  code: 'Short code, unique for the subject, e.g. BL, W6.',
  label: 'Name as the source gives it.',
  assessedOn: 'Date of the assessment.',
  assessedOnGiven: GIVEN,
  assessedOnRule: RULE,
  isBaseline: 'Whether it is the baseline.',
  isScheduled: 'Whether the protocol plans it.',
  visitNumber: 'SDTM VISITNUM; null when not told.',
  imageQuality:
    'Quality control of its images: PENDING, PASSED or FAILED; a read waits for PASSED, and after FAILED says that nothing is evaluable. Null: controlled elsewhere.',
  receivedAt: 'When the lab had its images complete; null when not told.',
});

export const exam = snakeCase.table(
  'exam',
  {
    trialId: trialId(),
    id: id(),
    subjectId: uuid().notNull(),
    timepointId: uuid().notNull(),
    modality: text().notNull(),
    acquiredOn: date().notNull(),
    studyInstanceUid: text(),
    receivedAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('exam_study_instance_uid').on(t.trialId, t.studyInstanceUid),
    index('exam_timepoint').on(t.trialId, t.timepointId),
    foreignKey({ columns: [t.trialId, t.timepointId], foreignColumns: [timepoint.trialId, timepoint.id] }),
  ],
);
means(exam, 'An imaging study: one visit to a scanner.', {
  trialId: TRIAL,
  id: ID,
  subjectId: 'The subject.',
  timepointId: 'The timepoint it belongs to.',
  modality: 'DICOM modality, e.g. CT, MR, PT.',
  acquiredOn: 'Date of the scan.',
  studyInstanceUid: 'DICOM Study Instance UID after de-identification; null when not told.',
  receivedAt: 'When the lab received it; null when not told.',
});

export const series = snakeCase.table(
  'series',
  {
    trialId: trialId(),
    id: id(),
    examId: uuid().notNull(),
    seriesInstanceUid: text().notNull(),
    number: integer(),
    description: text(),
    sliceThicknessMm: doublePrecision(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('series_instance_uid').on(t.trialId, t.seriesInstanceUid),
    index('series_exam').on(t.trialId, t.examId),
    foreignKey({ columns: [t.trialId, t.examId], foreignColumns: [exam.trialId, exam.id] }),
  ],
);
means(series, 'A series of images of an exam.', {
  trialId: TRIAL,
  id: ID,
  examId: 'The exam.',
  seriesInstanceUid: 'DICOM Series Instance UID after de-identification.',
  number: 'DICOM Series Number; null when not told.',
  description: 'DICOM Series Description; null when not told.',
  sliceThicknessMm: 'Slice thickness, mm; null when not told.',
});
