import type { Value } from '@readout/sdtm/dataset.ts';
import type { AnalysisSubject } from './analysis-subject.ts';
import { imputationFlag, sasDate } from './sas-date.ts';
import { defineAnalysis, derived, predecessor, type Line } from './variable.ts';

const flag = (isSo: boolean) => (isSo ? 'Y' : 'N');

const fromDm =
  (name: string) =>
  ({ dm }: AnalysisSubject): Value =>
    dm[name] ?? null;

/** Place of an arm in the trial's order, from 1. */
const placeOf = ({ trial, dm }: AnalysisSubject, name: 'ARMCD' | 'ACTARMCD'): number | null => {
  const at = trial.arms.findIndex(({ code }) => code === dm[name]);
  return at < 0 ? null : at + 1;
};

const IMPUTED = 'D where the day is imputed, M where month and day are; the text of the source is in SDTM.';
const ALIVE =
  'Latest of last contact, first and last dose, end of treatment, new anti-cancer therapy and assessments; never after DTHDT.';

/** Variables that identify a subject, in every dataset. */
const IDENTIFIERS: readonly Line<AnalysisSubject>[] = [
  ['STUDYID', 'Study Identifier', 'Char', 'Req', predecessor('DM.STUDYID'), fromDm('STUDYID')],
  ['USUBJID', 'Unique Subject Identifier', 'Char', 'Req', predecessor('DM.USUBJID'), fromDm('USUBJID')],
  ['SUBJID', 'Subject Identifier for the Study', 'Char', 'Req', predecessor('DM.SUBJID'), fromDm('SUBJID')],
  ['SITEID', 'Study Site Identifier', 'Char', 'Req', predecessor('DM.SITEID'), fromDm('SITEID')],
];

/**
 * ADSL: one record for each subject, screen failures included. Arms are blank where they are withheld.
 *
 * The populations are the portal's: ENRLFL its ENROLLED, RANDFL and ITTFL RANDOMISED, EFFFL TREATED, EVALFL EVALUABLE; SAFFL asks for a
 * dose alone. Sent in order of USUBJID.
 *
 * @source ADaMIG v1.3, section 3.2 (ADSL variables)
 */
// prettier-ignore
export const ADSL = defineAnalysis<AnalysisSubject>(
  { name: 'ADSL', label: 'Subject-Level Analysis Dataset', class: 'SUBJECT LEVEL ANALYSIS DATASET', structure: 'One record per subject', keys: ['STUDYID', 'USUBJID'] },
  [
    ...IDENTIFIERS,
    ['COUNTRY', 'Country', 'Char', 'Perm', predecessor('DM.COUNTRY'), fromDm('COUNTRY')],
    ['AGE', 'Age', 'Num', 'Exp', predecessor('DM.AGE'), fromDm('AGE')],
    ['AGEU', 'Age Units', 'Char', 'Exp', predecessor('DM.AGEU', ['C66781']), fromDm('AGEU')],
    ['SEX', 'Sex', 'Char', 'Exp', predecessor('DM.SEX', ['C66731']), fromDm('SEX')],
    ['RACE', 'Race', 'Char', 'Exp', predecessor('DM.RACE', ['C74457']), fromDm('RACE')],
    ['ETHNIC', 'Ethnicity', 'Char', 'Perm', predecessor('DM.ETHNIC', ['C66790']), fromDm('ETHNIC')],
    ['ARMCD', 'Planned Arm Code', 'Char', 'Exp', predecessor('DM.ARMCD'), fromDm('ARMCD')],
    ['ARM', 'Description of Planned Arm', 'Char', 'Exp', predecessor('DM.ARM'), fromDm('ARM')],
    ['ACTARMCD', 'Actual Arm Code', 'Char', 'Perm', predecessor('DM.ACTARMCD'), fromDm('ACTARMCD')],
    ['ACTARM', 'Description of Actual Arm', 'Char', 'Perm', predecessor('DM.ACTARM'), fromDm('ACTARM')],
    ['TRT01P', 'Planned Treatment for Period 01', 'Char', 'Exp', derived('DM.ARM; blank where no arm is planned or arms are withheld.'), fromDm('ARM')],
    ['TRT01PN', 'Planned Treatment for Period 01 (N)', 'Num', 'Perm', derived('Place of DM.ARMCD among the arms of the trial, from 1.'), (s) => placeOf(s, 'ARMCD')],
    ['TRT01A', 'Actual Treatment for Period 01', 'Char', 'Exp', derived('DM.ACTARM; blank where nothing was given or arms are withheld.'), fromDm('ACTARM')],
    ['TRT01AN', 'Actual Treatment for Period 01 (N)', 'Num', 'Perm', derived('Place of DM.ACTARMCD among the arms of the trial, from 1.'), (s) => placeOf(s, 'ACTARMCD')],
    ['RFICDT', 'Date of Informed Consent', 'Date', 'Perm', derived('Date of DM.RFICDTC.'), ({ subject }) => sasDate(subject.course.consentedOn)],
    ['RANDDT', 'Date of Randomization', 'Date', 'Exp', derived('Date of the randomisation in DS.'), ({ subject }) => sasDate(subject.course.randomisedOn)],
    ['TRTSDT', 'Date of First Exposure to Treatment', 'Date', 'Exp', derived('Earliest start of EX.'), ({ subject }) => sasDate(subject.course.firstDoseOn)],
    ['TRTSDTF', 'Date of First Exposure Imput. Flag', 'Char', 'Perm', derived(IMPUTED), firstDoseFlag],
    ['TRTEDT', 'Date of Last Exposure to Treatment', 'Date', 'Exp', derived('Latest date of EX that is told.'), ({ subject }) => sasDate(subject.course.lastDoseOn)],
    ['TRTEDTF', 'Date of Last Exposure Imput. Flag', 'Char', 'Perm', derived(IMPUTED), lastDoseFlag],
    ['EOTDT', 'Date of End of Treatment', 'Date', 'Perm', derived('Date on which treatment ended for good by DS; blank while it goes on.'), ({ subject }) => sasDate(subject.course.offTreatmentOn)],
    ['NACTDT', 'Date of New Anti-Cancer Therapy', 'Date', 'Perm', derived('Date of the first new anti-cancer therapy.'), ({ subject }) => sasDate(subject.course.newTherapyOn)],
    ['DTHFL', 'Subject Death Flag', 'Flag', 'Perm', predecessor('DM.DTHFL'), fromDm('DTHFL')],
    ['DTHDT', 'Date of Death', 'Date', 'Exp', derived('Date of DM.DTHDTC.'), ({ subject }) => sasDate(subject.course.diedOn)],
    ['DTHDTF', 'Date of Death Imputation Flag', 'Char', 'Perm', derived(IMPUTED), deathFlag],
    ['LSTALVDT', 'Date Last Known Alive', 'Date', 'Exp', derived(ALIVE), ({ lastAliveOn }) => sasDate(lastAliveOn)],
    ['ENRLFL', 'Enrolled Population Flag', 'Flag', 'Req', derived('Y: did not fail screening.'), ({ population }) => flag(population.isEnrolled)],
    ['RANDFL', 'Randomized Population Flag', 'Flag', 'Req', derived('Y: RANDDT is told.'), ({ population }) => flag(population.isRandomised)],
    ['ITTFL', 'Intent-To-Treat Population Flag', 'Flag', 'Req', derived('Y: RANDDT is told.'), ({ population }) => flag(population.isRandomised)],
    ['SAFFL', 'Safety Population Flag', 'Flag', 'Req', derived('Y: TRTSDT is told.'), ({ population }) => flag(population.isDosed)],
    ['EFFFL', 'Efficacy Population Flag', 'Flag', 'Req', derived('Y: TRTSDT is told and there is a baseline timepoint.'), ({ population }) => flag(population.isTreated)],
    ['EVALFL', 'Response-Evaluable Population Flag', 'Flag', 'Req', derived('Y: EFFFL is Y and the chosen review has an evaluable response after baseline.'), ({ population }) => flag(population.isEvaluable)],
  ],
);

