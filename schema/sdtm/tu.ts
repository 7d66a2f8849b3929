import { defineDomain } from './domain.ts';

/**
 * TU, Tumor/Lesion Identification: one record per identified tumor per subject per assessor.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), TU: the variables in the guide's order
 */
export const tu = defineDomain({
  code: 'TU',
  label: 'Tumor/Lesion Identification',
  structure: 'One record per identified tumor per subject per assessor',
  keys: ['STUDYID', 'USUBJID', 'TULNKID', 'TUTESTCD', 'TUEVAL', 'TUEVALID'],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                         'Char', 'Req'],
    ['DOMAIN',   'Domain Abbreviation',                      'Char', 'Req'],
    ['USUBJID',  'Unique Subject Identifier',                'Char', 'Req'],
    ['TUSEQ',    'Sequence Number',                          'Num',  'Req'],
    ['TUGRPID',  'Group ID',                                 'Char', 'Perm'],
    ['TUREFID',  'Reference ID',                             'Char', 'Perm'],
    ['TUSPID',   'Sponsor-Defined Identifier',               'Char', 'Perm'],
    ['TULNKID',  'Link ID',                                  'Char', 'Exp'],
    ['TULNKGRP', 'Link Group ID',                            'Char', 'Perm'],
    ['TUTESTCD', 'Tumor/Lesion ID Short Name',               'Char', 'Req'],
    ['TUTEST',   'Tumor/Lesion ID Test Name',                'Char', 'Req'],
    ['TUORRES',  'Tumor/Lesion ID Result',                   'Char', 'Exp'],
    ['TUSTRESC', 'Tumor/Lesion ID Result Std. Format',       'Char', 'Exp'],
    ['TUNAM',    'Laboratory/Vendor Name',                   'Char', 'Perm'],
    ['TULOC',    'Location of the Tumor/Lesion',             'Char', 'Exp'],
    ['TULAT',    'Laterality',                               'Char', 'Perm'],
    ['TUDIR',    'Directionality',                           'Char', 'Perm'],
    ['TUPORTOT', 'Portion or Totality',                      'Char', 'Perm'],
    ['TUMETHOD', 'Method of Identification',                 'Char', 'Exp'],
    ['TULOBXFL', 'Last Observation Before Exposure Flag',    'Char', 'Exp'],
    ['TUBLFL',   'Baseline Flag',                            'Char', 'Perm'],
    ['TUEVAL',   'Evaluator',                                'Char', 'Exp'],
    ['TUEVALID', 'Evaluator Identifier',                     'Char', 'Perm'],
    ['TUACPTFL', 'Accepted Record Flag',                     'Char', 'Perm'],
    ['VISITNUM', 'Visit Number',                             'Num',  'Exp'],
    ['VISIT',    'Visit Name',                               'Char', 'Perm'],
    ['VISITDY',  'Planned Study Day of Visit',               'Num',  'Perm'],
    ['TAETORD',  'Planned Order of Element within Arm',      'Num',  'Perm'],
    ['EPOCH',    'Epoch',                                    'Char', 'Perm'],
    ['TUDTC',    'Date/Time of Tumor/Lesion Identification', 'Char', 'Exp'],
    ['TUDY',     'Study Day of Tumor/Lesion Identification', 'Num',  'Perm'],
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
