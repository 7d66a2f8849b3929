import { bestChangePercent } from './best-change.ts';
import { bestResponseOf, type BestRules, type BestSettings } from './best-response.ts';
import type { Case } from './case.ts';
import { daysBetween } from './day.ts';
import type { Decision, FirstLine } from './decision-table.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { lowerTo, nadirOf, type Low, type Lows } from './nadir.ts';
import { dateProgression, type DatedBack, type DateSources } from './progression-date.ts';
import type { Result, TimepointResult, Trace } from './result.ts';
import { lengthText, listText } from './sentence.ts';
import { percentChange } from './threshold.ts';
import type { Timeline } from './timeline.ts';

/** The tumour burden of one timepoint, as far as the walk looks at it. */
export interface CourseBurden {
  /** In the unit of the criteria; null where not evaluable and without targets. */
  readonly sum: number | null;
  /** The parts of the sum, as a sentence. */
  readonly parts: string;
}

/** What is known of the targets of a timepoint. */
export interface TargetFacts<Burden extends CourseBurden, Settings> {
  /** The timepoint's place, baseline 0. */
  readonly at: number;
  readonly burden: Burden;
  readonly baseline: number | null;
  /** What growth is measured from: the nadir, or what the settings put in its place. */
  readonly nadir: Low | null;
  /** The first earlier timepoint with a complete response, where reappearance is a rule. */
  readonly completeAt: string | null;
  readonly settings: Settings;
}

/** Settings that the walk itself looks at. One that the criteria do not have is left out and switches the rule off. */
export interface CourseSettings extends BestSettings {
  readonly nadirIncludesBaseline: boolean;
  readonly backdateEquivocal?: boolean;
  readonly sustainPr?: boolean;
  readonly afterPd?: 'assess' | 'carry';
  readonly reappearanceAfterCr?: 'pd' | 'none';
  /** What growth is measured from; left out: the nadir. */
  readonly pdReference?: 'nadir' | 'baseline';
}

/** A word with the sentence that led to it. */
export interface Answer {
  readonly word: string;
  readonly rule: string;
  readonly source: string;
}

/** Where the paper speaks of what the walk says by itself. */
export interface CourseSources extends DateSources {
  readonly sum: string;
  readonly nadir: string;
  readonly notEvaluable: string;
  readonly newLesion: string;
}

/** Criteria that walk through the timepoints as RECIST 1.1 does, for one case. `at` is a timepoint's place, baseline 0. */
export interface CourseRules<Burden extends CourseBurden, Settings extends CourseSettings> {
  readonly timeline: Timeline;
  readonly settings: Settings;
  readonly best: BestRules;
  /** Unit of the burden. */
  readonly unit: string;
  readonly sources: CourseSources;
  readonly burdenAt: (at: number) => Burden;
  /** null where there is no target; irRC has a burden without any. */
  readonly targetResponse: FirstLine<TargetFacts<Burden, Settings>, string | null> | null;
  /** `changeFromNadir` too is against what growth is measured from: with `pdReference: baseline` the baseline (WHO). */
  readonly isNadirReplaced?: true;
  readonly nonTargetAt: (at: number, completeAt: string | null) => Answer | null;
  /** The new lesions seen beyond doubt, and those suspected. */
  readonly seenAt: (at: number) => readonly string[];
  readonly suspectedAt: (at: number) => readonly string[];
  readonly overallAt: (
    target: string | null,
    nonTarget: string | null,
    isNew: boolean,
    at: number,
  ) => Decision<string>;
  readonly datedBack: DatedBack;
  /** What only these criteria look at, beside the burden. */
  readonly componentsAt?: (at: number) => {
    readonly values: Partial<TimepointResult>;
    readonly trace: readonly Trace[];
  };
}

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
  const components = rules.componentsAt?.(at);

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
      trace.push({ step: 'nadir', rule, source: 'ours: setting pdReference' });
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
