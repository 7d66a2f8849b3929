import { defineDomain } from './domain.ts';

/**
 * EX, Exposure: one record per protocol-specified study treatment, constant-dosing interval, per subject.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), EX: the variables in the guide's order
 */
export const ex = defineDomain({
  code: 'EX',
  label: 'Exposure',
  structure: 'One record per protocol-specified study treatment, constant-dosing interval, per subject',
  keys: ["STUDYID", "USUBJID", "EXTRT", "EXSTDTC"],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                         'Char', 'Req'],
    ['DOMAIN',   'Domain Abbreviation',                      'Char', 'Req'],
    ['USUBJID',  'Unique Subject Identifier',                'Char', 'Req'],
    ['EXSEQ',    'Sequence Number',                          'Num',  'Req'],
    ['EXGRPID',  'Group ID',                                 'Char', 'Perm'],
    ['EXREFID',  'Reference ID',                             'Char', 'Perm'],
    ['EXSPID',   'Sponsor-Defined Identifier',               'Char', 'Perm'],
    ['EXLNKID',  'Link ID',                                  'Char', 'Perm'],
    ['EXLNKGRP', 'Link Group ID',                            'Char', 'Perm'],
    ['EXTRT',    'Name of Treatment',                        'Char', 'Req'],
    ['EXCAT',    'Category of Treatment',                    'Char', 'Perm'],
    ['EXSCAT',   'Subcategory of Treatment',                 'Char', 'Perm'],
    ['EXDOSE',   'Dose',                                     'Num',  'Exp'],
    ['EXDOSTXT', 'Dose Description',                         'Char', 'Perm'],
    ['EXDOSU',   'Dose Units',                               'Char', 'Exp'],
    ['EXDOSFRM', 'Dose Form',                                'Char', 'Exp'],
    ['EXDOSFRQ', 'Dosing Frequency per Interval',            'Char', 'Perm'],
    ['EXDOSRGM', 'Intended Dose Regimen',                    'Char', 'Perm'],
    ['EXROUTE',  'Route of Administration',                  'Char', 'Perm'],
    ['EXLOT',    'Lot Number',                               'Char', 'Perm'],
    ['EXLOC',    'Location of Dose Administration',          'Char', 'Perm'],
    ['EXLAT',    'Laterality',                               'Char', 'Perm'],
    ['EXDIR',    'Directionality',                           'Char', 'Perm'],
    ['EXFAST',   'Fasting Status',                           'Char', 'Perm'],
    ['EXADJ',    'Reason for Dose Adjustment',               'Char', 'Perm'],
    ['TAETORD',  'Planned Order of Element within Arm',      'Num',  'Perm'],
    ['EPOCH',    'Epoch',                                    'Char', 'Perm'],
    ['EXSTDTC',  'Start Date/Time of Treatment',             'Char', 'Exp'],
    ['EXENDTC',  'End Date/Time of Treatment',               'Char', 'Exp'],
    ['EXSTDY',   'Study Day of Start of Treatment',          'Num',  'Perm'],
    ['EXENDY',   'Study Day of End of Treatment',            'Num',  'Perm'],
    ['EXDUR',    'Duration of Treatment',                    'Char', 'Perm'],
    ['EXTPT',    'Planned Time Point Name',                  'Char', 'Perm'],
    ['EXTPTNUM', 'Planned Time Point Number',                'Num',  'Perm'],
    ['EXELTM',   'Planned Elapsed Time from Time Point Ref', 'Char', 'Perm'],
    ['EXTPTREF', 'Time Point Reference',                     'Char', 'Perm'],
    ['EXRFTDTC', 'Date/Time of Reference Time Point',        'Char', 'Perm'],
  ],
  needed: [],
  carried: ["STUDYID", "DOMAIN", "USUBJID", "EXSEQ", "EXTRT", "EXDOSE", "EXDOSU", "EXDOSFRM", "EXDOSFRQ", "EXROUTE", "EXSTDTC", "EXENDTC", "EXSTDY", "EXENDY"],
});
