import { bestChangePercent } from './best-change.ts';
import { bestResponseOf, type BestRules } from './best-response.ts';
import type { Case } from './case.ts';
import type {
  CourseBurden,
  CourseRules,
  CourseSettings,
  CourseSources,
  TargetFacts,
} from './course-rules.ts';
import { daysBetween } from './day.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { lowerTo, nadirOf, type Low, type Lows } from './nadir.ts';
import { dateProgression } from './progression-date.ts';
import type { Result, TimepointResult, Trace } from './result.ts';
import { lengthText, listText } from './sentence.ts';
import { percentChange } from './threshold.ts';

/** A walk through the timepoints: the answers, and the place of the first progression. */
export interface Course {
  readonly baseline: Result['baseline'];
  readonly timepoints: readonly TimepointResult[];
  readonly progressedAt: number | null;
}

/** What earlier timepoints leave behind for the next one. */
interface Memory {
  readonly lows: Lows;
  /** First timepoint with an overall complete response. */
  readonly completeAt: string | null;
  /** First overall progression. */
  readonly progressedAt: number | null;
  /** Since the last target progression: the first timepoint at which the targets responded, and the last. */
  readonly respondedFrom: string | null;
  readonly respondedTo: string | null;
}

/**
 * Walks through the timepoints of a case in order, each judged by its own data and what lies before it, and then asks for the
 * date of progression and the best response. A timepoint never looks ahead.
 */
export function assessCourse<Burden extends CourseBurden, Settings extends CourseSettings>(
  subjectCase: Case,
  rules: CourseRules<Burden, Settings>,
): Result {
  const course = walkCourse(subjectCase, rules);
  const { settings, best, sources, datedBack } = rules;
  const dated = dateProgression(
    subjectCase,
    course.progressedAt,
    best.progression,
    settings.backdateEquivocal === true ? datedBack : null,
    sources,
  );
  return concludeCourse(subjectCase, rules, course, dated);
}

/** The answers of a course with its best response: for criteria that find the date of progression by themselves. */
export function concludeCourse<Burden extends CourseBurden, Settings extends CourseSettings>(
  subjectCase: Case,
  { timeline, settings, best: words }: CourseRules<Burden, Settings>,
  { baseline, timepoints }: Course,
  dated: { readonly date: string | null; readonly trace: readonly Trace[] },
): Result {
  const hasTargets = timeline.targets.length > 0;
  const responses = { timepoints, baselineDate: baseline.date, progressionDate: dated.date, hasTargets };
  const best = bestResponseOf(words, settings, responses, subjectCase.subject);
  return {
    criteria: subjectCase.criteria,
    engineVersion: ENGINE_VERSION,
    ...responses,
    ...best,
    baseline,
    bestChangePercent: bestChangePercent(
      timepoints,
      [words.progression],
      subjectCase.subject?.newTherapyDate,
    ),
    trace: [...dated.trace, ...best.trace],
  };
}

/** The timepoints of a case, judged one after the other. */
export function walkCourse<Burden extends CourseBurden, Settings extends CourseSettings>(
  subjectCase: Case,
  rules: CourseRules<Burden, Settings>,
): Course {
  const first = subjectCase.timepoints[0];
  if (first === undefined) throw new RangeError('A case has a baseline.');
  const atBaseline = rules.burdenAt(0);
  const baseline = atBaseline.sum;
  let memory: Memory = {
    lows: { baseline: baseline === null ? null : { sum: baseline, timepoint: first.id }, after: null },
    completeAt: null,
    progressedAt: null,
    respondedFrom: null,
    respondedTo: null,
  };
  const timepoints: TimepointResult[] = [];
  for (let at = 1; at < subjectCase.timepoints.length; at += 1) {
    const step = assessTimepoint(subjectCase, rules, at, baseline, memory);
    timepoints.push(step.result);
    memory = step.memory;
  }
  return {
    baseline: {
      id: first.id,
      date: first.date,
      sum: baseline,
      trace: rules.targetResponse === null ? [] : [traceOfSum(atBaseline, rules.sources)],
    },
    timepoints,
    progressedAt: memory.progressedAt,
  };
}

