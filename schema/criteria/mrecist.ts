/**
 * mRECIST: modified RECIST for hepatocellular carcinoma.
 *
 * Lencioni R, Llovet JM. Semin Liver Dis 2010;30:52-60, doi:10.1055/s-0030-1247132. Refined by Llovet JM, Lencioni R. J Hepatol
 * 2020;72:288-306, doi:10.1016/j.jhep.2019.09.026.
 *
 * RECIST in which a liver target is measured over its viable part: the tissue that enhances in the arterial phase. `absent` means that
 * none enhances, even where a necrotic mass remains. Where we decide what the papers leave open it says `ours:`.
 */
import { bestResponseOf, bestTable, type BestRules } from './best-response.ts';
import type { Lesion } from './case.ts';
import { assessCourse } from './course.ts';
import type { CourseSources, TargetFacts as Facts } from './course-rules.ts';
import type { Criterion, LesionRules } from './criterion.ts';
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
import { newLiverLesionStatusOf, sortLiverNonTargets } from './liver-lesion-status.ts';
import { printDecisionTable, printLines, type PrintedTable } from './printed-table.ts';
import { RECIST_SETTINGS } from './recist-setting.ts';
import { defaultsOf, millimetres, settle, type SettingSchema, type SettingsOf } from './setting.ts';
import type { TargetBurden } from './sum-of-diameters.ts';
import { RESPONSES, TARGET_RESPONSES, type Response, type TargetResponse } from './term.ts';
import type { Timeline } from './timeline.ts';

// Charter settings

const SETTINGS = {
  ...RECIST_SETTINGS,
  // ours: the paper gives no absolute floor; a charter that takes that of RECIST 1.1 sets 5 mm.
  pdAbsoluteMm: millimetres(0, 'Least rise of the sum from the nadir for progression, beside the percentage'),
  newLiverLesionMinMm: millimetres(10, 'Least longest diameter of a new liver lesion'),
  newNodeMinMm: millimetres(15, 'Least short axis of a new node'),
  newPortaHepatisNodeMinMm: millimetres(20, 'Least short axis of a new node at the porta hepatis'),
} as const satisfies SettingSchema;

type Settings = SettingsOf<typeof SETTINGS>;

const DEFAULTS = defaultsOf(SETTINGS);

// Lesion rules

const LESION_RULES: LesionRules = {
  maxTargets: 5,
  maxTargetsPerOrgan: 2,
  sizes: [
    {
      kind: 'nodal',
      size: 'shortAxis',
      leastMm: 15,
      sliceThicknessMultiple: null,
      source: 'Lencioni 2010, lymph nodes',
    },
    {
      kind: 'nodal',
      site: 'porta-hepatis',
      size: 'shortAxis',
      leastMm: 20,
      sliceThicknessMultiple: null,
      source: 'Lencioni 2010, lymph nodes',
    },
    {
      kind: null,
      size: 'longestDiameter',
      leastMm: 10,
      sliceThicknessMultiple: 2,
      source: 'Lencioni 2010, target lesions',
    },
  ],
  neverMeasurable: ['effusion'],
  source: 'Lencioni 2010, target lesions',
};

// Timepoint tables

/** Response of the target lesions, where there is one. The first line that holds. Lencioni 2010, target lesions. */
export const targetResponse = firstLineThatHolds<Facts<TargetBurden, Settings>, TargetResponse>(
  'Target response',
  [
    allTargetsGone('Lencioni 2010, target lesions'), // CR: no arterial enhancement left
    // ours: enhancement that reappears after complete response is progression.
    targetSeenAgain('Lencioni 2010, target lesions'), // PD
    sumHasGrown('Lencioni 2010, target lesions', DEFAULTS), // PD: 20 % above the nadir
    partialSumHasGrown('Lencioni 2010, target lesions', DEFAULTS), // PD
    targetNotEvaluable('Lencioni 2010, target lesions'), // NE
    sumHasFallen('Lencioni 2010, target lesions', DEFAULTS), // PR: 30 % below the baseline
    otherwiseStable('Lencioni 2010, target lesions'), // SD
  ],
);

const NON_TARGET_RESPONSES = ['CR', 'IR/SD', 'PD', 'NE'] as const;
type NonTargetResponse = (typeof NON_TARGET_RESPONSES)[number];

/** Response of the non-target lesions, where there is one. IR/SD: incomplete response or stable disease. The first line that holds. */
export const nonTargetResponse = firstLineThatHolds<NonTargetFacts, NonTargetResponse>(
  'Non-target response',
  [
    nonTargetProgressed('Lencioni 2010, non-target lesions'), // PD
    nonTargetSeenAgain('Lencioni 2010, non-target lesions'), // PD
    nonTargetNotEvaluable('Lencioni 2010, non-target lesions'), // NE
    allNonTargetsAbsent('Lencioni 2010, non-target lesions'), // CR
    nonTargetsPersist('IR/SD', 'Lencioni 2010, non-target lesions'),
  ],
);

