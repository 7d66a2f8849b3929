/**
 * Macdonald 1990.
 *
 * Macdonald DR, Cascino TL, Schold SC Jr, Cairncross JG. Response criteria for phase II studies of supratentorial malignant glioma.
 * J Clin Oncol 1990;8:1277-1280, doi:10.1200/JCO.1990.8.7.1277.
 *
 * Thresholds, the month between two scans, corticosteroids and clinical status were checked against the abstract and secondary
 * summaries; that progression asks for corticosteroids not reduced is from knowledge of the paper's table. Where we decide what the
 * paper leaves open it says `ours:`. T2/FLAIR, the radiation field and the time since radiotherapy are no part of these criteria.
 */
import { bestByOrder, bestTableByOrder, type WordOrder } from './best-by-order.ts';
import type { Criterion, LesionRules } from './criterion.ts';
import { firstLineThatHolds } from './decision-table.ts';
import { assessSum, type SumFacts } from './glioma-course.ts';
import { componentsText, isComponentGood, isImageNotEvaluable, wordsText } from './glioma-finding.ts';
import { GLIOMA_SETTINGS, physiologicDose } from './glioma-setting.ts';
import { tumourTable, type TumourThresholds } from './glioma-target.ts';
import { nonTargetWord } from './non-target-word.ts';
import { printLines } from './printed-table.ts';
import { capitalText, listText } from './sentence.ts';
import { defaultsOf, settle, type SettingSchema } from './setting.ts';
import { NON_TARGET_RESPONSES, TARGET_RESPONSES } from './term.ts';

const PAPER = 'Macdonald 1990, response criteria';

// Charter settings

const SETTINGS = {
  progressionReference: {
    type: 'choice',
    // ours: the paper names no reference of the 25 %; the smallest earlier sum.
    default: 'nadir',
    choices: ['nadir', 'baseline'],
    meaning: 'What growth is measured from: the smallest earlier sum, or the baseline',
  },
  newLesionIgnoresSteroids: {
    type: 'boolean',
    // ours: that corticosteroids are not reduced is asked of growth, new tumour and clinical worsening alike.
    default: false,
    meaning: 'A new lesion is progression on a reduced dose of corticosteroids as well',
  },
  physiologicDoseMg: physiologicDose(0),
  ...GLIOMA_SETTINGS,
} as const satisfies SettingSchema;

const DEFAULTS = defaultsOf(SETTINGS);

// Lesion rules

/** ours: several enhancing lesions are added up. */
const LESION_RULES: LesionRules = {
  maxTargets: null,
  maxTargetsPerOrgan: null,
  sizes: [],
  neverMeasurable: [],
  source: `${PAPER}: two perpendicular diameters of enhancing tumour, no least size`,
};

// Thresholds

const THRESHOLDS: TumourThresholds = { prPercent: 50, mrPercent: null, pdPercent: 25 };

// Timepoint tables

/** Response of the measured tumour. The first line that holds; it does not look at corticosteroids. */
export const targetResponse = tumourTable(PAPER, 'Target response');

/** What is known of a timepoint, and what the charter says of a new lesion. */
export interface OverallFacts extends SumFacts {
  readonly newLesionIgnoresSteroids: boolean;
}

/** Overall response of a timepoint. The first line that holds. */
export const overallResponse = firstLineThatHolds<OverallFacts, 'CR' | 'PR' | 'SD' | 'PD' | 'NE'>(
  'Overall response',
  [
    {
      condition:
        'growth of at least 25 %, non-target PD, a new lesion or clinical worsening, and the dose is not reduced against the scan that growth is measured from',
      answer: 'PD',
      holds: (f) => worseningOf(f).length > 0 && !f.isReduced,
      says: (f) => `${worseningText(f)}, and corticosteroids are not reduced: progression.`,
      source: PAPER,
    },
    {
      condition: 'a new lesion, where the charter does not ask for corticosteroids',
      answer: 'PD',
      holds: (f) => f.newLesions.length > 0 && f.newLesionIgnoresSteroids,
      says: () => 'A new lesion is progression whatever the corticosteroids (newLesionIgnoresSteroids).',
      source: PAPER,
    },
    {
      condition: 'target NE; or no targets, and non-target NE or none',
      answer: 'NE',
      holds: isImageNotEvaluable,
      says: (f) => `${wordsText(f)}: the images cannot be evaluated.`,
      source: PAPER,
    },
    {
      // ours: without measured tumour CR is reached when every non-target is gone; PR is not.
      condition:
        'target CR or none, non-target CR or none, no new lesion, off corticosteroids, clinical status good',
      answer: 'CR',
      holds: (f) =>
        (f.target === 'CR' || f.target === null) &&
        (f.nonTarget === 'CR' || f.nonTarget === null) &&
        f.newLesions.length === 0 &&
        f.steroids.isOff &&
        isComponentGood(f),
      says: (f) => `${wordsText(f)}, no new lesion; ${componentsText(f)}: complete response.`,
      source: PAPER,
    },
    {
      // ours: corticosteroids of a response are compared with baseline.
      condition:
        'target CR or PR, non-target not PD, no new lesion, dose not above baseline, clinical status good',
      answer: 'PR',
      holds: (f) =>
        (f.target === 'CR' || f.target === 'PR') &&
        f.nonTarget !== 'PD' &&
        f.newLesions.length === 0 &&
        f.steroids.isNotAboveBaseline &&
        isComponentGood(f),
      says: (f) => `${wordsText(f)}, no new lesion; ${componentsText(f)}: partial response.`,
      source: PAPER,
    },
    {
      condition: 'otherwise',
      answer: 'SD',
      holds: () => true,
      says: (f) =>
        worseningOf(f).length > 0
          ? `${worseningText(f)}, but corticosteroids are reduced: neither progression nor response.`
          : `${wordsText(f)}; ${componentsText(f)}: neither response nor progression.`,
      source: PAPER,
    },
  ],
);

