/**
 * Response criteria of the International Workshop for non-Hodgkin lymphoma (Cheson 1999).
 *
 * Cheson BD, Horning SJ, Coiffier B, et al. Report of an international workshop to standardize response criteria for non-Hodgkin's
 * lymphomas. J Clin Oncol 1999;17:1244-1253, doi:10.1200/JCO.1999.17.4.1244.
 *
 * Checked against secondary tables: limits of nodes, 75 % of CRu, indeterminate marrow, table of responses, lines of relapse and
 * progression. From knowledge of the paper and not read again: the other 75 %, of small nodes, and what the text says of a mass that
 * splits. CT, physical examination and marrow; PET is no part of these criteria. Symptoms and LDH are not in a case: the study team
 * applies them.
 *
 * ours: something not evaluated is NE of the targets, bars complete response for a non-target, stays residual for an organ and keeps
 * its last status for the marrow. Further decisions of ours stand at their lines, here and in `cheson-1999-target.ts`.
 */
import { askTable } from './ask-table.ts';
import { bestByOrder, bestTableByOrder, type WordOrder } from './best-by-order.ts';
import { marrowOf, traceOfMarrow, type Marrow } from './bone-marrow.ts';
import type { Case, Lesion } from './case.ts';
import { targetFactsAt, type TargetFacts } from './cheson-1999-target.ts';
import { chesonTargetsOf } from './cheson-target.ts';
import { CHESON_1999_SETTINGS } from './cheson-setting.ts';
import { concludeTimepoints } from './conclude-timepoints.ts';
import type { Criterion, LesionRules } from './criterion.ts';
import { firstLineThatHolds } from './decision-table.ts';
import { judgeOtherLesions, summaryText } from './lymphoma-lesion.ts';
import { nonTargetWord } from './non-target-word.ts';
import { organOf, traceOfOrgan, type Organ } from './organ-enlargement.ts';
import { printLines, type PrintedTable } from './printed-table.ts';
import { fallsBy } from './product-size.ts';
import type { Result, Trace } from './result.ts';
import { listText } from './sentence.ts';
import { defaultsOf, settle } from './setting.ts';
import { areaChangeText, spdCourseOf, timepointName, walkSpdCourse, type SpdAnswer } from './spd-course.ts';
import {
  CHESON_1999_RESPONSES,
  NON_TARGET_RESPONSES,
  type Cheson1999Response,
  type NonTargetResponse,
} from './term.ts';

// Charter settings: `cheson-setting.ts`

const DEFAULTS = defaultsOf(CHESON_1999_SETTINGS);

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
      source: 'Cheson 1999, normal lymph node size',
    },
  ],
  neverMeasurable: [],
  source: 'Cheson 1999, measurement of the largest dominant nodes and masses',
};

/** A fall of the SPD from baseline that is partial response. Growth and the limits of nodes: `cheson-1999-target.ts`. */
const PR_PERCENT = 50;

// Timepoint tables

/** Response of the target lesions, where there is one. The first line that holds. */
export const targetResponse = firstLineThatHolds<TargetFacts, Cheson1999Response>('Target response', [
  {
    condition: 'a target abnormal now has grown by at least 50 % from its nadir',
    answer: 'PD',
    holds: (f) => f.growths.length > 0,
    says: (f) => `${f.growths.map(({ rule }) => rule).join(' ')} Progression of the targets.`,
    source: 'Cheson 1999, progressive and relapsed disease',
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
    holds: (f) => f.left.length === 0 && f.residual.length === 0,
    says: () => 'Every node is normal and every other target gone: complete response of the targets.',
    source: 'Cheson 1999, complete response',
  },
  {
    condition: 'as complete response, but for nodes above 15 mm that are down by more than 75 %',
    answer: 'CRu',
    holds: (f) => f.left.length === 0,
    says: (f) =>
      `${listText(f.residual)} above 15 mm, but down by more than 75 % of the product at baseline, and nothing else is left: unconfirmed complete response of the targets.`,
    source: 'Cheson 1999, complete response, unconfirmed',
  },
  {
    condition: 'the SPD is at least 50 % below the baseline, and nodules of spleen and liver have halved',
    answer: 'PR',
    holds: (f) => fallsBy(f.sum, f.baseline, PR_PERCENT) && f.nodulesNotHalved.length === 0,
    says: (f) =>
      `${areaChangeText(f.sum, f.baseline, 'the baseline', PR_PERCENT)}: partial response of the targets. At least ${PR_PERCENT} %. Still there: ${listText([...f.left, ...f.residual])}.`,
    source: 'Cheson 1999, partial response',
  },
  {
    condition: 'otherwise',
    answer: 'SD',
    holds: () => true,
    says: (f) =>
      fallsBy(f.sum, f.baseline, PR_PERCENT)
        ? `${areaChangeText(f.sum, f.baseline, 'the baseline', PR_PERCENT)}, but ${listText(f.nodulesNotHalved)}: no partial response, and no target has grown.`
        : `${areaChangeText(f.sum, f.baseline, 'the baseline', PR_PERCENT)}: no partial response (at least ${PR_PERCENT} % below), and no target has grown. Still there: ${listText([...f.left, ...f.residual])}.`,
    source: 'Cheson 1999, stable disease',
  },
]);

