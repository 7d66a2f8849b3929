/** A subject's time under observation and whether the event was seen at its end. */
export interface Observation {
  /** In any unit, 0 or more. */
  readonly time: number;
  /** false: censored. */
  readonly isEvent: boolean;
}

/** Times that differ by less are one: what calculating with months makes of equal days. */
const TOLERANCE = Math.sqrt(Number.EPSILON);

/**
 * Makes times equal that differ by rounding alone, as R's `survival` does before it counts ties.
 *
 * @returns the same observations, in order of time; at one time events stand before what is censored
 * @throws RangeError for a time that is no number, or negative
 * @source R package survival, `aeqSurv`: tolerance 1.5e-8, absolute or against the mean time
 */
export function sortByTime<Each extends Observation>(observations: readonly Each[]): readonly Each[] {
  for (const { time } of observations)
    if (!(Number.isFinite(time) && time >= 0))
      throw new RangeError(`A time is a number of 0 or more, not ${time}.`);
  const distinct = [...new Set(observations.map(({ time }) => time))].sort((a, b) => a - b);
  const mean = distinct.reduce((sum, time) => sum + time, 0) / distinct.length;
  const meant = new Map<number, number>();
  for (const [at, time] of distinct.entries()) {
    const before = distinct[at - 1];
    const gap = before === undefined ? Number.POSITIVE_INFINITY : time - before;
    const isSame = gap <= TOLERANCE || gap / mean <= TOLERANCE;
    meant.set(time, isSame && before !== undefined ? (meant.get(before) ?? before) : time);
  }
  return observations
    .map((each) => ({ ...each, time: meant.get(each.time) ?? each.time }))
    .sort((a, b) => a.time - b.time || Number(b.isEvent) - Number(a.isEvent));
}

/** What happens at one time: observations that end there, of those that are under observation up to it. */
export interface Moment {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
}

/** The moments at which observations end, in order of time. */
export function listMoments(observations: readonly Observation[]): readonly Moment[] {
  const moments: Moment[] = [];
  let atRisk = observations.length;
  for (const [time, ended] of Map.groupBy(sortByTime(observations), (each) => each.time)) {
    const events = ended.filter(({ isEvent }) => isEvent).length;
    moments.push({ time, atRisk, events, censored: ended.length - events });
    atRisk -= ended.length;
  }
  return moments;
}
