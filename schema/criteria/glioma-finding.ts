import type { Case, Finding, Lesion, Timepoint } from './case.ts';
import {
  againstScanText,
  carryDoses,
  steroidStatus,
  type Doses,
  type SteroidSettings,
  type SteroidStatus,
} from './corticosteroid.ts';
import { clinicalComponent, t2flairComponent, type ComponentStatus } from './glioma-component.ts';
import type { TumourResponse } from './glioma-target.ts';
import {
  nonTargetWord,
  sortNonTargetsAt,
  type NonTargetFacts,
  type NonTargetLimits,
} from './non-target-word.ts';
import type { Trace } from './result.ts';
import { capitalText, listText } from './sentence.ts';
import type { NonTargetResponse } from './term.ts';
import { stateOf, timelineOf, type Timeline } from './timeline.ts';

/** A glioma case, arranged for judging. */
export interface GliomaView {
  readonly timepoints: readonly Timepoint[];
  readonly timeline: Timeline;
  readonly doses: Doses;
}

/** What stands beside the images of a timepoint. */
export interface GliomaComponents {
  readonly steroids: SteroidStatus;
  readonly clinical: ComponentStatus;
  /** null: the criteria or the charter do not look at it. */
  readonly t2flair: ComponentStatus | null;
}

/** What every criteria for gliomas asks for an overall response. */
export interface GliomaFacts extends GliomaComponents {
  readonly target: TumourResponse | null;
  readonly nonTarget: NonTargetResponse | null;
}

/** Where the paper speaks of what each timepoint says. */
export interface GliomaSources {
  readonly burden: string;
  readonly nadir: string;
  readonly newLesion: string;
  readonly steroids: string;
  readonly clinical: string;
  readonly t2flair: string;
}

/** A glioma that is seen again is progression at any size; there are no normal nodes. */
const NON_TARGET_LIMITS: NonTargetLimits = { normalNodeMm: null, newLesionMm: () => 0 };

/** Arranges a case for judging: timepoints, lesions by role, and the dose that holds at each timepoint, mg/day. Baseline first. */
export function viewGlioma(subjectCase: Case): GliomaView {
  const { timepoints } = subjectCase;
  return { timepoints, timeline: timelineOf(subjectCase), doses: carryDoses(timepoints) };
}

/**
 * Corticosteroids, clinical status and T2/FLAIR of a timepoint.
 *
 * @param at the timepoint's place, baseline 0
 * @param baselineAt the place of the baseline scan
 * @param isT2Evaluated whether the criteria and the charter look at T2/FLAIR
 */
export function componentsAt(
  { timepoints, doses }: GliomaView,
  at: number,
  baselineAt: number,
  settings: SteroidSettings,
  isT2Evaluated: boolean,
): GliomaComponents {
  const { clinical, t2flair } = timepoints[at] ?? {};
  return {
    steroids: steroidStatus(timepoints, doses, at, baselineAt, settings),
    clinical: clinicalComponent(clinical, settings.missingComponents),
    t2flair: isT2Evaluated ? t2flairComponent(t2flair, settings.missingComponents) : null,
  };
}

/** What a timepoint's components say. @param scans places of the scans whose dose progression is judged by */
export function traceOfComponents(
  { timepoints, doses }: GliomaView,
  at: number,
  { steroids, clinical, t2flair }: GliomaComponents,
  scans: readonly number[],
  sources: GliomaSources,
): readonly Trace[] {
  const against = doses[at] === null ? [] : scans.map((scan) => againstScanText(timepoints, doses, at, scan));
  return [
    component(`corticosteroids ${[steroids.text, ...against].join('; ')}`, sources.steroids),
    component(clinical.text, sources.clinical),
    ...(t2flair === null ? [] : [component(t2flair.text, sources.t2flair)]),
  ];
}

/** The sentence of a timepoint that is not evaluable as a whole, if it is not. */
export function traceOfEvaluability({ timepoints, timeline }: GliomaView, at: number): readonly Trace[] {
  if (timeline.isEvaluable[at] !== false) return [];
  const rule = `Nothing at ${timepoints[at]?.id ?? ''} could be evaluated: its findings are ignored.`;
  return [{ step: 'sum', rule, source: 'ours: a timepoint that is not evaluable' }];
}

/** The word of the non-targets with its sentence; none where there are no non-targets. */
export function nonTargetAt(
  timeline: Timeline,
  nonTargets: readonly Lesion[],
  at: number,
): { readonly word: NonTargetResponse | null; readonly trace: readonly Trace[] } {
  if (nonTargets.length === 0) return { word: null, trace: [] };
  const facts: NonTargetFacts = sortNonTargetsAt(timeline, nonTargets, at, NON_TARGET_LIMITS);
  const { answer, line } = nonTargetWord(facts);
  return { word: answer, trace: [{ step: 'non-target', rule: line.says(facts), source: line.source }] };
}

/**
 * Whether new tumour is seen by a finding, whatever its size. ours: judged at each timepoint by its own finding, so that a lesion that
 * is no longer seen is no new lesion there.
 */
export function isTumourSeen(finding: Finding | undefined): boolean {
  if (finding === undefined) return false;
  const state = stateOf(finding);
  return state === 'present' || state === 'measured' || state === 'too-small' || state === 'progressed';
}

/** The sentence of the new lesions seen, if there are any. */
export function traceOfNewLesions(lesions: readonly string[], source: string): readonly Trace[] {
  if (lesions.length === 0) return [];
  const rule = `${listText(lesions)} ${lesions.length === 1 ? 'is a new lesion' : 'are new lesions'}.`;
  return [{ step: 'new-lesion', rule, source }];
}

/** Whether the images cannot be evaluated: neither the targets nor, without targets, the non-targets. */
export function isImageNotEvaluable({ target, nonTarget }: GliomaFacts): boolean {
  return target === 'NE' || (target === null && (nonTarget === 'NE' || nonTarget === null));
}

/** Whether clinical status and T2/FLAIR allow a response. */
export function isComponentGood({ clinical, t2flair }: GliomaFacts): boolean {
  return clinical.isGood && (t2flair === null || t2flair.isGood);
}

/** `Target PR, non-target none` */
export function wordsText({ target, nonTarget }: GliomaFacts): string {
  return `Target ${target ?? 'none'}, non-target ${nonTarget ?? 'none'}`;
}

/** `corticosteroids 4 mg/day, not above the 6 mg/day of baseline; clinical status stable; T2/FLAIR stable` */
export function componentsText({ steroids, clinical, t2flair }: GliomaComponents): string {
  const texts = [`corticosteroids ${steroids.text}`, clinical.text, ...(t2flair ? [t2flair.text] : [])];
  return texts.join('; ');
}

function component(text: string, source: string): Trace {
  return { step: 'component', rule: `${capitalText(text)}.`, source };
}
