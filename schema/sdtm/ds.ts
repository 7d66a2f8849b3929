import { defineDomain } from './domain.ts';

/**
 * DS, Disposition: one record per disposition status or protocol milestone per subject.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), DS: the variables in the guide's order
 */
export const ds = defineDomain({
  code: 'DS',
  label: 'Disposition',
  structure: 'One record per disposition status or protocol milestone per subject',
  keys: ['STUDYID', 'USUBJID', 'DSDECOD', 'DSSTDTC'],
  // prettier-ignore
  variables: [
    ['STUDYID', 'Study Identifier',                        'Char', 'Req'],
    ['DOMAIN',  'Domain Abbreviation',                     'Char', 'Req'],
    ['USUBJID', 'Unique Subject Identifier',               'Char', 'Req'],
    ['DSSEQ',   'Sequence Number',                         'Num',  'Req'],
    ['DSGRPID', 'Group ID',                                'Char', 'Perm'],
    ['DSREFID', 'Reference ID',                            'Char', 'Perm'],
    ['DSSPID',  'Sponsor-Defined Identifier',              'Char', 'Perm'],
    ['DSTERM',  'Reported Term for the Disposition Event', 'Char', 'Req'],
    ['DSDECOD', 'Standardized Disposition Term',           'Char', 'Req'],
    ['DSCAT',   'Category for Disposition Event',          'Char', 'Exp'],
    ['DSSCAT',  'Subcategory for Disposition Event',       'Char', 'Perm'],
    ['EPOCH',   'Epoch',                                   'Char', 'Perm'],
    ['DSDTC',   'Date/Time of Collection',                 'Char', 'Perm'],
    ['DSSTDTC', 'Start Date/Time of Disposition Event',    'Char', 'Exp'],
    ['DSDY',    'Study Day of Collection',                 'Num',  'Perm'],
    ['DSSTDY',  'Study Day of Start of Disposition Event', 'Num',  'Exp'],
  ],
  needed: [],
  carried: [
    'STUDYID',
    'DOMAIN',
    'USUBJID',
    'DSSEQ',
    'DSTERM',
    'DSDECOD',
    'DSCAT',
    'DSSCAT',
    'EPOCH',
    'DSDTC',
    'DSSTDTC',
    'DSSTDY',
  ],
});
