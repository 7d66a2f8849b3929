/**
 * Immune-related response criteria (irRC).
 *
 * Wolchok JD et al. Clin Cancer Res 2009;15:7412-7420, doi:10.1158/1078-0432.CCR-09-1624. Bidimensional; new measurable lesions are
 * part of the burden and do not by themselves mean progression.
 *
 * Where we decide what the paper leaves open it says `ours:`. There is no rule of reappearance: a rise from a burden of 0 is irPD
 * anyway; no back-dating: a suspected lesion enters the burden when it is seen; no size that makes a node normal. irSD lasts 42 days.
 */
import { bestChangePercent } from './best-change.ts';
import { bestResponseOf, bestTable, type BestRules } from './best-response.ts';
import { confirmProgression, progressionVerdict } from './confirmed-progression.ts';
import type { CourseSources, TargetFacts } from './course-rules.ts';
import { concludeCourse, walkCourse } from './course.ts';
import type { Criterion, LesionRules } from './criterion.ts';
import { ANY, decisionTable, firstLineThatHolds } from './decision-table.ts';
import type { NonTargetFacts } from './diameter-course.ts';
import { immuneBurdenAt, type ImmuneBurden } from './immune-burden.ts';
import { allAbsent, anyNotEvaluable, anyProgressed, lesionCourse, othersPersist } from './lesion-course.ts';
import { printDecisionTable, printLines } from './printed-table.ts';
import {
  hasSumGrown,
  noBaselineSum,
  partialGrowthText,
  partNotEvaluable,
  sumGrowthText,
  sumHasHalved,
  sumIsStable,
  sumIsZero,
} from './product-response.ts';
import { RECIST_SETTINGS } from './recist-setting.ts';
import { defaultsOf, percent, settle, type SettingSchema, type SettingsOf } from './setting.ts';
import { SPD_SETTINGS } from './spd-setting.ts';
import {
  IRRC_NON_INDEX_RESPONSES,
  IRRC_RESPONSES,
  type IrrcNonIndexResponse,
  type IrrcResponse,
} from './term.ts';
import { timelineOf } from './timeline.ts';

// Charter settings

export const IRRC_SETTINGS = {
  confirmation: { ...RECIST_SETTINGS.confirmation, default: true },
  confirmationDays: RECIST_SETTINGS.confirmationDays,
  maxNeBetween: RECIST_SETTINGS.maxNeBetween,
  acceptSdBetween: RECIST_SETTINGS.acceptSdBetween,
  minSdDays: RECIST_SETTINGS.minSdDays,
  minSdReference: RECIST_SETTINGS.minSdReference,
  tooSmallMm: SPD_SETTINGS.tooSmallMm,
  partialSumPd: RECIST_SETTINGS.partialSumPd,
  nadirIncludesBaseline: RECIST_SETTINGS.nadirIncludesBaseline,
  acceptUnconfirmedPd: {
    type: 'boolean',
    default: true,
    meaning: 'An irPD that nothing refutes counts, though it is not confirmed',
  },
  prPercent: percent(50, 'Least fall of the burden from baseline for partial response', 100),
  pdPercent: percent(25, 'Least rise of the burden from the nadir for progression'),
} as const satisfies SettingSchema;

type IrrcSettings = SettingsOf<typeof IRRC_SETTINGS>;
export type IrrcTargetFacts = TargetFacts<ImmuneBurden, IrrcSettings>;

const DEFAULTS = defaultsOf(IRRC_SETTINGS);
const TUMOUR_BURDEN = 'Wolchok 2009, Table 1, tumor burden';
const RESPONSE_BY_BURDEN = 'Wolchok 2009, Table 1';
const NON_INDEX = 'Wolchok 2009, Table 1, non-index lesions';

// Lesion rules

export const IRRC_LESION_RULES: LesionRules = {
  // 10 visceral and 5 cutaneous.
  maxTargets: 15,
  maxTargetsPerOrgan: 5,
  sizes: [
    { kind: null, size: 'longestDiameter', leastMm: 5, sliceThicknessMultiple: null, source: TUMOUR_BURDEN },
    { kind: null, size: 'perpendicular', leastMm: 5, sliceThicknessMultiple: null, source: TUMOUR_BURDEN },
  ],
  neverMeasurable: [],
  source: TUMOUR_BURDEN,
};

