/**
 * RECIST 1.1.
 *
 * Eisenhauer EA et al. Eur J Cancer 2009;45:228-247, doi:10.1016/j.ejca.2008.10.026. Clarified by Schwartz LH et al. Eur J Cancer
 * 2016;62:132-137, doi:10.1016/j.ejca.2016.03.081, and the questions and answers of the RECIST Working Group (recist.eortc.org).
 *
 * Where we decide what the papers leave open it says `ours:`. The package's README lists these decisions.
 */
import { bestResponseOf, bestTable, type BestRules } from './best-response.ts';
import type { Criterion, LesionRules } from './criterion.ts';
import { assessCourse } from './course.ts';
import type { CourseSources, TargetFacts as Facts } from './course-rules.ts';
import { ANY, decisionTable, firstLineThatHolds } from './decision-table.ts';
import { diameterRules, type NonTargetFacts } from './diameter-course.ts';
import {
  allNonTargetsAbsent,
  allTargetsGone,
  nonTargetNotEvaluable,
  nonTargetProgressed,
  nonTargetSeenAgain,
  nonTargetsPersist,
  otherwiseStable,
  partialSumHasGrown,
  sumHasFallen,
  sumHasGrown,
  targetNotEvaluable,
  targetSeenAgain,
} from './diameter-response.ts';
import { printDecisionTable, printLines } from './printed-table.ts';
import { RECIST_SETTINGS, type RecistSettings } from './recist-setting.ts';
import { defaultsOf, settle } from './setting.ts';
import type { TargetBurden } from './sum-of-diameters.ts';
import {
  NON_TARGET_RESPONSES,
  RESPONSES,
  TARGET_RESPONSES,
  type NonTargetResponse,
  type Response,
  type TargetResponse,
} from './term.ts';

type TargetFacts = Facts<TargetBurden, RecistSettings>;

// Charter settings: `recist-setting.ts`, which the criteria of the family share.

const DEFAULTS = defaultsOf(RECIST_SETTINGS);

// Lesion rules

export const RECIST_LESION_RULES: LesionRules = {
  maxTargets: 5,
  maxTargetsPerOrgan: 2,
  sizes: [
    {
      kind: 'nodal',
      size: 'shortAxis',
      leastMm: 15,
      sliceThicknessMultiple: null,
      source: 'Eisenhauer 2009, section 3.1.1',
    },
    {
      kind: null,
      size: 'longestDiameter',
      leastMm: 10,
      sliceThicknessMultiple: 2,
      source: 'Eisenhauer 2009, section 3.1.1',
    },
  ],
  neverMeasurable: ['effusion'],
  source: 'Eisenhauer 2009, section 3.1.2 and 4.2',
};

// Timepoint tables

/** Response of the target lesions, where there is one. The first line that holds. Eisenhauer 2009, section 4.3.1. */
export const targetResponse = firstLineThatHolds<TargetFacts, TargetResponse>('Target response', [
  allTargetsGone('Eisenhauer 2009, section 4.3.1'), // CR
  targetSeenAgain('Eisenhauer 2009, section 4.4.4'), // PD
  sumHasGrown('Eisenhauer 2009, section 4.3.1', DEFAULTS), // PD: 20 % and 5 mm above the nadir
  partialSumHasGrown('Eisenhauer 2009, section 4.4.2', DEFAULTS), // PD
  targetNotEvaluable('Eisenhauer 2009, section 4.4.2'), // NE
  sumHasFallen('Eisenhauer 2009, section 4.3.1', DEFAULTS), // PR: 30 % below the baseline
  otherwiseStable('Eisenhauer 2009, section 4.3.1'), // SD
]);

/** Response of the non-target lesions, where there is one. The first line that holds. Eisenhauer 2009, section 4.3.3. */
export const nonTargetResponse = firstLineThatHolds<NonTargetFacts, NonTargetResponse>(
  'Non-target response',
  [
    nonTargetProgressed('Eisenhauer 2009, section 4.3.4'), // PD
    nonTargetSeenAgain('Eisenhauer 2009, section 4.4.4'), // PD
    nonTargetNotEvaluable('Eisenhauer 2009, section 4.4.2'), // NE
    allNonTargetsAbsent('Eisenhauer 2009, section 4.3.3'), // CR
    nonTargetsPersist('NON-CR/NON-PD', 'Eisenhauer 2009, section 4.3.3'),
  ],
);

const NO_PD = ['CR', 'NON-CR/NON-PD', 'NE', null] as const;

/**
 * Overall response of a timepoint: target, non-target, new lesion, and whether anything could be evaluated.
 * Eisenhauer 2009, Table 1 (with targets) and Table 2 (without).
 */
