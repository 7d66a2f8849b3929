import { defineDomain } from './domain.ts';

/**
 * TR, Tumor/Lesion Results: one record per tumor measurement/assessment per visit per subject per assessor.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), TR: the variables in the guide's order
 */
export const tr = defineDomain({
  code: 'TR',
  label: 'Tumor/Lesion Results',
  structure: 'One record per tumor measurement/assessment per visit per subject per assessor',
  keys: ["STUDYID", "USUBJID", "TRLNKID", "TRTESTCD", "TRDTC", "TREVAL", "TREVALID"],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                         'Char', 'Req'],
    ['DOMAIN',   'Domain Abbreviation',                      'Char', 'Req'],
    ['USUBJID',  'Unique Subject Identifier',                'Char', 'Req'],
    ['TRSEQ',    'Sequence Number',                          'Num',  'Req'],
    ['TRGRPID',  'Group ID',                                 'Char', 'Perm'],
    ['TRREFID',  'Reference ID',                             'Char', 'Perm'],
    ['TRSPID',   'Sponsor-Defined Identifier',               'Char', 'Perm'],
    ['TRLNKID',  'Link ID',                                  'Char', 'Exp'],
    ['TRLNKGRP', 'Link Group',                               'Char', 'Perm'],
    ['TRTESTCD', 'Tumor/Lesion Assessment Short Name',       'Char', 'Req'],
    ['TRTEST',   'Tumor/Lesion Assessment Test Name',        'Char', 'Req'],
    ['TRORRES',  'Result or Finding in Original Units',      'Char', 'Exp'],
    ['TRORRESU', 'Original Units',                           'Char', 'Exp'],
    ['TRSTRESC', 'Character Result/Finding in Std Format',   'Char', 'Exp'],
    ['TRSTRESN', 'Numeric Result/Finding in Standard Units', 'Num',  'Exp'],
    ['TRSTRESU', 'Standard Units',                           'Char', 'Exp'],
    ['TRSTAT',   'Completion Status',                        'Char', 'Perm'],
    ['TRREASND', 'Reason Not Done',                          'Char', 'Perm'],
    ['TRNAM',    'Laboratory/Vendor Name',                   'Char', 'Perm'],
    ['TRMETHOD', 'Method Used to Identify the Tumor/Lesion', 'Char', 'Exp'],
    ['TRLOBXFL', 'Last Observation Before Exposure Flag',    'Char', 'Exp'],
    ['TRBLFL',   'Baseline Flag',                            'Char', 'Perm'],
    ['TREVAL',   'Evaluator',                                'Char', 'Exp'],
    ['TREVALID', 'Evaluator Identifier',                     'Char', 'Perm'],
    ['TRACPTFL', 'Accepted Record Flag',                     'Char', 'Perm'],
    ['VISITNUM', 'Visit Number',                             'Num',  'Exp'],
    ['VISIT',    'Visit Name',                               'Char', 'Perm'],
    ['VISITDY',  'Planned Study Day of Visit',               'Num',  'Perm'],
    ['TAETORD',  'Planned Order of Element within Arm',      'Num',  'Perm'],
    ['EPOCH',    'Epoch',                                    'Char', 'Perm'],
    ['TRDTC',    'Date/Time of Tumor/Lesion Measurement',    'Char', 'Exp'],
    ['TRDY',     'Study Day of Tumor/Lesion Measurement',    'Num',  'Perm'],
  ],
  /** Beside the required ones: without them no row can be placed. */
  needed: ["TRLNKID", "TRDTC"],
  carried: ["STUDYID", "DOMAIN", "USUBJID", "TRGRPID", "TRLNKID", "TRTESTCD", "TRORRES", "TRORRESU", "TRSTRESC", "TRSTRESN", "TRSTRESU", "TRSTAT", "TRREASND", "TRMETHOD", "TRLOBXFL", "TRBLFL", "TREVAL", "TREVALID", "TRACPTFL", "VISITNUM", "VISIT", "TRDTC", "TRDY"],
});
