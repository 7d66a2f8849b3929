import type { Low } from './nadir.ts';
import { lengthText, listText, percentText } from './sentence.ts';
import { percentChange } from './threshold.ts';

/** The thresholds that a sentence about a change names. */
export interface ChangeThresholds {
  readonly prPercent: number;
  readonly pdPercent: number;
  readonly pdAbsoluteMm: number;
}

/**
 * `62 mm is 24.0 % and 12 mm above the nadir of 50 mm (W12)`.
 *
 * @param unit of the sum
 * @param reference what the sum is compared with, by name
 */
export function riseText(
  sum: number | null,
  nadir: Low | null,
  thresholds: Pick<ChangeThresholds, 'pdPercent'>,
  unit = 'mm',
  reference = 'nadir',
): string {
  if (sum === null || nadir === null) return '';
  const change = percentChange(sum, nadir.sum);
  const from = `${lengthText(sum - nadir.sum)} ${unit} above the ${reference} of ${lengthText(nadir.sum)} ${unit} (${nadir.timepoint})`;
  const sumText = `${lengthText(sum)} ${unit} is`;
  return change === null
    ? `${sumText} ${from}`
    : `${sumText} ${percentText(change, thresholds.pdPercent)} % and ${from}`;
}

/** `At least 20 % and at least 5 mm.`, without the millimetres where the charter asks for none. */
export function progressionText({ pdPercent, pdAbsoluteMm }: ChangeThresholds): string {
  return pdAbsoluteMm === 0
    ? `At least ${pdPercent} %.`
    : `At least ${pdPercent} % and at least ${pdAbsoluteMm} mm.`;
}

/** `35 mm is 30.0 % below the baseline of 50 mm`. */
export function fallText(
  sum: number | null,
  baseline: number | null,
  thresholds: Pick<ChangeThresholds, 'prPercent'>,
  unit = 'mm',
): string {
  if (sum === null || baseline === null) return '';
  const change = percentChange(sum, baseline);
  const sumText = `${lengthText(sum)} ${unit} is`;
  const from = `the baseline of ${lengthText(baseline)} ${unit}`;
  if (change === null) return `${sumText} above ${from}`;
  if (change === 0) return `${sumText} equal to ${from}`;
  return `${sumText} ${percentText(change, thresholds.prPercent)} % ${change < 0 ? 'below' : 'above'} ${from}`;
}

/** `18.0 % and 4.5 mm above the nadir of 25 mm (W8)`. */
export function fromNadirText(
  sum: number | null,
  nadir: Low | null,
  thresholds: Pick<ChangeThresholds, 'pdPercent'>,
  unit = 'mm',
  reference = 'nadir',
): string {
  if (sum === null || nadir === null) return `without a ${reference}`;
  const change = percentChange(sum, nadir.sum);
  const at = `the ${reference} of ${lengthText(nadir.sum)} ${unit} (${nadir.timepoint})`;
  if (change === 0) return `equal to ${at}`;
  const distance = `${lengthText(Math.abs(sum - nadir.sum))} ${unit} ${sum < nadir.sum ? 'below' : 'above'} ${at}`;
  return change === null ? distance : `${percentText(change, thresholds.pdPercent)} % and ${distance}`;
}

/** `T01 is seen again`, `T01 and T02 are seen again`. */
export function seenAgainText(lesions: readonly string[]): string {
  return `${listText(lesions)} ${lesions.length === 1 ? 'is' : 'are'} seen again`;
}
