/**
 * RANO 2010, for high-grade gliomas.
 *
 * Wen PY, Macdonald DR, Reardon DA et al. Updated response assessment criteria for high-grade gliomas: Response Assessment in
 * Neuro-Oncology working group. J Clin Oncol 2010;28:1963-1972, doi:10.1200/JCO.2009.26.3541.
 *
 * The response table and the text on stable images with raised corticosteroids were checked against reprints; the table of progression
 * before and after twelve weeks is from knowledge of the paper, confirmed in part by secondary text. Where we decide what the paper
 * leaves open it says `ours:`. Proof by histology, and not returning because of death or deterioration, lie outside a case.
 */
import {
  bestByOrder,
  bestTableByOrder,
  dateFirstProgression,
  type Dated,
  type WordOrder,
} from './best-by-order.ts';
import type { Case } from './case.ts';
import type { Criterion, LesionRules } from './criterion.ts';
import { daysBetween } from './day.ts';
import { assessSum } from './glioma-course.ts';
import { categoryOf, GLIOMA_SETTINGS, physiologicDose } from './glioma-setting.ts';
import { tumourTable, type TumourThresholds } from './glioma-target.ts';
import { nonTargetWord } from './non-target-word.ts';
import { printDecisionTable, printLines } from './printed-table.ts';
import {
  MORE_STEROIDS,
  overallResponse,
  PAPER,
  RESPONSE_TABLE,
  suspectedProgression,
  traceOfSuspicion,
  TWELVE_WEEKS,
  type OverallFacts,
} from './rano-2010-overall.ts';
import { days, defaultsOf, settle, type SettingSchema, type SettingsOf } from './setting.ts';
import { dateBackOverSteroids } from './steroid-back-date.ts';
import { NON_TARGET_RESPONSES, TARGET_RESPONSES } from './term.ts';

// Charter settings

const SETTINGS = {
  pseudoprogressionWindowDays: days(
    84,
    'Days since the end of radiotherapy in which growth in the field may be pseudoprogression',
  ),
  // ours: suspected progression within the window is not stable either.
  pseudoprogressionCategory: categoryOf('What possible pseudoprogression within the window is called'),
  steroidIncreaseCategory: categoryOf('What a timepoint without progression on a raised dose is called'),
  steroidBackdate: {
    type: 'boolean',
    default: true,
    meaning: 'Progression is dated back over timepoints directly before it on a raised dose',
  },
  // ours: physiologic replacement is at most 0.75 mg dexamethasone a day, about 5 mg prednisone.
  physiologicDoseMg: physiologicDose(0.75),
  evaluateT2Flair: {
    type: 'boolean',
    default: true,
    meaning: 'Non-enhancing disease on T2/FLAIR is part of the assessment',
  },
  ...GLIOMA_SETTINGS,
} as const satisfies SettingSchema;

type Settings = SettingsOf<typeof SETTINGS>;

const DEFAULTS = defaultsOf(SETTINGS);

// Lesion rules

const LESION_RULES: LesionRules = {
  maxTargets: 5,
  maxTargetsPerOrgan: null,
  sizes: [
    {
      kind: null,
      size: 'longestDiameter',
      leastMm: 10,
      sliceThicknessMultiple: 2,
      source: `${PAPER}, measurable disease`,
    },
    {
      kind: null,
      size: 'perpendicular',
      leastMm: 10,
      sliceThicknessMultiple: 2,
      source: `${PAPER}, measurable disease`,
    },
  ],
  neverMeasurable: ['non-enhancing'],
  source: `${PAPER}, measurable disease: enhancing, clear margins, on two slices or more; cavities and cysts are not measured`,
};

// Thresholds

const THRESHOLDS: TumourThresholds = { prPercent: 50, mrPercent: null, pdPercent: 25 };

// Timepoint tables

/** Response of the measured tumour. The first line that holds. ours: a vanished target that is back at any size is progression. */
export const targetResponse = tumourTable(RESPONSE_TABLE, 'Target response');

// Suspicion, the twelve weeks after radiotherapy and the overall response: `rano-2010-overall.ts`.

// Best response

const ORDER: WordOrder = {
  source: RESPONSE_TABLE,
  words: ['CR', 'PR', 'SD'],
  responses: ['CR', 'PR'],
  stable: 'SD',
  progression: 'PD',
  notEvaluable: 'NE',
};

const BEST = bestTableByOrder(ORDER, true);