export interface OverallFacts {
  readonly target: Cheson1999Response | null;
  readonly nonTarget: NonTargetResponse | null;
  readonly isNew: boolean;
  readonly marrow: Marrow;
  readonly organ: Organ;
}

/** Overall response of a timepoint. The first line that holds. */
export const overallResponse = firstLineThatHolds<OverallFacts, Cheson1999Response>('Overall response', [
  {
    condition:
      'the targets have grown, a non-target has progressed, a new lesion counts, the marrow is newly involved, or an organ newly enlarged',
    answer: 'PD',
    holds: (f) =>
      f.target === 'PD' || f.nonTarget === 'PD' || f.isNew || f.marrow === 'new' || f.organ === 'new',
    says: (f) => `${sayOverall(f)}: PD.`,
    source: 'Cheson 1999, progressive and relapsed disease',
  },
  {
    condition:
      'the targets are not evaluable; or there is none, and the non-targets are not evaluable or none',
    answer: 'NE',
    holds: (f) => f.target === 'NE' || (f.target === null && (f.nonTarget === 'NE' || f.nonTarget === null)),
    says: (f) => `${sayOverall(f)}: NE.`,
    source: 'ours: not evaluable',
  },
  {
    condition:
      'targets CRu, or CR or none with an indeterminate marrow; non-targets CR or none, organ clear, marrow clear, indeterminate or never evaluated',
    answer: 'CRu',
    holds: (f) => isCompleteOrUnconfirmed(f) && (f.target === 'CRu' || f.marrow === 'indeterminate'),
    says: (f) => `${sayOverall(f)}: CRu.`,
    source: 'Cheson 1999, complete response, unconfirmed',
  },
  {
    condition: 'targets CR or none; non-targets CR or none, organ clear, marrow clear or never evaluated',
    answer: 'CR',
    holds: isCompleteOrUnconfirmed,
    says: (f) => `${sayOverall(f)}: CR.`,
    source: 'Cheson 1999, complete response',
  },
  {
    condition: 'targets CR, CRu or PR',
    answer: 'PR',
    holds: (f) => f.target === 'CR' || f.target === 'CRu' || f.target === 'PR',
    says: (f) => `${sayOverall(f)}: PR.`,
    source: 'Cheson 1999, partial response',
  },
  {
    condition: 'otherwise',
    answer: 'SD',
    holds: () => true,
    says: (f) => `${sayOverall(f)}: SD.`,
    source: 'Cheson 1999, stable disease',
  },
]);

/** The table of the paper, for orientation; the tables above are what is applied. */
const PAPER_TABLE: PrintedTable = {
  title: 'Response categories as the paper has them',
  source: 'Cheson 1999, response criteria',
  columns: ['examination', 'nodes', 'masses', 'marrow', 'response'],
  rows: [
    ['normal', 'normal', 'normal', 'normal', 'CR'],
    ['normal', 'normal', 'normal', 'indeterminate', 'CRu'],
    ['normal', 'normal', 'more than 75 % less', 'normal or indeterminate', 'CRu'],
    ['normal', 'normal', 'normal', 'positive', 'PR'],
    ['normal', '50 % less or more', '50 % less or more', 'irrelevant', 'PR'],
    ['smaller liver, spleen', '50 % less or more', '50 % less or more', 'irrelevant', 'PR'],
    ['larger liver, spleen, new sites', 'new or larger', 'new or larger', 'reappearance', 'PD'],
  ],
};

// Best response and progression: no confirmation, no back-dating. Relapse after CR or CRu is reported as PD.

const ORDER: WordOrder = {
  source: 'Cheson 1999, response criteria',
  words: ['CR', 'CRu', 'PR', 'SD'],
  responses: ['CR', 'CRu', 'PR'],
  stable: 'SD',
  progression: 'PD',
  notEvaluable: 'NE',
};