// Best response and progression date: the first PD, without confirmation or back-dating.

const ORDER: WordOrder = {
  source: PAPER,
  words: ['CR', 'PR', 'SD'],
  responses: ['CR', 'PR'],
  stable: 'SD',
  progression: 'PD',
  notEvaluable: 'NE',
};

const BEST = bestTableByOrder(ORDER, true);

export const macdonald: Criterion = {
  id: 'macdonald',
  name: 'Macdonald 1990',
  citations: [
    {
      text: 'Macdonald DR et al. J Clin Oncol 1990;8:1277-1280',
      doi: '10.1200/JCO.1990.8.7.1277',
    },
  ],
  burden: { name: 'Sum of products of diameters', unit: 'mm²' },
  burdenBy: () => ({
    responsePercent: THRESHOLDS.prPercent,
    progressionPercent: THRESHOLDS.pdPercent,
  }),
  settings: SETTINGS,
  words: {
    timepoint: ['CR', 'PR', 'SD', 'PD', 'NE'],
    best: ['CR', 'PR', 'SD', 'PD', 'NE'],
    target: TARGET_RESPONSES,
    nonTarget: NON_TARGET_RESPONSES,
    response: ['CR', 'PR'],
    diseaseControl: ['CR', 'PR', 'SD'],
    progression: ['PD'],
  },
  lesionRules: LESION_RULES,
  inputs: {
    subject: ['treatmentStart', 'newTherapyDate'],
    lesion: ['splitFrom'],
    timepoint: ['clinical', 'corticosteroid'],
    finding: ['longestDiameter', 'perpendicular', 'shortAxis', 'mergedInto'],
  },
  components: { timepoint: [], result: [] },
  tables: [
    printLines('Target lesions', PAPER, targetResponse),
    printLines('Non-target lesions', PAPER, nonTargetWord),
    printLines('Overall response of a timepoint', PAPER, overallResponse),
    printLines('Best overall response', PAPER, BEST),
  ],
  assess: (subjectCase) => {
    const settings = settle(SETTINGS, DEFAULTS, subjectCase.settings);
    const { newLesionIgnoresSteroids } = settings;
    return assessSum(subjectCase, {
      settings,
      sources: {
        burden: PAPER,
        nadir: 'ours: the paper names no reference of growth',
        newLesion: PAPER,
        steroids: PAPER,
        clinical: PAPER,
        t2flair: PAPER,
      },
      thresholds: THRESHOLDS,
      isT2Evaluated: false,
      isFromBaseline: settings.progressionReference === 'baseline',
      targetResponse,
      overallOf: (seen) => {
        const facts: OverallFacts = { ...seen, newLesionIgnoresSteroids };
        const { answer, line } = overallResponse(facts);
        return { word: answer, rule: line.says(facts), source: line.source };
      },
      order: ORDER,
      best: BEST,
    });
  },
  best: (responses, settings, subject) =>
    bestByOrder(ORDER, BEST, settle(SETTINGS, DEFAULTS, settings), responses, subject),
};

/** What speaks for progression at a timepoint. */
function worseningOf({ hasGrown, nonTarget, newLesions, clinical }: OverallFacts): readonly string[] {
  return [
    ...(hasGrown ? ['growth of at least 25 %'] : []),
    ...(nonTarget === 'PD' ? ['progression of non-target tumour'] : []),
    ...(newLesions.length > 0 ? ['a new lesion'] : []),
    ...(clinical.isWorse ? ['clinical worsening'] : []),
  ];
}

/** `Growth of at least 25 % and a new lesion` */
function worseningText(facts: OverallFacts): string {
  return capitalText(listText(worseningOf(facts)));
}
