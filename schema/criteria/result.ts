import type { TraceStep } from './term.ts';

/** One sentence that led to an answer, as a physician reads it, with its source: paper, table and row. */
export interface Trace {
  readonly step: TraceStep;
  readonly rule: string;
  readonly source: string;
}

/** What the criteria answer for one timepoint after baseline. Words are those of the criteria. */
export interface TimepointResult {
  readonly id: string;
  readonly date: string;
  /** Tumour burden in the unit of the criteria; null where not evaluable and without targets. */
  readonly sum: number | null;
  /** Percent, unrounded; null without a complete sum on both sides, and for a rise from 0. */
  readonly changeFromBaseline: number | null;
  /** Percent, unrounded, against the smallest earlier sum; negative at a new low. */
  readonly changeFromNadir: number | null;
  /** null where there is no target lesion. */
  readonly target: string | null;
  /** null where there is no non-target lesion. */
  readonly nonTarget: string | null;
  /** An unequivocal new lesion is seen at this timepoint. */
  readonly newLesion: boolean;
  readonly overall: string;
  readonly trace: readonly Trace[];
  /** iRECIST: sum of the new-lesion targets, mm. */
  readonly newSum?: number | null;
  /** Choi: mean HU of the targets that have one. */
  readonly attenuation?: number | null;
  /** Choi: percent against the same lesions' baseline. */
  readonly attenuationChange?: number | null;
  /** PCWG: response of soft tissue. */
  readonly softTissue?: string;
  /** PCWG: bone scan. */
  readonly bone?: string | null;
  /** Lugano, LYRIC: response by CT. */
  readonly ctResponse?: string | null;
  /** Lugano, LYRIC: response by PET; null without a score. */
  readonly petResponse?: string | null;
  /** RANO 2.0, mixed tumour: sum of the non-enhancing part. */
  readonly sumNonEnhancing?: number | null;
}

/** The keys of a TimepointResult that only some criteria answer. */
export const TIMEPOINT_COMPONENTS = [
  'newSum',
  'attenuation',
  'attenuationChange',
  'softTissue',
  'bone',
  'ctResponse',
  'petResponse',
  'sumNonEnhancing',
] as const satisfies readonly (keyof TimepointResult)[];
export type TimepointComponent = (typeof TIMEPOINT_COMPONENTS)[number];

/** The keys of a Result that only some criteria answer. */
export const RESULT_COMPONENTS = [
  'recistProgressionDate',
  'softTissueProgressionDate',
  'boneProgressionDate',
  'psaResponse',
  'psaResponseDate',
  'psaProgressionDate',
] as const satisfies readonly (keyof Result)[];
export type ResultComponent = (typeof RESULT_COMPONENTS)[number];

/** The baseline timepoint, which has a burden and no response. */
export interface BaselineResult {
  readonly id: string;
  readonly date: string;
  readonly sum: number | null;
  readonly trace: readonly Trace[];
}

/** What a best overall response is derived from: a Result, or the timepoint responses a source states. */
export interface Responses {
  /** In date order, after baseline. */
  readonly timepoints: readonly TimepointResponse[];
  /** null or left out when the source does not tell. */
  readonly baselineDate?: string | null;
  /** Left out: the first timepoint that is progression. null: there is none, whatever the timepoints say. */
  readonly progressionDate?: string | null;
  /** Left out: told from the words stated (a PR or SD needs targets). */
  readonly hasTargets?: boolean;
}

export interface TimepointResponse {
  readonly id?: string;
  readonly date: string;
  readonly overall: string;
}

/** Best overall response with its dates and reasons. */
export interface BestResponse {
  readonly best: string;
  /** First date of the best response where it is a response (CR, PR), else null. */
  readonly bestDate: string | null;
  /**
   * Date of the first timepoint that is a response and counts as one: where best is CR, the PR before it counts too.
   * The start of the duration of response. null unless best is a response.
   */
  readonly firstResponseDate: string | null;
  readonly progressionDate: string | null;
  readonly trace: readonly Trace[];
}

/** What the criteria answer for a whole case. It is a Responses itself, so best can be derived again. */
export interface Result extends BestResponse {
  readonly criteria: string;
  readonly engineVersion: string;
  readonly baseline: BaselineResult;
  readonly baselineDate: string;
  readonly hasTargets: boolean;
  /** After baseline, in date order. */
  readonly timepoints: readonly TimepointResult[];
  /**
   * Smallest percent change of the burden from baseline, for the waterfall; null where no timepoint that counts has one.
   * ours: up to and including the first timepoint that is progression, and none after a new therapy.
   */
  readonly bestChangePercent: number | null;
  /** iRECIST: progression date by RECIST 1.1. */
  readonly recistProgressionDate?: string | null;
  readonly softTissueProgressionDate?: string | null;
  readonly boneProgressionDate?: string | null;
  readonly psaResponse?: boolean | null;
  readonly psaResponseDate?: string | null;
  readonly psaProgressionDate?: string | null;
}
