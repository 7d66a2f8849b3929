/**
 * PERCIST 1.0.
 *
 * Wahl RL et al. J Nucl Med 2009;50(Suppl 1):122S-150S, doi:10.2967/jnumed.108.057307. Practical approach: O JH, Lodge MA, Wahl RL.
 * Radiology 2016;280:576-584, doi:10.1148/radiol.2016142043. SULpeak: mean uptake in a sphere of 1 cm³, by lean body mass.
 *
 * Where we decide what the papers leave open it says `ours:`. A rise is measured from the baseline scan and is strictly above both
 * thresholds, as the paper of 2009 words it; the charter may choose the nadir and `at least`. The size on CT plays no part: a
 * progression by RECIST can be entered as `progressed`. Whether scans are comparable (liver within 20 % and 0.3 SUL, uptake time
 * within 15 minutes) the reader checks: a scan that fails is `fdg: not-evaluated`, and tells nothing but what the reader marks as
 * progressed. SMD lasts 42 days.
 */
import { bestResponseOf, bestTable, type BestRules } from './best-response.ts';
import type { Timepoint } from './case.ts';
import { seenAgainText } from './change-sentence.ts';
import type { CourseSources } from './course-rules.ts';
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
import { PERCIST_SETTINGS } from './percist-setting.ts';
import { printDecisionTable, printLines } from './printed-table.ts';
import type { Trace } from './result.ts';
import { listText } from './sentence.ts';
import { defaultsOf, settle } from './setting.ts';
import {
  PERCIST_NON_TARGET_RESPONSES,
  PERCIST_RESPONSES,
  type PercistNonTargetResponse,
  type PercistResponse,
} from './term.ts';
import { timelineOf } from './timeline.ts';
import {
  fromReferenceText,
  hasUptakeFallen,
  hasUptakeRisen,
  leastChangeText,
  uptakeFallText,
  uptakeRiseText,
  type UptakeFacts,
} from './uptake-threshold.ts';
import { uptakeAt } from './uptake.ts';

// Charter settings: `percist-setting.ts`.

const DEFAULTS = defaultsOf(PERCIST_SETTINGS);
const UNIT = 'SUL';
const OBJECTIVE = 'Wahl 2009, PERCIST 1.0, objective response';
const NON_MEASURED = 'Wahl 2009, PERCIST 1.0, nonmeasured disease';

// Lesion rules: measurable is a SULpeak of at least 1.5 × liver mean + 2 SD, which is no size and for the reader to check.

export const PERCIST_LESION_RULES: LesionRules = {
  maxTargets: 5,
  maxTargetsPerOrgan: 2,
  sizes: [],
  neverMeasurable: [],
  source: 'Wahl 2009, PERCIST 1.0, measurable lesions',
};

// Thresholds: `uptake-threshold.ts`. Both must be met, a fall by `at least`, a rise by `more than`.

// Timepoint tables

const TARGET_RESPONSES = ['CMR', 'PMR', 'SMD', 'PMD', 'NE'] as const;
type TargetResponse = (typeof TARGET_RESPONSES)[number];