const BEST = bestTableByOrder(ORDER);

export const cheson1999: Criterion = {
  id: 'cheson-1999',
  name: 'Cheson 1999',
  citations: [{ text: 'Cheson BD et al. J Clin Oncol 1999;17:1244-1253', doi: '10.1200/JCO.1999.17.4.1244' }],
  burden: { name: 'Sum of products of diameters', unit: 'mm²' },
  burdenBy: () => ({ responsePercent: 50 }),
  settings: CHESON_1999_SETTINGS,
  words: {
    timepoint: CHESON_1999_RESPONSES,
    best: CHESON_1999_RESPONSES,
    target: CHESON_1999_RESPONSES,
    nonTarget: NON_TARGET_RESPONSES,
    response: ['CR', 'CRu', 'PR'],
    diseaseControl: ['CR', 'CRu', 'PR', 'SD'],
    progression: ['PD'],
  },
  lesionRules: LESION_RULES,
  inputs: {
    subject: ['treatmentStart', 'newTherapyDate'],
    lesion: ['splitFrom'],
    timepoint: ['boneMarrow', 'spleen', 'organEnlarged'],
    finding: ['longestDiameter', 'shortAxis', 'perpendicular', 'mergedInto'],
  },
  components: { timepoint: [], result: [] },
  tables: [
    printLines('Target lesions', 'Cheson 1999, response criteria', targetResponse),
    printLines('Non-target lesions', 'ours: shared by lymphoma and glioma', nonTargetWord),
    printLines('Overall response of a timepoint', 'Cheson 1999, response criteria', overallResponse),
    PAPER_TABLE,
    printLines('Best overall response', ORDER.source, BEST),
  ],
  assess: assessCheson1999,
  best: (responses, settings, subject) =>
    bestByOrder(ORDER, BEST, settle(CHESON_1999_SETTINGS, DEFAULTS, settings), responses, subject),
};

function assessCheson1999(subjectCase: Case): Result {
  const settings = settle(CHESON_1999_SETTINGS, DEFAULTS, subjectCase.settings);
  const course = spdCourseOf(subjectCase, settings.tooSmallMm);
  const cheson = chesonTargetsOf(course);
  const marrows = marrowOf(subjectCase.timepoints);
  const organs = organOf(subjectCase.timepoints, settings.normalSpleenMm);
  const lesionRules = {
    limits: { normalNodeMm: 15, newLesionMm: ({ kind }: Lesion) => (kind === 'nodal' ? 15 : 0) },
    rule: { aboveMm: () => settings.newLesionMm, countsTooSmall: true },
    source: 'Cheson 1999, progressive and relapsed disease',
  };
  const judged = walkSpdCourse<SpdAnswer>(course, ORDER.source, (timepoint, at, earlier) => {
    const trace: Trace[] = [];
    let target: Cheson1999Response | null = null;
    if (course.targets.length > 0) {
      const complete = earlier.findIndex(({ overall }) => overall === 'CR' || overall === 'CRu');
      const completeAt = complete < 0 ? null : timepointName(course, complete + 1);
      target = askTable(targetResponse, targetFactsAt(course, cheson, at, completeAt), 'target', trace);
    }
    const others = judgeOtherLesions(course.timeline, at, earlier.at(-1)?.newLesions ?? [], lesionRules);
    const marrow = marrows[at] ?? 'never';
    const organ = organs[at] ?? 'none';
    trace.push(
      ...others.trace,
      ...traceOfMarrow(marrow, timepoint, ORDER.source),
      ...traceOfOrgan(organ, timepoint, settings.normalSpleenMm, ORDER.source),
    );
    const { nonTarget, newLesions } = others;
    const facts = { target, nonTarget, isNew: newLesions.length > 0, marrow, organ };
    const overall = askTable(overallResponse, facts, 'overall', trace);
    return { target, nonTarget, newLesions, overall, trace };
  });
  return concludeTimepoints(subjectCase, judged, ORDER, BEST, settings);
}

function isCompleteOrUnconfirmed({ target, nonTarget, marrow, organ }: OverallFacts): boolean {
  return (
    (target === null || target === 'CR' || target === 'CRu') &&
    (nonTarget === null || nonTarget === 'CR') &&
    (organ === 'none' || organ === 'clear') &&
    (marrow === 'never' || marrow === 'clear' || marrow === 'indeterminate')
  );
}

function sayOverall(facts: OverallFacts): string {
  return summaryText(facts, ...(facts.organ === 'none' ? [] : [`liver and spleen ${facts.organ}`]));
}
