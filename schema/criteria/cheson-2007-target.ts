import { listNodulesNotHalved, type ChesonTargets, type Growth } from './cheson-target.ts';
import { isGone, lowestBefore, risesBy, sizeText, type ProductSize } from './product-size.ts';
import { lengthText, listText } from './sentence.ts';
import { areaChangeText, listNotEvaluable, timepointName, type SpdCourse } from './spd-course.ts';
import { nadirOfParts, nadirOfTarget, partsOfConfluence, type TargetNadir } from './target-nadir.ts';
import { isAbove, isAtLeast, isAtMost, isBelow } from './threshold.ts';

/** A node up to 15 mm long and 10 mm short is normal. */
const NORMAL_LONG_MM = 15;
const NORMAL_SHORT_MM = 10;
/** A rise from nadir that is progression: of a product, a longest diameter, or the SPD. */
const RISE_PERCENT = 50;

/** What is known of the targets of a timepoint. */
export interface TargetFacts {
  readonly growths: readonly Growth[];
  /** Ids of the targets that are not evaluable now, and at baseline. */
  readonly notEvaluable: readonly string[];
  readonly unknownAtBaseline: readonly string[];
  /** Ids of the nodes that are not normal and of the other targets that are not gone. */
  readonly left: readonly string[];
  /** What bars partial response, as sentences. */
  readonly nodulesNotHalved: readonly string[];
  /** SPD now and at baseline, mm². */
  readonly sum: number | null;
  readonly baseline: number | null;
}

/** What is known of the targets of a timepoint, by CT alone. */
export function targetFactsAt(course: SpdCourse, cheson: ChesonTargets, at: number): TargetFacts {
  return {
    growths: listGrowths(course, at),
    notEvaluable: listNotEvaluable(course, at),
    unknownAtBaseline: cheson.unknownAtBaseline,
    left: listLeft(course, cheson, at),
    nodulesNotHalved: listNodulesNotHalved(course, at),
    sum: course.sums[at] ?? null,
    baseline: course.sums[0] ?? null,
  };
}

/**
 * What is left: a node above 15 mm at baseline until it is 15 mm or less, any other until its short axis is 10 mm or less; every other
 * target until it is gone. A fragment goes by the size of the node that split.
 */
function listLeft(course: SpdCourse, { originals }: ChesonTargets, at: number): readonly string[] {
  return course.targets.flatMap(({ id, kind }, place) => {
    const size = course.sizes[at]?.[place] ?? null;
    if (size === null) return [];
    const wasLarge = isAbove(originals[place]?.longMm ?? 0, NORMAL_LONG_MM);
    const isNormal = wasLarge
      ? isAtMost(size.longMm, NORMAL_LONG_MM)
      : isAtMost(size.shortMm, NORMAL_SHORT_MM);
    return (kind === 'nodal' ? isNormal : isGone(size)) ? [] : [id];
  });
}

const PROGRESSION = 'Cheson 2007, Table 2, relapsed or progressive disease';

/**
 * The targets that have grown, each by its own nadir, and all together.
 *
 * ours: a short axis of more than 10 mm is judged at nadir; a node normal in both diameters has not progressed; the sum needs one
 * target above 15 mm; a target other than a node that returns after 0 has grown at any size; the bearer of a confluence is compared
 * with the smallest earlier total of its parts, by 50 % or more, and by nothing else.
 */
function listGrowths(course: SpdCourse, at: number): readonly Growth[] {
  const growths = course.targets.flatMap((target, place): readonly Growth[] => {
    const size = course.sizes[at]?.[place] ?? null;
    if (size === null || isGone(size)) return [];
    const rule = growthText(course, place, at, size);
    return rule === null ? [] : [{ lesion: target.id, rule, source: PROGRESSION }];
  });
  const rule = sumGrowthText(course, at);
  return rule === null ? growths : [...growths, { lesion: null, rule, source: PROGRESSION }];
}

function growthText(course: SpdCourse, place: number, at: number, size: ProductSize): string | null {
  const name = () => `${course.targets[place]?.id ?? ''} ${sizeText(size)}`;
  const parts = partsOfConfluence(course, place, at);
  if (parts !== null) {
    const total = nadirOfParts(course, parts, at);
    if (total === null || !isAbove(size.longMm, NORMAL_LONG_MM)) return null;
    if (!risesBy(size.product, total.value, RISE_PERCENT)) return null;
    const ids = listText(parts.map((part) => course.targets[part]?.id ?? ''));
    const from = `the smallest earlier total of ${ids} (${timepointName(course, total.at)})`;
    return `${name()} bears a confluence above ${NORMAL_LONG_MM} mm: ${areaChangeText(size.product, total.value, from, RISE_PERCENT)}, at least ${RISE_PERCENT} %.`;
  }
  const nadir = nadirOfTarget(course, place, at);
  if (nadir === null) return null;
  const isNode = course.targets[place]?.kind === 'nodal';
  if (isNode && isAtMost(size.longMm, NORMAL_LONG_MM) && isAtMost(size.shortMm, NORMAL_SHORT_MM)) return null;
  if (
    risesBy(size.product, nadir.size.product, RISE_PERCENT) &&
    (!isNode || isLargeAfterSmallNadir(size, nadir))
  ) {
    const from = `its nadir (${timepointName(course, nadir.at)})`;
    return `${name()}: ${areaChangeText(size.product, nadir.size.product, from, RISE_PERCENT)}, at least ${RISE_PERCENT} %.`;
  }
  if (
    isNode &&
    isAbove(nadir.size.shortMm, NORMAL_SHORT_MM) &&
    risesBy(size.longMm, nadir.leastLongMm, RISE_PERCENT)
  )
    return `${name()}: its longest diameter of ${lengthText(size.longMm)} mm is at least ${RISE_PERCENT} % above the smallest earlier one of ${lengthText(nadir.leastLongMm)} mm, and its short axis at nadir was ${lengthText(nadir.size.shortMm)} mm (above ${NORMAL_SHORT_MM}).`;
  return null;
}

/** A node with a short axis under 10 mm at nadir must grow above 15 mm, or to 15 × 15 mm. */
function isLargeAfterSmallNadir({ longMm, shortMm }: ProductSize, nadir: TargetNadir): boolean {
  if (!isBelow(nadir.size.shortMm, NORMAL_SHORT_MM)) return true;
  return (
    isAbove(longMm, NORMAL_LONG_MM) ||
    (isAtLeast(longMm, NORMAL_LONG_MM) && isAtLeast(shortMm, NORMAL_LONG_MM))
  );
}

function sumGrowthText({ subjectCase, sums, sizes }: SpdCourse, at: number): string | null {
  const sum = sums[at] ?? null;
  const nadir = lowestBefore(sums, at);
  if (sum === null || nadir === null || !isAbove(sum, nadir.value)) return null;
  if (!risesBy(sum, nadir.value, RISE_PERCENT)) return null;
  if (!sizes[at]?.some((size) => size !== null && isAbove(size.longMm, NORMAL_LONG_MM))) return null;
  const from = `its nadir (${subjectCase.timepoints[nadir.at]?.id ?? ''})`;
  return `The SPD of ${areaChangeText(sum, nadir.value, from, RISE_PERCENT)}, at least ${RISE_PERCENT} %, and a target is above ${NORMAL_LONG_MM} mm.`;
}
