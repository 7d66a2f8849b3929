import type { BestContent } from './content.ts';
import { defineDomain } from './domain.ts';
import { assigned, collected, derived } from './fill.ts';
import { looked } from './finding-entry.ts';
import { domainIs, identity, timed } from './subject-variable.ts';
import type { ResponseEntry } from './map-rs.ts';
import { RESPONSE_TESTS } from './response-term.ts';
import { roundPercent } from './rounding.ts';

const STANDARD =
  'The published term of the word in RSORRES by the criteria in RSCAT (CDISC CT ONCRSR); the word itself where the list has none.';
const STANDARD_NUMBER = 'RSORRES as a number, where the result is one.';
const IS_DERIVED =
  'Y where the evaluator stated nothing and the criteria in RSCAT give the answer from the findings, with the settings of the imaging charter.';
const DERIVED_ANSWER =
  'The answer of the criteria in RSCAT from the findings, with the settings of the imaging charter, where the evaluator stated another or the assessment could not be evaluated.';
const BEST =
  'From the responses of all assessments by the rule of the criteria in RSCAT, with the settings of the imaging charter.';

/** What a best response tells beside its word. */
const ofBest = (value: (best: BestContent) => string | number | boolean | null | undefined) =>
  derived<ResponseEntry>(BEST, ({ best }) => {
    const answer = (best && value(best)) ?? null;
    return typeof answer === 'boolean' ? (answer ? 'Y' : 'N') : answer;
  });

/**
 * RS, Disease Response and Clin Classification: one record per response assessment or clinical classification assessment per time point per visit per subject per assessor per medical evaluator.
 *
 * @source SDTM Implementation Guide 3.4 (SDTM 2.0), RS: the variables in the guide's order
 */