// Timepoint tables

const MEASURABLE_RESPONSES = ['irCR', 'irPR', 'irSD', 'irPD', 'NE'] as const;
type MeasurableResponse = (typeof MEASURABLE_RESPONSES)[number];

/**
 * Response of the burden: index and new measurable lesions. The first line that holds. irPD against the nadir outranks irPR against
 * the baseline; there is no absolute floor.
 */
export const irrcTargetResponse = firstLineThatHolds<IrrcTargetFacts, MeasurableResponse | null>(
  'Measurable response',
  [
    {
      condition: 'the burden is at least 25 % above the nadir; above 0 where the nadir is 0',
      answer: 'irPD',
      holds: (f) => hasSumGrown(f.burden.sum, f),
      says: sumGrowthText,
      source: RESPONSE_BY_BURDEN,
    },
    {
      condition: 'the burden is incomplete and what was measured alone is at least 25 % above the nadir',
      answer: 'irPD',
      holds: (f) => f.settings.partialSumPd && hasSumGrown(f.burden.measuredSum, f),
      says: partialGrowthText,
      source: 'ours: setting partialSumPd',
    },
    partNotEvaluable(RESPONSE_BY_BURDEN),
    {
      condition: 'there is no index lesion',
      answer: null,
      holds: (f) => !f.burden.hasIndexLesion,
      says: () => 'There is no index lesion, and the burden has not grown: no measurable response.',
      source: 'ours: a subject without index lesions',
    },
    sumIsZero('irCR', RESPONSE_BY_BURDEN),
    noBaselineSum(RESPONSE_BY_BURDEN),
    sumHasHalved('irPR', RESPONSE_BY_BURDEN),
    sumIsStable('irSD', RESPONSE_BY_BURDEN),
  ],
);

/** Response of the non-index lesions, where there are some. The first line that holds. */
export const irrcNonTargetResponse = firstLineThatHolds<NonTargetFacts, IrrcNonIndexResponse>(
  'Non-index lesions',
  [
    anyProgressed('progression', NON_INDEX),
    anyNotEvaluable(NON_INDEX),
    allAbsent('absent', NON_INDEX),
    othersPersist('stable', NON_INDEX),
  ],
);

/**
 * Overall response of a timepoint: measurable, non-index, new lesion seen (measurable or not), and whether anything could be
 * evaluated. Non-index lesions and new lesions that cannot be measured never make irPD; they only bar irCR.
 */
// prettier-ignore
export const irrcOverallResponse = decisionTable<[MeasurableResponse | null, IrrcNonIndexResponse | null, boolean, boolean], IrrcResponse>(
  'Wolchok 2009, Table 2; Overall response',
  [[...MEASURABLE_RESPONSES, null], [...IRRC_NON_INDEX_RESPONSES, null], [true, false], [true, false]],
  [
    // measurable  non-index                         new    evaluable  overall
    [ 'irPD',      ANY,                              ANY,   ANY,       'irPD' ],
    [ 'irCR',      ['absent', null],                 false, ANY,       'irCR' ],
    [ 'irCR',      ['stable', 'progression', 'NE'],  ANY,   ANY,       'irPR' ],
    [ 'irCR',      ANY,                              true,  ANY,       'irPR' ],
    [ 'irPR',      ANY,                              ANY,   ANY,       'irPR' ],
    [ 'irSD',      ANY,                              ANY,   ANY,       'irSD' ],
    [ 'NE',        ANY,                              ANY,   ANY,       'NE' ],
    [ null,        'absent',                         false, ANY,       'irCR' ], // ours, as what follows: no index lesion
    [ null,        'absent',                         true,  ANY,       'irSD' ],
    [ null,        ['stable', 'progression'],        ANY,   ANY,       'irSD' ],
    [ null,        'NE',                             ANY,   ANY,       'NE' ],
    [ null,        null,                             false, true,      'NED' ],
    [ null,        null,                             false, false,     'NE' ],
    [ null,        null,                             true,  ANY,       'irSD' ],
  ],
);

