import { defineDomain } from './domain.ts';

/**
 * SV, Subject Visits: one record per actual or planned visit per subject.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), SV: the variables in the guide's order
 */
export const sv = defineDomain({
  code: 'SV',
  label: 'Subject Visits',
  structure: 'One record per actual or planned visit per subject',
  keys: ['STUDYID', 'USUBJID', 'VISITNUM'],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                      'Char', 'Req'],
    ['DOMAIN',   'Domain Abbreviation',                   'Char', 'Req'],
    ['USUBJID',  'Unique Subject Identifier',             'Char', 'Req'],
    ['VISITNUM', 'Visit Number',                          'Num',  'Req'],
    ['VISIT',    'Visit Name',                            'Char', 'Perm'],
    ['SVPRESP',  'Pre-specified',                         'Char', 'Exp'],
    ['SVOCCUR',  'Occurrence',                            'Char', 'Exp'],
    ['SVREASOC', 'Reason for Occur Value',                'Char', 'Perm'],
    ['SVCNTMOD', 'Contact Mode',                          'Char', 'Perm'],
    ['SVEPCHGI', 'Epi/Pandemic Related Change Indicator', 'Char', 'Perm'],
    ['VISITDY',  'Planned Study Day of Visit',            'Num',  'Perm'],
    ['SVSTDTC',  'Start Date/Time of Observation',        'Char', 'Exp'],
    ['SVENDTC',  'End Date/Time of Observation',          'Char', 'Exp'],
    ['SVSTDY',   'Study Day of Start of Observation',     'Num',  'Perm'],
    ['SVENDY',   'Study Day of End of Observation',       'Num',  'Perm'],
    ['SVUPDES',  'Description of Unplanned Visit',        'Char', 'Perm'],
  ],
  needed: [],
  carried: ['STUDYID', 'DOMAIN', 'USUBJID', 'VISITNUM', 'VISIT', 'VISITDY', 'SVSTDTC', 'SVENDTC'],
});