/** Variables of ADSL that the other datasets repeat, with the treatment as they name it. */
// prettier-ignore
export const SUBJECT_LINES: readonly Line<AnalysisSubject>[] = [
  ...IDENTIFIERS,
  ['TRTP', 'Planned Treatment', 'Char', 'Exp', predecessor('ADSL.TRT01P'), fromDm('ARM')],
  ['TRTA', 'Actual Treatment', 'Char', 'Exp', predecessor('ADSL.TRT01A'), fromDm('ACTARM')],
  ['RANDDT', 'Date of Randomization', 'Date', 'Perm', predecessor('ADSL.RANDDT'), ({ subject }) => sasDate(subject.course.randomisedOn)],
  ['TRTSDT', 'Date of First Exposure to Treatment', 'Date', 'Perm', predecessor('ADSL.TRTSDT'), ({ subject }) => sasDate(subject.course.firstDoseOn)],
  ['ITTFL', 'Intent-To-Treat Population Flag', 'Flag', 'Req', predecessor('ADSL.ITTFL'), ({ population }) => flag(population.isRandomised)],
  ['SAFFL', 'Safety Population Flag', 'Flag', 'Req', predecessor('ADSL.SAFFL'), ({ population }) => flag(population.isDosed)],
  ['EFFFL', 'Efficacy Population Flag', 'Flag', 'Req', predecessor('ADSL.EFFFL'), ({ population }) => flag(population.isTreated)],
  ['EVALFL', 'Response-Evaluable Population Flag', 'Flag', 'Req', predecessor('ADSL.EVALFL'), ({ population }) => flag(population.isEvaluable)],
];

function firstDoseFlag({ subject: { course, exposures } }: AnalysisSubject) {
  const first = exposures.find(({ started }) => started.on === course.firstDoseOn);
  return imputationFlag(first?.started.given ?? null);
}

function lastDoseFlag({ subject: { course, exposures } }: AnalysisSubject) {
  const told = exposures.flatMap(({ started, ended }) => (ended === null ? [started] : [started, ended]));
  return imputationFlag(told.findLast(({ on }) => on === course.lastDoseOn)?.given ?? null);
}

function deathFlag({ subject: { course, events } }: AnalysisSubject) {
  const death = events.find(({ kind, occurred }) => kind === 'DEATH' && occurred?.on === course.diedOn);
  return imputationFlag(death?.occurred?.given ?? null);
}
