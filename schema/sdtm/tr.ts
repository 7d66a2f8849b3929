import { defineDomain } from './domain.ts';
import { assigned, collected, derived } from './fill.ts';
import { linkOf, looked } from './finding-entry.ts';
import { domainIs, identity, timed } from './subject-variable.ts';
import type { ResultEntry } from './map-tr.ts';
import { LESION_TESTS } from './response-term.ts';

const NUMBER =
  'TRORRES as a number, in the same unit. Sums and changes (TRMETHOD is CALCULATION) follow from the sizes by the criteria of the imaging charter, percentages with six decimals.';
const DERIVED_SUM =
  'What the criteria of the imaging charter add up, where the evaluator stated another sum.';
const ATTENUATION_CHANGE =
  'Change of the mean attenuation against that of the same lesions at baseline, percent (Choi 2007, J Clin Oncol 25:1753-1759).';

/** TRLNKID of the lesion it has coalesced with. */
const mergedInto = ({ finding, isFirst, review }: ResultEntry) =>
  isFirst && finding?.mergedIntoCode ? linkOf(review.evaluator, finding.mergedIntoCode) : null;

/**
 * TR, Tumor/Lesion Results: one record per tumor measurement/assessment per visit per subject per assessor.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), TR: the variables in the guide's order
 */