export const rs = defineDomain<ResponseEntry>({
  code: 'RS',
  label: 'Disease Response and Clin Classification',
  class: 'FINDINGS',
  structure:
    'One record per response assessment or clinical classification assessment per time point per visit per subject per assessor per medical evaluator',
  keys: ['STUDYID', 'USUBJID', 'RSTESTCD', 'RSCAT', 'RSDTC', 'RSEVAL', 'RSEVALID', 'VISITNUM'],
  // prettier-ignore
  variables: [
    ['STUDYID',  'Study Identifier',                         'Char', 'Req',  'Identifier',         '',                  identity.study],
    ['DOMAIN',   'Domain Abbreviation',                      'Char', 'Req',  'Identifier',         '',                  domainIs('RS')],
    ['USUBJID',  'Unique Subject Identifier',                'Char', 'Req',  'Identifier',         '',                  identity.subject],
    ['RSSEQ',    'Sequence Number',                          'Num',  'Req',  'Identifier',         '',                  identity.sequence],
    ['RSGRPID',  'Group ID',                                 'Char', 'Perm', 'Identifier',         '',                  null],
    ['RSREFID',  'Reference ID',                             'Char', 'Perm', 'Identifier',         '',                  null],
    ['RSSPID',   'Sponsor-Defined Identifier',               'Char', 'Perm', 'Identifier',         '',                  null],
    ['RSLNKID',  'Link ID',                                  'Char', 'Perm', 'Identifier',         '',                  null],
    ['RSLNKGRP', 'Link Group ID',                            'Char', 'Perm', 'Identifier',         '',                  assigned(({ linkGroup }) => linkGroup)],
    ['RSTESTCD', 'Assessment Short Name',                    'Char', 'Req',  'Topic',              'C96782',            assigned(({ test }) => test)],
    ['RSTEST',   'Assessment Name',                          'Char', 'Req',  'Synonym Qualifier',  'C96781',            assigned(({ test }) => RESPONSE_TESTS[test])],
    ['RSCAT',    'Category for Assessment',                  'Char', 'Exp',  'Grouping Qualifier', 'C124298 C118971',   assigned(({ category }) => category)],
    ['RSSCAT',   'Subcategory',                              'Char', 'Perm', 'Grouping Qualifier', '',                  null],
    ['RSORRES',  'Result or Finding in Original Units',      'Char', 'Exp',  'Result Qualifier',   '',                  collected('Vendor', ({ original }) => original)],
    ['RSORRESU', 'Original Units',                           'Char', 'Perm', 'Variable Qualifier', 'C71620',            collected('Vendor', ({ unit }) => unit)],
    ['RSSTRESC', 'Character Result/Finding in Std Format',   'Char', 'Exp',  'Result Qualifier',   'C96785',            derived(STANDARD, ({ standard }) => standard)],
    ['RSSTRESN', 'Numeric Result/Finding in Standard Units', 'Num',  'Perm', 'Result Qualifier',   '',                  derived(STANDARD_NUMBER, ({ number }) => number)],
    ['RSSTRESU', 'Standard Units',                           'Char', 'Perm', 'Variable Qualifier', 'C71620',            assigned(({ unit }) => unit)],
    ['RSSTAT',   'Completion Status',                        'Char', 'Perm', 'Record Qualifier',   'C66789',            collected('Vendor', ({ isNotDone }) => (isNotDone ? 'NOT DONE' : null))],
    ['RSREASND', 'Reason Not Done',                          'Char', 'Perm', 'Record Qualifier',   '',                  collected('Vendor', ({ reason }) => reason)],
    ['RSNAM',    'Vendor Name',                              'Char', 'Perm', 'Record Qualifier',   '',                  null],
    ['RSMETHOD', 'Method of Test or Examination',            'Char', 'Perm', 'Record Qualifier',   'C158113',           null],
    ['RSLOBXFL', 'Last Observation Before Exposure Flag',    'Char', 'Perm', 'Record Qualifier',   'C66742',            looked.lastBeforeExposure],
    ['RSBLFL',   'Baseline Flag',                            'Char', 'Perm', 'Record Qualifier',   'C66742',            looked.baseline],
    ['RSDRVFL',  'Derived Flag',                             'Char', 'Perm', 'Record Qualifier',   'C66742',            derived(IS_DERIVED, ({ isDerived }) => (isDerived ? 'Y' : null))],
    ['RSEVAL',   'Evaluator',                                'Char', 'Perm', 'Record Qualifier',   'C78735',            looked.evaluator],
    ['RSEVALID', 'Evaluator Identifier',                     'Char', 'Perm', 'Variable Qualifier', 'C96777',            looked.evaluatorId],
    ['RSACPTFL', 'Accepted Record Flag',                     'Char', 'Perm', 'Record Qualifier',   'C66742',            looked.accepted],
    ['VISITNUM', 'Visit Number',                             'Num',  'Exp',  'Timing',             '',                  timed.visitNumber],
    ['VISIT',    'Visit Name',                               'Char', 'Perm', 'Timing',             '',                  timed.visit],
    ['VISITDY',  'Planned Study Day of Visit',               'Num',  'Perm', 'Timing',             '',                  timed.visitDay],
    ['TAETORD',  'Planned Order of Element within Arm',      'Num',  'Perm', 'Timing',             '',                  timed.elementOrder],
    ['EPOCH',    'Epoch',                                    'Char', 'Perm', 'Timing',             'C99079',            timed.epoch],
    ['RSDTC',    'Date/Time of Assessment',                  'Char', 'Exp',  'Timing',             'ISO 8601 date',     timed.date],
    ['RSDY',     'Study Day of Assessment',                  'Num',  'Perm', 'Timing',             '',                  timed.day],
    ['RSTPT',    'Planned Time Point Name',                  'Char', 'Perm', 'Timing',             '',                  null],
    ['RSTPTNUM', 'Planned Time Point Number',                'Num',  'Perm', 'Timing',             '',                  null],
    ['RSELTM',   'Planned Elapsed Time from Time Point Ref', 'Char', 'Perm', 'Timing',             'ISO 8601 duration', null],
    ['RSTPTREF', 'Time Point Reference',                     'Char', 'Perm', 'Timing',             '',                  null],
    ['RSRFTDTC', 'Date/Time of Reference Time Point',        'Char', 'Perm', 'Timing',             'ISO 8601 date',     null],
    ['RSEVLINT', 'Evaluation Interval',                      'Char', 'Perm', 'Timing',             'ISO 8601 duration', null],
    ['RSEVINTX', 'Evaluation Interval Text',                 'Char', 'Perm', 'Timing',             '',                  null],
    ['RSSTRTPT', 'Start Relative to Reference Time Point',   'Char', 'Perm', 'Timing',             'C66728',            null],
    ['RSSTTPT',  'Start Reference Time Point',               'Char', 'Perm', 'Timing',             '',                  null],
    ['RSENRTPT', 'End Relative to Reference Time Point',     'Char', 'Perm', 'Timing',             'C66728',            null],
    ['RSENTPT',  'End Reference Time Point',                 'Char', 'Perm', 'Timing',             '',                  null],
  ],
  // prettier-ignore
  supplements: [
    ['RSDERIV',  'Response Derived by the Criteria',  derived(DERIVED_ANSWER, ({ derivedWord }) => derivedWord)],
    ['RSREASNE', 'Reason Not Evaluable',              collected('Vendor', ({ reasonNotEvaluable }) => reasonNotEvaluable)],
    ['CBRESP',   'Confirmed Best Overall Response',   ofBest(({ confirmedBest }) => confirmedBest)],
    ['CBRESPDT', 'Date of Confirmed Best Response',   ofBest(({ confirmedBestOn }) => confirmedBestOn)],
    ['PROGDT',   'Date of Progression',               ofBest(({ progressionOn }) => progressionOn)],
    ['BCHGPCT',  'Best Change from Baseline (%)',     ofBest(({ bestChangePercent }) => roundPercent(bestChangePercent))],
    ['LEVALDT',  'Date of Last Evaluable Assessment', ofBest(({ lastEvaluableOn }) => lastEvaluableOn)],
    ['BESTBAS',  'Basis of Best Response',            ofBest(({ basis }) => basis)],
    ['RECPDDT',  'Date of Progression by RECIST 1.1', ofBest(({ components }) => components['recistProgressionDate'])],
    ['STPDDT',   'Date of Soft Tissue Progression',   ofBest(({ components }) => components['softTissueProgressionDate'])],
    ['BNPDDT',   'Date of Bone Progression',          ofBest(({ components }) => components['boneProgressionDate'])],
    ['PSARESP',  'PSA Response',                      ofBest(({ components }) => components['psaResponse'])],
    ['PSARSDT',  'Date of PSA Response',              ofBest(({ components }) => components['psaResponseDate'])],
    ['PSAPDDT',  'Date of PSA Progression',           ofBest(({ components }) => components['psaProgressionDate'])],
    ['ENGVER',   'Version of Criteria Engine',        ofBest(({ engineVersion }) => engineVersion)],
  ],
  /** Beside the required ones: without them no row can be placed. */
  needed: ['RSDTC'],
  carried: [
    'STUDYID',
    'DOMAIN',
    'USUBJID',
    'RSTESTCD',
    'RSCAT',
    'RSSCAT',
    'RSORRES',
    'RSSTRESC',
    'RSSTAT',
    'RSREASND',
    'RSMETHOD',
    'RSDRVFL',
    'RSEVAL',
    'RSEVALID',
    'RSACPTFL',
    'VISITNUM',
    'VISIT',
    'RSDTC',
    'RSDY',
  ],
});
