import type { Case, Finding } from './case.ts';
import { riseText } from './change-sentence.ts';
import type { Low } from './nadir.ts';
import {
  addUpProducts,
  bearerOf,
  measuredSizeOf,
  targetsAt,
  type ProductBurden,
  type ProductPart,
} from './product.ts';
import { lengthText, listText } from './sentence.ts';
import type { Timeline } from './timeline.ts';

/** Settings that the comparison of lesions looks at. */
export interface LesionGrowthSettings {
  /** Diameter counted for a lesion too small to measure, mm. */
  readonly tooSmallMm: number;
  /** A lesion is compared with its own smallest product so far, or with its first: that of the baseline where it has one. */
  readonly pdReference: 'nadir' | 'baseline';
  /** %. */
  readonly pdPercent: number;
}

/** A measurable lesion beside what it is compared with. */
export interface LesionComparison {
  readonly id: string;
  /** mm². */
  readonly product: number;
  /** Its own reference; where others are merged into it, the sum of theirs and its own. */
  readonly reference: Low;
  /** The lesions merged into it, in chains too. */
  readonly carries: readonly string[];
}

/** The measurable lesions of one timepoint. */
export interface LesionBurden extends ProductBurden {
  /** Those that have a reference: lesions evaluated now and before. */
  readonly compared: readonly LesionComparison[];
}

interface Part extends ProductPart {
  /** The lesion that carries this one; itself where it is not merged, null where it is not evaluable by that. */
  readonly bearer: string | null;
}

/**
 * The measurable lesions of each timepoint, by its place (baseline 0), compared with their own smallest (or first) product so far, mm².
 *
 * ours: a lesion that is merged keeps its reference, and one that carries others gets none from the joint size; such a bearer is
 * compared with the sum of the references of all of them, and not at all while one has none. A lesion merged into one that is no
 * target, or in a ring, is not evaluable.
 */
export function lesionBurdensOf(
  { timepoints }: Case,
  timeline: Timeline,
  settings: LesionGrowthSettings,
): (at: number) => LesionBurden {
  const references = new Map<string, Low>();
  const burdens = timepoints.map((timepoint, at) => {
    const parts = partsAt(timeline, at, settings.tooSmallMm);
    const carried = carriedBy(parts);
    const compared: LesionComparison[] = [];
    for (const part of parts) {
      const comparison = comparisonOf(part, carried, references);
      if (comparison !== null) compared.push(comparison);
    }
    for (const { id, size, bearer } of parts) {
      if (size === null || bearer !== id || carried.has(id)) continue;
      const known = references.get(id);
      if (known === undefined || (settings.pdReference === 'nadir' && size.product < known.sum))
        references.set(id, { sum: size.product, timepoint: timepoint.id });
    }
    return { ...addUpProducts(parts, null), compared };
  });
  return (at) => burdens[at] ?? { ...addUpProducts([], null), compared: [] };
}

/** `T02 100 mm² is 25.0 % and 20 mm² above the smallest product of 80 mm² (BL)`; with others merged into it they are named. */
export function lesionGrowthText({ pdReference, pdPercent }: LesionGrowthSettings) {
  const which = pdReference === 'nadir' ? 'smallest' : 'first';
  return ({ id, product, reference, carries }: LesionComparison): string => {
    const rise = (name: string) => riseText(product, reference, { pdPercent }, 'mm²', name);
    if (carries.length === 0) return `${id} ${rise(`${which} product`)}`;
    return `${id} with ${listText(carries)} merged into it ${rise(`sum of their ${which} products`)}`;
  };
}

function partsAt(timeline: Timeline, at: number, tooSmallMm: number): readonly Part[] {
  const findings = timeline.findings[at] ?? new Map<string, Finding>();
  const targets = targetsAt(timeline, at);
  const isTarget = (lesion: string) => targets.some(({ id }) => id === lesion);
  return targets.map(({ id }) => {
    const finding = findings.get(id);
    const bearer = finding?.mergedInto === undefined ? id : bearerOf(id, findings, isTarget);
    return { id, size: bearer === null ? null : measuredSizeOf(finding, tooSmallMm), bearer };
  });
}

const NONE: readonly string[] = [];
const NONE_CARRIED: ReadonlyMap<string, readonly string[]> = new Map();

function carriedBy(parts: readonly Part[]): ReadonlyMap<string, readonly string[]> {
  if (parts.every(({ id, bearer }) => bearer === id || bearer === null)) return NONE_CARRIED;
  const carried = new Map<string, string[]>();
  for (const { id, bearer } of parts) {
    if (bearer === null || bearer === id) continue;
    const others = carried.get(bearer);
    if (others === undefined) carried.set(bearer, [id]);
    else others.push(id);
  }
  return carried;
}

function comparisonOf(
  { id, size, bearer }: Part,
  carried: ReadonlyMap<string, readonly string[]>,
  references: ReadonlyMap<string, Low>,
): LesionComparison | null {
  if (size === null || bearer !== id) return null;
  const carries = carried.get(id) ?? NONE;
  const own = references.get(id);
  if (carries.length === 0)
    return own === undefined ? null : { id, product: size.product, reference: own, carries };
  let sum = 0;
  const terms: string[] = [];
  for (const each of [id, ...carries]) {
    const low = references.get(each);
    if (low === undefined) return null;
    sum += low.sum;
    terms.push(`${each} ${lengthText(low.sum)} at ${low.timepoint}`);
  }
  return { id, product: size.product, reference: { sum, timepoint: terms.join(', ') }, carries };
}
