/** What an evaluator states of a read by one criteria; null: not stated. */
export interface StatedResponse {
  readonly criteria: string;
  readonly target: string | null;
  readonly nonTarget: string | null;
  readonly hasNewLesion: boolean | null;
  readonly overall: string | null;
  /** In the unit of the criteria. */
  readonly sum: number | null;
}

/** The stated columns of `timepoint_response`. */
export const statedColumns = (stated: StatedResponse | undefined) => ({
  statedTarget: stated?.target ?? null,
  statedNonTarget: stated?.nonTarget ?? null,
  statedNewLesion: stated?.hasNewLesion ?? null,
  statedOverall: stated?.overall ?? null,
  statedSum: stated?.sum ?? null,
});
