import type { Timepoint } from './case.ts';
import { lengthText } from './sentence.ts';
import { isAbove, isAtLeast, isAtMost } from './threshold.ts';

/** The spleen at a timepoint by Lugano; `none`: nothing to fulfil, `unknown`: enlarged at baseline and not told now. */
export const SPLEENS = ['none', 'normal', 'regressed', 'not-regressed', 'unknown', 'progressed'] as const;
export type Spleen = (typeof SPLEENS)[number];

export interface SpleenSettings {
  /** A spleen above this length is enlarged, mm. */
  readonly normalSpleenMm: number;
  /** Least rise of an enlarged spleen that is progression, beside half of the excess at baseline, mm. */
  readonly spleenMinIncreaseMm: number;
}

export interface SpleenView {
  readonly spleen: Spleen;
  /** null where there is nothing to say. */
  readonly rule: string | null;
}

/** A spleen of normal length at baseline has progressed when it is enlarged and at least this much longer, mm. */
const NEW_ENLARGEMENT_MM = 20;

/**
 * The spleen at a timepoint: by its length (mm) against that at baseline, or without one by `organEnlarged`. Cheson 2014, Table 3.
 *
 * ours: growth is measured from the smallest earlier length, its threshold from the excess at baseline; a spleen normal at baseline is
 * compared with baseline. Without a length at baseline an enlargement cannot be followed: it is unknown until it is gone, and
 * progression when it follows on a normal state.
 *
 * @param at the timepoint's place, baseline 0
 */
export function spleenAt(timepoints: readonly Timepoint[], at: number, settings: SpleenSettings): SpleenView {
  const baseline = timepoints[0]?.spleen;
  if (baseline === undefined) return organAt(timepoints, at);
  const now = timepoints[at]?.spleen;
  return isAtMost(baseline, settings.normalSpleenMm)
    ? afterNormal(baseline, now, settings)
    : afterEnlarged(baseline, now, timepoints.slice(0, at), settings);
}

function afterNormal(
  baseline: number,
  now: number | undefined,
  { normalSpleenMm }: SpleenSettings,
): SpleenView {
  if (now === undefined) return { spleen: 'none', rule: null };
  const from = `the baseline of ${lengthText(baseline)} mm, which was normal (up to ${lengthText(normalSpleenMm)} mm)`;
  const rise = `Spleen ${lengthText(now)} mm is ${lengthText(Math.abs(now - baseline))} mm ${now < baseline ? 'below' : 'above'} ${from}`;
  const hasProgressed = isAbove(now, normalSpleenMm) && isAtLeast(now - baseline, NEW_ENLARGEMENT_MM);
  return hasProgressed
    ? { spleen: 'progressed', rule: `${rise}, at least ${NEW_ENLARGEMENT_MM} mm: splenic progression.` }
    : { spleen: 'none', rule: `${rise}: no splenic progression.` };
}

function afterEnlarged(
  baseline: number,
  now: number | undefined,
  earlier: readonly Timepoint[],
  { normalSpleenMm, spleenMinIncreaseMm }: SpleenSettings,
): SpleenView {
  if (now === undefined)
    return { spleen: 'unknown', rule: 'The spleen was enlarged at baseline and is not measured now.' };
  const excess = baseline - normalSpleenMm;
  const half = `half of the excess at baseline (${lengthText(excess)} mm)`;
  const least = Math.min(...earlier.map(({ spleen }) => spleen ?? Infinity));
  const increase = now - least;
  const length = `Spleen ${lengthText(now)} mm`;
  if (
    isAbove(now, normalSpleenMm) &&
    isAbove(increase, excess / 2) &&
    isAtLeast(increase, spleenMinIncreaseMm)
  ) {
    const atLeast = spleenMinIncreaseMm > 0 ? ` and at least ${lengthText(spleenMinIncreaseMm)} mm` : '';
    const rule = `${length} is more than ${half}${atLeast} above the smallest earlier length of ${lengthText(least)} mm: splenic progression.`;
    return { spleen: 'progressed', rule };
  }
  if (isAtMost(now, normalSpleenMm))
    return { spleen: 'normal', rule: `${length} is normal (up to ${lengthText(normalSpleenMm)} mm).` };
  const from = `below the baseline of ${lengthText(baseline)} mm`;
  return isAbove(baseline - now, excess / 2)
    ? { spleen: 'regressed', rule: `${length} is more than ${half} ${from}: regressed, not normal.` }
    : { spleen: 'not-regressed', rule: `${length} is not more than ${half} ${from}: not regressed.` };
}

function organAt(timepoints: readonly Timepoint[], at: number): SpleenView {
  const now = timepoints[at]?.organEnlarged;
  const before = timepoints.slice(0, at).findLast(({ organEnlarged }) => organEnlarged !== undefined);
  if (now === true && before?.organEnlarged === false)
    return {
      spleen: 'progressed',
      rule: 'Liver or spleen is enlarged after having been normal: progression.',
    };
  if (timepoints[0]?.organEnlarged === true) {
    if (now === false)
      return { spleen: 'normal', rule: 'Liver or spleen is normal after having been enlarged at baseline.' };
    const rule = `Liver or spleen was enlarged at baseline and ${now === true ? 'still is' : 'is not evaluated now'}: not known how far it has regressed.`;
    return { spleen: 'unknown', rule };
  }
  if (now === true && before?.organEnlarged === true)
    return { spleen: 'unknown', rule: 'Liver or spleen is enlarged, now and before.' };
  return { spleen: 'none', rule: null };
}
