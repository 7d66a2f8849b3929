/**
 * iRECIST: RECIST 1.1 for immunotherapy, where progression is unconfirmed (iUPD) until a later scan confirms it (iCPD).
 *
 * Seymour L et al. Lancet Oncol 2017;18:e143-e152, doi:10.1016/S1470-2045(17)30074-8, with the questions and answers of the RECIST Working
 * Group (recist.eortc.org).
 *
 * RECIST 1.1 judges the targets and the non-targets. The order is that of the paper: new lesions in `new-lesion-burden.ts`; Table 2, left
 * column, in `irecist-timepoint.ts`; its right column in `irecist-run.ts`, with what confirms an iUPD in `irecist-evidence.ts`; Table 3
 * in `best-response.ts`. A run is an iUPD with the timepoints that follow, until it is confirmed or superseded; while it runs it is open.
 * Where we decide what the paper leaves open it says `ours:`.
 */
import { bestChangePercent } from './best-change.ts';
import { bestResponseOf, bestTable, type BestRules, type ProgressionSeen } from './best-response.ts';
import type { Case, Subject } from './case.ts';
import { walkCourse } from './course.ts';
import type { CourseRules } from './course-rules.ts';
import type { Criterion } from './criterion.ts';
import { diameterRules } from './diameter-course.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { confirmingEvidence } from './irecist-evidence.ts';
import { NO_RUN, responseInRun, stepRun, type RunState, type RunStep } from './irecist-run.ts';
import {
  IMMUNE_NON_TARGET_RESPONSES,
  IMMUNE_RESPONSES,
  IMMUNE_TARGET_RESPONSES,
  IRECIST_TABLE,
  responseWithoutRun,
  type ImmuneNonTargetResponse,
  type ImmuneTargetResponse,
  type ImmuneTimepoint,
} from './irecist-timepoint.ts';
import { sortNonTargets } from './lesion-status.ts';
import { followNewLesions, NO_NEW_LESIONS, type NewLesionBurden } from './new-lesion-burden.ts';
import { printLines, type PrintedTable } from './printed-table.ts';
import { dateProgression } from './progression-date.ts';
import { RECIST_LESION_RULES, RECIST_TABLES } from './recist-1.1.ts';
import { RECIST_SETTINGS, type RecistSettings } from './recist-setting.ts';
import type { Responses, Result, TimepointResult, Trace } from './result.ts';
import { days, defaultsOf, millimetres, settle, type SettingSchema } from './setting.ts';
import type { TargetBurden } from './sum-of-diameters.ts';
import {
  NON_TARGET_RESPONSES,
  TARGET_RESPONSES,
  type NonTargetResponse,
  type TargetResponse,
} from './term.ts';

// Charter settings: those of RECIST 1.1 (`recist-setting.ts`, with the thresholds of 30 %, 20 % and 5 mm) but `afterPd`, as a confirmed
// progression is final.

const { afterPd, ...SHARED } = RECIST_SETTINGS;

const SETTINGS = {
  ...SHARED,
  confirmMinDays: days(28, 'Least days from the iUPD to its confirmation'),
  confirmMaxDays: days(56, 'Most days from the iUPD to its confirmation, where these are enforced'),
  // ours: the paper schedules the scan within 8 weeks, and its examples confirm later.
  enforceConfirmMax: {
    type: 'boolean',
    default: false,
    meaning: 'Later than the most days an iUPD cannot be confirmed',
  },
  furtherIncreaseMm: millimetres(5, 'Least further increase of a sum that confirms'),
} as const satisfies SettingSchema;

const DEFAULTS = defaultsOf(SETTINGS);

// Lesion rules: those of RECIST 1.1 (`recist-1.1.ts`), also for new-lesion targets. New lesions are kept apart: `new-lesion-burden.ts`.

// Timepoint: the categories are those of RECIST 1.1, written with i; the tables are `irecist-timepoint.ts`, `irecist-evidence.ts`
// and `irecist-run.ts`.

const TARGET_WORDS = {
  CR: 'iCR',
  PR: 'iPR',
  SD: 'iSD',
  PD: 'iUPD',
  NE: 'NE',
} as const satisfies Record<TargetResponse, ImmuneTargetResponse>;

