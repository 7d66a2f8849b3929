import type { Case, ChosenSettings, Finding, Lesion, Subject, Timepoint } from './case.ts';
import type { PrintedTable } from './printed-table.ts';
import type { BestResponse, Responses, Result, ResultComponent, TimepointComponent } from './result.ts';
import type { SettingSchema } from './setting.ts';

/** A published way to judge how disease responds. One file each, named by its id; CRITERIA lists them. */
export interface Criterion {
  readonly id: string;
  /** As people say it: `RECIST 1.1`. */
  readonly name: string;
  readonly citations: readonly Citation[];
  /** What is summed up over the targets. */
  readonly burden: { readonly name: string; readonly unit: string };
  /** Where the burden hangs on the settings, or its thresholds are not the settings `prPercent` and `pdPercent`. */
  readonly burdenBy?: (settings: ChosenSettings) => Partial<Burden>;
  /** What a charter may choose. */
  readonly settings: SettingSchema;
  /** The words of each answer, in order of display. */
  readonly words: Words;
  /** What a reader may choose as a target. */
  readonly lesionRules: LesionRules;
  /** What the criteria ask of a read beside the states of its lesions. */
  readonly inputs: Inputs;
  /** What the criteria answer beside the burden and the responses, in order of display. */
  readonly components: Components;
  /** The tables of the criteria as they are printed, in the order in which they are applied. */
  readonly tables: readonly PrintedTable[];
  /**
   * Judges a case.
   *
   * @throws RangeError on settings that `findSettingFaults` would report
   */
  readonly assess: (subjectCase: Case) => Result;
  /** Best overall response of timepoint responses, derived or stated, under other settings than those of the case if wished. */
  readonly best: (responses: Responses, settings?: ChosenSettings, subject?: Subject) => BestResponse;
}

/** What is summed up, and by how much it must change: what a figure of it is labelled with. */
export interface Burden {
  readonly name: string;
  readonly unit: string;
  /** Least fall from baseline that is a response, percent; null: no fall of the burden is one. */
  readonly responsePercent: number | null;
  /** Least rise from the nadir that is progression, percent; null: no rise of the burden alone is. */
  readonly progressionPercent: number | null;
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

/** Keys of a case that the criteria look at; a read form asks for these and no others. */
export interface Inputs {
  readonly subject: readonly (keyof Subject)[];
  readonly lesion: readonly Exclude<keyof Lesion, 'id' | 'role' | 'kind' | 'site'>[];
  readonly timepoint: readonly Exclude<keyof Timepoint, 'id' | 'date' | 'evaluable' | 'findings'>[];
  readonly finding: readonly Exclude<keyof Finding, 'lesion' | 'state'>[];
}

/** A further answer, with its name as people say it. */
export interface Component<Key extends string> {
  readonly key: Key;
  readonly name: string;
  /** null for a word, a date, or yes and no. */
  readonly unit: string | null;
}

export interface Components {
  readonly timepoint: readonly Component<TimepointComponent>[];
  readonly result: readonly Component<ResultComponent>[];
}

export interface LesionRules {
  /** null: the paper sets no number. */
  readonly maxTargets: number | null;
  readonly maxTargetsPerOrgan: number | null;
  readonly sizes: readonly SizeRule[];
  /** Kinds of lesion that are never measurable. */
  readonly neverMeasurable: readonly string[];
  readonly source: string;
}

/** When a lesion of a kind is large enough to be a target; of several rules for a kind each must be met. */
export interface SizeRule {
  /** A kind of lesion; null for every other kind. */
  readonly kind: string | null;
  /** Only lesions of this kind at this site; left out: at every other site. */
  readonly site?: string;
  readonly size: 'longestDiameter' | 'shortAxis' | 'perpendicular';
  readonly leastMm: number;
  /** The size must be above `leastMm`; left out: at least that. */
  readonly isAbove?: true;
  /** A thick slice raises the least size to this multiple of it. */
  readonly sliceThicknessMultiple: number | null;
  readonly source: string;
}
