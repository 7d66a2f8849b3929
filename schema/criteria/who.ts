/**
 * WHO criteria.
 *
 * WHO Handbook for Reporting Results of Cancer Treatment, Geneva 1979 (Offset Publication 48). Miller AB et al. Cancer 1981;47:207-214,
 * doi:10.1002/1097-0142(19810101)47:1<207::AID-CNCR2820470134>3.0.CO;2-6.
 *
 * Where we decide what the paper leaves open it says `ours:`. It names no reference of progression: ours is the smallest value so
 * far, as is common practice. It asks 4 weeks of NC (8 of bone): ours is 42 days, and the charter sets it. A non-measurable lesion
 * that has partly responded by estimate reads NC, which does no harm to a measurable PR.
 */
import { bestResponseOf, bestTable, type BestRules } from './best-response.ts';
import { seenAgainText } from './change-sentence.ts';
import type { CourseSources, TargetFacts } from './course-rules.ts';
import { assessCourse } from './course.ts';
import type { Criterion, LesionRules } from './criterion.ts';
import { ANY, decisionTable, firstLineThatHolds } from './decision-table.ts';
import type { NonTargetFacts } from './diameter-course.ts';
import {
  allAbsent,
  anyNotEvaluable,
  anyProgressed,
  anySeenAgain,
  lesionCourse,
  othersPersist,
} from './lesion-course.ts';
import {
  lesionBurdensOf,
  lesionGrowthText,
  type LesionBurden,
  type LesionComparison,
} from './lesion-growth.ts';
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
import { hasGrownBy } from './product.ts';
import { defaultsOf, settle } from './setting.ts';
import { WHO_RESPONSES, type WhoResponse } from './term.ts';
import { timelineOf } from './timeline.ts';
import { WHO_SETTINGS, type WhoSettings } from './who-setting.ts';

export type WhoTargetFacts = TargetFacts<LesionBurden, WhoSettings>;

// Charter settings: `who-setting.ts`.

const DEFAULTS = defaultsOf(WHO_SETTINGS);
const UNIT = 'mm²';
const MEASURABLE = 'Miller 1981, objective response, measurable disease';
const NON_MEASURABLE = 'Miller 1981, objective response, unmeasurable disease';

// Lesion rules: two perpendicular diameters, no least size, no largest number.

export const WHO_LESION_RULES: LesionRules = {
  maxTargets: null,
  maxTargetsPerOrgan: null,
  sizes: [
    { kind: null, size: 'longestDiameter', leastMm: 0, sliceThicknessMultiple: null, source: MEASURABLE },
    { kind: null, size: 'perpendicular', leastMm: 0, sliceThicknessMultiple: null, source: MEASURABLE },
  ],
  neverMeasurable: ['effusion', 'bone'],
  source: 'Miller 1981, definitions of measurable and unmeasurable disease',
};

// Timepoint tables

const MEASURABLE_RESPONSES = ['CR', 'PR', 'NC', 'PD', 'NE'] as const;
const NON_MEASURABLE_RESPONSES = ['CR', 'NC', 'PD', 'NE'] as const;
type MeasurableResponse = (typeof MEASURABLE_RESPONSES)[number];
type NonMeasurableResponse = (typeof NON_MEASURABLE_RESPONSES)[number];

/** Response of measurable disease, where there is some. The first line that holds. There is no absolute floor. */
export const whoTargetResponse = firstLineThatHolds<WhoTargetFacts, MeasurableResponse>(
  'Measurable disease',
  [
    {
      // ours: each lesion against its own smallest product, so that one that was gone and is seen again has progressed.
      condition: 'by lesion: one is at least 25 % above its smallest product, whatever the others do',
      answer: 'PD',
      holds: (f) => f.settings.pdBasis === 'lesion' && grownOf(f).length > 0,
      says: (f) =>
        `${grownOf(f).map(lesionGrowthText(f.settings)).join('; ')}: progression. At least ${f.settings.pdPercent} %.`,
      source: MEASURABLE,
    },
    {
      condition: 'by sum: the sum is at least 25 % above the nadir',
      answer: 'PD',
      holds: (f) => f.settings.pdBasis === 'sum' && hasSumGrown(f.burden.sum, f),
      says: sumGrowthText,
      source: MEASURABLE,
    },
    {
      condition: 'by sum: the sum is incomplete and what was measured alone is at least 25 % above the nadir',
      answer: 'PD',
      holds: (f) =>
        f.settings.pdBasis === 'sum' && f.settings.partialSumPd && hasSumGrown(f.burden.measuredSum, f),
      says: partialGrowthText,
      source: 'ours: setting partialSumPd',
    },
    {
      condition: 'an earlier timepoint was complete response and a lesion has a product above 0',
      answer: 'PD',
      holds: (f) => f.completeAt !== null && f.burden.seen.length > 0,
      says: (f) =>
        `${seenAgainText(f.burden.seen)} after complete response at ${f.completeAt ?? ''}: progression.`,
      source: 'ours: setting reappearanceAfterCr',
    },
    partNotEvaluable(MEASURABLE),
    sumIsZero('CR', MEASURABLE),
    noBaselineSum(MEASURABLE),
    sumHasHalved('PR', MEASURABLE),
    sumIsStable('NC', MEASURABLE),
  ],
);

