/**
 * Revised response criteria for malignant lymphoma, with PET (Cheson 2007, International Harmonization Project).
 *
 * Cheson BD, Pfistner B, Juweid ME, et al. Revised response criteria for malignant lymphoma. J Clin Oncol 2007;25:579-586,
 * doi:10.1200/JCO.2006.09.2403. Reading of PET: Juweid ME, Stroobants S, Hoekstra OS, et al. J Clin Oncol 2007;25:571-578,
 * doi:10.1200/JCO.2006.08.2305.
 *
 * Checked against reprints of the paper's table of responses. From knowledge of the paper and not read again: the rule of small nodes
 * (1.5 × 1.5 cm), new uptake that needs confirmation, and the cut of a negative PET at the mediastinal blood pool.
 *
 * ours: a negative PET in avid disease covers all masses, nodules included, and there neither growth nor a non-target nor a new lesion
 * on CT is progression, for what progresses should be PET positive. New uptake alone has no effect. A new enlargement of liver or
 * spleen bars a response and is no progression by itself: the paper's progression speaks of nodules. Decisions on growth stand in
 * `cheson-2007-target.ts`.
 */
import { askTable } from './ask-table.ts';
import { bestByOrder, bestTableByOrder, type WordOrder } from './best-by-order.ts';
import { marrowOf, traceOfMarrow, type Marrow } from './bone-marrow.ts';
import type { Case, Lesion } from './case.ts';
import { targetFactsAt, type TargetFacts } from './cheson-2007-target.ts';
import { areMassesGone, isClearedByPet, petViewAt, traceOfPet, type PetView } from './cheson-2007-pet.ts';
import { chesonTargetsOf } from './cheson-target.ts';
import { CHESON_2007_SETTINGS } from './cheson-setting.ts';
import { concludeTimepoints } from './conclude-timepoints.ts';
import type { Criterion, LesionRules } from './criterion.ts';
import { firstLineThatHolds } from './decision-table.ts';
import { judgeOtherLesions, summaryText } from './lymphoma-lesion.ts';
import { nonTargetWord } from './non-target-word.ts';
import { organOf, traceOfOrgan, type Organ } from './organ-enlargement.ts';
import { printLines } from './printed-table.ts';
import { fallsBy } from './product-size.ts';
import type { Result, Trace } from './result.ts';
import { listText } from './sentence.ts';
import { defaultsOf, settle } from './setting.ts';
import { areaChangeText, spdCourseOf, walkSpdCourse, type SpdAnswer } from './spd-course.ts';
import {
  NON_TARGET_RESPONSES,
  TARGET_RESPONSES,
  type NonTargetResponse,
  type TargetResponse,
} from './term.ts';

// Charter settings: `cheson-setting.ts`

const DEFAULTS = defaultsOf(CHESON_2007_SETTINGS);

// Lesion rules

const LESION_RULES: LesionRules = {
  maxTargets: 6,
  maxTargetsPerOrgan: null,
  sizes: [
    {
      kind: 'nodal',
      size: 'longestDiameter',
      leastMm: 10,
      isAbove: true,
      sliceThicknessMultiple: null,
      source: 'Cheson 2007, involved lymph nodes',
    },
  ],
  neverMeasurable: [],
  source: 'Cheson 2007, measurement of the largest dominant nodes or nodal masses',
};

/** A fall of the SPD from baseline that is partial response. Growth and the limits of nodes: `cheson-2007-target.ts`. */
const PR_PERCENT = 50;

// Timepoint tables