/** Response of the targets, where there are some. The first line that holds. */
export const percistTargetResponse = firstLineThatHolds<UptakeFacts, TargetResponse>('Target response', [
  {
    condition: 'every target was evaluated and none has uptake above the background',
    answer: 'CMR',
    holds: (f) => f.burden.sum !== null && f.burden.seen.length === 0,
    says: () => 'No target has uptake above the background (0 SUL): complete metabolic response.',
    source: OBJECTIVE,
  },
  {
    condition: 'a target is marked as progressed: the extent of its uptake has grown',
    answer: 'PMD',
    holds: (f) => f.burden.progressed.length > 0,
    says: (f) => `${listText(f.burden.progressed)}: progression, as the reader says.`,
    source: OBJECTIVE,
  },
  {
    condition: 'SULpeak is more than 30 % and more than 0.8 above the baseline',
    answer: 'PMD',
    holds: (f) => hasUptakeRisen(f.burden.sum, f),
    says: (f) => `SULpeak ${uptakeRiseText(f.burden.sum, f)}`,
    source: OBJECTIVE,
  },
  {
    condition:
      'a target is not evaluable and the others alone are more than 30 % and more than 0.8 above the baseline',
    answer: 'PMD',
    holds: (f) => f.settings.partialSumPd && hasUptakeRisen(f.burden.measuredSum, f),
    says: (f) =>
      `Without ${listText(f.burden.notEvaluable)}, SULpeak of the others alone, ${uptakeRiseText(f.burden.measuredSum, f)}`,
    source: 'ours: setting partialSumPd',
  },
  {
    condition: 'an earlier timepoint was complete response and a target has uptake above 0',
    answer: 'PMD',
    holds: (f) => f.completeAt !== null && f.burden.seen.length > 0,
    says: (f) =>
      `${seenAgainText(f.burden.seen)} after complete metabolic response at ${f.completeAt ?? ''}: progression.`,
    source: 'ours: setting reappearanceAfterCr',
  },
  {
    condition: 'a target is not evaluable, or there is no value at baseline',
    answer: 'NE',
    holds: (f) => f.burden.sum === null || f.baseline === null,
    says: (f) =>
      f.burden.sum === null
        ? `${listText(f.burden.notEvaluable)} not evaluable, and the others prove no progression: not evaluable.`
        : 'There is no complete value at baseline to compare with: not evaluable.',
    source: OBJECTIVE,
  },
  {
    condition: 'SULpeak is at least 30 % and at least 0.8 below the baseline',
    answer: 'PMR',
    holds: hasUptakeFallen,
    says: (f) => `SULpeak ${uptakeFallText(f)}: partial metabolic response. ${leastChangeText(f.settings)}`,
    source: OBJECTIVE,
  },
  {
    condition: 'otherwise',
    answer: 'SMD',
    holds: () => true,
    says: (f) =>
      `SULpeak ${uptakeFallText(f)}, ${fromReferenceText(f)}: neither partial response (a fall of at least ${f.settings.percent} % and ${f.settings.absoluteSul} ${UNIT}) nor progression (a rise of ${f.settings.pdInclusive ? 'at least' : 'more than'} both).`,
    source: OBJECTIVE,
  },
]);

/** Response of the other lesions, where there are some. The first line that holds. The size on CT plays no part. */
export const percistNonTargetResponse = firstLineThatHolds<NonTargetFacts, PercistNonTargetResponse>(
  'Non-target response',
  [
    anyProgressed('PMD', NON_MEASURED),
    anySeenAgain('PMD', 'ours: setting reappearanceAfterCr'),
    anyNotEvaluable(NON_MEASURED),
    allAbsent('CMR', NON_MEASURED),
    othersPersist('NON-CMR/NON-PMD', NON_MEASURED),
  ],
);

const NO_PMD = ['CMR', 'NON-CMR/NON-PMD', 'NE', null] as const;

/** Overall response of a timepoint: target, non-target, new lesion, and whether FDG was evaluated. */
// prettier-ignore
export const percistOverallResponse = decisionTable<[TargetResponse | null, PercistNonTargetResponse | null, boolean, boolean], PercistResponse>(
  'Wahl 2009, PERCIST 1.0, overall response; Overall response',
  [[...TARGET_RESPONSES, null], [...PERCIST_NON_TARGET_RESPONSES, null], [true, false], [true, false]],
  [
    // target  non-target                 new    evaluated  overall
    [ 'PMD',   ANY,                       ANY,   ANY,       'PMD' ],
    [ ANY,     'PMD',                     ANY,   ANY,       'PMD' ],
    [ ANY,     ANY,                       true,  ANY,       'PMD' ],
    [ 'CMR',   ['CMR', null],             false, ANY,       'CMR' ],
    [ 'CMR',   ['NON-CMR/NON-PMD', 'NE'], false, ANY,       'PMR' ],
    [ 'PMR',   NO_PMD,                    false, ANY,       'PMR' ],
    [ 'SMD',   NO_PMD,                    false, ANY,       'SMD' ],
    [ 'NE',    NO_PMD,                    false, ANY,       'NE' ],
    [ null,    'CMR',                     false, ANY,       'CMR' ], // ours, as what follows: no target
    [ null,    'NON-CMR/NON-PMD',         false, ANY,       'SMD' ],
    [ null,    'NE',                      false, ANY,       'NE' ],
    [ null,    null,                      false, true,      'NED' ],
    [ null,    null,                      false, false,     'NE' ],
  ],
);

// Best response: the table is `best-response.ts`, which the criteria of the family share. The paper asks for no confirmation.

