import { defineDomain } from './domain.ts';
import { assigned, collected, derived } from './fill.ts';
import { domainIs, identity } from './subject-variable.ts';
import { yesNo } from './yes-no.ts';
import {
  armName,
  consent,
  country,
  courseDate,
  death,
  ethnicTerm,
  firstDose,
  isDead,
  raceTerm,
  raceWords,
  referenceEnd,
  sexTerm,
  type DemographicsEntry,
} from './map-dm.ts';

const REFERENCE_START =
  'The reference start of the study days as the trial sets it, by default the first dose; null for a subject without treatment (screen failure, not assigned, assigned and not treated).';
const REFERENCE_END = 'RFXENDTC, else the end of treatment; null without RFSTDTC.';
const FIRST_DOSE = 'Earliest start of exposure in EX.';
const LAST_DOSE = 'Latest end of exposure in EX, where no interval is open.';
const PARTICIPATION_END = 'Latest date on which the subject is known to have been in contact.';
const DEATH = 'Y where DTHDTC or a death in DS is told.';
const ACTUAL_ARM = 'As assigned; ARMCD where the subject was treated and nothing else is told.';
const NO_ARM =
  'Why there is no arm: as told; else SCREEN FAILURE, NOT ASSIGNED or ASSIGNED, NOT TREATED by the course; BLINDED where arms are withheld from this export.';
const OFF_TREATMENT =
  'The end of treatment as told; else the last dose of a subject whose study has ended. Sent where DS does not tell it.';
const COUNTRY = 'Country of the subject, else that of the site (ISO 3166-1 alpha-3).';

/**
 * DM, Demographics: one record per subject.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), DM: the variables in the guide's order
 */
