import type { Case, ChosenSettings, Subject } from './case.ts';
import type { BestResponse, Responses, Result } from './result.ts';
import type { SettingSchema } from './setting.ts';

/** A published way to judge how disease responds. One file each, named by its id; CRITERIA lists them. */
export interface Criterion {
  readonly id: string;
  /** As people say it: `RECIST 1.1`. */
  readonly name: string;
  readonly citations: readonly Citation[];
  /** What is summed up over the targets. */
  readonly burden: { readonly name: string; readonly unit: string };
  /** What a charter may choose. */
  readonly settings: SettingSchema;
  /** The words of each answer, in order of display. */
  readonly words: Words;
  /** What a reader may choose as a target. */
  readonly lesionRules: LesionRules;
  /**
   * Judges a case.
   *
   * @throws RangeError on settings that `findSettingFaults` would report
   */
  readonly assess: (subjectCase: Case) => Result;
  /** Best overall response of timepoint responses, derived or stated, under other settings than those of the case if wished. */
  readonly best: (responses: Responses, settings?: ChosenSettings, subject?: Subject) => BestResponse;
}

export interface Citation {
  readonly text: string;
  readonly doi: string;
}

export interface Words {
  readonly timepoint: readonly string[];
  readonly best: readonly string[];
  readonly target: readonly string[];
  readonly nonTarget: readonly string[];
  /** Those of `best` that are a response, for the response rate. */
  readonly response: readonly string[];
  /** Those of `best` that are disease control, responses included. */
  readonly diseaseControl: readonly string[];
  /** Those of `timepoint` that are progression. */
  readonly progression: readonly string[];
}

export interface LesionRules {
  readonly maxTargets: number;
  readonly maxTargetsPerOrgan: number;
  readonly sizes: readonly SizeRule[];
  /** Kinds of lesion that are never measurable. */
  readonly neverMeasurable: readonly string[];
  readonly source: string;
}

/** When a lesion of a kind is large enough to be a target. */
export interface SizeRule {
  /** A kind of lesion; null for every other kind. */
  readonly kind: string | null;
  readonly size: 'longestDiameter' | 'shortAxis';
  readonly leastMm: number;
  /** A thick slice raises the least size to this multiple of it. */
  readonly sliceThicknessMultiple: number | null;
  readonly source: string;
}
