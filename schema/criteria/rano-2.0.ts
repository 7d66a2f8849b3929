/**
 * RANO 2.0, for high- and low-grade gliomas in adults.
 *
 * Wen PY, van den Bent M, Youssef G et al. RANO 2.0: update to the Response Assessment in Neuro-Oncology criteria for high- and
 * low-grade gliomas in adults. J Clin Oncol 2023;41:5187-5199, doi:10.1200/JCO.23.01059.
 *
 * Thresholds of products and volumes, the combination of the parts of mixed tumours, and the wording on raised corticosteroids were
 * checked against stored text. From knowledge of the paper, not read again: the number of targets (left to the charter), details of the
 * confirming scan, lesions out of the field, minor response in enhancing tumour. Confirm these against the paper before use in a trial.
 * Where we decide what the paper leaves open it says `ours:`.
 */
import { bestByOrder, bestTableByOrder, type WordOrder } from './best-by-order.ts';
import { concludeTimepoints } from './conclude-timepoints.ts';
import type { Criterion, LesionRules } from './criterion.ts';
import { TUMOUR_RESPONSES } from './glioma-target.ts';
import { nonTargetWord } from './non-target-word.ts';
import { printDecisionTable, printLines } from './printed-table.ts';
import { walkRano } from './rano-2.0-course.ts';
import { dateStated } from './rano-2.0-date.ts';
import {
  CONFIRMATION,
  confirmationOfProgression,
  MIXED,
  mixedResponse,
  overallResponse,
  PAPER,
  partResponse,
  RESPONSE_CRITERIA,
} from './rano-2.0-overall.ts';
import { RANO_DEFAULTS, RANO_SETTINGS, RANO_THRESHOLDS } from './rano-2.0-setting.ts';
import { settle } from './setting.ts';
import { NON_TARGET_RESPONSES } from './term.ts';

// Charter settings, and the thresholds of products (PR 50 %, MR 25 %, PD 25 %) and volumes (65 %, 40 %, 40 %): `rano-2.0-setting.ts`.

// Lesion rules: by volume a target measures 10 mm in all three planes; the number of targets is left to the charter.

const LESION_RULES: LesionRules = {
  maxTargets: null,
  maxTargetsPerOrgan: null,
  sizes: [
    {
      kind: null,
      size: 'longestDiameter',
      leastMm: 10,
      sliceThicknessMultiple: null,
      source: `${PAPER}, measurable disease`,
    },
    {
      kind: null,
      size: 'perpendicular',
      leastMm: 10,
      sliceThicknessMultiple: null,
      source: `${PAPER}, measurable disease`,
    },
  ],
  neverMeasurable: [],
  source: `${PAPER}, measurable disease: on two slices or more`,
};

// Timepoint: which scan is the baseline is `rano-2.0-view.ts`; what speaks for progression, `findingsAt` in `rano-2.0-finding.ts`; the
// tables, that of the confirmation of progression too, `rano-2.0-overall.ts`; when it is needed and by which scan it is had,
// `rano-2.0-confirmation.ts`. `rano-2.0-course.ts` walks through the timepoints and asks these in turn.

// Progression date: `rano-2.0-date.ts`, with raised corticosteroids in `steroid-back-date.ts`.

// Best response, by the order of words: `best-by-order.ts`. ours: stable disease is better than a preliminary progression.

const ORDER: WordOrder = {
  source: RESPONSE_CRITERIA,
  words: ['CR', 'PR', 'MR', 'SD', 'PPD'],
  responses: ['CR', 'PR', 'MR'],
  stable: 'SD',
  progression: 'PD',
  notEvaluable: 'NE',
};

const BEST = bestTableByOrder(ORDER, true);

const WORDS = ['CR', 'PR', 'MR', 'SD', 'PPD', 'PD', 'NE'] as const;

export const rano20: Criterion = {
  id: 'rano-2.0',
  name: 'RANO 2.0',
  citations: [{ text: 'Wen PY et al. J Clin Oncol 2023;41:5187-5199', doi: '10.1200/JCO.23.01059' }],
  // By the setting `measurement`.
  burden: { name: 'Sum of products of diameters', unit: 'mm²' },
  burdenBy: ({ measurement }) => {
    const isVolume = measurement === 'volume';
    const { prPercent, pdPercent } = RANO_THRESHOLDS[isVolume ? 'volume' : '2d'];
    const named = isVolume ? { name: 'Volume', unit: 'mL' } : {};
    return { ...named, responsePercent: prPercent, progressionPercent: pdPercent };
  },
  settings: RANO_SETTINGS,
  words: {
    timepoint: WORDS,
    best: WORDS,
    target: TUMOUR_RESPONSES,
    nonTarget: NON_TARGET_RESPONSES,
    response: ORDER.responses,
    diseaseControl: ['CR', 'PR', 'MR', 'SD'],
    progression: ['PD'],
  },
  lesionRules: LESION_RULES,
  inputs: {
    subject: ['treatmentStart', 'radiotherapyEnd', 'newTherapyDate'],
    lesion: ['measurable', 'outsideRadiationField', 'splitFrom'],
    timepoint: ['clinical', 'corticosteroid', 't2flair'],
    finding: ['longestDiameter', 'perpendicular', 'shortAxis', 'volume', 'mergedInto'],
  },
  components: {
    timepoint: [{ key: 'sumNonEnhancing', name: 'Sum of the non-enhancing part', unit: 'mm² or mL' }],
    result: [],
  },
  tables: [
    printLines('A part of the tumour', RESPONSE_CRITERIA, partResponse),
    printDecisionTable('Mixed tumours', MIXED, ['enhancing part', 'non-enhancing part'], mixedResponse),
    printLines('Non-target lesions', 'ours: shared by lymphoma and glioma', nonTargetWord),
    printDecisionTable(
      'Confirmation of progression',
      CONFIRMATION,
      [
        'finding of progression',
        'preliminary PD open',
        'confirmed by this scan',
        'confirmation needed now',
        'NE without a finding',
      ],
      confirmationOfProgression,
    ),
    printLines('Overall response without a finding of progression', RESPONSE_CRITERIA, overallResponse),
    printLines('Best overall response', RESPONSE_CRITERIA, BEST),
  ],
  assess: (subjectCase) => {
    const settings = settle(RANO_SETTINGS, RANO_DEFAULTS, subjectCase.settings);
    const course = walkRano(subjectCase, settings);
    return concludeTimepoints(subjectCase, course, ORDER, BEST, settings, course.dateOf);
  },
  best: (responses, settings, subject) => {
    const settled = settle(RANO_SETTINGS, RANO_DEFAULTS, settings);
    return bestByOrder(ORDER, BEST, settled, responses, subject, dateStated);
  },
};