// prettier-ignore
export const overallResponse = decisionTable<[TargetResponse | null, NonTargetResponse | null, boolean, boolean], Response>(
  'Eisenhauer 2009, Tables 1 and 2; Overall response',
  [[...TARGET_RESPONSES, null], [...NON_TARGET_RESPONSES, null], [true, false], [true, false]],
  [
    // target  non-target              new    evaluable  overall
    [ 'PD',    ANY,                    ANY,   ANY,       'PD' ],
    [ ANY,     'PD',                   ANY,   ANY,       'PD' ],
    [ ANY,     ANY,                    true,  ANY,       'PD' ],
    [ 'CR',    ['CR', null],           false, ANY,       'CR' ],
    [ 'CR',    ['NON-CR/NON-PD','NE'], false, ANY,       'PR' ],
    [ 'PR',    NO_PD,                  false, ANY,       'PR' ],
    [ 'SD',    NO_PD,                  false, ANY,       'SD' ],
    [ 'NE',    NO_PD,                  false, ANY,       'NE' ],
    [ null,    'CR',                   false, ANY,       'CR' ],
    [ null,    'NON-CR/NON-PD',        false, ANY,       'NON-CR/NON-PD' ],
    [ null,    'NE',                   false, ANY,       'NE' ],
    [ null,    null,                   false, true,      'NED' ], // ours: no disease at baseline
    [ null,    null,                   false, false,     'NE' ],  // ours: nothing could be evaluated
  ],
);

// Best response: the table is `best-response.ts`, which the criteria of the family share.

const BEST: BestRules = {
  source: 'Eisenhauer 2009, section 4.4.3, Table 3',
  complete: 'CR',
  partial: 'PR',
  stable: 'SD',
  nonTargetOnly: 'NON-CR/NON-PD',
  progression: 'PD',
  notEvaluable: 'NE',
  noDisease: 'NED',
};

const SOURCES: CourseSources = {
  sum: 'Eisenhauer 2009, section 4.3.2',
  nadir: 'Eisenhauer 2009, section 4.3.1',
  notEvaluable: 'Eisenhauer 2009, section 4.4.2',
  newLesion: 'Eisenhauer 2009, section 4.3.5',
  progression: 'Eisenhauer 2009, section 4.4.1',
  suspicion: 'Eisenhauer 2009, section 4.3.5',
};

/** The tables of RECIST 1.1, for criteria that judge by it first (iRECIST). */
export const RECIST_TABLES = {
  best: BEST,
  sources: SOURCES,
  targetResponse,
  nonTargetResponse,
  overallResponse,
};

export const recist11: Criterion = {
  id: 'recist-1.1',
  name: 'RECIST 1.1',
  citations: [
    { text: 'Eisenhauer EA et al. Eur J Cancer 2009;45:228-247', doi: '10.1016/j.ejca.2008.10.026' },
    { text: 'Schwartz LH et al. Eur J Cancer 2016;62:132-137', doi: '10.1016/j.ejca.2016.03.081' },
  ],
  burden: { name: 'Sum of diameters', unit: 'mm' },
  settings: RECIST_SETTINGS,
  words: {
    timepoint: RESPONSES,
    best: RESPONSES,
    target: TARGET_RESPONSES,
    nonTarget: NON_TARGET_RESPONSES,
    response: ['CR', 'PR'],
    diseaseControl: ['CR', 'PR', 'SD', 'NON-CR/NON-PD'],
    progression: ['PD'],
  },
  lesionRules: RECIST_LESION_RULES,
  inputs: {
    subject: ['treatmentStart', 'newTherapyDate'],
    lesion: ['splitFrom'],
    timepoint: [],
    finding: ['longestDiameter', 'shortAxis', 'mergedInto'],
  },
  components: { timepoint: [], result: [] },
  tables: [
    printLines('Target lesions', 'Eisenhauer 2009, section 4.3.1', targetResponse),
    printLines('Non-target lesions', 'Eisenhauer 2009, section 4.3.3', nonTargetResponse),
    printDecisionTable(
      'Overall response of a timepoint',
      'Eisenhauer 2009, Tables 1 and 2',
      ['target', 'non-target', 'new lesion', 'evaluable'],
      overallResponse,
    ),
    printLines('Best overall response', BEST.source, bestTable),
  ],
  assess: (subjectCase) => {
    const settings = settle(RECIST_SETTINGS, DEFAULTS, subjectCase.settings);
    return assessCourse(subjectCase, diameterRules(subjectCase, settings, RECIST_TABLES));
  },
  best: (responses, settings, subject) =>
    bestResponseOf(BEST, settle(RECIST_SETTINGS, DEFAULTS, settings), responses, subject),
};
