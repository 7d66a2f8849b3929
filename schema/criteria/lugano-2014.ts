/**
 * Lugano 2014, for Hodgkin and non-Hodgkin lymphoma.
 *
 * Cheson BD, Fisher RI, Barrington SF, et al. Recommendations for initial evaluation, staging, and response assessment of Hodgkin and
 * non-Hodgkin lymphoma: the Lugano classification. J Clin Oncol 2014;32:3059-3068, doi:10.1200/JCO.2013.54.8800.
 * Barrington SF, Mikhaeel NG, Kostakoglu L, et al. Role of imaging in the staging and response assessment of lymphoma. J Clin Oncol
 * 2014;32:3048-3058, doi:10.1200/JCO.2013.53.5229.
 *
 * Checked against reprints of the paper's tables of CT and PET-CT response, with the example of the spleen. From knowledge of the
 * paper and not read again: confluence and splitting. A later consensus (Ricard F, Cheson B, Barrington S, et al. J Nucl Med
 * 2023;64:102-108, doi:10.2967/jnumed.122.264106) treats discordant and missing PET and CT, spleen and liver; its tables were not read:
 * compare what is marked `ours:` with it before a charter is signed.
 *
 * Table 3 and what goes with it: settings in `lugano-setting.ts`; growth of one target, with its thresholds, in `lugano-target.ts`;
 * tables of CT in `lugano-ct.ts`, with non-target lesions in `non-target-word.ts`, new ones in `counted-new-lesion.ts`, the spleen in
 * `spleen.ts` and the marrow in `bone-marrow.ts`; PET and its combination with CT in `lugano-pet.ts`. `lugano-judge.ts` asks these in
 * turn for a timepoint. Where we decide what the papers leave open it says `ours:`.
 */
import { bestByOrder, bestTableByOrder, type WordOrder } from './best-by-order.ts';
import { concludeTimepoints } from './conclude-timepoints.ts';
import type { Criterion, LesionRules } from './criterion.ts';
import { luganoCtResponse, luganoTargetResponse } from './lugano-ct.ts';
import { judgeLugano, luganoCaseOf, type LuganoAnswer } from './lugano-judge.ts';
import { luganoCombination, luganoPetResponse } from './lugano-pet.ts';
import { LUGANO_SETTINGS } from './lugano-setting.ts';
import { inLuganoWords } from './lugano-word.ts';
import { nonTargetWord } from './non-target-word.ts';
import { printDecisionTable, printLines, type PrintedTable } from './printed-table.ts';
import { defaultsOf, settle } from './setting.ts';
import { walkSpdCourse } from './spd-course.ts';
import { NON_TARGET_RESPONSES, TARGET_RESPONSES } from './term.ts';

const DEFAULTS = defaultsOf(LUGANO_SETTINGS);

// Lesion rules

export const LUGANO_LESION_RULES: LesionRules = {
  maxTargets: 6,
  maxTargetsPerOrgan: null,
  sizes: [
    {
      kind: 'nodal',
      size: 'longestDiameter',
      leastMm: 15,
      isAbove: true,
      sliceThicknessMultiple: null,
      source: 'Cheson 2014, measurable nodes',
    },
    {
      kind: null,
      size: 'longestDiameter',
      leastMm: 10,
      isAbove: true,
      sliceThicknessMultiple: null,
      source: 'Cheson 2014, measurable extranodal lesions',
    },
    // Two diameters: of a node its short axis stands for the one at a right angle.
    ...(['nodal', null] as const).map((kind) => ({
      kind,
      size: 'perpendicular' as const,
      leastMm: 0,
      isAbove: true as const,
      sliceThicknessMultiple: null,
      source: 'Cheson 2014, measured in two diameters',
    })),
  ],
  neverMeasurable: ['effusion', 'bone', 'skin'],
  source: 'Cheson 2014, Table 3, notes on measured dominant and nonmeasured lesions',
};

// Timepoint tables, as they are applied