/** Response of the target lesions by CT, where there is one. The first line that holds. */
export const targetResponse = firstLineThatHolds<TargetFacts, TargetResponse>('Target response', [
  {
    condition:
      'a target, or the SPD, has grown by at least 50 % from its nadir; not in avid disease with a negative PET',
    answer: 'PD',
    holds: (f) => f.growths.length > 0,
    says: (f) => `${f.growths.map(({ rule }) => rule).join(' ')} Progression of the targets.`,
    source: 'Cheson 2007, Table 2, relapsed or progressive disease',
  },
  {
    condition: 'a target is not evaluable now or at baseline',
    answer: 'NE',
    holds: (f) => f.notEvaluable.length > 0 || f.unknownAtBaseline.length > 0,
    says: (f) =>
      f.notEvaluable.length > 0
        ? `${listText(f.notEvaluable)} not evaluable, and no other target has grown: not evaluable.`
        : `${listText(f.unknownAtBaseline)} not evaluable at baseline: not evaluable.`,
    source: 'ours: a target not evaluated',
  },
  {
    condition: 'every node is normal and every other target gone',
    answer: 'CR',
    holds: (f) => f.left.length === 0,
    says: () => 'Every node is normal and every other target gone: complete response of the targets.',
    source: 'Cheson 2007, Table 2, complete response',
  },
  {
    condition: 'the SPD is at least 50 % below the baseline, and nodules of spleen and liver have halved',
    answer: 'PR',
    holds: (f) => fallsBy(f.sum, f.baseline, PR_PERCENT) && f.nodulesNotHalved.length === 0,
    says: (f) =>
      `${areaChangeText(f.sum, f.baseline, 'the baseline', PR_PERCENT)}: partial response of the targets. At least ${PR_PERCENT} %. Still there: ${listText(f.left)}.`,
    source: 'Cheson 2007, Table 2, partial response',
  },
  {
    condition: 'otherwise',
    answer: 'SD',
    holds: () => true,
    says: (f) =>
      fallsBy(f.sum, f.baseline, PR_PERCENT)
        ? `${areaChangeText(f.sum, f.baseline, 'the baseline', PR_PERCENT)}, but ${listText(f.nodulesNotHalved)}: no partial response, and no growth that counts.`
        : `${areaChangeText(f.sum, f.baseline, 'the baseline', PR_PERCENT)}: no partial response (at least ${PR_PERCENT} % below), and no growth that counts. Still there: ${listText(f.left)}.`,
    source: 'Cheson 2007, Table 2, stable disease',
  },
]);

export interface OverallFacts {
  readonly target: TargetResponse | null;
  readonly nonTarget: NonTargetResponse | null;
  readonly isNew: boolean;
  readonly marrow: Marrow;
  readonly organ: Organ;
  readonly pet: PetView;
}

const line = (
  answer: TargetResponse,
  source: string,
  condition: string,
  holds: (facts: OverallFacts) => boolean,
) => ({
  condition,
  answer,
  holds,
  says: (facts: OverallFacts) => `${sayOverall(facts)}: ${answer}.`,
  source,
});

/** Overall response of a timepoint. The first line that holds. */
export const overallResponse = firstLineThatHolds<OverallFacts, TargetResponse>('Overall response', [
  line(
    'PD',
    'Cheson 2007, Table 2, relapsed or progressive disease',
    'the targets have grown, a non-target has progressed, a new lesion counts, or the marrow is newly involved',
    (f) => f.target === 'PD' || f.nonTarget === 'PD' || f.isNew || f.marrow === 'new',
  ),
  line(
    'NE',
    'ours: not evaluable',
    'there is neither a target nor a non-target',
    (f) => f.target === null && f.nonTarget === null,
  ),
  line(
    'CR',
    'Cheson 2007, Table 2, complete response',
    'the masses are gone (avid disease: PET negative or carried; else targets and non-targets CR), organ clear, marrow clear or never evaluated',
    (f) =>
      areMassesGone(f) &&
      (f.organ === 'none' || f.organ === 'clear') &&
      (f.marrow === 'never' || f.marrow === 'clear'),
  ),
  line(
    'NE',
    'ours: not evaluable',
    'the targets are not evaluable, or there is none and the non-targets are not evaluable; unless PET is negative or carried in avid disease',
    (f) => !isClearedByPet(f.pet) && (f.target === 'NE' || (f.target === null && f.nonTarget === 'NE')),
  ),
  line(
    'PR',
    'Cheson 2007, Table 2, partial response',
    'the masses are gone, or targets CR or PR; organ not newly enlarged',
    (f) => (areMassesGone(f) || f.target === 'CR' || f.target === 'PR') && f.organ !== 'new',
  ),
  line('SD', 'Cheson 2007, Table 2, stable disease', 'otherwise', () => true),
]);

// Best response and progression: no confirmation, no back-dating. Relapse after CR is reported as PD.

const ORDER: WordOrder = {
  source: 'Cheson 2007, Table 2',
  words: ['CR', 'PR', 'SD'],
  responses: ['CR', 'PR'],
  stable: 'SD',
  progression: 'PD',
  notEvaluable: 'NE',
};

const BEST = bestTableByOrder(ORDER);

const OVERRULED = 'PET is negative in avid disease: growth and new lesions on CT are no progression.';

