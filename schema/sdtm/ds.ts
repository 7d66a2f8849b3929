import { defineDomain } from './domain.ts';
import { assigned, collected, derived } from './fill.ts';
import { epochOf, type DispositionEntry } from './map-ds.ts';
import { domainIs, identity, timed } from './subject-variable.ts';

const EPOCH =
  'Epoch of the element of SE that had begun by the date; null for a protocol milestone, which belongs to none (SDTMIG 3.4, DS, assumption 7).';

/**
 * DS, Disposition: one record per disposition status or protocol milestone per subject.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), DS: the variables in the guide's order
 */
export const ds = defineDomain<DispositionEntry>({
  code: 'DS',
  label: 'Disposition',
  class: 'EVENTS',
  structure: 'One record per disposition status or protocol milestone per subject',
  keys: ['STUDYID', 'USUBJID', 'DSDECOD', 'DSSTDTC', 'DSSEQ'],
  // prettier-ignore
  variables: [
    ['STUDYID', 'Study Identifier',                        'Char', 'Req',  'Identifier',         '',                       identity.study],
    ['DOMAIN',  'Domain Abbreviation',                     'Char', 'Req',  'Identifier',         '',                       domainIs('DS')],
    ['USUBJID', 'Unique Subject Identifier',               'Char', 'Req',  'Identifier',         '',                       identity.subject],
    ['DSSEQ',   'Sequence Number',                         'Num',  'Req',  'Identifier',         '',                       identity.sequence],
    ['DSGRPID', 'Group ID',                                'Char', 'Perm', 'Identifier',         '',                       null],
    ['DSREFID', 'Reference ID',                            'Char', 'Perm', 'Identifier',         '',                       null],
    ['DSSPID',  'Sponsor-Defined Identifier',              'Char', 'Perm', 'Identifier',         '',                       null],
    ['DSTERM',  'Reported Term for the Disposition Event', 'Char', 'Req',  'Topic',              '',                       collected('Investigator', ({ event }) => event.term)],
    ['DSDECOD', 'Standardized Disposition Term',           'Char', 'Req',  'Synonym Qualifier',  'C66727 C114118 C150811', assigned(({ terms }) => terms.decode)],
    ['DSCAT',   'Category for Disposition Event',          'Char', 'Exp',  'Grouping Qualifier', 'C74558',                 assigned(({ terms }) => terms.category)],
    ['DSSCAT',  'Subcategory for Disposition Event',       'Char', 'Perm', 'Grouping Qualifier', 'C170443',                assigned(({ terms }) => terms.subcategory)],
    ['EPOCH',   'Epoch',                                   'Char', 'Perm', 'Timing',             'C99079',                 derived(EPOCH, epochOf)],
    ['DSDTC',   'Date/Time of Collection',                 'Char', 'Perm', 'Timing',             'ISO 8601 date',          null],
    ['DSSTDTC', 'Start Date/Time of Disposition Event',    'Char', 'Exp',  'Timing',             'ISO 8601 date',          collected('Investigator', ({ timing }) => timing.date)],
    ['DSDY',    'Study Day of Collection',                 'Num',  'Perm', 'Timing',             '',                       null],
    ['DSSTDY',  'Study Day of Start of Disposition Event', 'Num',  'Exp',  'Timing',             '',                       timed.day],
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
