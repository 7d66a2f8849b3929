import { defineDomain } from './domain.ts';
import { assigned, collected } from './fill.ts';
import { looked } from './finding-entry.ts';
import { domainIs, identity, timed } from './subject-variable.ts';
import { IDENTIFICATION_TESTS, kindWords, organWords, type LesionEntry } from './map-tu.ts';
import { yesNo } from './yes-no.ts';

/**
 * TU, Tumor/Lesion Identification: one record per identified tumor per subject per assessor.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), TU: the variables in the guide's order
 */
export const tu = defineDomain<LesionEntry>({
  code: 'TU',
  label: 'Tumor/Lesion Identification',
  class: 'FINDINGS',
  structure: 'One record per identified tumor per subject per assessor',
  keys: ['STUDYID', 'USUBJID', 'TULNKID', 'TUTESTCD', 'TUEVAL', 'TUEVALID'],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                         'Char', 'Req',  'Identifier',         '',              identity.study],
    ['DOMAIN',   'Domain Abbreviation',                      'Char', 'Req',  'Identifier',         '',              domainIs('TU')],
    ['USUBJID',  'Unique Subject Identifier',                'Char', 'Req',  'Identifier',         '',              identity.subject],
    ['TUSEQ',    'Sequence Number',                          'Num',  'Req',  'Identifier',         '',              identity.sequence],
    ['TUGRPID',  'Group ID',                                 'Char', 'Perm', 'Identifier',         '',              null],
    ['TUREFID',  'Reference ID',                             'Char', 'Perm', 'Identifier',         '',              null],
    ['TUSPID',   'Sponsor-Defined Identifier',               'Char', 'Perm', 'Identifier',         '',              null],
    ['TULNKID',  'Link ID',                                  'Char', 'Exp',  'Identifier',         '',              assigned(({ link }) => link)],
    ['TULNKGRP', 'Link Group ID',                            'Char', 'Perm', 'Identifier',         '',              null],
    ['TUTESTCD', 'Tumor/Lesion ID Short Name',               'Char', 'Req',  'Topic',              'C96784',        assigned(({ test }) => test)],
    ['TUTEST',   'Tumor/Lesion ID Test Name',                'Char', 'Req',  'Synonym Qualifier',  'C96783',        assigned(({ test }) => IDENTIFICATION_TESTS[test])],
    ['TUORRES',  'Tumor/Lesion ID Result',                   'Char', 'Exp',  'Result Qualifier',   '',              collected('Vendor', ({ role }) => role)],
    ['TUSTRESC', 'Tumor/Lesion ID Result Std. Format',       'Char', 'Exp',  'Result Qualifier',   'C123650',       assigned(({ role }) => role)],
    ['TUNAM',    'Laboratory/Vendor Name',                   'Char', 'Perm', 'Record Qualifier',   '',              null],
    ['TULOC',    'Location of the Tumor/Lesion',             'Char', 'Exp',  'Record Qualifier',   'C74456',        collected('Vendor', ({ location }) => location)],
    ['TULAT',    'Laterality',                               'Char', 'Perm', 'Variable Qualifier', 'C99073',        collected('Vendor', ({ laterality }) => laterality)],
    ['TUDIR',    'Directionality',                           'Char', 'Perm', 'Variable Qualifier', 'C99074',        null],
    ['TUPORTOT', 'Portion or Totality',                      'Char', 'Perm', 'Variable Qualifier', 'C99075',        null],
    ['TUMETHOD', 'Method of Identification',                 'Char', 'Exp',  'Record Qualifier',   'C85492',        collected('Vendor', ({ method }) => method)],
    ['TULOBXFL', 'Last Observation Before Exposure Flag',    'Char', 'Exp',  'Record Qualifier',   'C66742',        looked.lastBeforeExposure],
    ['TUBLFL',   'Baseline Flag',                            'Char', 'Perm', 'Record Qualifier',   'C66742',        looked.baseline],
    ['TUEVAL',   'Evaluator',                                'Char', 'Exp',  'Record Qualifier',   'C78735',        looked.evaluator],
    ['TUEVALID', 'Evaluator Identifier',                     'Char', 'Perm', 'Variable Qualifier', 'C96777',        looked.evaluatorId],
    ['TUACPTFL', 'Accepted Record Flag',                     'Char', 'Perm', 'Record Qualifier',   'C66742',        looked.accepted],
    ['VISITNUM', 'Visit Number',                             'Num',  'Exp',  'Timing',             '',              timed.visitNumber],
    ['VISIT',    'Visit Name',                               'Char', 'Perm', 'Timing',             '',              timed.visit],
    ['VISITDY',  'Planned Study Day of Visit',               'Num',  'Perm', 'Timing',             '',              timed.visitDay],
    ['TAETORD',  'Planned Order of Element within Arm',      'Num',  'Perm', 'Timing',             '',              timed.elementOrder],
    ['EPOCH',    'Epoch',                                    'Char', 'Perm', 'Timing',             'C99079',        timed.epoch],
    ['TUDTC',    'Date/Time of Tumor/Lesion Identification', 'Char', 'Exp',  'Timing',             'ISO 8601 date', timed.date],
    ['TUDY',     'Study Day of Tumor/Lesion Identification', 'Num',  'Perm', 'Timing',             '',              timed.day],
  ],
  // prettier-ignore
  supplements: [
    ['TUORGAN',  'Organ as Given',                collected('Vendor', organWords)],
    ['TULOCDTL', 'Location in Detail',            collected('Vendor', ({ lesion }) => lesion.location)],
    ['TUKIND',   'Kind of Lesion',                collected('Vendor', kindWords)],
    ['TUMEASFL', 'Measurable Lesion',             collected('Vendor', ({ lesion }) => yesNo(lesion.isMeasurable))],
    ['TUSPLTID', 'Link ID of Lesion Split From',  collected('Vendor', ({ test, otherLink }) => (test === 'TUSPLIT' ? otherLink : null))],
    ['TUMRGEID', 'Link ID of Lesion Merged Into', collected('Vendor', ({ test, otherLink }) => (test === 'TUMERGE' ? otherLink : null))],
    ['TUOUTRTF', 'Outside Radiation Field',       collected('Vendor', ({ lesion }) => yesNo(lesion.isOutsideRadiationField))],
    ['TUCYTPOS', 'Cytology Positive',             collected('Investigator', ({ lesion }) => yesNo(lesion.isCytologyPositive))],
    ['TUFLAGS',  'What Is Odd About the Lesion',  assigned(({ lesion }) => lesion.flags.join(', ') || null)],
  ],
  /** Beside the required ones: without them no row can be placed. */
  needed: ['TULNKID', 'TUDTC'],
  carried: [
    'STUDYID',
    'DOMAIN',
    'USUBJID',
    'TULNKID',
    'TUTESTCD',
    'TUORRES',
    'TUSTRESC',
    'TULOC',
    'TULAT',
    'TUMETHOD',
    'TUEVAL',
    'TUEVALID',
    'TUACPTFL',
    'VISITNUM',
    'VISIT',
    'TUDTC',
    'TUDY',
  ],
});
