import type { Finding } from './case.ts';
import type { CourseBurden } from './course-rules.ts';
import { areaText, productSizeOf, sizeText, type ProductSize } from './product-size.ts';
import { hasRisen, isAbove } from './threshold.ts';
import { stateOf, type Timeline } from './timeline.ts';

/** A lesion that enters a burden of products (WHO, irRC). */
export interface ProductPart {
  readonly id: string;
  /** null: not evaluable. */
  readonly size: ProductSize | null;
}

/** Products of two diameters at one timepoint, summed. */
export interface ProductBurden extends CourseBurden {
  /** Sum of the parts that could be evaluated, mm²; null when none could. */
  readonly measuredSum: number | null;
  readonly notEvaluable: readonly string[];
  /** Lesions with a product above 0. */
  readonly seen: readonly string[];
}

/**
 * Size of a measurable lesion in WHO and irRC, mm. Other than in the lymphoma and glioma criteria two diameters count only where the
 * lesion was measured (or has progressed): beside `present` and `equivocal` they do not.
 *
 * @returns null when it is not evaluable
 */
export function measuredSizeOf(finding: Finding | undefined, tooSmallMm: number): ProductSize | null {
  if (finding === undefined) return null;
  const state = stateOf(finding);
  const isMarkOnly = state === 'present' || state === 'equivocal';
  return isMarkOnly && finding.mergedInto === undefined ? null : productSizeOf(finding, tooSmallMm);
}

/** The targets that exist at a timepoint: a fragment of a split lesion from the first one that mentions it. */
export function targetsAt({ targets, firstMention }: Timeline, at: number): Timeline['targets'] {
  if (firstMention.size === 0) return targets;
  return targets.filter(({ id }) => (firstMention.get(id) ?? 0) <= at);
}

/**
 * The lesion that carries the joint size of a merged one, along a chain of merges.
 *
 * ours: lesions merged in a ring have no bearer.
 *
 * @param isBearer whether a lesion may carry another
 * @returns null where none does
 */
export function bearerOf(
  id: string,
  findings: ReadonlyMap<string, Finding>,
  isBearer: (lesion: string) => boolean,
): string | null {
  let bearer = id;
  for (let steps = 0; steps <= findings.size; steps += 1) {
    const next = findings.get(bearer)?.mergedInto;
    if (next === undefined) return bearer;
    if (!isBearer(next)) return null;
    bearer = next;
  }
  return null;
}

/**
 * Adds up the parts of a burden, in their order.
 *
 * @param sumOfNothing the burden without any part, mm²: null where there is none, 0 where none is asked for
 */
export function addUpProducts(parts: readonly ProductPart[], sumOfNothing: 0 | null): ProductBurden {
  let total = 0;
  let text = '';
  const notEvaluable: string[] = [];
  const seen: string[] = [];
  for (const { id, size } of parts) {
    text += `${text === '' ? '' : ' + '}${id} ${sizeText(size)}`;
    if (size === null) {
      notEvaluable.push(id);
      continue;
    }
    total += size.product;
    if (isAbove(size.product, 0)) seen.push(id);
  }
  if (parts.length === 0) {
    const nothing = sumOfNothing === null ? 'No lesion to measure.' : 'No lesion to measure: 0 mm².';
    return { sum: sumOfNothing, measuredSum: sumOfNothing, notEvaluable, seen, parts: nothing };
  }
  const measuredSum = notEvaluable.length === parts.length ? null : total;
  const isComplete = notEvaluable.length === 0;
  const measured = measuredSum === null ? 'none' : areaText(measuredSum);
  return {
    sum: isComplete ? total : null,
    measuredSum,
    notEvaluable,
    seen,
    parts: isComplete ? `${text} = ${measured}.` : `${text}: no complete sum (measured: ${measured}).`,
  };
}

/**
 * Whether a product or a sum of them has risen over a reference by at least a percentage. Over a reference of 0 anything above it has.
 *
 * @example hasGrownBy(250, 200, 25) // true: exactly 25 %
 */
export function hasGrownBy(value: number, reference: number, leastPercent: number): boolean {
  return reference === 0 ? isAbove(value, 0) : hasRisen(value, reference, leastPercent, 0);
}
