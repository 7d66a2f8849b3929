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
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { SUBJECT_EVENT_KINDS } from '../term.ts';
import { TRIAL, ID, GIVEN, RULE, id, oneOf, trialId, word } from './column.ts';
import { means } from './meaning.ts';
import { arm, site, trial } from './trial.ts';

export const subject = snakeCase.table(
  'subject',
  {
    trialId: trialId().references(() => trial.id),
    id: id(),
    siteId: uuid().notNull(),
    number: text().notNull(),
    usubjid: text().notNull(),
    country: text(),
    sex: text(),
    ageYears: integer(),
    race: text(),
    ethnicity: text(),
    isFdgAvid: boolean(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('subject_number').on(t.trialId, t.number),
    unique('subject_usubjid').on(t.trialId, t.usubjid),
    index('subject_site').on(t.trialId, t.siteId),
    foreignKey({ columns: [t.trialId, t.siteId], foreignColumns: [site.trialId, site.id] }),
  ],
);
means(subject, 'A person in the trial, known by number only.', {
  trialId: TRIAL,
  id: ID,
  siteId: 'The site that enrolled the subject.',
  number: 'Subject number as people say it, unique in the trial.',
  usubjid: 'SDTM USUBJID, stable from export to export.',
  country: 'ISO 3166-1 alpha-3; null when not told.',
  sex: 'SDTM SEX: F, M, U, UNDIFFERENTIATED; null when not told.',
  ageYears: 'Age at informed consent or reference start, years; null when not told.',
  race: 'SDTM RACE; null when not told.',
  ethnicity: 'SDTM ETHNIC; null when not told.',
  isFdgAvid: 'Whether the lymphoma takes up FDG at baseline; null when not told.',
});

export const subjectArm = snakeCase.table(
  'subject_arm',
  {
    trialId: trialId(),
    subjectId: uuid().notNull(),
    armId: uuid(),
    actualArmId: uuid(),
    reasonWithout: text(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.subjectId] }),
    foreignKey({ columns: [t.trialId, t.subjectId], foreignColumns: [subject.trialId, subject.id] }),
    foreignKey({ columns: [t.trialId, t.armId], foreignColumns: [arm.trialId, arm.id] }),
    foreignKey({ columns: [t.trialId, t.actualArmId], foreignColumns: [arm.trialId, arm.id] }),
  ],
);
means(
  subjectArm,
  'The arm of a subject: readable with an unblinding grant only, while the trial is blinded.',
  {
    trialId: TRIAL,
    subjectId: 'The subject.',
    armId: 'Planned arm (SDTM ARMCD); null when not assigned.',
    actualArmId: 'Arm actually received (SDTM ACTARMCD); null when not treated.',
    reasonWithout: 'Why there is no arm (SDTM ARMNRS), e.g. SCREEN FAILURE; else null.',
  },
);

export const subjectCourse = snakeCase.table(
  'subject_course',
  {
    trialId: trialId(),
    subjectId: uuid().notNull(),
    isScreenFailure: boolean().notNull().default(false),
    consentedOn: date(),
    randomisedOn: date(),
    referenceStartOn: date(),
    firstDoseOn: date(),
    lastDoseOn: date(),
    offTreatmentOn: date(),
    radiotherapyEndedOn: date(),
    newTherapyOn: date(),
    lastContactOn: date(),
    diedOn: date(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.subjectId] }),
    foreignKey({ columns: [t.trialId, t.subjectId], foreignColumns: [subject.trialId, subject.id] }),
  ],
);
means(
  subjectCourse,
  'The dates of a subject that endpoints count from and to, drawn from exposure and events in the same transaction. Withheld from readers.',
  {
    trialId: TRIAL,
    subjectId: 'The subject.',
    isScreenFailure: 'Whether the subject failed screening.',
    consentedOn: 'Informed consent; null when not told.',
    randomisedOn: 'Randomisation; null when not randomised.',
    referenceStartOn: 'SDTM RFSTDTC, day 1 of the study days; null when not treated.',
    firstDoseOn: 'First dose; null when not treated.',
    lastDoseOn: 'Last dose known; null when not treated.',
    offTreatmentOn: 'Treatment ended for good; null while it goes on.',
    radiotherapyEndedOn: 'End of the first radiotherapy told; null when none.',
    newTherapyOn: 'First new anti-cancer therapy; null when none.',
    lastContactOn: 'Last date on which the subject was known to be alive; null when not told.',
    diedOn: 'Death; null when not dead.',
  },
);

