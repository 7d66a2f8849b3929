import { PARAMETER_LINES, SOURCE_LINES, type Placed } from './parameter.ts';
import type { ResponseRecord } from './response-record.ts';
import { analysisDay, imputationFlag, sasDate } from './sas-date.ts';
import { defineAnalysis, derived, predecessor } from './variable.ts';

const PER_PARAMETER = [
  'OVR: RS.RSDTC of the assessment.',
  'PD: date of progression by the criteria.',
  'BOR, CBOR: of a response its first day, of progression that day, else blank.',
  'RSP, CRSP, CB, CCB: first day of the response, else blank.',
  'DEATH: ADSL.DTHDT.',
  'LSTA: last evaluable assessment.',
  'MDIS: the baseline assessment.',
].join(' ');
const ANSWER = [
  'OVR: what the criteria derive from the measurements, where nothing can be derived what was stated.',
  'BOR, CBOR: best response of the locked reads by criteria and charter, NE without the review.',
  'RSP, CRSP, CB, CCB: Y where BOR or CBOR is a response, or disease control, as the criteria say.',
  'PD, DEATH: Y where there is a date.',
  'MDIS: Y with a measurable target.',
].join(' ');

/**
 * ADRS: response by the evaluator and criteria chosen. Sorted by PARAMCD and ADT within a subject; assessments of reads that are no more than a
 * draft are never sent.
 *
 * @source ADaMIG v1.3, section 3.3 (BDS); parameter codes: pharmaverse admiralonco, template ad_adrs.R
 */
// prettier-ignore
export const ADRS = defineAnalysis<Placed<ResponseRecord>>(
  { name: 'ADRS', label: 'Response Analysis Dataset', class: 'BASIC DATA STRUCTURE', structure: 'One record per subject per parameter per analysis date', keys: ['STUDYID', 'USUBJID', 'PARAMCD', 'ADT', 'ASEQ'] },
  [
    ...PARAMETER_LINES,
    ['AVISIT', 'Analysis Visit', 'Char', 'Perm', predecessor('RS.VISIT'), ({ assessment }) => assessment?.visit?.name ?? null],
    ['AVISITN', 'Analysis Visit (N)', 'Num', 'Perm', predecessor('RS.VISITNUM'), ({ assessment }) => assessment?.visit?.number ?? null],
    ['ADT', 'Analysis Date', 'Date', 'Exp', derived(PER_PARAMETER), ({ on }) => sasDate(on)],
    ['ADTF', 'Analysis Date Imputation Flag', 'Char', 'Perm', derived('D where the day is imputed, M where month and day are.'), ({ given }) => imputationFlag(given)],
    ['ADY', 'Analysis Relative Day', 'Num', 'Perm', derived('ADT - TRTSDT, and 1 more from TRTSDT on.'), ({ on, analysed }) => analysisDay(on, analysed.subject.course.firstDoseOn)],
    ['AVALC', 'Analysis Value (C)', 'Char', 'Exp', derived(ANSWER), ({ answer }) => answer],
    ['AVAL', 'Analysis Value', 'Num', 'Exp', derived('Y 1, N 0; of a response its place in the words of the criteria, from 1 (RECIST 1.1: CR 1, PR 2, SD 3, NON-CR/NON-PD 4, PD 5, NE 6, NED 7).'), ({ value }) => value],
    ['AVALCAT1', 'Analysis Value Category 1', 'Char', 'Perm', derived('What AVALC says of the disease, alike for all criteria, e.g. PARTIAL for PR, iPR, PMR.'), ({ meaning }) => meaning],
    ['AVALCA1N', 'Analysis Value Category 1 (N)', 'Num', 'Perm', derived('Place of AVALCAT1 from complete (1) to no disease (10).'), ({ meaningNumber }) => meaningNumber],
    ['ANL01FL', 'Analysis Flag 01', 'Flag', 'Exp', derived('Y: OVR of a locked read; every other parameter.'), ({ isAnalysed }) => (isAnalysed ? 'Y' : null)],
    ['ANL02FL', 'Analysis Flag 02', 'Flag', 'Perm', derived('Y: OVR with ANL01FL up to progression and not after a new anti-cancer therapy.'), ({ isBeforeEnd }) => (isBeforeEnd ? 'Y' : null)],
    ...SOURCE_LINES,
  ],
);
