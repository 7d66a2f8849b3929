/**
 * Choi criteria for gastrointestinal stromal tumours: size and CT attenuation of the targets in the portal venous phase.
 *
 * Choi H et al. J Clin Oncol 2007;25:1753-1759, doi:10.1200/JCO.2006.07.3049.
 *
 * The paper compared one scan with the pretreatment one. ours: on later scans growth is against the nadir, falls against the baseline.
 */
import { bestResponseOf, bestTable, type BestRules } from './best-response.ts';
import type { Case } from './case.ts';
import { fallText, fromNadirText, riseText } from './change-sentence.ts';
import {
  burdenOf,
  hasGrown,
  isLessDense,
  isSmaller,
  type ChoiBurden,
  type ChoiTargetFacts as TargetFacts,
} from './choi-burden.ts';
import { CHOI_SETTINGS, type ChoiSettings } from './choi-setting.ts';
import { assessCourse } from './course.ts';
import type { CourseRules, CourseSources } from './course-rules.ts';
import type { Criterion, LesionRules } from './criterion.ts';
import { ANY, decisionTable, firstLineThatHolds } from './decision-table.ts';
import { diameterFrame, type NonTargetFacts } from './diameter-course.ts';
import {
  allNonTargetsAbsent,
  allTargetsGone,
  nonTargetNotEvaluable,
  nonTargetProgressed,
  nonTargetSeenAgain,
  nonTargetsPersist,
  targetNotEvaluable,
  targetSeenAgain,
} from './diameter-response.ts';
import { printDecisionTable, printLines } from './printed-table.ts';
import { listText } from './sentence.ts';
import { defaultsOf, settle } from './setting.ts';
import {
  NON_TARGET_RESPONSES,
  RESPONSES,
  TARGET_RESPONSES,
  type NonTargetResponse,
  type Response,
  type TargetResponse,
} from './term.ts';

// Charter settings: `choi-setting.ts`.

const DEFAULTS = defaultsOf(CHOI_SETTINGS);

// Lesion rules

const LESION_RULES: LesionRules = {
  // ours: five and two, and the node's short axis, are those of RECIST 1.1; the paper used RECIST 1.0.
  maxTargets: 5,
  maxTargetsPerOrgan: 2,
  sizes: [
    {
      kind: 'nodal',
      size: 'shortAxis',
      leastMm: 15,
      sliceThicknessMultiple: null,
      source: 'ours: RECIST 1.1, section 3.1.1',
    },
    {
      kind: null,
      size: 'longestDiameter',
      leastMm: 10,
      sliceThicknessMultiple: 2,
      source: 'Choi 2007, tumour size',
    },
  ],
  neverMeasurable: ['effusion'],
  source: 'Choi 2007, tumour size',
};

// Timepoint tables

