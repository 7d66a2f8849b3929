import { fallText, fromNadirText, riseText } from './change-sentence.ts';
import type { TargetFacts } from './course-rules.ts';
import type { PercistSettings } from './percist-setting.ts';
import { lengthText } from './sentence.ts';
import { hasFallen, hasRisen, isAbove, isAtLeast, percentChange } from './threshold.ts';
import type { UptakeBurden } from './uptake.ts';

/** What is known of the targets of a timepoint in PERCIST. */
export type UptakeFacts = TargetFacts<UptakeBurden, PercistSettings>;

const UNIT = 'SUL';

/**
 * Whether uptake has risen over what a rise is measured from: above both thresholds, or at least both where the charter says so.
 *
 * ours: a rise from 0 meets any percentage.
 */
export function hasUptakeRisen(sum: number | null, { nadir, settings }: UptakeFacts): boolean {
  if (sum === null || nadir === null) return false;
  const { percent: leastPercent, absoluteSul, pdInclusive } = settings;
  if (pdInclusive) return hasRisen(sum, nadir.sum, leastPercent, absoluteSul);
  const change = percentChange(sum, nadir.sum);
  return (change === null || isAbove(change, leastPercent)) && isAbove(sum - nadir.sum, absoluteSul);
}

/** Whether uptake has fallen below the baseline by at least both thresholds. */
export function hasUptakeFallen({ burden: { sum }, baseline, settings }: UptakeFacts): boolean {
  if (sum === null || baseline === null) return false;
  return hasFallen(sum, baseline, settings.percent) && isAtLeast(baseline - sum, settings.absoluteSul);
}

/** `3.4 % and 0.3 SUL above the baseline of 8 SUL (BL)` */
export function fromReferenceText({ burden, nadir, settings }: UptakeFacts): string {
  return fromNadirText(burden.sum, nadir, thresholdsOf(settings), UNIT, settings.pdReference);
}

/** The percentage, as the sentences of a change take it. */
function thresholdsOf({ percent: least }: PercistSettings) {
  return { prPercent: least, pdPercent: least };
}

/** `10.4 SUL is 31.0 % and 2.4 SUL above the baseline of 8 SUL (BL): progression. More than 30 % and more than 0.8 SUL.` */
export function uptakeRiseText(sum: number | null, { nadir, settings }: UptakeFacts): string {
  const rise = riseText(sum, nadir, thresholdsOf(settings), UNIT, settings.pdReference);
  const least = settings.pdInclusive
    ? leastChangeText(settings)
    : `More than ${settings.percent} % and more than ${settings.absoluteSul} ${UNIT}.`;
  return `${rise}: progression. ${least}`;
}

/** `4 SUL is 50.0 % below the baseline of 8 SUL (4 SUL)` */
export function uptakeFallText({ burden, baseline, settings }: UptakeFacts): string {
  const fall = fallText(burden.sum, baseline, thresholdsOf(settings), UNIT);
  if (burden.sum === null || baseline === null || burden.sum >= baseline) return fall;
  return `${fall} (${lengthText(baseline - burden.sum)} ${UNIT})`;
}

/** `At least 30 % and at least 0.8 SUL.` */
export function leastChangeText({ percent: least, absoluteSul }: PercistSettings): string {
  return `At least ${least} % and at least ${absoluteSul} ${UNIT}.`;
}