/** When a new lesion is seen, and else suspected: `liver-lesion-status.ts`. A suspected one dates progression back. */
const NEW_LESIONS: PrintedTable = {
  title: 'New lesions',
  source: 'Lencioni 2010, new lesions',
  columns: ['new lesion', 'seen when', 'else'],
  rows: [
    [
      'liver, measured or too small',
      `longest diameter at least ${DEFAULTS.newLiverLesionMinMm} mm`,
      'suspected',
    ],
    ['node, measured or too small', `short axis at least ${DEFAULTS.newNodeMinMm} mm`, 'suspected'],
    [
      'node at the porta hepatis, measured or too small',
      `short axis at least ${DEFAULTS.newPortaHepatisNodeMinMm} mm`,
      'suspected',
    ],
    ['liver or node, present, progressed or merged', 'as read', ''],
    ['effusion', 'cytology is positive', 'suspected'],
    ['any other', 'measured, present, too small, progressed or merged', 'as read'],
  ],
};

const NO_PD = ['CR', 'IR/SD', 'NE', null] as const;

/** Overall response of a timepoint: target, non-target, new lesion, and whether anything could be evaluated. Lencioni 2010. */
// prettier-ignore
export const overallResponse = decisionTable<[TargetResponse | null, NonTargetResponse | null, boolean, boolean], Response>(
  'Lencioni 2010, overall response',
  [[...TARGET_RESPONSES, null], [...NON_TARGET_RESPONSES, null], [true, false], [true, false]],
  [
    // target  non-target      new    evaluable  overall
    [ 'PD',    ANY,            ANY,   ANY,       'PD' ],
    [ ANY,     'PD',           ANY,   ANY,       'PD' ],
    [ ANY,     ANY,            true,  ANY,       'PD' ],
    [ 'CR',    ['CR', null],   false, ANY,       'CR' ],
    [ 'CR',    ['IR/SD','NE'], false, ANY,       'PR' ],
    [ 'PR',    NO_PD,          false, ANY,       'PR' ],
    [ 'SD',    NO_PD,          false, ANY,       'SD' ],
    [ 'NE',    NO_PD,          false, ANY,       'NE' ],
    [ null,    'CR',           false, ANY,       'CR' ],
    [ null,    'IR/SD',        false, ANY,       'NON-CR/NON-PD' ], // ours: the word of RECIST 1.1
    [ null,    'NE',           false, ANY,       'NE' ],
    [ null,    null,           false, true,      'NED' ], // ours: no disease at baseline
    [ null,    null,           false, false,     'NE' ],  // ours: nothing could be evaluated
  ],
);

// Best response: the table is `best-response.ts`, which the criteria of the family share.

const BEST: BestRules = {
  source: 'Lencioni 2010, best overall response',
  complete: 'CR',
  partial: 'PR',
  stable: 'SD',
  nonTargetOnly: 'NON-CR/NON-PD',
  progression: 'PD',
  notEvaluable: 'NE',
  noDisease: 'NED',
};

// Progression date: that of the first overall PD, dated back to the first suspicion, which a size under the limit is too.

const SOURCES: CourseSources = {
  sum: 'Lencioni 2010, target lesions',
  nadir: 'Lencioni 2010, target lesions',
  notEvaluable: 'Lencioni 2010, target lesions',
  newLesion: 'Lencioni 2010, new lesions',
  progression: 'Lencioni 2010, overall response',
  suspicion: 'Lencioni 2010, new lesions',
};

export const mrecist: Criterion = {
  id: 'mrecist',
  name: 'mRECIST',
  citations: [
    { text: 'Lencioni R, Llovet JM. Semin Liver Dis 2010;30:52-60', doi: '10.1055/s-0030-1247132' },
    { text: 'Llovet JM, Lencioni R. J Hepatol 2020;72:288-306', doi: '10.1016/j.jhep.2019.09.026' },
  ],
  burden: { name: 'Sum of viable diameters', unit: 'mm' },
  settings: SETTINGS,
  words: {
    timepoint: RESPONSES,
    best: RESPONSES,
    target: TARGET_RESPONSES,
    nonTarget: NON_TARGET_RESPONSES,
    response: ['CR', 'PR'],
    diseaseControl: ['CR', 'PR', 'SD', 'NON-CR/NON-PD'],
    progression: ['PD'],
  },
  lesionRules: LESION_RULES,
  inputs: {
    subject: ['treatmentStart', 'newTherapyDate'],
    lesion: ['splitFrom', 'cytologyPositive'],
    timepoint: [],
    finding: ['longestDiameter', 'shortAxis', 'mergedInto'],
  },
  components: { timepoint: [], result: [] },
  tables: [
    printLines('Target lesions', 'Lencioni 2010, target lesions', targetResponse),
    printLines('Non-target lesions', 'Lencioni 2010, non-target lesions', nonTargetResponse),
    NEW_LESIONS,
    printDecisionTable(
      'Overall response of a timepoint',
      'Lencioni 2010, overall response',
      ['target', 'non-target', 'new lesion', 'evaluable'],
      overallResponse,
    ),
    printLines('Best overall response', BEST.source, bestTable),
  ],
  assess: (subjectCase) => {
    const settings = settle(SETTINGS, DEFAULTS, subjectCase.settings);
    const newLesionStatus = (lesion: Lesion, at: number, timeline: Timeline) =>
      newLiverLesionStatusOf(lesion, at, timeline, settings);
    const tables = {
      best: BEST,
      sources: SOURCES,
      targetResponse,
      nonTargetResponse,
      overallResponse,
      nonTargetsAt: sortLiverNonTargets,
      newLesionStatus,
    };
    return assessCourse(subjectCase, diameterRules(subjectCase, settings, tables));
  },
  best: (responses, settings, subject) =>
    bestResponseOf(BEST, settle(SETTINGS, DEFAULTS, settings), responses, subject),
};
