import { defineDomain } from './domain.ts';
import { collected, derived } from './fill.ts';
import { BLINDED, type ExposureEntry } from './map-ex.ts';
import { STUDY_DAY, domainIs, identity, timed } from './subject-variable.ts';

/**
 * EX, Exposure: one record per protocol-specified study treatment, constant-dosing interval, per subject.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), EX: the variables in the guide's order
 */
export const ex = defineDomain<ExposureEntry>({
  code: 'EX',
  label: 'Exposure',
  class: 'INTERVENTIONS',
  structure: 'One record per protocol-specified study treatment, constant-dosing interval, per subject',
  keys: ['STUDYID', 'USUBJID', 'EXTRT', 'EXSTDTC', 'EXSEQ'],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                         'Char', 'Req',  'Identifier',         '',                  identity.study],
    ['DOMAIN',   'Domain Abbreviation',                      'Char', 'Req',  'Identifier',         '',                  domainIs('EX')],
    ['USUBJID',  'Unique Subject Identifier',                'Char', 'Req',  'Identifier',         '',                  identity.subject],
    ['EXSEQ',    'Sequence Number',                          'Num',  'Req',  'Identifier',         '',                  identity.sequence],
    ['EXGRPID',  'Group ID',                                 'Char', 'Perm', 'Identifier',         '',                  null],
    ['EXREFID',  'Reference ID',                             'Char', 'Perm', 'Identifier',         '',                  null],
    ['EXSPID',   'Sponsor-Defined Identifier',               'Char', 'Perm', 'Identifier',         '',                  null],
    ['EXLNKID',  'Link ID',                                  'Char', 'Perm', 'Identifier',         '',                  null],
    ['EXLNKGRP', 'Link Group ID',                            'Char', 'Perm', 'Identifier',         '',                  null],
    ['EXTRT',    'Name of Treatment',                        'Char', 'Req',  'Topic',              '',                  collected('Investigator', ({ exposure }) => exposure.drug?.treatment ?? BLINDED)],
    ['EXCAT',    'Category of Treatment',                    'Char', 'Perm', 'Grouping Qualifier', '',                  null],
    ['EXSCAT',   'Subcategory of Treatment',                 'Char', 'Perm', 'Grouping Qualifier', '',                  null],
    ['EXDOSE',   'Dose',                                     'Num',  'Exp',  'Record Qualifier',   '',                  collected('Investigator', ({ exposure }) => exposure.drug?.dose ?? null)],
    ['EXDOSTXT', 'Dose Description',                         'Char', 'Perm', 'Record Qualifier',   '',                  null],
    ['EXDOSU',   'Dose Units',                               'Char', 'Exp',  'Variable Qualifier', 'C71620',            collected('Investigator', ({ exposure }) => exposure.drug?.doseUnit ?? null)],
    ['EXDOSFRM', 'Dose Form',                                'Char', 'Exp',  'Variable Qualifier', 'C66726',            collected('Investigator', ({ exposure }) => exposure.drug?.doseForm ?? null)],
    ['EXDOSFRQ', 'Dosing Frequency per Interval',            'Char', 'Perm', 'Record Qualifier',   'C71113',            collected('Investigator', ({ exposure }) => exposure.drug?.frequency ?? null)],
    ['EXDOSRGM', 'Intended Dose Regimen',                    'Char', 'Perm', 'Record Qualifier',   '',                  null],
    ['EXROUTE',  'Route of Administration',                  'Char', 'Perm', 'Variable Qualifier', 'C66729',            collected('Investigator', ({ exposure }) => exposure.drug?.route ?? null)],
    ['EXLOT',    'Lot Number',                               'Char', 'Perm', 'Record Qualifier',   '',                  null],
    ['EXLOC',    'Location of Dose Administration',          'Char', 'Perm', 'Record Qualifier',   'C74456',            null],
    ['EXLAT',    'Laterality',                               'Char', 'Perm', 'Variable Qualifier', 'C99073',            null],
    ['EXDIR',    'Directionality',                           'Char', 'Perm', 'Variable Qualifier', 'C99074',            null],
    ['EXFAST',   'Fasting Status',                           'Char', 'Perm', 'Record Qualifier',   'C66742',            null],
    ['EXADJ',    'Reason for Dose Adjustment',               'Char', 'Perm', 'Record Qualifier',   '',                  null],
    ['TAETORD',  'Planned Order of Element within Arm',      'Num',  'Perm', 'Timing',             '',                  timed.elementOrder],
    ['EPOCH',    'Epoch',                                    'Char', 'Perm', 'Timing',             'C99079',            timed.epoch],
    ['EXSTDTC',  'Start Date/Time of Treatment',             'Char', 'Exp',  'Timing',             'ISO 8601 date',     collected('Investigator', ({ timing }) => timing.date)],
    ['EXENDTC',  'End Date/Time of Treatment',               'Char', 'Exp',  'Timing',             'ISO 8601 date',     collected('Investigator', ({ end }) => end.date)],
    ['EXSTDY',   'Study Day of Start of Treatment',          'Num',  'Perm', 'Timing',             '',                  timed.day],
    ['EXENDY',   'Study Day of End of Treatment',            'Num',  'Perm', 'Timing',             '',                  derived(STUDY_DAY, ({ end }) => end.day)],
    ['EXDUR',    'Duration of Treatment',                    'Char', 'Perm', 'Timing',             'ISO 8601 duration', null],
    ['EXTPT',    'Planned Time Point Name',                  'Char', 'Perm', 'Timing',             '',                  null],
    ['EXTPTNUM', 'Planned Time Point Number',                'Num',  'Perm', 'Timing',             '',                  null],
    ['EXELTM',   'Planned Elapsed Time from Time Point Ref', 'Char', 'Perm', 'Timing',             'ISO 8601 duration', null],
    ['EXTPTREF', 'Time Point Reference',                     'Char', 'Perm', 'Timing',             '',                  null],
    ['EXRFTDTC', 'Date/Time of Reference Time Point',        'Char', 'Perm', 'Timing',             'ISO 8601 date',     null],
  ],
  needed: [],
  carried: [
    'STUDYID',
    'DOMAIN',
    'USUBJID',
    'EXSEQ',
    'EXTRT',
    'EXDOSE',
    'EXDOSU',
    'EXDOSFRM',
    'EXDOSFRQ',
    'EXROUTE',
    'EXSTDTC',
    'EXENDTC',
    'EXSTDY',
    'EXENDY',
  ],
});
