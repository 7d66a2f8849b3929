import { defineTable, type Table } from './domain.ts';
import { assigned, collected, protocol } from './fill.ts';
import type { ProcedureEntry } from './map-pr.ts';
import { domainIs, identity, timed } from './subject-variable.ts';

/**
 * PR, Procedures: one record per recorded procedure per occurrence per subject.
 *
 * The hub holds imaging studies and no other procedures.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), PR: the variables in the guide's order
 */
export const pr = defineTable<Table<ProcedureEntry>>({
  code: 'PR',
  label: 'Procedures',
  class: 'INTERVENTIONS',
  structure: 'One record per recorded procedure per occurrence per subject',
  keys: ['STUDYID', 'USUBJID', 'PRTRT', 'PRSTDTC', 'PRSEQ'],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                         'Char', 'Req',  'Identifier',         '',                  identity.study],
    ['DOMAIN',   'Domain Abbreviation',                      'Char', 'Req',  'Identifier',         '',                  domainIs('PR')],
    ['USUBJID',  'Unique Subject Identifier',                'Char', 'Req',  'Identifier',         '',                  identity.subject],
    ['PRSEQ',    'Sequence Number',                          'Num',  'Req',  'Identifier',         '',                  identity.sequence],
    ['PRGRPID',  'Group ID',                                 'Char', 'Perm', 'Identifier',         '',                  null],
    ['PRSPID',   'Sponsor-Defined Identifier',               'Char', 'Perm', 'Identifier',         '',                  null],
    ['PRLNKID',  'Link ID',                                  'Char', 'Perm', 'Identifier',         '',                  null],
    ['PRLNKGRP', 'Link Group ID',                            'Char', 'Perm', 'Identifier',         '',                  null],
    ['PRTRT',    'Reported Name of Procedure',               'Char', 'Req',  'Topic',              '',                  collected('Vendor', ({ exam }) => exam.modality)],
    ['PRDECOD',  'Standardized Procedure Name',              'Char', 'Perm', 'Synonym Qualifier',  'C101858',           assigned(({ term }) => term)],
    ['PRCAT',    'Category',                                 'Char', 'Perm', 'Grouping Qualifier', '',                  assigned(() => 'IMAGING')],
    ['PRSCAT',   'Subcategory',                              'Char', 'Perm', 'Grouping Qualifier', '',                  null],
    ['PRPRESP',  'Pre-specified',                            'Char', 'Perm', 'Variable Qualifier', 'C66742',            protocol(({ isPlanned }) => (isPlanned ? 'Y' : null))],
    ['PROCCUR',  'Occurrence',                               'Char', 'Perm', 'Record Qualifier',   'C66742',            collected('Vendor', ({ isPlanned }) => (isPlanned ? 'Y' : null))],
    ['PRINDC',   'Indication',                               'Char', 'Perm', 'Record Qualifier',   '',                  null],
    ['PRDOSE',   'Dose',                                     'Num',  'Perm', 'Record Qualifier',   '',                  null],
    ['PRDOSTXT', 'Dose Description',                         'Char', 'Perm', 'Record Qualifier',   '',                  null],
    ['PRDOSU',   'Dose Units',                               'Char', 'Perm', 'Variable Qualifier', 'C71620',            null],
    ['PRDOSFRM', 'Dose Form',                                'Char', 'Perm', 'Variable Qualifier', 'C66726',            null],
    ['PRDOSFRQ', 'Dosing Frequency per Interval',            'Char', 'Perm', 'Record Qualifier',   'C71113',            null],
    ['PRDOSRGM', 'Intended Dose Regimen',                    'Char', 'Perm', 'Record Qualifier',   '',                  null],
    ['PRROUTE',  'Route of Administration',                  'Char', 'Perm', 'Variable Qualifier', 'C66729',            null],
    ['PRLOC',    'Location of Procedure',                    'Char', 'Perm', 'Record Qualifier',   'C74456',            null],
    ['PRLAT',    'Laterality',                               'Char', 'Perm', 'Variable Qualifier', 'C99073',            null],
    ['PRDIR',    'Directionality',                           'Char', 'Perm', 'Variable Qualifier', 'C99074',            null],
    ['PRPORTOT', 'Portion or Totality',                      'Char', 'Perm', 'Variable Qualifier', 'C99075',            null],
    ['VISITNUM', 'Visit Number',                             'Num',  'Perm', 'Timing',             '',                  timed.visitNumber],
    ['VISIT',    'Visit Name',                               'Char', 'Perm', 'Timing',             '',                  timed.visit],
    ['VISITDY',  'Planned Study Day of Visit',               'Num',  'Perm', 'Timing',             '',                  timed.visitDay],
    ['TAETORD',  'Planned Order of Element within Arm',      'Num',  'Perm', 'Timing',             '',                  timed.elementOrder],
    ['EPOCH',    'Epoch',                                    'Char', 'Perm', 'Timing',             'C99079',            timed.epoch],
    ['PRSTDTC',  'Start Date/Time of Procedure',             'Char', 'Exp',  'Timing',             'ISO 8601 date',     timed.date],
    ['PRENDTC',  'End Date/Time of Procedure',               'Char', 'Perm', 'Timing',             'ISO 8601 date',     null],
    ['PRSTDY',   'Study Day of Start of Procedure',          'Num',  'Perm', 'Timing',             '',                  timed.day],
    ['PRENDY',   'Study Day of End of Procedure',            'Num',  'Perm', 'Timing',             '',                  null],
    ['PRDUR',    'Duration of Procedure',                    'Char', 'Perm', 'Timing',             'ISO 8601 duration', null],
    ['PRTPT',    'Planned Time Point Name',                  'Char', 'Perm', 'Timing',             '',                  null],
    ['PRTPTNUM', 'Planned Time Point Number',                'Num',  'Perm', 'Timing',             '',                  null],
    ['PRELTM',   'Planned Elapsed Time from Time Point Ref', 'Char', 'Perm', 'Timing',             'ISO 8601 duration', null],
    ['PRTPTREF', 'Time Point Reference',                     'Char', 'Perm', 'Timing',             '',                  null],
    ['PRRFTDTC', 'Date/Time of Reference Time Point',        'Char', 'Perm', 'Timing',             'ISO 8601 date',     null],
    ['PRSTRTPT', 'Start Relative to Reference Time Point',   'Char', 'Perm', 'Timing',             'C66728',            null],
    ['PRSTTPT',  'Start Reference Time Point',               'Char', 'Perm', 'Timing',             '',                  null],
    ['PRENRTPT', 'End Relative to Reference Time Point',     'Char', 'Perm', 'Timing',             'C66728',            null],
    ['PRENTPT',  'End Reference Time Point',                 'Char', 'Perm', 'Timing',             '',                  null],
  ],
  // prettier-ignore
  supplements: [
    ['STUDYUID', 'DICOM Study Instance UID', collected('Vendor', ({ exam }) => exam.studyInstanceUid)],
  ],
});
