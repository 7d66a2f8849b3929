import { defineDomain } from './domain.ts';
import { collected, derived, protocol } from './fill.ts';
import type { VisitEntry } from './map-sv.ts';
import { STUDY_DAY, domainIs, identity, timed } from './subject-variable.ts';
import { yesNo } from './yes-no.ts';

const OCCURRED =
  'Y for a planned visit with an assessment; N for one without where a later planned visit has one. Null for an unplanned visit.';
const START = 'The date of the assessment at the visit.';
const END = 'The date of the assessment at the visit, or of its last scan where that is later.';

/**
 * SV, Subject Visits: one record per actual or planned visit per subject.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), SV: the variables in the guide's order
 */
export const sv = defineDomain<VisitEntry>({
  code: 'SV',
  label: 'Subject Visits',
  class: 'SPECIAL PURPOSE',
  structure: 'One record per actual or planned visit per subject',
  keys: ['STUDYID', 'USUBJID', 'VISITNUM'],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                      'Char', 'Req',  'Identifier',         '',              identity.study],
    ['DOMAIN',   'Domain Abbreviation',                   'Char', 'Req',  'Identifier',         '',              domainIs('SV')],
    ['USUBJID',  'Unique Subject Identifier',             'Char', 'Req',  'Identifier',         '',              identity.subject],
    ['VISITNUM', 'Visit Number',                          'Num',  'Req',  'Topic',              '',              protocol(({ visit }) => visit.number)],
    ['VISIT',    'Visit Name',                            'Char', 'Perm', 'Synonym Qualifier',  '',              protocol(({ visit }) => visit.name)],
    ['SVPRESP',  'Pre-specified',                         'Char', 'Exp',  'Variable Qualifier', 'C66742',        protocol(({ visit }) => (visit.description === null ? 'Y' : null))],
    ['SVOCCUR',  'Occurrence',                            'Char', 'Exp',  'Record Qualifier',   'C66742',        derived(OCCURRED, ({ visit, hasOccurred }) => (visit.description === null ? yesNo(hasOccurred) : null))],
    ['SVREASOC', 'Reason for Occur Value',                'Char', 'Perm', 'Record Qualifier',   '',              null],
    ['SVCNTMOD', 'Contact Mode',                          'Char', 'Perm', 'Record Qualifier',   'C171445',       null],
    ['SVEPCHGI', 'Epi/Pandemic Related Change Indicator', 'Char', 'Perm', 'Record Qualifier',   'C66742',        null],
    ['VISITDY',  'Planned Study Day of Visit',            'Num',  'Perm', 'Timing',             '',              protocol(({ visit }) => visit.plannedDay)],
    ['SVSTDTC',  'Start Date/Time of Observation',        'Char', 'Exp',  'Timing',             'ISO 8601 date', derived(START, ({ timing }) => timing.date)],
    ['SVENDTC',  'End Date/Time of Observation',          'Char', 'Exp',  'Timing',             'ISO 8601 date', derived(END, ({ end }) => end.date)],
    ['SVSTDY',   'Study Day of Start of Observation',     'Num',  'Perm', 'Timing',             '',              timed.day],
    ['SVENDY',   'Study Day of End of Observation',       'Num',  'Perm', 'Timing',             '',              derived(STUDY_DAY, ({ end }) => end.day)],
    ['SVUPDES',  'Description of Unplanned Visit',        'Char', 'Perm', 'Record Qualifier',   '',              collected('Investigator', ({ visit }) => visit.description)],
  ],
  needed: [],
  carried: ['STUDYID', 'DOMAIN', 'USUBJID', 'VISITNUM', 'VISIT', 'VISITDY', 'SVSTDTC', 'SVENDTC', 'SVUPDES'],
});
