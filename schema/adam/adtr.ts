import { PARAMETER_LINES, SOURCE_LINES, type Placed } from './parameter.ts';
import { analysisDay, imputationFlag, sasDate } from './sas-date.ts';
import { withoutNoise, type SizeRecord } from './size-record.ts';
import { defineAnalysis, derived, predecessor } from './variable.ts';

const flag = (is: boolean | undefined) => (is === true ? 'Y' : null);
/** null rather than a difference with nothing. */
const minus = (value: number, from: number | null | undefined) =>
  from == null ? null : withoutNoise(value - from);

/**
 * ADTR: sizes of target lesions and the tumour burden, for the evaluator and criteria chosen. Lesions that were not measured at an assessment
 * have no record of it, and a burden that lacks a lesion has none.
 *
 * @source ADaMIG v1.3, section 3.3 (BDS); parameter codes: pharmaverse admiralonco, template ad_adtr.R
 */
// prettier-ignore
export const ADTR = defineAnalysis<Placed<SizeRecord>>(
  { name: 'ADTR', label: 'Tumor Results Analysis Dataset', class: 'BASIC DATA STRUCTURE', structure: 'One record per subject per parameter per analysis date', keys: ['STUDYID', 'USUBJID', 'PARAMCD', 'ADT', 'ASEQ'] },
  [
    ...PARAMETER_LINES,
    ['TULOC', 'Location of the Tumor/Lesion', 'Char', 'Perm', predecessor('TU.TULOC'), ({ location }) => location],
    ['TULOCGR1', 'Location of the Tumor/Lesion Group 1', 'Char', 'Perm', derived('NODAL for a lymph node, else NON-NODAL.'), ({ lesion }) => lesion && (lesion.kind === 'nodal' ? 'NODAL' : 'NON-NODAL')],
    ['AVISIT', 'Analysis Visit', 'Char', 'Perm', predecessor('TR.VISIT'), ({ assessment }) => assessment.visit?.name ?? null],
    ['AVISITN', 'Analysis Visit (N)', 'Num', 'Perm', predecessor('TR.VISITNUM'), ({ assessment }) => assessment.visit?.number ?? null],
    ['ADT', 'Analysis Date', 'Date', 'Exp', derived('Date of TR.TRDTC; the first day of a period where that is partial, or another record tells the day.'), ({ on }) => sasDate(on)],
    ['ADTF', 'Analysis Date Imputation Flag', 'Char', 'Perm', derived('D where the day is imputed, M where month and day are.'), ({ assessment }) => imputationFlag(assessment.given)],
    ['ADY', 'Analysis Relative Day', 'Num', 'Perm', derived('ADT - TRTSDT, and 1 more from TRTSDT on.'), ({ on, analysed }) => analysisDay(on, analysed.subject.course.firstDoseOn)],
    ['AVAL', 'Analysis Value', 'Num', 'Exp', derived('LDIAMn, NLDIAMn: TR.TRSTRESN of LDIAM, LPERP. Burden: sum over the targets as the criteria add them up; where another sum was stated, SUPPTR.TRDERIV.'), ({ value }) => value],
    ['BASE', 'Baseline Value', 'Num', 'Perm', derived('Burden of the first assessment at baseline.'), ({ change }) => change?.baseline ?? null],
    ['CHG', 'Change from Baseline', 'Num', 'Perm', derived('AVAL - BASE, after baseline.'), ({ value, change }) => (change?.isBaseline === true ? null : minus(value, change?.baseline))],
    ['PCHG', 'Percent Change from Baseline', 'Num', 'Perm', derived('Percent, as the criteria compare with baseline; blank at baseline and for a rise from 0.'), ({ change }) => change?.fromBaselinePercent ?? null],
    ['NADIR', 'Nadir', 'Num', 'Perm', derived('Smallest burden of all earlier assessments, baseline included unless the charter says otherwise.'), ({ change }) => change?.nadir ?? null],
    ['CHGNAD', 'Change from Nadir', 'Num', 'Perm', derived('AVAL - NADIR.'), ({ value, change }) => minus(value, change?.nadir)],
    ['PCHGNAD', 'Percent Change from Nadir', 'Num', 'Perm', derived('Percent, as the criteria compare with the nadir; blank for a rise from 0.'), ({ change }) => change?.fromNadirPercent ?? null],
    ['ABLFL', 'Baseline Record Flag', 'Flag', 'Perm', derived('Y: burden of the first assessment at baseline.'), ({ change }) => flag(change?.isBaseline)],
    ['PDFL', 'Progressive Disease Flag', 'Flag', 'Perm', derived('Y: the overall response of the assessment is progression.'), ({ change }) => flag(change?.isProgression)],
    ['ANL01FL', 'Analysis Flag 01', 'Flag', 'Exp', derived('Y: a size that is added up; a burden of a locked read.'), ({ isAnalysed }) => flag(isAnalysed)],
    ['ANL02FL', 'Analysis Flag 02', 'Flag', 'Perm', derived('Y: the smallest percent change from baseline up to progression and not after a new anti-cancer therapy (bar of the waterfall).'), ({ change }) => flag(change?.isBest)],
    ...SOURCE_LINES,
  ],
);
