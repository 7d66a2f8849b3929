import { daysBetween } from './day.ts';
import { firstLineThatHolds } from './decision-table.ts';
import { confirmingEvidence, type Run, type RunFacts, type RunSettings } from './irecist-evidence.ts';
import {
  categoriesOf,
  IRECIST_TABLE,
  isNewSeen,
  isNotEvaluable,
  responseWithoutRun,
  type Categories,
  type ImmuneResponse,
  type ImmuneTargetResponse,
  type ImmuneTimepoint,
} from './irecist-timepoint.ts';
import type { Trace } from './result.ts';

/** What is known of a timepoint while an iUPD is open, with what was found of evidence. */
export interface OpenFacts extends RunFacts {
  readonly hasEvidence: boolean;
  /** Days since the iUPD. */
  readonly days: number;
}

/**
 * The timepoint while an iUPD is open: the right column of Table 2, "previous iUPD in any category". The first line that holds. Target,
 * non-target and new lesions are looked at together, where the table has a row for each combination of them.
 */
export const responseInRun = firstLineThatHolds<OpenFacts, RunAnswer>('Timepoint with an open iUPD', [
  {
    condition: 'evidence, at least confirmMinDays after the iUPD and not too late',
    answer: 'iCPD',
    holds: (f) => f.hasEvidence && f.days >= f.settings.confirmMinDays && !isTooLate(f),
    says: (f) => `The iUPD of ${f.run.id} is confirmed: iCPD.`,
    source: IRECIST_TABLE,
  },
  {
    condition: 'evidence, more than confirmMaxDays after the iUPD, where the charter enforces these',
    answer: 'iUPD, from which a new run begins',
    holds: (f) => f.hasEvidence && isTooLate(f),
    says: (f) => `The iUPD of ${f.run.id} can no longer be confirmed, and there is progression: a new iUPD.`,
    source: 'ours: confirmation after confirmMaxDays',
  },
  {
    // The references stay as they are, so that a scan before its time takes nothing from the one that can confirm.
    condition: 'evidence too early',
    answer: 'iUPD, the references unchanged',
    holds: (f) => f.hasEvidence,
    says: (f) => `It is too early, so the iUPD of ${f.run.id} stays unconfirmed: iUPD.`,
    source: 'Seymour 2017, confirmation 4 to 8 weeks after the iUPD',
  },
  {
    condition: 'no evidence, the targets or the non-targets still progress',
    answer: 'iUPD',
    holds: ({ now }) => now.target === 'iUPD' || now.nonTarget === 'iUPD',
    says: ({ run, now }) =>
      `The ${now.target === 'iUPD' ? 'targets' : 'non-targets'} still progress, and the iUPD of ${run.id} stays unconfirmed: iUPD.`,
    source: IRECIST_TABLE,
  },
  {
    condition: 'no evidence, not evaluable, a new lesion was progression at the iUPD and one is still seen',
    answer: 'iUPD',
    holds: (f) => isNotEvaluable(f.now) && isStillNew(f),
    says: ({ run }) =>
      `Not evaluable, but a new lesion is still seen, as at the iUPD of ${run.id}, which stays unconfirmed: iUPD.`,
    source: 'ours: a timepoint not evaluable while an iUPD is open',
  },
  {
    condition: 'no evidence, not evaluable',
    answer: 'NE',
    holds: ({ now }) => isNotEvaluable(now),
    says: ({ run }) => `Not evaluable; the iUPD of ${run.id} stays unconfirmed: NE.`,
    source: 'Seymour 2017, Table 3, example 8',
  },
  {
    // Scenario F of the working group's answers: response, then a new lesion, then no change.
    // ours: new lesions that shrink but stay visible do not end the iUPD by themselves.
    condition:
      'no evidence, a new lesion was progression at the iUPD and one is still seen, and the targets (without them the non-targets) are not better than then',
    answer: 'iUPD',
    holds: (f) => isStillNew(f) && !isBetter(f),
    says: ({ run }) =>
      `A new lesion is still seen, and the response is not better than at the iUPD of ${run.id}: iUPD.`,
    source: IRECIST_TABLE,
  },
  {
    // Scenario B of the working group's answers: a new lesion, then the targets shrink to iPR.
    condition: 'otherwise',
    answer: 'as without an open iUPD: the bar is reset',
    holds: () => true,
    says: ({ run }) => `The iUPD of ${run.id} is superseded: the bar is reset.`,
    source: IRECIST_TABLE,
  },
]);

export type RunAnswer =
  | 'iCPD'
  | 'iUPD, from which a new run begins'
  | 'iUPD, the references unchanged'
  | 'iUPD'
  | 'NE'
  | 'as without an open iUPD: the bar is reset';

/** Where the run stands between two timepoints. */
export interface RunState {
  /** The iUPD that is open or, once it is, the one that was confirmed. */
  readonly run: Run | null;
  /** The timepoint that confirmed it. ours: iCPD is final. */
  readonly confirmedAt: { readonly id: string; readonly date: string } | null;
}

export const NO_RUN: RunState = { run: null, confirmedAt: null };