export const dm = defineDomain<DemographicsEntry>({
  code: 'DM',
  label: 'Demographics',
  class: 'SPECIAL PURPOSE',
  structure: 'One record per subject',
  keys: ['STUDYID', 'USUBJID'],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                         'Char', 'Req',  'Identifier',         '',              identity.study],
    ['DOMAIN',   'Domain Abbreviation',                      'Char', 'Req',  'Identifier',         '',              domainIs('DM')],
    ['USUBJID',  'Unique Subject Identifier',                'Char', 'Req',  'Identifier',         '',              identity.subject],
    ['SUBJID',   'Subject Identifier for the Study',         'Char', 'Req',  'Topic',              '',              assigned(({ frame }) => frame.subject.number)],
    ['RFSTDTC',  'Subject Reference Start Date/Time',        'Char', 'Exp',  'Record Qualifier',   'ISO 8601 date', derived(REFERENCE_START, ({ frame }) => frame.referenceOn)],
    ['RFENDTC',  'Subject Reference End Date/Time',          'Char', 'Exp',  'Record Qualifier',   'ISO 8601 date', derived(REFERENCE_END, referenceEnd)],
    ['RFXSTDTC', 'Date/Time of First Study Treatment',       'Char', 'Exp',  'Record Qualifier',   'ISO 8601 date', derived(FIRST_DOSE, firstDose)],
    ['RFXENDTC', 'Date/Time of Last Study Treatment',        'Char', 'Exp',  'Record Qualifier',   'ISO 8601 date', derived(LAST_DOSE, ({ frame }) => frame.subject.course.lastDoseOn)],
    ['RFCSTDTC', 'Date/Time of First Challenge Agent Admin', 'Char', 'Perm', 'Record Qualifier',   'ISO 8601 date', null],
    ['RFCENDTC', 'Date/Time of Last Challenge Agent Admin',  'Char', 'Perm', 'Record Qualifier',   'ISO 8601 date', null],
    ['RFICDTC',  'Date/Time of Informed Consent',            'Char', 'Exp',  'Record Qualifier',   'ISO 8601 date', collected('Investigator', consent)],
    ['RFPENDTC', 'Date/Time of End of Participation',        'Char', 'Exp',  'Record Qualifier',   'ISO 8601 date', derived(PARTICIPATION_END, ({ frame }) => frame.subject.course.lastContactOn)],
    ['DTHDTC',   'Date/Time of Death',                       'Char', 'Exp',  'Record Qualifier',   'ISO 8601 date', collected('Investigator', death)],
    ['DTHFL',    'Subject Death Flag',                       'Char', 'Exp',  'Record Qualifier',   'C66742',        derived(DEATH, (entry) => (isDead(entry) ? 'Y' : null))],
    ['SITEID',   'Study Site Identifier',                    'Char', 'Req',  'Record Qualifier',   '',              assigned(({ frame }) => frame.subject.siteCode)],
    ['INVID',    'Investigator Identifier',                  'Char', 'Perm', 'Record Qualifier',   '',              null],
    ['INVNAM',   'Investigator Name',                        'Char', 'Perm', 'Synonym Qualifier',  '',              null],
    ['BRTHDTC',  'Date/Time of Birth',                       'Char', 'Perm', 'Record Qualifier',   'ISO 8601 date', null],
    ['AGE',      'Age',                                      'Num',  'Exp',  'Record Qualifier',   '',              collected('Investigator', ({ frame }) => frame.subject.ageYears)],
    ['AGEU',     'Age Units',                                'Char', 'Exp',  'Variable Qualifier', 'C66781',        assigned(({ frame }) => (frame.subject.ageYears === null ? null : 'YEARS'))],
    ['SEX',      'Sex',                                      'Char', 'Req',  'Record Qualifier',   'C66731',        collected('Investigator', ({ frame }) => sexTerm(frame.subject.sex))],
    ['RACE',     'Race',                                     'Char', 'Exp',  'Record Qualifier',   'C74457',        collected('Investigator', ({ frame }) => raceTerm(frame.subject.race))],
    ['ETHNIC',   'Ethnicity',                                'Char', 'Perm', 'Record Qualifier',   'C66790',        collected('Investigator', ({ frame }) => ethnicTerm(frame.subject.ethnicity))],
    ['ARMCD',    'Planned Arm Code',                         'Char', 'Exp',  'Record Qualifier',   '',              assigned(({ arm }) => arm.planned)],
    ['ARM',      'Description of Planned Arm',               'Char', 'Exp',  'Synonym Qualifier',  '',              assigned(({ frame, arm }) => armName(frame.trial, arm.planned))],
    ['ACTARMCD', 'Actual Arm Code',                          'Char', 'Exp',  'Record Qualifier',   '',              derived(ACTUAL_ARM, ({ arm }) => arm.actual)],
    ['ACTARM',   'Description of Actual Arm',                'Char', 'Exp',  'Synonym Qualifier',  '',              derived(ACTUAL_ARM, ({ frame, arm }) => armName(frame.trial, arm.actual))],
    ['ARMNRS',   'Reason Arm and/or Actual Arm is Null',     'Char', 'Exp',  'Record Qualifier',   'C142179',       derived(NO_ARM, ({ arm }) => arm.reason)],
    ['ACTARMUD', 'Description of Unplanned Actual Arm',      'Char', 'Exp',  'Record Qualifier',   '',              null],
    ['COUNTRY',  'Country',                                  'Char', 'Req',  'Record Qualifier',   '',              derived(COUNTRY, country)],
    ['DMDTC',    'Date/Time of Collection',                  'Char', 'Perm', 'Timing',             'ISO 8601 date', null],
    ['DMDY',     'Study Day of Collection',                  'Num',  'Perm', 'Timing',             '',              null],
  ],
  // prettier-ignore
  supplements: [
    ['RACEOTH',  'Race, Other',                    collected('Investigator', raceWords)],
    ['FDGAVID',  'FDG-Avid Disease',               collected('Investigator', ({ frame }) => yesNo(frame.subject.isFdgAvid))],
    ['RANDDTC',  'Date of Randomization',          collected('Investigator', courseDate('randomisedOn', 'RANDOMISATION'))],
    ['OFFTRDTC', 'Date of End of Treatment',       derived(OFF_TREATMENT, courseDate('offTreatmentOn', 'END_OF_TREATMENT'))],
    ['RTENDTC',  'Date of End of Radiotherapy',    collected('Investigator', courseDate('radiotherapyEndedOn', 'END_OF_RADIOTHERAPY'))],
    ['NEWTHDTC', 'Date of New Anticancer Therapy', collected('Investigator', courseDate('newTherapyOn', 'NEW_THERAPY'))],
  ],
  needed: [],
  carried: [
    'STUDYID',
    'DOMAIN',
    'USUBJID',
    'SUBJID',
    'RFSTDTC',
    'RFXSTDTC',
    'RFXENDTC',
    'RFICDTC',
    'RFPENDTC',
    'DTHDTC',
    'DTHFL',
    'SITEID',
    'BRTHDTC',
    'AGE',
    'AGEU',
    'SEX',
    'RACE',
    'ETHNIC',
    'ARMCD',
    'ARM',
    'ACTARMCD',
    'ACTARM',
    'ARMNRS',
    'COUNTRY',
  ],
});
