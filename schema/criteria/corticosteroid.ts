import type { Timepoint } from './case.ts';
import { lengthText } from './sentence.ts';
import { isAbove, isAtMost, isBelow } from './threshold.ts';

/** Whether a component that nobody recorded stands in the way of a response (`strict`) or not (`lenient`). */
export type MissingComponents = 'lenient' | 'strict';

/** What the gliomas' charters say of corticosteroids. */
export interface SteroidSettings {
  /** A dose up to this one replaces what the body lacks and counts as none, mg/day. */
  readonly physiologicDoseMg: number;
  readonly missingComponents: MissingComponents;
}

/** The dose that holds at a timepoint, and the timepoint it was recorded at. */
export interface Dose {
  /** mg/day, dexamethasone-equivalent. */
  readonly mgPerDay: number;
  readonly recordedAt: string;
}

/** Doses by the place of the timepoint, baseline 0; null while none was recorded. */
export type Doses = readonly (Dose | null)[];

/** What the dose of a timepoint says of a response and of stable disease. */
export interface SteroidStatus {
  /** At most the dose of baseline, or physiologic. */
  readonly isNotAboveBaseline: boolean;
  /** None, or physiologic. */
  readonly isOff: boolean;
  /** Above the dose of baseline and more than physiologic. */
  readonly isRaised: boolean;
  /** The dose as a sentence without its end: `4 mg/day, not above the 6 mg/day of baseline`. */
  readonly text: string;
}

/** The dose that holds at each timepoint, baseline first. ours: the last one that was recorded holds until another is. */
export function carryDoses(timepoints: readonly Timepoint[]): Doses {
  let last: Dose | null = null;
  return timepoints.map(({ id, corticosteroid }) => {
    if (corticosteroid !== undefined) last = { mgPerDay: corticosteroid, recordedAt: id };
    return last;
  });
}

/**
 * Whether the dose at a timepoint is below the dose at an earlier scan. ours: with either unknown it is not.
 *
 * @param at the timepoint's place, baseline 0
 * @param scan the place of the scan it is compared with
 */
export function isReducedAgainst(doses: Doses, at: number, scan: number): boolean {
  const now = doses[at] ?? null;
  const then = doses[scan] ?? null;
  return now !== null && then !== null && isBelow(now.mgPerDay, then.mgPerDay);
}

/**
 * The dose of a timepoint against that of baseline.
 *
 * @param at the timepoint's place, baseline 0
 * @param baselineAt the place of the baseline scan
 */
export function steroidStatus(
  timepoints: readonly Timepoint[],
  doses: Doses,
  at: number,
  baselineAt: number,
  settings: SteroidSettings,
): SteroidStatus {
  const { physiologicDoseMg, missingComponents } = settings;
  const isLenient = missingComponents === 'lenient';
  const now = doses[at] ?? null;
  if (now === null) {
    const text = `not recorded, ${isLenient ? 'taken as no hindrance' : 'so no response can be told'} (missingComponents ${missingComponents})`;
    return { isNotAboveBaseline: isLenient, isOff: isLenient, isRaised: false, text };
  }
  const baseline = doses[baselineAt] ?? null;
  const isOff = isAtMost(now.mgPerDay, physiologicDoseMg);
  const isAtMostBaseline = baseline === null ? isLenient : isAtMost(now.mgPerDay, baseline.mgPerDay);
  return {
    isNotAboveBaseline: isAtMostBaseline || isOff,
    isOff,
    isRaised: baseline !== null && isAbove(now.mgPerDay, baseline.mgPerDay) && !isOff,
    text: `${doseText(now, timepoints[at]?.id)}, ${againstBaselineText(now, baseline, isOff, settings)}`,
  };
}

/**
 * `not reduced against the 4 mg/day of W8`: the dose of a timepoint against that of an earlier scan.
 *
 * @param at the timepoint's place, baseline 0
 * @param scan the place of the scan it is compared with
 */
export function againstScanText(
  timepoints: readonly Timepoint[],
  doses: Doses,
  at: number,
  scan: number,
): string {
  const name = timepoints[scan]?.id ?? '';
  const then = doses[scan] ?? null;
  if (then === null) return `not known to be reduced, for no dose is known at ${name}`;
  const reduced = isReducedAgainst(doses, at, scan) ? 'reduced' : 'not reduced';
  return `${reduced} against the ${lengthText(then.mgPerDay)} mg/day of ${name}`;
}

/** `4 mg/day`, `4 mg/day (recorded at W8)`. */
function doseText({ mgPerDay, recordedAt }: Dose, timepoint: string | undefined): string {
  const dose = `${lengthText(mgPerDay)} mg/day`;
  return recordedAt === timepoint ? dose : `${dose} (recorded at ${recordedAt})`;
}

function againstBaselineText(
  now: Dose,
  baseline: Dose | null,
  isOff: boolean,
  { physiologicDoseMg, missingComponents }: SteroidSettings,
): string {
  if (isOff && physiologicDoseMg > 0) return `at most the physiologic ${physiologicDoseMg} mg/day`;
  if (isOff) return 'off corticosteroids';
  if (baseline === null) return `no dose known at baseline (missingComponents ${missingComponents})`;
  const side = isAbove(now.mgPerDay, baseline.mgPerDay) ? 'above' : 'not above';
  return `${side} the ${lengthText(baseline.mgPerDay)} mg/day of baseline`;
}