export const tr = defineDomain<ResultEntry>({
  code: 'TR',
  label: 'Tumor/Lesion Results',
  class: 'FINDINGS',
  structure: 'One record per tumor measurement/assessment per visit per subject per assessor',
  keys: ['STUDYID', 'USUBJID', 'TRLNKID', 'TRGRPID', 'TRTESTCD', 'TRDTC', 'TREVAL', 'TREVALID', 'VISITNUM'],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                         'Char', 'Req',  'Identifier',         '',              identity.study],
    ['DOMAIN',   'Domain Abbreviation',                      'Char', 'Req',  'Identifier',         '',              domainIs('TR')],
    ['USUBJID',  'Unique Subject Identifier',                'Char', 'Req',  'Identifier',         '',              identity.subject],
    ['TRSEQ',    'Sequence Number',                          'Num',  'Req',  'Identifier',         '',              identity.sequence],
    ['TRGRPID',  'Group ID',                                 'Char', 'Perm', 'Identifier',         '',              assigned(({ group }) => group)],
    ['TRREFID',  'Reference ID',                             'Char', 'Perm', 'Identifier',         '',              null],
    ['TRSPID',   'Sponsor-Defined Identifier',               'Char', 'Perm', 'Identifier',         '',              null],
    ['TRLNKID',  'Link ID',                                  'Char', 'Exp',  'Identifier',         '',              assigned(({ link }) => link)],
    ['TRLNKGRP', 'Link Group',                               'Char', 'Perm', 'Identifier',         '',              assigned(({ linkGroup }) => linkGroup)],
    ['TRTESTCD', 'Tumor/Lesion Assessment Short Name',       'Char', 'Req',  'Topic',              'C96779',        assigned(({ test }) => test)],
    ['TRTEST',   'Tumor/Lesion Assessment Test Name',        'Char', 'Req',  'Synonym Qualifier',  'C96778',        assigned(({ test }) => LESION_TESTS[test])],
    ['TRORRES',  'Result or Finding in Original Units',      'Char', 'Exp',  'Result Qualifier',   '',              collected('Vendor', ({ words }) => words)],
    ['TRORRESU', 'Original Units',                           'Char', 'Exp',  'Variable Qualifier', 'C71620',        collected('Vendor', ({ unit }) => unit)],
    ['TRSTRESC', 'Character Result/Finding in Std Format',   'Char', 'Exp',  'Result Qualifier',   'C124309',       assigned(({ words }) => words)],
    ['TRSTRESN', 'Numeric Result/Finding in Standard Units', 'Num',  'Exp',  'Result Qualifier',   '',              derived(NUMBER, ({ number }) => number)],
    ['TRSTRESU', 'Standard Units',                           'Char', 'Exp',  'Variable Qualifier', 'C71620',        assigned(({ unit }) => unit)],
    ['TRSTAT',   'Completion Status',                        'Char', 'Perm', 'Record Qualifier',   'C66789',        collected('Vendor', ({ words }) => (words === null ? 'NOT DONE' : null))],
    ['TRREASND', 'Reason Not Done',                          'Char', 'Perm', 'Record Qualifier',   '',              collected('Vendor', ({ reason }) => reason)],
    ['TRNAM',    'Laboratory/Vendor Name',                   'Char', 'Perm', 'Record Qualifier',   '',              null],
    ['TRMETHOD', 'Method Used to Identify the Tumor/Lesion', 'Char', 'Exp',  'Record Qualifier',   'C85492',        collected('Vendor', ({ method }) => method)],
    ['TRLOBXFL', 'Last Observation Before Exposure Flag',    'Char', 'Exp',  'Record Qualifier',   'C66742',        looked.lastBeforeExposure],
    ['TRBLFL',   'Baseline Flag',                            'Char', 'Perm', 'Record Qualifier',   'C66742',        looked.baseline],
    ['TREVAL',   'Evaluator',                                'Char', 'Exp',  'Record Qualifier',   'C78735',        looked.evaluator],
    ['TREVALID', 'Evaluator Identifier',                     'Char', 'Perm', 'Variable Qualifier', 'C96777',        looked.evaluatorId],
    ['TRACPTFL', 'Accepted Record Flag',                     'Char', 'Perm', 'Record Qualifier',   'C66742',        looked.accepted],
    ['VISITNUM', 'Visit Number',                             'Num',  'Exp',  'Timing',             '',              timed.visitNumber],
    ['VISIT',    'Visit Name',                               'Char', 'Perm', 'Timing',             '',              timed.visit],
    ['VISITDY',  'Planned Study Day of Visit',               'Num',  'Perm', 'Timing',             '',              timed.visitDay],
    ['TAETORD',  'Planned Order of Element within Arm',      'Num',  'Perm', 'Timing',             '',              timed.elementOrder],
    ['EPOCH',    'Epoch',                                    'Char', 'Perm', 'Timing',             'C99079',        timed.epoch],
    ['TRDTC',    'Date/Time of Tumor/Lesion Measurement',    'Char', 'Exp',  'Timing',             'ISO 8601 date', timed.date],
    ['TRDY',     'Study Day of Tumor/Lesion Measurement',    'Num',  'Perm', 'Timing',             '',              timed.day],
  ],
  // prettier-ignore
  supplements: [
    ['TRCHANGE', 'Change from Previous Assessment',      collected('Vendor', ({ finding, isFirst }) => (isFirst ? (finding?.change?.toUpperCase() ?? null) : null))],
    ['TRMRGEID', 'Link ID of Lesion Merged Into',        collected('Vendor', mergedInto)],
    ['TRDERIV',  'Result Derived by the Criteria',       derived(DERIVED_SUM, ({ derivedResult }) => derivedResult)],
    ['ATTCHGBL', 'Attenuation Change from Baseline (%)', derived(ATTENUATION_CHANGE, ({ attenuationChange }) => attenuationChange)],
  ],
  /** Beside the required ones: without them no row can be placed. */
  needed: ['TRLNKID', 'TRDTC'],
  carried: [
    'STUDYID',
    'DOMAIN',
    'USUBJID',
    'TRGRPID',
    'TRLNKID',
    'TRTESTCD',
    'TRORRES',
    'TRORRESU',
    'TRSTRESC',
    'TRSTRESN',
    'TRSTRESU',
    'TRSTAT',
    'TRREASND',
    'TRMETHOD',
    'TRLOBXFL',
    'TRBLFL',
    'TREVAL',
    'TREVALID',
    'TRACPTFL',
    'VISITNUM',
    'VISIT',
    'TRDTC',
    'TRDY',
  ],
});