/** Response of the target lesions, where there is one. The first line that holds. Choi 2007, modified CT response criteria. */
export const targetResponse = firstLineThatHolds<TargetFacts, TargetResponse>('Target response', [
  {
    condition: 'the reader sees a new or growing nodule inside a target (state progressed)',
    answer: 'PD',
    holds: (f) => f.burden.nodules.length > 0,
    says: (f) => `New or growing nodule inside ${listText(f.burden.nodules)}: progression.`,
    source: 'Choi 2007, modified CT response criteria',
  },
  allTargetsGone('Choi 2007, modified CT response criteria'), // CR
  targetSeenAgain('ours: as in RECIST 1.1'), // PD
  {
    // ours: an attenuation that is not evaluable is no response by attenuation.
    condition: `the sum, or what was measured of an incomplete one, is at least ${DEFAULTS.pdSizePercent} % above its reference, and the attenuation has not fallen by ${DEFAULTS.prDensityPercent} %`,
    answer: 'PD',
    holds: (f) => hasGrown(f) && !isLessDense(f),
    says: (f) =>
      `${f.burden.sum === null ? `Without ${listText(f.burden.notEvaluable)}, what was measured alone,` : 'Sum'} ${riseText(f.burden.sum ?? f.burden.measuredSum, f.nadir, pdThreshold(f), 'mm', f.settings.pdReference)}, and the attenuation is no response: progression. At least ${f.settings.pdSizePercent} %.`,
    source: 'Choi 2007, modified CT response criteria',
  },
  targetNotEvaluable('ours: as in RECIST 1.1'), // NE
  {
    condition: `the sum is at least ${DEFAULTS.prSizePercent} %, or the attenuation at least ${DEFAULTS.prDensityPercent} %, below the baseline`,
    answer: 'PR',
    holds: (f) => isSmaller(f) || isLessDense(f),
    says: (f) =>
      isSmaller(f)
        ? `Sum ${fallText(f.burden.sum, f.baseline, prThreshold(f))}: partial response. At least ${f.settings.prSizePercent} %.`
        : `${f.burden.attenuation.rule.slice(0, -1)}: partial response by attenuation. At least ${f.settings.prDensityPercent} %.`,
    source: 'Choi 2007, modified CT response criteria',
  },
  {
    condition: 'otherwise',
    answer: 'SD',
    holds: () => true,
    says: (f) =>
      `Sum ${fallText(f.burden.sum, f.baseline, prThreshold(f))}, ${fromNadirText(f.burden.sum, f.nadir, pdThreshold(f), 'mm', f.settings.pdReference)}: neither partial response (size at least ${f.settings.prSizePercent} % or attenuation at least ${f.settings.prDensityPercent} % below the baseline) nor progression (size at least ${f.settings.pdSizePercent} % above the ${f.settings.pdReference}).`,
    source: 'Choi 2007, modified CT response criteria',
  },
]);

function pdThreshold({ settings }: TargetFacts): { readonly pdPercent: number } {
  return { pdPercent: settings.pdSizePercent };
}

function prThreshold({ settings }: TargetFacts): { readonly prPercent: number } {
  return { prPercent: settings.prSizePercent };
}

/** Response of the non-target lesions, where there is one. The first line that holds. ours: as in RECIST 1.1. */
export const nonTargetResponse = firstLineThatHolds<NonTargetFacts, NonTargetResponse>(
  'Non-target response',
  [
    // ours: the paper's "obvious progression" of non-measurable disease is what the reader calls unequivocal.
    nonTargetProgressed('Choi 2007, modified CT response criteria'), // PD
    nonTargetSeenAgain('ours: as in RECIST 1.1'), // PD
    nonTargetNotEvaluable('ours: as in RECIST 1.1'), // NE
    allNonTargetsAbsent('Choi 2007, modified CT response criteria'), // CR
    nonTargetsPersist('NON-CR/NON-PD', 'ours: as in RECIST 1.1'),
  ],
);

const NO_PD = ['CR', 'NON-CR/NON-PD', 'NE', null] as const;

/**
 * Overall response of a timepoint: target, non-target, new lesion, whether anything could be evaluated, and whether the subject is
 * clinically worse where the charter counts that.
 */
// prettier-ignore
export const overallResponse = decisionTable<[TargetResponse | null, NonTargetResponse | null, boolean, boolean, boolean], Response>(
  'Choi 2007, modified CT response criteria; Overall response',
  [[...TARGET_RESPONSES, null], [...NON_TARGET_RESPONSES, null], [true, false], [true, false], [true, false]],
  [
    // target  non-target              new    evaluable  worse  overall
    [ 'PD',    ANY,                    ANY,   ANY,       ANY,   'PD' ],
    [ ANY,     'PD',                   ANY,   ANY,       ANY,   'PD' ],
    [ ANY,     ANY,                    true,  ANY,       ANY,   'PD' ],
    [ 'CR',    ['CR', null],           false, ANY,       ANY,   'CR' ],
    [ 'CR',    ['NON-CR/NON-PD','NE'], false, ANY,       ANY,   'PR' ],
    [ 'PR',    NO_PD,                  false, ANY,       ANY,   'PR' ],
    [ 'SD',    NO_PD,                  false, ANY,       false, 'SD' ],
    [ 'SD',    NO_PD,                  false, ANY,       true,  'PD' ],
    [ 'NE',    NO_PD,                  false, ANY,       ANY,   'NE' ],
    [ null,    'CR',                   false, ANY,       ANY,   'CR' ],
    [ null,    'NON-CR/NON-PD',        false, ANY,       ANY,   'NON-CR/NON-PD' ],
    [ null,    'NE',                   false, ANY,       ANY,   'NE' ],
    [ null,    null,                   false, true,      ANY,   'NED' ], // ours: no disease at baseline
    [ null,    null,                   false, false,     ANY,   'NE' ],  // ours: nothing could be evaluated
  ],
);