export const cheson2007: Criterion = {
  id: 'cheson-2007',
  name: 'Cheson 2007',
  citations: [
    { text: 'Cheson BD et al. J Clin Oncol 2007;25:579-586', doi: '10.1200/JCO.2006.09.2403' },
    { text: 'Juweid ME et al. J Clin Oncol 2007;25:571-578', doi: '10.1200/JCO.2006.08.2305' },
  ],
  burden: { name: 'Sum of products of diameters', unit: 'mm²' },
  burdenBy: () => ({ responsePercent: 50 }),
  settings: CHESON_2007_SETTINGS,
  words: {
    timepoint: TARGET_RESPONSES,
    best: TARGET_RESPONSES,
    target: TARGET_RESPONSES,
    nonTarget: NON_TARGET_RESPONSES,
    response: ['CR', 'PR'],
    diseaseControl: ['CR', 'PR', 'SD'],
    progression: ['PD'],
  },
  lesionRules: LESION_RULES,
  inputs: {
    subject: ['treatmentStart', 'newTherapyDate', 'fdgAvid'],
    lesion: ['splitFrom'],
    timepoint: ['boneMarrow', 'spleen', 'organEnlarged', 'deauville', 'fdg'],
    finding: ['longestDiameter', 'shortAxis', 'perpendicular', 'mergedInto'],
  },
  components: { timepoint: [], result: [] },
  tables: [
    printLines('Target lesions', ORDER.source, targetResponse),
    printLines('Non-target lesions', 'ours: shared by lymphoma and glioma', nonTargetWord),
    printLines('Overall response of a timepoint', ORDER.source, overallResponse),
    printLines('Best overall response', ORDER.source, BEST),
  ],
  assess: assessCheson2007,
  best: (responses, settings, subject) =>
    bestByOrder(ORDER, BEST, settle(CHESON_2007_SETTINGS, DEFAULTS, settings), responses, subject),
};

function assessCheson2007(subjectCase: Case): Result {
  const settings = settle(CHESON_2007_SETTINGS, DEFAULTS, subjectCase.settings);
  const { timepoints, subject } = subjectCase;
  const course = spdCourseOf(subjectCase, settings.tooSmallMm);
  const cheson = chesonTargetsOf(course);
  const marrows = marrowOf(timepoints);
  const organs = organOf(timepoints, settings.normalSpleenMm);
  const lesionRules = {
    limits: { normalNodeMm: 15, newLesionMm: ({ kind }: Lesion) => (kind === 'nodal' ? 15 : 10) },
    rule: { aboveMm: () => settings.newLesionMm, countsTooSmall: false },
    source: 'Cheson 2007, Table 2, relapsed or progressive disease',
  };
  const judged = walkSpdCourse<SpdAnswer>(course, ORDER.source, (timepoint, at, earlier) => {
    const trace: Trace[] = [];
    const pet = petViewAt(timepoints, at, earlier, subject, settings);
    const isNegative = pet.isAvid && pet.status === 'negative';
    trace.push(...traceOfPet(pet, timepoint));
    let target: TargetResponse | null = null;
    if (course.targets.length > 0) {
      const facts = targetFactsAt(course, cheson, at);
      for (const { rule } of isNegative ? facts.growths : [])
        trace.push({
          step: 'component',
          rule: `${rule} ${OVERRULED}`,
          source: 'ours: negative PET in avid disease',
        });
      target = askTable(targetResponse, isNegative ? { ...facts, growths: [] } : facts, 'target', trace);
    }
    const before = earlier.at(-1)?.newLesions ?? [];
    const others = judgeOtherLesions(course.timeline, at, before, lesionRules);
    trace.push(...others.trace);
    if (isNegative && (others.nonTarget === 'PD' || others.newLesions.length > 0))
      trace.push({ step: 'component', rule: OVERRULED, source: 'ours: negative PET in avid disease' });
    const nonTarget = isNegative && others.nonTarget === 'PD' ? 'NON-CR/NON-PD' : others.nonTarget;
    const newLesions = isNegative ? [] : others.newLesions;
    const marrow = marrows[at] ?? 'never';
    const organ = organs[at] ?? 'none';
    trace.push(
      ...traceOfMarrow(marrow, timepoint, ORDER.source),
      ...traceOfOrgan(organ, timepoint, settings.normalSpleenMm, ORDER.source),
    );
    const facts = { target, nonTarget, isNew: newLesions.length > 0, marrow, organ, pet };
    const overall = askTable(overallResponse, facts, 'overall', trace);
    return { target, nonTarget, newLesions, overall, trace };
  });
  return concludeTimepoints(subjectCase, judged, ORDER, BEST, settings);
}

function sayOverall(facts: OverallFacts): string {
  const { organ, pet } = facts;
  const isCarried = pet.carriedFrom !== null;
  return summaryText(
    facts,
    ...(organ === 'none' ? [] : [`liver and spleen ${organ}`]),
    ...(pet.isAvid ? [`PET ${isCarried ? 'negative, carried' : pet.status}`] : []),
  );
}
