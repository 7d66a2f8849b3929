/** What an evaluator states of a read by one criteria; null: not stated. */
export interface StatedResponse {
  readonly criteria: string;
  readonly target: string | null;
  readonly nonTarget: string | null;
  readonly hasNewLesion: boolean | null;
  readonly overall: string | null;
  /** In the unit of the criteria. */
  readonly sum: number | null;
  /** What only some criteria answer, by key, in the words given; left out: nothing of it. */
  readonly components?: Readonly<Record<string, string>>;
}

/** The stated columns of `timepoint_response`. */
export const statedColumns = (stated: StatedResponse | undefined) => ({
  statedTarget: stated?.target ?? null,
  statedNonTarget: stated?.nonTarget ?? null,
  statedNewLesion: stated?.hasNewLesion ?? null,
  statedOverall: stated?.overall ?? null,
  statedSum: stated?.sum ?? null,
  statedComponents:
    stated?.components !== undefined && Object.keys(stated.components).length > 0 ? stated.components : null,
});