/** The next timepoint: its response, with the sentences that led to it, and where the run stands after it. */
export interface RunStep {
  readonly word: ImmuneResponse;
  readonly state: RunState;
  readonly trace: readonly Trace[];
}

/** Judges a timepoint by the run that is open, if one is. */
export function stepRun(state: RunState, now: ImmuneTimepoint, settings: RunSettings): RunStep {
  const { run, confirmedAt } = state;
  if (confirmedAt !== null) {
    const rule = `Progression was confirmed at ${confirmedAt.id}, which is final: iCPD.`;
    return { word: 'iCPD', state, trace: [{ step: 'overall', rule, source: 'ours: iCPD is final' }] };
  }
  return run === null ? stepWithout(now) : stepWith(run, now, settings);
}

function stepWithout(now: ImmuneTimepoint): RunStep {
  const { answer: word, line } = responseWithoutRun(now);
  const run = word === 'iUPD' ? beginRun(now, categoriesOf(now)) : null;
  const trace: Trace = { step: 'overall', rule: line.says(now), source: line.source };
  return { word, state: { run, confirmedAt: null }, trace: [trace] };
}

function stepWith(run: Run, now: ImmuneTimepoint, settings: RunSettings): RunStep {
  const found = confirmingEvidence({ run, now, settings });
  const days = daysBetween(run.date, now.date);
  const facts: OpenFacts = { run, now, settings, hasEvidence: found.answer, days };
  const { answer, line } = responseInRun(facts);
  const isReset = answer === 'as without an open iUPD: the bar is reset';
  const trace: Trace[] = [
    {
      step: 'confirmation',
      rule: `${found.line.says(facts)}${sayOutcome(answer, facts)}.`,
      source: found.line.source,
    },
    { step: isReset ? 'confirmation' : 'overall', rule: line.says(facts), source: line.source },
  ];
  const stay = (word: ImmuneResponse, next: Run): RunStep => ({
    word,
    state: { run: next, confirmedAt: null },
    trace,
  });
  switch (answer) {
    case 'iCPD':
      return { word: 'iCPD', state: { run, confirmedAt: { id: now.id, date: now.date } }, trace };
    case 'iUPD, from which a new run begins':
      return stay('iUPD', beginRun(now, categoriesOfRestart(run, now)));
    case 'iUPD, the references unchanged':
      return stay('iUPD', run);
    case 'iUPD':
    case 'NE':
      return stay(answer, days >= settings.confirmMinDays ? renewReferences(run, now) : run);
    case 'as without an open iUPD: the bar is reset': {
      const anew = stepWithout(now);
      return { ...anew, trace: [...trace, ...anew.trace] };
    }
  }
}

function beginRun(now: ImmuneTimepoint, categories: Categories): Run {
  return {
    id: now.id,
    date: now.date,
    categories,
    target: now.target,
    nonTarget: now.nonTarget,
    lowestTargetSum: now.targetSum,
    lowestNewSum: now.newLesions.sum,
    known: now.newLesions.known,
    progressed: now.progressed,
  };
}

/** A run that begins because the last could not be confirmed in time: what is progression now; where nothing is, what was. */
function categoriesOfRestart(run: Run, now: ImmuneTimepoint): Categories {
  const categories = { ...categoriesOf(now), newLesion: isNewSeen(now) };
  return categories.target || categories.nonTarget || categories.newLesion ? categories : run.categories;
}

function renewReferences(run: Run, now: ImmuneTimepoint): Run {
  return {
    ...run,
    lowestTargetSum: lowerOf(run.lowestTargetSum, now.targetSum),
    lowestNewSum: lowerOf(run.lowestNewSum, now.newLesions.sum),
    known: now.newLesions.known,
    progressed: [...new Set([...run.progressed, ...now.progressed])],
  };
}

function lowerOf(lowest: number | null, sum: number | null): number | null {
  if (sum === null) return lowest;
  return lowest === null ? sum : Math.min(lowest, sum);
}

function isTooLate({ days, settings }: OpenFacts): boolean {
  return settings.enforceConfirmMax && days > settings.confirmMaxDays;
}

function isStillNew({ run, now }: OpenFacts): boolean {
  return run.categories.newLesion && isNewSeen(now);
}

const RANK = { iUPD: 0, iSD: 1, NE: 1, iPR: 2, iCR: 3 } as const satisfies Record<
  ImmuneTargetResponse,
  number
>;

/** Whether the targets, without them the non-targets, are better than at the iUPD. */
function isBetter({ run, now }: OpenFacts): boolean {
  if (now.target === null || run.target === null) return now.nonTarget === 'iCR' && run.nonTarget !== 'iCR';
  return RANK[now.target] > RANK[run.target];
}

function sayOutcome(answer: RunAnswer, { hasEvidence, days, settings }: OpenFacts): string {
  const after = `, ${days} days after it`;
  if (answer === 'iCPD') return `: confirmed${after}`;
  if (answer === 'iUPD, from which a new run begins')
    return `: too late to confirm${after} (at most ${settings.confirmMaxDays})`;
  return hasEvidence ? `: too early to confirm${after} (at least ${settings.confirmMinDays})` : after;
}