export const rano2010: Criterion = {
  id: 'rano-2010',
  name: 'RANO 2010',
  citations: [{ text: 'Wen PY et al. J Clin Oncol 2010;28:1963-1972', doi: '10.1200/JCO.2009.26.3541' }],
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
    subject: ['treatmentStart', 'radiotherapyEnd', 'newTherapyDate'],
    lesion: ['outsideRadiationField', 'splitFrom'],
    timepoint: ['clinical', 'corticosteroid', 't2flair'],
    finding: ['longestDiameter', 'perpendicular', 'shortAxis', 'mergedInto'],
  },
  components: { timepoint: [], result: [] },
  tables: [
    printLines('Target lesions', RESPONSE_TABLE, targetResponse),
    printLines('Non-target lesions', RESPONSE_TABLE, nonTargetWord),
    printDecisionTable(
      'Suspected progression',
      TWELVE_WEEKS,
      ['what', 'within the window after radiotherapy'],
      suspectedProgression,
    ),
    printLines('Overall response of a timepoint', RESPONSE_TABLE, overallResponse),
    printLines('Best overall response', RESPONSE_TABLE, BEST),
  ],
  assess: (subjectCase) => assessRano2010(subjectCase, settle(SETTINGS, DEFAULTS, subjectCase.settings)),
  best: (responses, settings, subject) =>
    bestByOrder(ORDER, BEST, settle(SETTINGS, DEFAULTS, settings), responses, subject),
};

function assessRano2010(subjectCase: Case, settings: Settings) {
  const { timepoints, lesions } = subjectCase;
  const radiotherapyEnd = subjectCase.subject?.radiotherapyEnd;
  const outOfField = new Set(
    lesions.filter(({ outsideRadiationField }) => outsideRadiationField === true).map(({ id }) => id),
  );
  const afterRadiotherapy =
    radiotherapyEnd === undefined ? 0 : timepoints.findIndex(({ date }) => date >= radiotherapyEnd);
  return assessSum(subjectCase, {
    settings,
    sources: {
      burden: `${PAPER}, measurable disease`,
      nadir: `${PAPER}, reference of progression`,
      newLesion: RESPONSE_TABLE,
      steroids: RESPONSE_TABLE,
      clinical: RESPONSE_TABLE,
      t2flair: RESPONSE_TABLE,
    },
    thresholds: THRESHOLDS,
    isT2Evaluated: settings.evaluateT2Flair,
    // The scan after radiotherapy is the reference of growth as soon as there is one with a sum.
    nadirFrom: (sums, at) =>
      afterRadiotherapy > 0 && sums.slice(afterRadiotherapy, at).some((sum) => sum !== null)
        ? afterRadiotherapy
        : 0,
    targetResponse,
    overallOf: (seen) => {
      const date = timepoints[seen.at]?.date ?? '';
      const daysSince = radiotherapyEnd === undefined ? null : daysBetween(radiotherapyEnd, date);
      const facts: OverallFacts = {
        ...seen,
        isOutOfField: seen.newLesions.some((id) => outOfField.has(id)),
        daysSinceRadiotherapy: daysSince,
        isInside: daysSince !== null && daysSince < settings.pseudoprogressionWindowDays,
      };
      const { answer, line } = overallResponse(facts);
      const isUnclassified = answer === 'steroidIncreaseCategory';
      const word = isUnclassified || answer === 'pseudoprogressionCategory' ? settings[answer] : answer;
      const rule = word === answer ? line.says(facts) : `${line.says(facts)} The charter calls it ${word}.`;
      return { word, rule, source: line.source, isUnclassified, before: traceOfSuspicion(facts) };
    },
    order: ORDER,
    best: BEST,
    dateOf: (counted, isUnclassified) => dateProgression(counted, isUnclassified, settings),
  });
}

// Progression date: possible pseudoprogression does not move it.

function dateProgression(
  counted: Parameters<typeof dateFirstProgression>[0],
  isUnclassified: (place: number) => boolean,
  { steroidBackdate }: Settings,
): Dated {
  const dated = dateFirstProgression(counted, ORDER);
  if (!steroidBackdate || dated.date === null) return dated;
  const at = counted.findIndex(({ overall }) => overall === ORDER.progression);
  const back = dateBackOverSteroids(counted, at, isUnclassified, MORE_STEROIDS);
  return back === null ? dated : { date: back.date, trace: [...dated.trace, ...back.trace] };
}
