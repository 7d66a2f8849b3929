import type { Lesion } from './case.ts';
import { productSizeOf, type ProductSize } from './product-size.ts';
import type { SpdCourse } from './spd-course.ts';
import { isAtLeast, isAtMost } from './threshold.ts';
import { stateOf } from './timeline.ts';

/** The lesions whose burden LYRIC follows after an indeterminate response, in the order in which they joined. */
export type LyricSet = readonly Lesion[];

/** A rise of a diameter that counts in the follow-up of IR1: of lesions up to 20 mm then, and of larger ones. */
const SMALL_LESION_MM = 20;
const SMALL_RISE_MM = 5;
const LARGE_RISE_MM = 10;

/** The set at baseline: the targets in the order of the case, at most `maxTargets`. */
export function lyricSetAtBaseline({ subjectCase, timeline }: SpdCourse, maxTargets: number): LyricSet {
  return subjectCase.lesions
    .filter(({ id, role }) => role === 'target' && (timeline.firstMention.get(id) ?? 0) <= 0)
    .slice(0, maxTargets);
}

/**
 * The set after a timepoint: fragments of targets first mentioned now join, then new lesions that counted now or earlier, are
 * measurable, and are measured now in two diameters. What has joined stays.
 *
 * ours: lesions of one timepoint join in the order of the case; a set that is full takes no fragment either.
 *
 * @param counted the new lesions that counted at this or an earlier timepoint
 */
export function joinLyricSet(
  { subjectCase, timeline }: SpdCourse,
  at: number,
  before: LyricSet,
  counted: ReadonlySet<string>,
  maxTargets: number,
): LyricSet {
  if (before.length >= maxTargets) return before;
  const fragments = timeline.firstMention.size === 0 ? [] : subjectCase.lesions.filter(isMentionedFirst);
  const added = timeline.newLesions.length === 0 ? [] : subjectCase.lesions.filter(isMeasuredNow);
  return fragments.length + added.length === 0
    ? before
    : [...before, ...fragments, ...added].slice(0, maxTargets);

  function isMentionedFirst({ id }: Lesion): boolean {
    return timeline.firstMention.get(id) === at;
  }

  function isMeasuredNow(lesion: Lesion): boolean {
    if (lesion.measurable === false || !counted.has(lesion.id) || before.includes(lesion)) return false;
    const finding = timeline.findings[at]?.get(lesion.id);
    if (finding === undefined || stateOf(finding) !== 'measured') return false;
    return productSizeOf(finding, 0)?.status === 'measured';
  }
}

/**
 * The burden of a set at any timepoint, also one before its lesions joined, mm².
 *
 * @returns null where a lesion of it has no size, and of an empty set
 */
export function burdenOf(course: SpdCourse, set: LyricSet, at: number, tooSmallMm: number): number | null {
  let burden = 0;
  for (const lesion of set) {
    const size = sizeIn(course, lesion, at, tooSmallMm);
    if (size === null) return null;
    burden += size.product;
  }
  return set.length > 0 ? burden : null;
}

/** The lesions of a set of which a diameter has risen since a timepoint, by id: by 5 mm, or 10 mm where it was above 20 mm then. */
export function listRisen(
  course: SpdCourse,
  set: LyricSet,
  since: number,
  at: number,
  tooSmallMm: number,
): readonly string[] {
  return set
    .filter((lesion) => {
      const then = sizeIn(course, lesion, since, tooSmallMm);
      const now = sizeIn(course, lesion, at, tooSmallMm);
      if (then === null || now === null) return false;
      const riseMm = isAtMost(then.longMm, SMALL_LESION_MM) ? SMALL_RISE_MM : LARGE_RISE_MM;
      return isAtLeast(now.longMm - then.longMm, riseMm) || isAtLeast(now.shortMm - then.shortMm, riseMm);
    })
    .map(({ id }) => id)
    .sort();
}

const NONE: Pick<ProductSize, 'longMm' | 'shortMm' | 'product'> = { longMm: 0, shortMm: 0, product: 0 };

/** A new lesion counts 0 where it is not reported; a target is not evaluable there. */
function sizeIn({ targets, sizes, timeline }: SpdCourse, lesion: Lesion, at: number, tooSmallMm: number) {
  if (lesion.role === 'target') return sizes[at]?.[targets.indexOf(lesion)] ?? null;
  const finding = timeline.findings[at]?.get(lesion.id);
  return finding === undefined ? NONE : productSizeOf(finding, tooSmallMm);
}