export const exposure = snakeCase.table(
  'exposure',
  {
    trialId: trialId(),
    id: id(),
    subjectId: uuid().notNull(),
    sourceKey: text().notNull(),
    startedOn: date().notNull(),
    startedOnGiven: text(),
    startedOnRule: text(),
    endedOn: date(),
    endedOnGiven: text(),
    endedOnRule: text(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('exposure_source_key').on(t.trialId, t.subjectId, t.sourceKey),
    foreignKey({ columns: [t.trialId, t.subjectId], foreignColumns: [subject.trialId, subject.id] }),
  ],
);
means(
  exposure,
  'An interval of treatment. What was given stands apart (exposure_drug), because it may give the arm away.',
  {
    trialId: TRIAL,
    id: ID,
    subjectId: 'The subject.',
    sourceKey: "What tells it from the subject's other intervals at its source, e.g. EXSEQ.",
    startedOn: 'First day of the interval.',
    startedOnGiven: GIVEN,
    startedOnRule: RULE,
    endedOn: 'Last day of the interval; null while it goes on or when not told.',
    endedOnGiven: GIVEN,
    endedOnRule: RULE,
  },
);

export const exposureDrug = snakeCase.table(
  'exposure_drug',
  {
    trialId: trialId(),
    exposureId: uuid().notNull(),
    treatment: text().notNull(),
    dose: doublePrecision(),
    doseUnit: text(),
    doseForm: text(),
    frequency: text(),
    route: text(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.exposureId] }),
    foreignKey({
      columns: [t.trialId, t.exposureId],
      foreignColumns: [exposure.trialId, exposure.id],
    }).onDelete('cascade'),
  ],
);
means(
  exposureDrug,
  'What was given in an interval of treatment: readable with an unblinding grant only, while the trial is blinded.',
  {
    trialId: TRIAL,
    exposureId: 'The interval.',
    treatment: 'SDTM EXTRT.',
    dose: 'SDTM EXDOSE, in doseUnit; null when not told.',
    doseUnit: 'SDTM EXDOSU.',
    doseForm: 'SDTM EXDOSFRM.',
    frequency: 'SDTM EXDOSFRQ.',
    route: 'SDTM EXROUTE.',
  },
);

export const subjectEvent = snakeCase.table(
  'subject_event',
  {
    trialId: trialId(),
    id: id(),
    subjectId: uuid().notNull(),
    sourceKey: text().notNull(),
    kind: word(SUBJECT_EVENT_KINDS).notNull(),
    term: text().notNull(),
    decodedTerm: text(),
    category: text(),
    occurredOn: date(),
    occurredOnGiven: text(),
    occurredOnRule: text(),
  },
  (t) => [
    primaryKey({ columns: [t.trialId, t.id] }),
    unique('subject_event_source_key').on(t.trialId, t.subjectId, t.sourceKey),
    foreignKey({ columns: [t.trialId, t.subjectId], foreignColumns: [subject.trialId, subject.id] }),
    oneOf('subject_event_kind', t.kind, SUBJECT_EVENT_KINDS),
  ],
);
means(
  subjectEvent,
  'Something that happened to a subject beside exposure and assessments. Withheld from readers.',
  {
    trialId: TRIAL,
    id: ID,
    subjectId: 'The subject.',
    sourceKey: "What tells it from the subject's other events at its source, e.g. DSSEQ.",
    kind: 'What kind of event it is.',
    term: 'As reported (SDTM DSTERM).',
    decodedTerm: 'Controlled term (SDTM DSDECOD); null when not told.',
    category: 'SDTM DSCAT; null when not told.',
    occurredOn: 'When; null when not told.',
    occurredOnGiven: GIVEN,
    occurredOnRule: RULE,
  },
);
