import { standardErrors, type Interval } from './confidence.ts';
import { listMoments, type Moment, type Observation } from './observation.ts';

/** How the interval of a survival is made: on the scale of log(−log S), of log S, or of S itself. */
export const SURVIVAL_INTERVALS = ['log-log', 'log', 'plain'] as const;
export type SurvivalInterval = (typeof SURVIVAL_INTERVALS)[number];

/** The curve from one moment on. */
export interface CurvePoint extends Moment, Interval {
  /** Share that is free of the event after this moment, 0 to 1. */
  readonly survival: number;
  /** Greenwood's, of the survival itself; null where the survival is 0. */
  readonly standardError: number | null;
}

/** A time by which a share has had the event; null where the curve does not come so far. */
export interface Quantile extends Interval {
  readonly time: number | null;
}

/** A survival at a time that is asked for; null after the last observation. */
export interface SurvivalAt extends Interval {
  readonly time: number;
  /** Under observation just before it. */
  readonly atRisk: number;
  readonly survival: number | null;
  readonly standardError: number | null;
}

export interface KaplanMeier {
  readonly n: number;
  readonly events: number;
  /** A point for each time at which an observation ends, in order. */
  readonly curve: readonly CurvePoint[];
  readonly q25: Quantile;
  readonly median: Quantile;
  readonly q75: Quantile;
  readonly at: readonly SurvivalAt[];
}

export interface KaplanMeierOptions {
  readonly interval?: SurvivalInterval;
  readonly level?: number;
  /** Times at which the survival is asked for. */
  readonly at?: readonly number[];
}

/**
 * Product-limit estimate of survival, with pointwise intervals, and quantiles by Brookmeyer and Crowley.
 *
 * Where the curve stands exactly at a quantile, its time is the middle of that stretch. No observation: an empty curve.
 *
 * @throws RangeError for a time that is no number or negative, or a level that is none
 * @source Kaplan and Meier 1958, J Am Stat Assoc 53:457-481; Greenwood 1926; Brookmeyer and Crowley 1982, Biometrics 38:29-41; figures as
 *   R survival's survfit, its intervals without a modified lower bound
 */
export function kaplanMeier(
  observations: readonly Observation[],
  { interval = 'log-log', level = 0.95, at = [] }: KaplanMeierOptions = {},
): KaplanMeier {
  const z = standardErrors(level);
  const curve = curveOf(listMoments(observations), (survival, error) =>
    boundsOf(survival, error, z, interval),
  );
  return {
    n: observations.length,
    events: observations.filter(({ isEvent }) => isEvent).length,
    curve,
    q25: quantileOf(curve, 0.25),
    median: quantileOf(curve, 0.5),
    q75: quantileOf(curve, 0.75),
    at: at.map((time) => survivalAt(curve, time, observations)),
  };
}

/** @param bounds of a survival with the standard error of its cumulative hazard */
function curveOf(
  moments: readonly Moment[],
  bounds: (survival: number, error: number) => Interval,
): readonly CurvePoint[] {
  let survival = 1;
  let variance = 0;
  return moments.map((moment) => {
    const { atRisk, events } = moment;
    survival *= (atRisk - events) / atRisk;
    variance += events === 0 ? 0 : events / (atRisk * (atRisk - events));
    const error = Math.sqrt(variance);
    return {
      ...moment,
      survival,
      standardError: survival === 0 ? null : survival * error,
      ...bounds(survival, error),
    };
  });
}

/**
 * Of a survival and the standard error of its cumulative hazard. Nothing can be told at 0, and on the scale of log(−log S) not at 1 either.
 *
 * @source R survival, `survfit_confint`
 */
function boundsOf(survival: number, error: number, z: number, interval: SurvivalInterval): Interval {
  if (survival === 0) return NONE;
  if (interval === 'plain')
    return {
      lower: Math.max(survival - z * error * survival, 0),
      upper: Math.min(survival + z * error * survival, 1),
    };
  if (interval === 'log')
    return {
      lower: Math.exp(Math.log(survival) - z * error),
      upper: Math.min(Math.exp(Math.log(survival) + z * error), 1),
    };
  if (survival === 1) return NONE;
  const log = Math.log(survival);
  const away = (z * error) / log;
  return {
    lower: Math.exp(-Math.exp(Math.log(-log) - away)),
    upper: Math.exp(-Math.exp(Math.log(-log) + away)),
  };
}

const NONE: Interval = { lower: null, upper: null };

function quantileOf(curve: readonly CurvePoint[], share: number): Quantile {
  return {
    time: timeOf(curve, share, ({ survival }) => survival),
    lower: timeOf(curve, share, ({ lower }) => lower),
    upper: timeOf(curve, share, ({ upper }) => upper),
  };
}

/** A survival equals a quantile when they differ by rounding alone. */
const SAME = Math.sqrt(Number.EPSILON);

/** When a falling curve has lost a share; the middle of the stretch where it stands at just that. */
function timeOf(
  curve: readonly CurvePoint[],
  share: number,
  heightOf: (point: CurvePoint) => number | null,
): number | null {
  const steps = [{ time: 0, lost: 0 as number | null }];
  for (const point of curve) {
    const height = heightOf(point);
    const lost = height === null ? null : 1 - height;
    if (lost !== steps.at(-1)?.lost) steps.push({ time: point.time, lost });
  }
  // A bound on the scale of log S may rise again: the step that lies nearest above the share counts, as in R, not the first one.
  const byLoss = steps
    .flatMap(({ time, lost }) => (lost === null ? [] : [{ time, lost }]))
    .sort((a, b) => a.lost - b.lost);
  const reaches = (margin: number) => byLoss.find(({ lost }) => lost + margin >= share)?.time;
  const from = reaches(SAME);
  if (from === undefined) return null;
  const last = steps.at(-1)?.lost ?? null;
  const to = last !== null && Math.abs(share - last) < SAME ? curve.at(-1)?.time : reaches(-SAME);
  return to === undefined ? null : (from + to) / 2;
}

function survivalAt(
  curve: readonly CurvePoint[],
  time: number,
  observations: readonly Observation[],
): SurvivalAt {
  const atRisk = observations.filter((each) => each.time >= time).length;
  const last = curve.at(-1);
  if (last === undefined || time > last.time)
    return { time, atRisk, survival: null, standardError: null, ...NONE };
  const point = curve.findLast((each) => each.time <= time);
  if (point === undefined) return { time, atRisk, survival: 1, standardError: 0, lower: 1, upper: 1 };
  const { survival, standardError, lower, upper } = point;
  return { time, atRisk, survival, standardError, lower, upper };
}
