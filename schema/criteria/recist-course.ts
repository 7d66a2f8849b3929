import { bestChangePercent } from './best-change.ts';
import { bestResponseOf, type BestSettings, type BestWords } from './best-response.ts';
import type { Case } from './case.ts';
import type { ChangeThresholds } from './change-sentence.ts';
import { daysBetween } from './day.ts';
import type { DecisionTable, FirstLine } from './decision-table.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import {
  listSeenNewLesions,
  listSuspectedNewLesions,
  sortNonTargets,
  type NonTargetBurden,
} from './lesion-status.ts';
import { lowerTo, nadirOf, type Low, type Lows } from './nadir.ts';
import { dateProgression } from './progression-date.ts';
import type { Result, TimepointResult, Trace } from './result.ts';
import { lengthText, listText } from './sentence.ts';
import { sumOfDiameters, type TargetBurden } from './sum-of-diameters.ts';
import type { NonTargetResponse, Response, TargetResponse } from './term.ts';
import { percentChange } from './threshold.ts';
import { timelineOf, type Timeline } from './timeline.ts';

/** What is known of the targets of a timepoint. */
export interface TargetFacts {
  readonly burden: TargetBurden;
  /** mm. */
  readonly baseline: number | null;
  readonly nadir: Low | null;
  /** The first earlier timepoint with a complete response, where reappearance is a rule. */
  readonly completeAt: string | null;
  readonly settings: TargetSettings;
}

/** What is known of the non-target lesions of a timepoint. */
export interface NonTargetFacts {
  readonly burden: NonTargetBurden;
  readonly completeAt: string | null;
}

interface TargetSettings extends ChangeThresholds {
  readonly partialSumPd: boolean;
}

/** What a course through the timepoints is settled by. */
export interface CourseSettings extends BestSettings, TargetSettings {
  readonly tooSmallMm: number;
  readonly nadirIncludesBaseline: boolean;
  readonly backdateEquivocal: boolean;
  readonly sustainPr: boolean;
  readonly afterPd: 'assess' | 'carry';
  readonly reappearanceAfterCr: 'pd' | 'none';
}

/** The tables of the criteria. */
export interface CourseTables {
  readonly targetResponse: FirstLine<TargetFacts, TargetResponse>;
  readonly nonTargetResponse: FirstLine<NonTargetFacts, NonTargetResponse>;
  readonly overallResponse: DecisionTable<
    [TargetResponse | null, NonTargetResponse | null, boolean, boolean],
    Response
  >;
}

/** What earlier timepoints leave behind for the next one. */
interface Memory {
  readonly lows: Lows;
  /** First timepoint with overall CR. */
  readonly completeAt: string | null;
  /** First overall PD. */
  readonly progressedAt: number | null;
  /** Since the last target PD: the first timepoint at which the targets responded, and the last. */
  readonly respondedFrom: string | null;
  readonly respondedTo: string | null;
}

interface Course {
  readonly subjectCase: Case;
  readonly timeline: Timeline;
  readonly settings: CourseSettings;
  readonly tables: CourseTables;
  /** mm. */
  readonly baseline: number | null;
}

/**
 * Walks through the timepoints of a case in order, each judged by its own data and what lies before it, and then asks for the
 * best response. A timepoint never looks ahead.
 */
export function assessCourse(
  subjectCase: Case,
  settings: CourseSettings,
  words: BestWords,
  tables: CourseTables,
): Result {
  const first = subjectCase.timepoints[0];
  if (first === undefined) throw new RangeError('A case has a baseline.');
  const timeline = timelineOf(subjectCase);
  const atBaseline = sumOfDiameters(timeline, 0, settings.tooSmallMm);
  const baseline = atBaseline.sum;
  const course: Course = { subjectCase, timeline, settings, tables, baseline };
  let memory: Memory = {
    lows: { baseline: baseline === null ? null : { sum: baseline, timepoint: first.id }, after: null },
    completeAt: null,
    progressedAt: null,
    respondedFrom: null,
    respondedTo: null,
  };
  const timepoints: TimepointResult[] = [];
  for (let at = 1; at < subjectCase.timepoints.length; at += 1) {
    const step = assessTimepoint(course, at, memory);
    timepoints.push(step.result);
    memory = step.memory;
  }
  const dated = dateProgression(subjectCase, timeline, settings.backdateEquivocal, memory.progressedAt);
  const hasTargets = timeline.targets.length > 0;
  const responses = { timepoints, baselineDate: first.date, progressionDate: dated.date, hasTargets };
  const best = bestResponseOf(words, settings, responses, subjectCase.subject);
  return {
    criteria: subjectCase.criteria,
    engineVersion: ENGINE_VERSION,
    ...responses,
    ...best,
    baseline: {
      id: first.id,
      date: first.date,
      sum: baseline,
      trace: hasTargets ? [traceOfSum(atBaseline)] : [],
    },
    bestChangePercent: bestChangePercent(
      timepoints,
      [words.progression],
      subjectCase.subject?.newTherapyDate,
    ),
    trace: [...dated.trace, ...best.trace],
  };
}