const NON_TARGET_WORDS = {
  CR: 'iCR',
  'NON-CR/NON-PD': 'NON-iCR/NON-iUPD',
  PD: 'iUPD',
  NE: 'NE',
} as const satisfies Record<NonTargetResponse, ImmuneNonTargetResponse>;

const SAME_CATEGORIES: PrintedTable = {
  title: 'Targets and non-targets',
  source: 'Seymour 2017, Table 1',
  columns: ['RECIST 1.1', 'iRECIST'],
  rows: Object.entries({ ...TARGET_WORDS, ...NON_TARGET_WORDS }),
};

/** What iRECIST looks at in a timepoint that RECIST 1.1 has judged. */
function immuneTimepointOf(
  recist: TimepointResult,
  at: number,
  rules: Pick<CourseRules<TargetBurden, RecistSettings>, 'timeline' | 'burdenAt'>,
  newLesions: NewLesionBurden,
): ImmuneTimepoint {
  const { timeline } = rules;
  const target = TARGET_RESPONSES.find((word) => word === recist.target);
  const nonTarget = NON_TARGET_RESPONSES.find((word) => word === recist.nonTarget);
  const findings = timeline.findings[at];
  return {
    id: recist.id,
    date: recist.date,
    isEvaluable: timeline.isEvaluable[at] !== false,
    target: target === undefined ? null : TARGET_WORDS[target],
    nonTarget: nonTarget === undefined ? null : NON_TARGET_WORDS[nonTarget],
    targetSum: recist.sum ?? (target === 'PD' ? rules.burdenAt(at).measuredSum : null),
    progressed: nonTarget === 'PD' ? sortNonTargets(timeline, at).progressed : [],
    increased: timeline.nonTargets.flatMap(({ id }) =>
      findings?.get(id)?.change === 'increased' ? [id] : [],
    ),
    newLesions,
  };
}

/** The timepoint as iRECIST reads it, with what RECIST 1.1 said. */
function immuneResultOf(
  recist: TimepointResult,
  now: ImmuneTimepoint,
  { word, trace }: RunStep,
): TimepointResult {
  const { sum, parts } = now.newLesions;
  const said = recist.trace.map((each): Trace =>
    each.step === 'overall' ? { ...each, step: 'component', rule: `By RECIST 1.1: ${each.rule}` } : each,
  );
  const ofNew: readonly Trace[] =
    parts === '' ? [] : [{ step: 'component', rule: parts, source: 'Seymour 2017, new lesions' }];
  return {
    ...recist,
    target: now.target,
    nonTarget: now.nonTarget,
    overall: word,
    newSum: sum,
    trace: [...said, ...ofNew, ...trace],
  };
}

// Best response: the table is `best-response.ts`. The rows are the timepoints before the first iCPD, not before the iUPD.

const BEST: BestRules = {
  source: 'Seymour 2017, Table 3',
  complete: 'iCR',
  partial: 'iPR',
  stable: 'iSD',
  nonTargetOnly: 'NON-iCR/NON-iUPD',
  progression: 'iCPD',
  notEvaluable: 'NE',
  noDisease: 'NED',
};

/**
 * Progression as the best response looks at it. A confirmation after a new therapy leaves the iUPD unconfirmed.
 *
 * ours: of stated words, the date is that of the first iUPD of the run that leads, over NE alone, to the iCPD or to the end.
 */
function immuneProgressionOf(responses: Responses, subject: Subject | undefined): ProgressionSeen {
  const { timepoints, progressionDate: stated } = responses;
  const confirmation = timepoints.find(({ overall }) => overall === 'iCPD')?.date ?? null;
  const date = stated === undefined ? dateOfWords(responses) : stated;
  const end = subject?.newTherapyDate;
  const isConfirmed = confirmation !== null && (end === undefined || confirmation <= end);
  return { date, countsBefore: date === null ? null : confirmation, word: isConfirmed ? 'iCPD' : 'iUPD' };
}

function dateOfWords({ timepoints }: Responses): string | null {
  let from: string | null = null;
  for (const { date, overall } of timepoints) {
    if (overall === 'iCPD') return from ?? date;
    if (overall === 'iUPD') from ??= date;
    else if (overall !== 'NE') from = null;
  }
  return from;
}

// Progression date: that of the iUPD that was confirmed, or that is open at the end. ours: never dated back for suspicion.

