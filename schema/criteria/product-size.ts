import type { Finding, Lesion } from './case.ts';
import { lengthText, listText } from './sentence.ts';
import { isAbove, isAtLeast, isAtMost, isBelow, isEqual } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** A target lesion measured in two diameters, as the lymphoma and glioma criteria take it. */
export interface ProductSize {
  /** LDi: the longest diameter, mm. */
  readonly longMm: number;
  /** SDi: the diameter at a right angle to it, mm. */
  readonly shortMm: number;
  /** PPD: the product of the two, mm². */
  readonly product: number;
  /** `not-yet`: a fragment of a mass that has not split. */
  readonly status: 'measured' | 'too-small' | 'absent' | 'merged' | 'not-yet';
}

/** Sizes of some targets at one timepoint, in the order of the targets; null: not evaluable. */
export type ProductSizes = readonly (ProductSize | null)[];

const ABSENT: ProductSize = { longMm: 0, shortMm: 0, product: 0, status: 'absent' };
const MERGED: ProductSize = { longMm: 0, shortMm: 0, product: 0, status: 'merged' };
const NOT_YET: ProductSize = { longMm: 0, shortMm: 0, product: 0, status: 'not-yet' };

/**
 * Size of a target lesion by its finding: two diameters, mm.
 *
 * ours: a merged lesion is 0 × 0 whatever its state, for its bearer carries the joint size; a lesion too small to measure has the
 * default in both diameters, whatever sizes stand beside it; two diameters count beside any other state; with fewer the lesion is
 * not evaluable. The diameters are taken as they are named, also where the short one is the longer.
 *
 * @returns null when it is not evaluable
 */
export function productSizeOf(finding: Finding | undefined, tooSmallMm: number): ProductSize | null {
  if (finding === undefined) return null;
  if (finding.mergedInto !== undefined) return MERGED;
  const state = stateOf(finding);
  if (state === 'absent') return ABSENT;
  if (state === 'not-evaluable') return null;
  if (state === 'too-small')
    return { longMm: tooSmallMm, shortMm: tooSmallMm, product: tooSmallMm * tooSmallMm, status: 'too-small' };
  const longMm = finding.longestDiameter;
  const shortMm = finding.perpendicular ?? finding.shortAxis;
  if (longMm === undefined || shortMm === undefined) return null;
  return { longMm, shortMm, product: longMm * shortMm, status: 'measured' };
}

/**
 * Sizes of targets at a timepoint, mm. A fragment of a split mass is 0 × 0 before the first timepoint that mentions it.
 *
 * @param targets those of the timeline, or a part of them
 * @param at the timepoint's place, baseline 0
 */
export function productSizesAt(
  timeline: Timeline,
  targets: readonly Lesion[],
  at: number,
  tooSmallMm: number,
): ProductSizes {
  const findings = timeline.findings[at];
  return targets.map(({ id }) =>
    (timeline.firstMention.get(id) ?? 0) > at ? NOT_YET : productSizeOf(findings?.get(id), tooSmallMm),
  );
}

/** SPD: the sum of the products, mm²; null without targets or with one that is not evaluable. */
export function sumOfProducts(sizes: ProductSizes): number | null {
  let sum = 0;
  for (const size of sizes) {
    if (size === null) return null;
    sum += size.product;
  }
  return sizes.length > 0 ? sum : null;
}

/** The parts of an SPD: `T01 30 × 20 (600) + T02 0 (absent) = 600 mm².` */
export function sumOfProductsText(targets: readonly Lesion[], sizes: ProductSizes): string {
  const parts: string[] = [];
  const unknown: string[] = [];
  for (const [index, { id }] of targets.entries()) {
    const size = sizes[index] ?? null;
    if (size?.status === 'not-yet') continue;
    if (size === null) unknown.push(id);
    parts.push(`${id} ${sizeText(size)}`);
  }
  const sum = sumOfProducts(sizes);
  const all = parts.join(' + ');
  return sum === null ? `${all}: no sum without ${listText(unknown)}.` : `${all} = ${areaText(sum)}.`;
}

/** `30 × 20 (600)`, `0 (absent)`, `not evaluable`. */
export function sizeText(size: ProductSize | null): string {
  if (size === null) return 'not evaluable';
  const { longMm, shortMm, product, status } = size;
  if (status === 'absent' || status === 'merged' || status === 'not-yet') return `0 (${status})`;
  const sides = `${lengthText(longMm)} × ${lengthText(shortMm)}`;
  return `${sides} (${status === 'too-small' ? 'too small to measure, ' : ''}${lengthText(product)})`;
}

/** `600 mm²` */
export function areaText(area: number): string {
  return `${lengthText(area)} mm²`;
}

/** Whether both diameters are 0. */
export function isGone({ longMm, shortMm }: ProductSize): boolean {
  return isEqual(longMm, 0) && isEqual(shortMm, 0);
}

/** Whether a value falls by at least a percentage of a reference. A reference of 0 or none allows no fall. */
export function fallsBy(value: number | null, reference: number | null, percent: number): boolean {
  if (value === null || reference === null || !isAbove(reference, 0)) return false;
  return isAtMost(value, reference * (1 - percent / 100));
}

/** Whether a value rises by at least a percentage of a reference. Against 0 anything above it does. */
export function risesBy(value: number | null, reference: number | null, percent: number): boolean {
  if (value === null || reference === null) return false;
  if (isEqual(reference, 0)) return isAbove(value, 0);
  return isAtLeast(value, reference * (1 + percent / 100));
}

/** The smallest value of some timepoints, with the place of the timepoint that had it first. */
export interface Lowest {
  readonly value: number;
  readonly at: number;
}

/**
 * The nadir that a timepoint is compared with: the smallest known value of the timepoints before it. Of equal values the earliest;
 * what could not be evaluated (null) is passed over.
 *
 * @param values by the place of the timepoint, baseline 0
 * @param from the first timepoint that counts
 */
export function lowestBefore(values: readonly (number | null)[], at: number, from = 0): Lowest | null {
  let lowest: Lowest | null = null;
  for (let earlier = from; earlier < at; earlier += 1) {
    const value = values[earlier] ?? null;
    if (value !== null && (lowest === null || isBelow(value, lowest.value))) lowest = { value, at: earlier };
  }
  return lowest;
}