const BEST: BestRules = {
  source: 'Wahl 2009, PERCIST 1.0, overall response',
  complete: 'CMR',
  partial: 'PMR',
  stable: 'SMD',
  nonTargetOnly: 'SMD',
  progression: 'PMD',
  notEvaluable: 'NE',
  noDisease: 'NED',
};

const SOURCES: CourseSources = {
  sum: 'Wahl 2009, PERCIST 1.0, measurable lesions',
  nadir: OBJECTIVE,
  notEvaluable: 'ours: a timepoint that could not be evaluated',
  newLesion: OBJECTIVE,
  progression: OBJECTIVE,
  suspicion: 'ours: setting backdateEquivocal',
};

export const percist10: Criterion = {
  id: 'percist-1.0',
  name: 'PERCIST 1.0',
  citations: [
    { text: 'Wahl RL et al. J Nucl Med 2009;50(Suppl 1):122S-150S', doi: '10.2967/jnumed.108.057307' },
    { text: 'O JH, Lodge MA, Wahl RL. Radiology 2016;280:576-584', doi: '10.1148/radiol.2016142043' },
  ],
  burden: { name: 'SULpeak', unit: UNIT },
  burdenBy: ({ percent }) => ({ responsePercent: Number(percent), progressionPercent: Number(percent) }),
  settings: PERCIST_SETTINGS,
  words: {
    timepoint: PERCIST_RESPONSES,
    best: PERCIST_RESPONSES,
    target: TARGET_RESPONSES,
    nonTarget: PERCIST_NON_TARGET_RESPONSES,
    response: ['CMR', 'PMR'],
    diseaseControl: ['CMR', 'PMR', 'SMD'],
    progression: ['PMD'],
  },
  lesionRules: PERCIST_LESION_RULES,
  inputs: {
    subject: ['treatmentStart', 'newTherapyDate'],
    lesion: ['splitFrom'],
    timepoint: ['fdg', 'newFdgFoci'],
    finding: ['sul', 'mergedInto'],
  },
  components: { timepoint: [], result: [] },
  tables: [
    printLines('Target lesions', OBJECTIVE, percistTargetResponse),
    printLines('Non-target lesions', NON_MEASURED, percistNonTargetResponse),
    printDecisionTable(
      'Overall response of a timepoint',
      BEST.source,
      ['target', 'non-target', 'new lesion', 'evaluated'],
      percistOverallResponse,
    ),
    printLines('Best overall response', BEST.source, bestTable),
  ],
  assess: (subjectCase) => {
    const settings = settle(PERCIST_SETTINGS, DEFAULTS, subjectCase.settings);
    const timeline = timelineOf(subjectCase);
    const isScannedAt = (at: number) =>
      timeline.isEvaluable[at] !== false && subjectCase.timepoints[at]?.fdg !== 'not-evaluated';
    const tables = { nonTargetResponse: percistNonTargetResponse, overallResponse: percistOverallResponse };
    const lesions = lesionCourse(subjectCase, timeline, tables, isScannedAt);
    return assessCourse(subjectCase, {
      timeline,
      settings,
      best: BEST,
      unit: UNIT,
      sources: SOURCES,
      burdenAt: (at) => uptakeAt(timeline, at, settings.lesionsSummed, isScannedAt(at)),
      targetResponse: timeline.targets.length > 0 ? percistTargetResponse : null,
      ...lesions,
      seenAt: (at) => {
        const hasNewFoci = isScannedAt(at) && subjectCase.timepoints[at]?.newFdgFoci === true;
        return hasNewFoci ? ['A new FDG focus', ...lesions.seenAt(at)] : lesions.seenAt(at);
      },
      componentsAt: (at) => ({ values: {}, trace: sayFailedScan(subjectCase.timepoints[at]) }),
    });
  },
  best: (responses, settings, subject) =>
    bestResponseOf(BEST, settle(PERCIST_SETTINGS, DEFAULTS, settings), responses, subject),
};

function sayFailedScan(timepoint: Timepoint | undefined): readonly Trace[] {
  if (timepoint?.fdg !== 'not-evaluated' || timepoint.evaluable === false) return [];
  const rule = `FDG at ${timepoint.id} was not evaluated: no SULpeak counts and new lesions are unknown.`;
  return [{ step: 'component', rule, source: 'Wahl 2009, PERCIST 1.0, comparability' }];
}