function traceOfDate({ run, confirmedAt }: RunState): readonly Trace[] {
  if (run === null) return [];
  const rule =
    confirmedAt === null
      ? `The iUPD of ${run.id} is still open at the end, not confirmed: progression on ${run.date}.`
      : `${confirmedAt.id} confirms the iUPD of ${run.id}: progression on ${run.date}.`;
  return [{ step: 'date', rule, source: 'Seymour 2017, statistical considerations' }];
}

function assessImmune(subjectCase: Case): Result {
  const settings = settle(SETTINGS, DEFAULTS, subjectCase.settings);
  const rules = diameterRules(subjectCase, { ...settings, afterPd: 'assess' }, RECIST_TABLES);
  const course = walkCourse(subjectCase, rules);
  const newLesions = followNewLesions(rules.timeline, settings);
  let state = NO_RUN;
  const timepoints = course.timepoints.map((recist, index) => {
    const now = immuneTimepointOf(recist, index + 1, rules, newLesions[index + 1] ?? NO_NEW_LESIONS);
    const step = stepRun(state, now, settings);
    state = step.state;
    return immuneResultOf(recist, now, step);
  });
  const backdated = settings.backdateEquivocal ? rules.datedBack : null;
  const recist = dateProgression(subjectCase, course.progressedAt, 'PD', backdated, RECIST_TABLES.sources);
  const { subject } = subjectCase;
  const responses = {
    timepoints,
    baselineDate: course.baseline.date,
    progressionDate: state.run?.date ?? null,
    hasTargets: rules.timeline.targets.length > 0,
  };
  const best = bestResponseOf(BEST, settings, responses, subject, immuneProgressionOf(responses, subject));
  const recistTrace = recist.trace.map((each) => ({ ...each, rule: `By RECIST 1.1: ${each.rule}` }));
  return {
    criteria: subjectCase.criteria,
    engineVersion: ENGINE_VERSION,
    ...responses,
    ...best,
    baseline: course.baseline,
    // ours: up to and including the first iCPD, as an iUPD may be superseded.
    bestChangePercent: bestChangePercent(timepoints, ['iCPD'], subject?.newTherapyDate),
    recistProgressionDate: recist.date,
    trace: [...traceOfDate(state), ...recistTrace, ...best.trace],
  };
}

export const irecist: Criterion = {
  id: 'irecist',
  name: 'iRECIST',
  citations: [
    { text: 'Seymour L et al. Lancet Oncol 2017;18:e143-e152', doi: '10.1016/S1470-2045(17)30074-8' },
  ],
  burden: { name: 'Sum of diameters', unit: 'mm' },
  settings: SETTINGS,
  words: {
    timepoint: IMMUNE_RESPONSES,
    best: IMMUNE_RESPONSES,
    target: IMMUNE_TARGET_RESPONSES,
    nonTarget: IMMUNE_NON_TARGET_RESPONSES,
    response: ['iCR', 'iPR'],
    diseaseControl: ['iCR', 'iPR', 'iSD', 'NON-iCR/NON-iUPD'],
    progression: ['iCPD'],
  },
  lesionRules: RECIST_LESION_RULES,
  inputs: {
    subject: ['treatmentStart', 'newTherapyDate'],
    lesion: ['measurable', 'splitFrom'],
    timepoint: [],
    finding: ['longestDiameter', 'shortAxis', 'mergedInto', 'change'],
  },
  components: {
    timepoint: [{ key: 'newSum', name: 'Sum of new lesions', unit: 'mm' }],
    result: [{ key: 'recistProgressionDate', name: 'Progression by RECIST 1.1', unit: null }],
  },
  tables: [
    SAME_CATEGORIES,
    printLines('Timepoint without an open iUPD', IRECIST_TABLE, responseWithoutRun),
    printLines('Evidence that confirms an open iUPD', IRECIST_TABLE, confirmingEvidence),
    printLines('Timepoint with an open iUPD', IRECIST_TABLE, responseInRun),
    printLines('Best overall response', BEST.source, bestTable),
  ],
  assess: assessImmune,
  best: (responses, settings, subject) =>
    bestResponseOf(
      BEST,
      settle(SETTINGS, DEFAULTS, settings),
      responses,
      subject,
      immuneProgressionOf(responses, subject),
    ),
};