function assessTimepoint<Burden extends CourseBurden, Settings extends CourseSettings>(
  subjectCase: Case,
  rules: CourseRules<Burden, Settings>,
  at: number,
  baseline: number | null,
  memory: Memory,
): { result: TimepointResult; memory: Memory } {
  const { settings, sources, best, unit } = rules;
  const { id, date } = subjectCase.timepoints[at] ?? { id: '', date: '' };
  const trace: Trace[] = [];
  if (rules.timeline.isEvaluable[at] === false) {
    const rule = `Nothing at ${id} could be evaluated: its findings are ignored.`;
    trace.push({ step: 'sum', rule, source: sources.notEvaluable });
  }
  const completeAt = settings.reappearanceAfterCr === 'pd' ? memory.completeAt : null;
  const burden = rules.burdenAt(at);
  const nadir = nadirOf(memory.lows, settings.nadirIncludesBaseline);
  const reference = settings.pdReference === 'baseline' ? memory.lows.baseline : nadir;
  const components = rules.componentsAt?.(at, burden);

  let target: string | null = null;
  if (rules.targetResponse !== null) {
    const facts: TargetFacts<Burden, Settings> = {
      at,
      burden,
      baseline,
      nadir: reference,
      completeAt,
      settings,
    };
    const { answer, line } = rules.targetResponse(facts);
    target = answer;
    trace.push(traceOfSum(burden, sources));
    if (nadir !== null) trace.push(traceOfNadir(nadir, rules));
    if (settings.pdReference === 'baseline' && reference !== null) {
      const rule = `Growth is measured from the baseline of ${lengthText(reference.sum)} ${unit}.`;
      trace.push({ step: 'nadir', rule, source: sources.nadir });
    }
    if (components !== undefined) trace.push(...components.trace);
    trace.push({ step: 'target', rule: line.says(facts), source: line.source });
    if (target === best.stable && isSustained(settings, memory)) {
      target = best.partial;
      const rule = `The targets responded at ${memory.respondedFrom ?? ''} and have not progressed since: partial response is kept.`;
      trace.push({ step: 'target', rule, source: 'ours: setting sustainPr' });
    }
  } else if (components !== undefined) trace.push(...components.trace);

  const nonTarget = rules.nonTargetAt(at, completeAt);
  if (nonTarget !== null) trace.push({ step: 'non-target', rule: nonTarget.rule, source: nonTarget.source });

  const suspected = rules.suspectedAt(at);
  if (suspected.length > 0) {
    const rule = `${listText(suspected)}: suspected, no new lesion yet.`;
    trace.push({ step: 'new-lesion', rule, source: sources.suspicion });
  }
  const seen = rules.seenAt(at);
  const isNew = seen.length > 0;
  if (isNew) {
    const rule = `${listText(seen)} ${seen.length === 1 ? 'is a new lesion' : 'are new lesions'}.`;
    trace.push({ step: 'new-lesion', rule, source: sources.newLesion });
  }

  const decision = rules.overallAt(target, nonTarget?.word ?? null, isNew, at);
  let overall = decision.answer;
  if (settings.afterPd === 'carry' && memory.progressedAt !== null) {
    overall = best.progression;
    const since = subjectCase.timepoints[memory.progressedAt]?.id ?? '';
    const rule = `Progression was reached at ${since} and is carried: ${overall}.`;
    trace.push({ step: 'overall', rule, source: 'ours: setting afterPd' });
  } else {
    trace.push({
      step: 'overall',
      rule: `Target ${target ?? 'none'}, non-target ${nonTarget?.word ?? 'none'}, new lesion ${isNew ? 'yes' : 'no'}: ${overall}.`,
      source: decision.source,
    });
  }

  const result: TimepointResult = {
    id,
    date,
    sum: burden.sum,
    changeFromBaseline: percentChange(burden.sum, baseline),
    changeFromNadir: percentChange(burden.sum, (rules.isNadirReplaced ? reference : nadir)?.sum ?? null),
    target,
    nonTarget: nonTarget?.word ?? null,
    newLesion: isNew,
    overall,
    trace,
    ...components?.values,
  };
  return { result, memory: remember(memory, result, at, best) };
}

function remember(memory: Memory, result: TimepointResult, at: number, words: BestRules): Memory {
  const { id, date, target, overall, sum } = result;
  const hasResponded = target === words.partial || target === words.complete;
  const isLost = target === words.progression;
  return {
    lows: lowerTo(memory.lows, sum, id),
    completeAt: memory.completeAt ?? (overall === words.complete ? id : null),
    progressedAt: memory.progressedAt ?? (overall === words.progression ? at : null),
    respondedFrom: isLost ? null : (memory.respondedFrom ?? (hasResponded ? date : null)),
    respondedTo: isLost ? null : hasResponded ? date : memory.respondedTo,
  };
}

/** Whether stable targets read PR: they responded before (with confirmation twice, far enough apart) and did not progress since. */
function isSustained(settings: CourseSettings, { respondedFrom, respondedTo }: Memory): boolean {
  if (settings.sustainPr !== true || respondedFrom === null || respondedTo === null) return false;
  return !settings.confirmation || daysBetween(respondedFrom, respondedTo) >= settings.confirmationDays;
}

function traceOfSum({ parts }: CourseBurden, { sum }: CourseSources): Trace {
  return { step: 'sum', rule: parts, source: sum };
}

function traceOfNadir(
  { sum, timepoint }: Low,
  { unit, sources }: { readonly unit: string; readonly sources: CourseSources },
): Trace {
  const rule = `The smallest earlier sum is ${lengthText(sum)} ${unit} (${timepoint}).`;
  return { step: 'nadir', rule, source: sources.nadir };
}
