import { lowestBefore, type Lowest, type ProductSize } from './product-size.ts';
import type { SpdCourse } from './spd-course.ts';
import { isBelow } from './threshold.ts';

/** What the growth of one target is measured from. */
export interface TargetNadir {
  /** Its size where its product was smallest; of equal products the earliest. */
  readonly size: ProductSize;
  /** The place of that timepoint. */
  readonly at: number;
  /** Its smallest earlier diameters, each by itself, mm. */
  readonly leastLongMm: number;
  readonly leastShortMm: number;
}

/**
 * The nadir of one target, its smallest product, mm²: among the earlier timepoints at which it was evaluable and not merged into
 * another, a fragment from its first mention on. ours: a timepoint at which it carried others counts with the joint size.
 *
 * @param target its place among the targets
 * @returns null while there is none
 */
export function nadirOfTarget({ sizes }: SpdCourse, target: number, at: number): TargetNadir | null {
  let nadir: ProductSize | null = null;
  let nadirAt = 0;
  let leastLongMm = Infinity;
  let leastShortMm = Infinity;
  for (let earlier = 0; earlier < at; earlier += 1) {
    const size = sizes[earlier]?.[target] ?? null;
    if (size === null || size.status === 'merged' || size.status === 'not-yet') continue;
    leastLongMm = Math.min(leastLongMm, size.longMm);
    leastShortMm = Math.min(leastShortMm, size.shortMm);
    if (nadir !== null && !isBelow(size.product, nadir.product)) continue;
    nadir = size;
    nadirAt = earlier;
  }
  return nadir === null ? null : { size: nadir, at: nadirAt, leastLongMm, leastShortMm };
}

/**
 * The parts of a confluence: the target that bears the joint size and those merged into it now, also along a chain of targets.
 *
 * @param target its place among the targets
 * @returns places among the targets, the bearer first; null where nothing is merged into it
 */
export function partsOfConfluence(course: SpdCourse, target: number, at: number): readonly number[] | null {
  const { targets, sizes, timeline } = course;
  if (!sizes[at]?.some((size) => size?.status === 'merged')) return null;
  const carriers = targets.map(({ id }) => {
    const carrier = timeline.findings[at]?.get(id)?.mergedInto;
    return carrier === undefined ? -1 : targets.findIndex((other) => other.id === carrier);
  });
  const parts = [target];
  for (const place of targets.keys()) {
    let carrier = place;
    for (let steps = 0; carrier >= 0 && steps < targets.length; steps += 1) {
      carrier = carriers[carrier] ?? -1;
      if (carrier === target) break;
    }
    if (carrier === target && place !== target) parts.push(place);
  }
  return parts.length > 1 ? parts : null;
}

/**
 * The smallest earlier total of the parts of a confluence, mm². ours: a total is known only where every part is evaluable, and from
 * the first mention of one of them on.
 *
 * @returns null while there is none
 */
export function nadirOfParts({ sizes }: SpdCourse, parts: readonly number[], at: number): Lowest | null {
  const totals = sizes.slice(0, at).map((atTimepoint) => {
    let total = 0;
    let hasBegun = false;
    for (const part of parts) {
      const size = atTimepoint[part] ?? null;
      if (size === null) return null;
      if (size.status !== 'not-yet') hasBegun = true;
      total += size.product;
    }
    return hasBegun ? total : null;
  });
  return lowestBefore(totals, at);
}
