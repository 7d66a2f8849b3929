import { PARAMETER_LINES, SOURCE_LINES, type Placed } from './parameter.ts';
import { sasDate } from './sas-date.ts';
import type { TimeRecord } from './time-record.ts';
import { defineAnalysis, derived } from './variable.ts';

const GUIDANCE =
  'FDA, Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics, December 2018, example tables for PFS';
const START =
  'OS, PFS, TTP, TTRSP: ADSL.RANDDT, else ADSL.TRTSDT (or the other way round where the analysis counts from the first dose). DOR: first day of the response.';
const END = `PFS, TTP, DOR: progression by the criteria (and death, not in TTP), else the last evaluable assessment, by Table A (${GUIDANCE}): censored at the start without a baseline, before a new anti-cancer therapy, and where two planned visits right before the event were missed; Table B where chosen. OS: death, else the last day known alive. TTRSP: first day of the response.`;

/**
 * ADTTE: time to an event in days, for the evaluator and criteria chosen. CNSR 0 is an event, 1 censored; why is in EVNTDESC.
 *
 * @source ADaMIG v1.3, section 3.3.4 (time-to-event variables of the BDS)
 */
// prettier-ignore
export const ADTTE = defineAnalysis<Placed<TimeRecord>>(
  { name: 'ADTTE', label: 'Time-to-Event Analysis Dataset', class: 'BASIC DATA STRUCTURE', structure: 'One record per subject per parameter', keys: ['STUDYID', 'USUBJID', 'PARAMCD'] },
  [
    ...PARAMETER_LINES,
    ['STARTDT', 'Time-to-Event Origin Date for Subject', 'Date', 'Req', derived(START), ({ time }) => sasDate(time.start.on)],
    ['ADT', 'Analysis Date', 'Date', 'Req', derived(END), ({ time }) => sasDate(time.end.on)],
    ['AVAL', 'Analysis Value', 'Num', 'Req', derived('ADT - STARTDT + 1, days.'), ({ time }) => time.days],
    ['CNSR', 'Censor', 'Num', 'Req', derived('0: an event on ADT; 1: none is known up to ADT.'), ({ time }) => (time.isCensored ? 1 : 0)],
    ['EVNTDESC', 'Event or Censoring Description', 'Char', 'Exp', derived('The event, or the circumstance for which the time is censored.'), ({ time }) => time.description],
    ['CNSDTDSC', 'Censor Date Description', 'Char', 'Exp', derived('What ADT is where the time is censored; blank for an event.'), ({ time }) => time.dateDescription],
    ...SOURCE_LINES,
  ],
);