// Best response: the table is `best-response.ts`, which the criteria of the RECIST family share.

const BEST: BestRules = {
  source: 'ours: as in RECIST 1.1',
  complete: 'CR',
  partial: 'PR',
  stable: 'SD',
  nonTargetOnly: 'NON-CR/NON-PD',
  progression: 'PD',
  notEvaluable: 'NE',
  noDisease: 'NED',
};

// Progression date: that of the first overall PD, dated back to the first suspicion.

const SOURCES: CourseSources = {
  sum: 'Choi 2007, tumour size',
  nadir: 'ours: setting pdReference',
  notEvaluable: 'ours: as in RECIST 1.1',
  newLesion: 'Choi 2007, modified CT response criteria',
  progression: 'Choi 2007, modified CT response criteria',
  suspicion: 'ours: as in RECIST 1.1',
};

function choiRules(subjectCase: Case, settings: ChoiSettings): CourseRules<ChoiBurden, ChoiSettings> {
  const frame = diameterFrame(subjectCase, settings, { best: BEST, sources: SOURCES, nonTargetResponse });
  const { timeline } = frame;
  const hasTargets = timeline.targets.length > 0;
  return {
    ...frame,
    burdenAt: (at) => burdenOf(timeline, at, settings),
    targetResponse: hasTargets ? targetResponse : null,
    overallAt: (target: TargetResponse | null, nonTarget: NonTargetResponse | null, isNew, at) =>
      overallResponse(
        target,
        nonTarget,
        isNew,
        timeline.isEvaluable[at] !== false,
        settings.clinicalDeteriorationPd && subjectCase.timepoints[at]?.clinical === 'worse',
      ),
    componentsAt: (_, { attenuation }) => ({
      values: { attenuation: attenuation.mean, attenuationChange: attenuation.change },
      trace: hasTargets
        ? [{ step: 'component', rule: attenuation.rule, source: 'Choi 2007, tumour attenuation' }]
        : [],
    }),
  };
}

export const choi: Criterion = {
  id: 'choi',
  name: 'Choi',
  citations: [{ text: 'Choi H et al. J Clin Oncol 2007;25:1753-1759', doi: '10.1200/JCO.2006.07.3049' }],
  burden: { name: 'Sum of diameters', unit: 'mm' },
  burdenBy: ({ prSizePercent, pdSizePercent }) => ({
    responsePercent: Number(prSizePercent),
    progressionPercent: Number(pdSizePercent),
  }),
  settings: CHOI_SETTINGS,
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
    lesion: ['splitFrom'],
    timepoint: ['clinical'],
    finding: ['longestDiameter', 'shortAxis', 'attenuation', 'mergedInto'],
  },
  components: {
    timepoint: [
      { key: 'attenuation', name: 'Mean attenuation', unit: 'HU' },
      { key: 'attenuationChange', name: 'Change of attenuation from baseline', unit: '%' },
    ],
    result: [],
  },
  tables: [
    printLines('Target lesions', 'Choi 2007, modified CT response criteria', targetResponse),
    printLines('Non-target lesions', 'Choi 2007, modified CT response criteria', nonTargetResponse),
    printDecisionTable(
      'Overall response of a timepoint',
      'Choi 2007, modified CT response criteria',
      ['target', 'non-target', 'new lesion', 'evaluable', 'clinically worse, where it counts'],
      overallResponse,
    ),
    printLines('Best overall response', BEST.source, bestTable),
  ],
  assess: (subjectCase) => {
    const settings = settle(CHOI_SETTINGS, DEFAULTS, subjectCase.settings);
    return assessCourse(subjectCase, choiRules(subjectCase, settings));
  },
  best: (responses, settings, subject) =>
    bestResponseOf(BEST, settle(CHOI_SETTINGS, DEFAULTS, settings), responses, subject),
};