/** Response of non-measurable disease, where there is some. The first line that holds. */
export const whoNonTargetResponse = firstLineThatHolds<NonTargetFacts, NonMeasurableResponse>(
  'Non-measurable disease',
  [
    anyProgressed('PD', NON_MEASURABLE), // an estimated increase of 25 % or more, or an unequivocal one
    anySeenAgain('PD', 'ours: setting reappearanceAfterCr'),
    anyNotEvaluable(NON_MEASURABLE),
    allAbsent('CR', NON_MEASURABLE),
    othersPersist('NC', NON_MEASURABLE),
  ],
);

const NO_PD = ['CR', 'NC', 'NE', null] as const;

/** Overall response of a timepoint: measurable, non-measurable, new lesion, and whether anything could be evaluated. */
// prettier-ignore
export const whoOverallResponse = decisionTable<[MeasurableResponse | null, NonMeasurableResponse | null, boolean, boolean], WhoResponse>(
  'Miller 1981, determination of overall response; Overall response',
  [[...MEASURABLE_RESPONSES, null], [...NON_MEASURABLE_RESPONSES, null], [true, false], [true, false]],
  [
    // measurable  non-measurable  new    evaluable  overall
    [ 'PD',        ANY,            ANY,   ANY,       'PD' ],
    [ ANY,         'PD',           ANY,   ANY,       'PD' ],
    [ ANY,         ANY,            true,  ANY,       'PD' ],
    [ 'CR',        ['CR', null],   false, ANY,       'CR' ],
    [ 'CR',        ['NC', 'NE'],   false, ANY,       'PR' ],
    [ 'PR',        NO_PD,          false, ANY,       'PR' ],
    [ 'NC',        NO_PD,          false, ANY,       'NC' ],
    [ 'NE',        NO_PD,          false, ANY,       'NE' ],
    [ null,        'CR',           false, ANY,       'CR' ],
    [ null,        'NC',           false, ANY,       'NC' ],
    [ null,        'NE',           false, ANY,       'NE' ],
    [ null,        null,           false, true,      'NED' ], // ours: no disease at baseline
    [ null,        null,           false, false,     'NE' ],  // ours: nothing could be evaluated
  ],
);

// Best response: the table is `best-response.ts`, which the criteria of the family share. Two observations, four weeks apart.

const BEST: BestRules = {
  source: 'Miller 1981, objective response',
  complete: 'CR',
  partial: 'PR',
  stable: 'NC',
  nonTargetOnly: 'NC',
  progression: 'PD',
  notEvaluable: 'NE',
  noDisease: 'NED',
};

const SOURCES: CourseSources = {
  sum: MEASURABLE,
  nadir: 'ours: the paper names no reference of progression',
  notEvaluable: 'ours: a timepoint that could not be evaluated',
  newLesion: MEASURABLE,
  progression: 'Miller 1981, objective response, progressive disease',
  suspicion: 'ours: setting backdateEquivocal',
};

export const who: Criterion = {
  id: 'who',
  name: 'WHO',
  citations: [
    {
      text: 'Miller AB et al. Cancer 1981;47:207-214',
      doi: '10.1002/1097-0142(19810101)47:1<207::AID-CNCR2820470134>3.0.CO;2-6',
    },
  ],
  burden: { name: 'Sum of products', unit: UNIT },
  // Lesion by lesion the sum alone never tells progression.
  burdenBy: ({ pdBasis }) => (pdBasis === 'lesion' ? { progressionPercent: null } : {}),
  settings: WHO_SETTINGS,
  words: {
    timepoint: WHO_RESPONSES,
    best: WHO_RESPONSES,
    target: MEASURABLE_RESPONSES,
    nonTarget: NON_MEASURABLE_RESPONSES,
    response: ['CR', 'PR'],
    diseaseControl: ['CR', 'PR', 'NC'],
    progression: ['PD'],
  },
  lesionRules: WHO_LESION_RULES,
  inputs: {
    subject: ['treatmentStart', 'newTherapyDate'],
    lesion: ['splitFrom'],
    timepoint: [],
    finding: ['longestDiameter', 'perpendicular', 'shortAxis', 'mergedInto'],
  },
  components: { timepoint: [], result: [] },
  tables: [
    printLines('Measurable disease', MEASURABLE, whoTargetResponse),
    printLines('Non-measurable disease', NON_MEASURABLE, whoNonTargetResponse),
    printDecisionTable(
      'Overall response of a timepoint',
      'Miller 1981, determination of overall response',
      ['measurable', 'non-measurable', 'new lesion', 'evaluable'],
      whoOverallResponse,
    ),
    printLines('Best overall response', BEST.source, bestTable),
  ],
  assess: (subjectCase) => {
    const settings = settle(WHO_SETTINGS, DEFAULTS, subjectCase.settings);
    const timeline = timelineOf(subjectCase);
    const tables = { nonTargetResponse: whoNonTargetResponse, overallResponse: whoOverallResponse };
    return assessCourse(subjectCase, {
      timeline,
      settings,
      best: BEST,
      unit: UNIT,
      sources: SOURCES,
      isNadirReplaced: true,
      burdenAt: lesionBurdensOf(subjectCase, timeline, settings),
      targetResponse: timeline.targets.length > 0 ? whoTargetResponse : null,
      ...lesionCourse(subjectCase, timeline, tables),
    });
  },
  best: (responses, settings, subject) =>
    bestResponseOf(BEST, settle(WHO_SETTINGS, DEFAULTS, settings), responses, subject),
};

function grownOf({ burden, settings }: WhoTargetFacts): readonly LesionComparison[] {
  return burden.compared.filter(({ product, reference }) =>
    hasGrownBy(product, reference.sum, settings.pdPercent),
  );
}