// Best response: the table is `best-response.ts`, which the criteria of the family share.

const BEST: BestRules = {
  source: 'Wolchok 2009, Tables 1 and 2',
  complete: 'irCR',
  partial: 'irPR',
  stable: 'irSD',
  nonTargetOnly: 'irSD',
  progression: 'irPD',
  notEvaluable: 'NE',
  noDisease: 'NED',
};

const SOURCES: CourseSources = {
  sum: TUMOUR_BURDEN,
  nadir: RESPONSE_BY_BURDEN,
  notEvaluable: 'ours: a timepoint that could not be evaluated',
  newLesion: 'Wolchok 2009, Table 1, new lesions',
  progression: BEST.source,
  suspicion: 'ours: a suspected lesion enters the burden when it is seen',
};

export const irrc: Criterion = {
  id: 'irrc',
  name: 'irRC',
  citations: [
    {
      text: 'Wolchok JD et al. Clin Cancer Res 2009;15:7412-7420',
      doi: '10.1158/1078-0432.CCR-09-1624',
    },
  ],
  burden: { name: 'Tumour burden', unit: 'mm²' },
  settings: IRRC_SETTINGS,
  words: {
    timepoint: IRRC_RESPONSES,
    best: IRRC_RESPONSES,
    target: MEASURABLE_RESPONSES,
    nonTarget: IRRC_NON_INDEX_RESPONSES,
    response: ['irCR', 'irPR'],
    diseaseControl: ['irCR', 'irPR', 'irSD'],
    progression: ['irPD'],
  },
  lesionRules: IRRC_LESION_RULES,
  inputs: {
    subject: ['treatmentStart', 'newTherapyDate'],
    lesion: ['measurable', 'splitFrom'],
    timepoint: [],
    finding: ['longestDiameter', 'perpendicular', 'shortAxis', 'mergedInto'],
  },
  components: { timepoint: [], result: [] },
  tables: [
    printLines('Measurable response', RESPONSE_BY_BURDEN, irrcTargetResponse),
    printLines('Non-index lesions', NON_INDEX, irrcNonTargetResponse),
    printDecisionTable(
      'Overall response of a timepoint',
      'Wolchok 2009, Table 2',
      ['measurable', 'non-index', 'new lesion', 'evaluable'],
      irrcOverallResponse,
    ),
    printLines('Confirmation of irPD', BEST.source, progressionVerdict),
    printLines('Best overall response', BEST.source, bestTable),
  ],
  assess: (subjectCase) => {
    const settings = settle(IRRC_SETTINGS, DEFAULTS, subjectCase.settings);
    const timeline = timelineOf(subjectCase);
    const tables = { nonTargetResponse: irrcNonTargetResponse, overallResponse: irrcOverallResponse };
    const rules = {
      timeline,
      settings,
      best: BEST,
      unit: 'mm²',
      sources: SOURCES,
      burdenAt: (at: number) => immuneBurdenAt(timeline, at, settings.tooSmallMm),
      targetResponse: irrcTargetResponse,
      ...lesionCourse(subjectCase, timeline, tables),
    };
    const course = walkCourse(subjectCase, rules);
    const dated = confirmProgression(course.timepoints, settings);
    // An irPD that is refuted ends nothing: the bar of the waterfall counts up to the date of progression.
    const counted = course.timepoints.filter(({ date }) => dated.date === null || date <= dated.date);
    return {
      ...concludeCourse(subjectCase, rules, course, dated),
      bestChangePercent: bestChangePercent(counted, [], subjectCase.subject?.newTherapyDate),
    };
  },
  best: (responses, chosen, subject) => {
    const settings = settle(IRRC_SETTINGS, DEFAULTS, chosen);
    if (responses.progressionDate !== undefined) return bestResponseOf(BEST, settings, responses, subject);
    const dated = confirmProgression(responses.timepoints, settings);
    const best = bestResponseOf(BEST, settings, { ...responses, progressionDate: dated.date }, subject);
    return { ...best, trace: [...dated.trace, ...best.trace] };
  },
};
