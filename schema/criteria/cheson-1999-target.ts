import { listNodulesNotHalved, type ChesonTargets, type Growth } from './cheson-target.ts';
import { isGone, risesBy, sizeText, type ProductSize } from './product-size.ts';
import { lengthText, listText } from './sentence.ts';
import { areaChangeText, listNotEvaluable, timepointName, type SpdCourse } from './spd-course.ts';
import { nadirOfParts, nadirOfTarget, partsOfConfluence } from './target-nadir.ts';
import { isAbove, isAtMost, isBelow } from './threshold.ts';

/** A node that was larger than this at baseline is normal up to it, mm; a smaller one up to `SMALL_NODE_MM`. */
const LARGE_NODE_MM = 15;
const SMALL_NODE_MM = 10;
/** A rise of a product or a diameter from its nadir that is progression. */
const RISE_PERCENT = 50;
/** A residual node with less than this part of its product at baseline has fallen by more than 75 %. */
const RESIDUAL_PART = 0.25;

/** What is known of the targets of a timepoint. */
export interface TargetFacts {
  readonly growths: readonly Growth[];
  /** Ids of the targets that are not evaluable now, and at baseline. */
  readonly notEvaluable: readonly string[];
  readonly unknownAtBaseline: readonly string[];
  /** Ids of the nodes above 15 mm that are down by more than 75 %. */
  readonly residual: readonly string[];
  /** Ids of the other nodes that are not normal, and of the other targets that are not gone. */
  readonly left: readonly string[];
  /** What bars partial response, as sentences. */
  readonly nodulesNotHalved: readonly string[];
  /** SPD now and at baseline, mm². */
  readonly sum: number | null;
  readonly baseline: number | null;
}

/**
 * What is known of the targets of a timepoint.
 *
 * @param completeAt the first earlier timepoint with overall CR or CRu
 */
export function targetFactsAt(
  course: SpdCourse,
  cheson: ChesonTargets,
  at: number,
  completeAt: string | null,
): TargetFacts {
  return {
    growths: listGrowths(course, cheson, at, completeAt),
    notEvaluable: listNotEvaluable(course, at),
    unknownAtBaseline: cheson.unknownAtBaseline,
    ...sortLeft(course, cheson, at),
    nodulesNotHalved: listNodulesNotHalved(course, at),
    sum: course.sums[at] ?? null,
    baseline: course.sums[0] ?? null,
  };
}

/**
 * Sorts what is left: nodes that are not normal, and other targets that are not gone. A node is normal up to the limit of its size at
 * baseline, one of 15 mm or less also where its product has fallen by more than 75 %.
 *
 * ours: the 75 % are judged for every node on its own product; those of a node that split on all its parts together.
 */
function sortLeft(
  course: SpdCourse,
  cheson: ChesonTargets,
  at: number,
): Pick<TargetFacts, 'residual' | 'left'> {
  const residual: string[] = [];
  const left: string[] = [];
  for (const [place, { id, kind }] of course.targets.entries()) {
    const size = course.sizes[at]?.[place] ?? null;
    if (size === null) continue;
    if (kind !== 'nodal') {
      if (!isGone(size)) left.push(id);
      continue;
    }
    const original = cheson.originals[place] ?? null;
    if (original === null || isAtMost(size.longMm, limitOf(original))) continue;
    const hasFallen = isBelow(productOfParts(course, cheson, place, at), RESIDUAL_PART * original.product);
    if (hasFallen && !isAbove(original.longMm, LARGE_NODE_MM)) continue;
    if (hasFallen && isAbove(size.longMm, LARGE_NODE_MM)) residual.push(id);
    else left.push(id);
  }
  return { residual, left };
}

/**
 * The targets that have grown: only those abnormal now.
 *
 * ours: a node within its normal limit cannot progress, whatever its percentage; a rise of 50 % of one lesion is from its own nadir;
 * relapse and progression share the rule of the product, and the rule of the diameter is for relapse only; a short axis over 10 mm is
 * judged at nadir.
 *
 * @param completeAt the first earlier timepoint with overall CR or CRu
 */
function listGrowths(
  course: SpdCourse,
  cheson: ChesonTargets,
  at: number,
  completeAt: string | null,
): readonly Growth[] {
  return course.targets.flatMap(({ id, kind }, place) => {
    const size = course.sizes[at]?.[place] ?? null;
    const limitMm = kind === 'nodal' ? limitOf(cheson.originals[place] ?? null) : 0;
    if (size === null || !isAbove(size.longMm, limitMm)) return [];
    const abnormal = kind === 'nodal' ? ` It is above its normal limit of ${limitMm} mm.` : '';
    const growth = growthOf(course, place, at, size, kind === 'nodal' ? completeAt : null);
    return growth === null ? [] : [{ ...growth, lesion: id, rule: `${growth.rule}${abnormal}` }];
  });
}

function growthOf(
  course: SpdCourse,
  place: number,
  at: number,
  size: ProductSize,
  completeAt: string | null,
): Omit<Growth, 'lesion'> | null {
  const name = () => `${course.targets[place]?.id ?? ''} ${sizeText(size)}`;
  const parts = partsOfConfluence(course, place, at);
  if (parts !== null) {
    const total = nadirOfParts(course, parts, at);
    if (total === null || !risesBy(size.product, total.value, RISE_PERCENT)) return null;
    const ids = listText(parts.map((part) => course.targets[part]?.id ?? ''));
    const from = `the smallest earlier total of ${ids} (${timepointName(course, total.at)})`;
    return {
      rule: `${name()} bears a confluence: ${areaChangeText(size.product, total.value, from, RISE_PERCENT)}, at least ${RISE_PERCENT} %.`,
      source: 'ours: growth of the bearer of a confluence',
    };
  }
  const nadir = nadirOfTarget(course, place, at);
  if (nadir === null) return null;
  if (risesBy(size.product, nadir.size.product, RISE_PERCENT)) {
    const from = `its nadir (${timepointName(course, nadir.at)})`;
    return {
      rule: `${name()}: ${areaChangeText(size.product, nadir.size.product, from, RISE_PERCENT)}, at least ${RISE_PERCENT} %.`,
      source: 'Cheson 1999, progressive disease',
    };
  }
  if (
    completeAt !== null &&
    isAbove(nadir.size.shortMm, SMALL_NODE_MM) &&
    risesBy(size.longMm, nadir.leastLongMm, RISE_PERCENT)
  ) {
    return {
      rule: `${name()}: its longest diameter of ${lengthText(size.longMm)} mm is at least ${RISE_PERCENT} % above the smallest earlier one of ${lengthText(nadir.leastLongMm)} mm, its short axis at nadir was ${lengthText(nadir.size.shortMm)} mm (above ${SMALL_NODE_MM}), and ${completeAt} was a complete response.`,
      source: 'Cheson 1999, relapsed disease',
    };
  }
  return null;
}

/** The limit of a normal node; one that could not be evaluated at baseline counts as large. */
function limitOf(original: ProductSize | null): number {
  return original === null || isAbove(original.longMm, LARGE_NODE_MM) ? LARGE_NODE_MM : SMALL_NODE_MM;
}

/** The product of a node with all parts of the mass it belongs to, mm². */
function productOfParts({ sizes }: SpdCourse, { roots }: ChesonTargets, place: number, at: number): number {
  const root = roots[place];
  return (sizes[at] ?? []).reduce(
    (sum, size, part) => sum + (roots[part] === root ? (size?.product ?? 0) : 0),
    0,
  );
}