export const LUGANO_TABLES: readonly PrintedTable[] = [
  printLines('Target lesions', 'Cheson 2014, Table 3', luganoTargetResponse),
  printLines('Non-target lesions', 'ours: shared by lymphoma and glioma', nonTargetWord),
  printDecisionTable(
    'CT response',
    'Cheson 2014, Table 3',
    ['target', 'non-target', 'new lesion', 'spleen', 'bone marrow'],
    luganoCtResponse,
  ),
  printLines('PET response', 'Cheson 2014, Table 3', luganoPetResponse),
  printLines(
    'Overall response of a timepoint',
    'ours: how CT and PET combine, by the setting combination',
    luganoCombination,
  ),
];

/** Where the paper speaks of the sum of products. */
export const LUGANO_SUM_SOURCE = 'Cheson 2014, Table 3, CT-based response';

// Best response and progression: `best-by-order.ts`. ours: the paper ends with the timepoint; the best of them counts, without
// confirmation, and progression is dated at the first overall PD.

const ORDER: WordOrder = {
  source: 'ours: the timepoints in the order of Cheson 2014, Table 3',
  words: ['CR', 'PR', 'SD'],
  responses: ['CR', 'PR'],
  stable: 'SD',
  progression: 'PD',
  notEvaluable: 'NE',
};

const BEST = bestTableByOrder(ORDER);

export const LUGANO_INPUTS: Criterion['inputs'] = {
  subject: ['treatmentStart', 'newTherapyDate', 'fdgAvid'],
  lesion: ['splitFrom'],
  timepoint: ['boneMarrow', 'spleen', 'organEnlarged', 'deauville', 'fdg', 'newFdgFoci'],
  finding: ['longestDiameter', 'shortAxis', 'perpendicular', 'mergedInto'],
};

export const LUGANO_COMPONENTS: Criterion['components'] = {
  timepoint: [
    { key: 'ctResponse', name: 'CT response', unit: null },
    { key: 'petResponse', name: 'PET response', unit: null },
  ],
  result: [],
};

export const lugano2014: Criterion = {
  id: 'lugano-2014',
  name: 'Lugano 2014',
  citations: [
    { text: 'Cheson BD et al. J Clin Oncol 2014;32:3059-3068', doi: '10.1200/JCO.2013.54.8800' },
    { text: 'Barrington SF et al. J Clin Oncol 2014;32:3048-3058', doi: '10.1200/JCO.2013.53.5229' },
  ],
  burden: { name: 'Sum of products of diameters', unit: 'mm²' },
  burdenBy: () => ({ responsePercent: 50 }),
  settings: LUGANO_SETTINGS,
  words: {
    timepoint: TARGET_RESPONSES,
    best: TARGET_RESPONSES,
    target: TARGET_RESPONSES,
    nonTarget: NON_TARGET_RESPONSES,
    response: ['CR', 'PR'],
    diseaseControl: ['CR', 'PR', 'SD'],
    progression: ['PD'],
  },
  lesionRules: LUGANO_LESION_RULES,
  inputs: LUGANO_INPUTS,
  components: LUGANO_COMPONENTS,
  tables: [...LUGANO_TABLES, printLines('Best overall response', ORDER.source, BEST)],
  assess: (subjectCase) => {
    const settings = settle(LUGANO_SETTINGS, DEFAULTS, subjectCase.settings);
    const lugano = luganoCaseOf(subjectCase, settings);
    const judged = walkSpdCourse<LuganoAnswer>(lugano.course, LUGANO_SUM_SOURCE, (timepoint, at, earlier) =>
      judgeLugano(lugano, timepoint, at, earlier),
    );
    return concludeTimepoints(subjectCase, judged, ORDER, BEST, settings);
  },
  best: (responses, settings, subject) =>
    bestByOrder(ORDER, BEST, settle(LUGANO_SETTINGS, DEFAULTS, settings), inLuganoWords(responses), subject),
};