function assessTimepoint(
  course: Course,
  at: number,
  memory: Memory,
): { result: TimepointResult; memory: Memory } {
  const { subjectCase, timeline, settings, tables, baseline } = course;
  const { id, date, evaluable } = subjectCase.timepoints[at] ?? { id: '', date: '' };
  const trace: Trace[] = [];
  if (evaluable === false) {
    const rule = `Nothing at ${id} could be evaluated: its findings are ignored.`;
    trace.push({ step: 'sum', rule, source: 'Eisenhauer 2009, section 4.4.2' });
  }
  const completeAt = settings.reappearanceAfterCr === 'pd' ? memory.completeAt : null;
  const burden = sumOfDiameters(timeline, at, settings.tooSmallMm);
  const nadir = nadirOf(memory.lows, settings.nadirIncludesBaseline);

  let target: TargetResponse | null = null;
  if (timeline.targets.length > 0) {
    const facts: TargetFacts = { burden, baseline, nadir, completeAt, settings };
    const { answer, line } = tables.targetResponse(facts);
    target = answer;
    trace.push(traceOfSum(burden));
    if (nadir !== null) trace.push(traceOfNadir(nadir));
    trace.push({ step: 'target', rule: line.says(facts), source: line.source });
    if (target === 'SD' && isSustained(settings, memory)) {
      target = 'PR';
      const rule = `The targets responded at ${memory.respondedFrom ?? ''} and have not progressed since: partial response is kept.`;
      trace.push({ step: 'target', rule, source: 'ours: setting sustainPr' });
    }
  }

  let nonTarget: NonTargetResponse | null = null;
  if (timeline.nonTargets.length > 0) {
    const facts: NonTargetFacts = { burden: sortNonTargets(timeline, at), completeAt };
    const { answer, line } = tables.nonTargetResponse(facts);
    nonTarget = answer;
    trace.push({ step: 'non-target', rule: line.says(facts), source: line.source });
  }

  const suspected = listSuspectedNewLesions(timeline, at);
  if (suspected.length > 0) {
    const rule = `${listText(suspected)}: suspected, no new lesion yet.`;
    trace.push({ step: 'new-lesion', rule, source: 'Eisenhauer 2009, section 4.3.5' });
  }
  const seen = listSeenNewLesions(timeline, at);
  if (seen.length > 0) {
    const rule = `${listText(seen)} ${seen.length === 1 ? 'is a new lesion' : 'are new lesions'}.`;
    trace.push({ step: 'new-lesion', rule, source: 'Eisenhauer 2009, section 4.3.5' });
  }

  const decision = tables.overallResponse(target, nonTarget, seen.length > 0, evaluable !== false);
  let overall = decision.answer;
  if (settings.afterPd === 'carry' && memory.progressedAt !== null) {
    overall = 'PD';
    const since = subjectCase.timepoints[memory.progressedAt]?.id ?? '';
    const rule = `Progression was reached at ${since} and is carried: PD.`;
    trace.push({ step: 'overall', rule, source: 'ours: setting afterPd' });
  } else {
    trace.push({
      step: 'overall',
      rule: `Target ${target ?? 'none'}, non-target ${nonTarget ?? 'none'}, new lesion ${seen.length > 0 ? 'yes' : 'no'}: ${overall}.`,
      source: decision.source,
    });
  }

  const result: TimepointResult = {
    id,
    date,
    sum: burden.sum,
    changeFromBaseline: percentChange(burden.sum, baseline),
    changeFromNadir: percentChange(burden.sum, nadir?.sum ?? null),
    target,
    nonTarget,
    newLesion: seen.length > 0,
    overall,
    trace,
  };
  return { result, memory: remember(memory, result, at) };
}

function remember(memory: Memory, result: TimepointResult, at: number): Memory {
  const { id, date, target, overall, sum } = result;
  const hasResponded = target === 'PR' || target === 'CR';
  const isLost = target === 'PD';
  return {
    lows: lowerTo(memory.lows, sum, id),
    completeAt: memory.completeAt ?? (overall === 'CR' ? id : null),
    progressedAt: memory.progressedAt ?? (overall === 'PD' ? at : null),
    respondedFrom: isLost ? null : (memory.respondedFrom ?? (hasResponded ? date : null)),
    respondedTo: isLost ? null : hasResponded ? date : memory.respondedTo,
  };
}

/** Whether stable targets read PR: they responded before (with confirmation twice, far enough apart) and did not progress since. */
function isSustained(settings: CourseSettings, { respondedFrom, respondedTo }: Memory): boolean {
  if (!settings.sustainPr || respondedFrom === null || respondedTo === null) return false;
  return !settings.confirmation || daysBetween(respondedFrom, respondedTo) >= settings.confirmationDays;
}

function traceOfSum(burden: TargetBurden): Trace {
  return { step: 'sum', rule: burden.parts, source: 'Eisenhauer 2009, section 4.3.2' };
}

function traceOfNadir(nadir: Low): Trace {
  const rule = `The smallest earlier sum is ${lengthText(nadir.sum)} mm (${nadir.timepoint}).`;
  return { step: 'nadir', rule, source: 'Eisenhauer 2009, section 4.3.1' };
}
