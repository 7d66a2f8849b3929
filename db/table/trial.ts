import {
  boolean,
  date,
  integer,
  jsonb,
  primaryKey,
  snakeCase,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { ADJUDICATION_VARIABLES, DATA_ORIGINS, READ_DESIGNS, TRIAL_STATES } from '../term.ts';
import { TRIAL, ID, id, oneOf, trialId, word } from './column.ts';
import { means } from './meaning.ts';

export const sponsor = snakeCase.table('sponsor', { id: id().primaryKey(), name: text().notNull().unique() });
means(sponsor, 'Who runs trials and judges the drug by them.', { id: ID, name: 'Name of the organisation.' });

export const trial = snakeCase.table(
  'trial',
  {
    id: id().primaryKey(),
    sponsorId: uuid()
      .notNull()
      .references(() => sponsor.id),
    protocol: text().notNull().unique(),
    title: text().notNull(),
    phase: text(),
    indication: text(),
    isBlinded: boolean().notNull(),
    isRandomised: boolean().notNull(),
    plannedSubjects: integer(),
    firstPlannedOn: date(),
    lastPlannedOn: date(),
    state: word(TRIAL_STATES).notNull(),
    origin: word(DATA_ORIGINS).notNull(),
  },
  (t) => [oneOf('trial_state', t.state, TRIAL_STATES), oneOf('trial_origin', t.origin, DATA_ORIGINS)],
);
means(trial, 'A clinical trial whose images are read here.', {
  id: ID,
  sponsorId: 'Whose trial it is.',
  protocol: 'Protocol number (SDTM STUDYID), unique.',
  title: 'Title as the protocol gives it.',
  phase: 'Phase of the trial; null when not told.',
  indication: 'Disease under study; null when not told.',
  isBlinded: 'Whether arms are withheld from those without an unblinding grant.',
  isRandomised: 'Whether subjects are randomised to arms.',
  plannedSubjects: 'Planned number of subjects; null when not told.',
  firstPlannedOn: 'Planned first enrolment; null when not told.',
  lastPlannedOn: 'Planned last enrolment; null when not told.',
  state: 'SET_UP, ONGOING or CLOSED.',
  origin: 'HUB: read here. IMPORT: taken over from a source, whose files may correct it.',
});

/** One criteria of a charter with the settings that differ from the criteria's defaults. */
export interface CharterCriteria {
  readonly criteria: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export const charter = snakeCase.table(
  'charter',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    version: integer().notNull(),
    criteria: jsonb().$type<readonly CharterCriteria[]>().notNull(),
    readDesign: word(READ_DESIGNS).notNull(),
    adjudicationVariable: word(ADJUDICATION_VARIABLES).notNull(),
    isSequential: boolean().notNull().default(false),
    adoptedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('charter_version').on(t.trialId, t.version),
    oneOf('charter_read_design', t.readDesign, READ_DESIGNS),
    oneOf('charter_adjudication_variable', t.adjudicationVariable, ADJUDICATION_VARIABLES),
  ],
);
means(charter, 'A version of the imaging charter: what the lab agreed to do. The highest version holds.', {
  trialId: TRIAL,
  id: ID,
  version: 'Counts from 1.',
  criteria:
    'List of {criteria, settings}: the first is the primary; settings are those that differ from the defaults of the criteria.',
  readDesign: 'One reader, or two with adjudication.',
  adjudicationVariable: 'What two readers must agree on.',
  isSequential: 'Whether a timepoint opens to a reader only when the one before is locked.',
  adoptedAt: 'When this version was adopted.',
});

export const arm = snakeCase.table(
  'arm',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    code: text().notNull(),
    name: text().notNull(),
    position: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.trialId, t.id] }), unique('arm_code').on(t.trialId, t.code)],
);
means(
  arm,
  'A treatment arm as the protocol plans it. That a trial has it is no secret; who is in it is (subject_arm).',
  {
    trialId: TRIAL,
    id: ID,
    code: 'Short code (SDTM ARMCD).',
    name: 'Description (SDTM ARM).',
    position: 'Order of display, from 1.',
  },
);

export const site = snakeCase.table(
  'site',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    code: text().notNull(),
    name: text(),
    country: text(),
  },
  (t) => [primaryKey({ columns: [t.trialId, t.id] }), unique('site_code').on(t.trialId, t.code)],
);
means(site, 'A hospital that takes part.', {
  trialId: TRIAL,
  id: ID,
  code: 'Site number (SDTM SITEID).',
  name: 'Name or town; null when not told.',
  country: 'ISO 3166-1 alpha-3; null when not told.',
});

export const schedule = snakeCase.table(
  'schedule',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    code: text().notNull(),
    label: text().notNull(),
    day: integer(),
    windowBeforeDays: integer().notNull().default(0),
    windowAfterDays: integer().notNull().default(0),
    modalities: text().array().notNull(),
    isBaseline: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.trialId, t.id] }), unique('schedule_code').on(t.trialId, t.code)],
);
means(schedule, 'A timepoint that the protocol plans for every subject.', {
  trialId: TRIAL,
  id: ID,
  code: 'Short code, e.g. BL, W6.',
  label: 'Name as people say it.',
  day: 'Planned study day, first dose being day 1 (no day 0); null when not told.',
  windowBeforeDays: 'Days it may be early.',
  windowAfterDays: 'Days it may be late.',
  modalities: 'DICOM modalities expected, e.g. CT, MR.',
  isBaseline: 'Whether it is the baseline.',
});
