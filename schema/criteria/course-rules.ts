import type { BestRules, BestSettings } from './best-response.ts';
import type { Decision, FirstLine } from './decision-table.ts';
import type { Low } from './nadir.ts';
import type { DatedBack, DateSources } from './progression-date.ts';
import type { TimepointResult, Trace } from './result.ts';
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
  /** Mostly a decision table, over the words that these criteria give the targets and the non-targets. */
  overallAt(target: string | null, nonTarget: string | null, isNew: boolean, at: number): Decision<string>;
  readonly datedBack: DatedBack;
  /** What only these criteria look at, beside the burden of the timepoint. */
  readonly componentsAt?: (
    at: number,
    burden: Burden,
  ) => {
    readonly values: Partial<TimepointResult>;
    readonly trace: readonly Trace[];
  };
}
