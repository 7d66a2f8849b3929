import { isGone, risesBy, sizeText, type ProductSize } from './product-size.ts';
import { lengthText, listText } from './sentence.ts';
import { areaChangeText, listNotEvaluable, timepointName, type SpdCourse } from './spd-course.ts';
import { nadirOfParts, nadirOfTarget, partsOfConfluence } from './target-nadir.ts';
import { isAbove, isAtLeast, isAtMost } from './threshold.ts';

/** What a charter may choose of the growth of one target. */
export interface LuganoGrowthSettings {
  readonly abnormalNodeMm: number;
  readonly abnormalExtranodalMm: number;
  readonly newExtranodalMm: number;
  readonly diameterNadir: 'atPpdNadir' | 'ownNadir';
}

/**
 * A target that has progressed: grown (`node`, the paper's "individual node/lesion", extranodal ones too), or an extranodal one that had
 * been absent and is back.
 */
export interface LuganoGrowth {
  readonly lesion: string;
  readonly reason: 'node' | 'regrowth';
  readonly rule: string;
}

/** What is known of the targets of a timepoint. */
export interface LuganoTargetFacts {
  readonly growths: readonly LuganoGrowth[];
  /** Ids of the targets that are not evaluable. */
  readonly notEvaluable: readonly string[];
  /** Ids of the nodes above their normal limit and of the other targets that are not gone. */
  readonly left: readonly string[];
  /** SPD now and at baseline, mm². */
  readonly sum: number | null;
  readonly baseline: number | null;
}

/** A rise of the product (PPD) from its nadir that, with one of a diameter, is progression. Cheson 2014, Table 3, progressive disease. */
const RISE_PERCENT = 50;
/** That rise of a diameter (LDi or SDi): of lesions up to 20 mm at nadir, and of larger ones. */
const SMALL_LESION_MM = 20;
const SMALL_RISE_MM = 5;
const LARGE_RISE_MM = 10;

/** What is known of the targets of a timepoint. */
export function luganoTargetFactsAt(
  course: SpdCourse,
  at: number,
  settings: LuganoGrowthSettings,
): LuganoTargetFacts {
  const growths: LuganoGrowth[] = [];
  const left: string[] = [];
  for (const [place, { id: lesion, kind }] of course.targets.entries()) {
    const size = course.sizes[at]?.[place] ?? null;
    if (size === null || isGone(size)) continue;
    const isNode = kind === 'nodal';
    if (!isNode || isAbove(size.longMm, settings.abnormalNodeMm)) left.push(lesion);
    const limitMm = isNode ? settings.abnormalNodeMm : settings.abnormalExtranodalMm;
    const growth = isAbove(size.longMm, limitMm) ? growthText(course, place, at, size, settings) : null;
    if (growth !== null)
      growths.push({ lesion, reason: 'node', rule: `${growth}; LDi above ${lengthText(limitMm)} mm.` });
    const largerMm = Math.max(size.longMm, size.shortMm);
    if (isNode || !isAbove(largerMm, settings.newExtranodalMm) || !wasAbsent(course, lesion, at)) continue;
    const rule = `${lesion} ${sizeText(size)} had been absent and is back above ${lengthText(settings.newExtranodalMm)} mm.`;
    growths.push({ lesion, reason: 'regrowth', rule });
  }
  return {
    growths,
    notEvaluable: listNotEvaluable(course, at),
    left,
    sum: course.sums[at] ?? null,
    baseline: course.sums[0] ?? null,
  };
}

/**
 * The growth of one target from its nadir, as a sentence without its end: in its product and in a diameter; of the bearer of a
 * confluence in its product alone.
 *
 * ours: "lesions up to 2 cm" is judged by the longest diameter at nadir; a rise of exactly 5 or 10 mm counts; a confluence is compared
 * with the smallest earlier total of its parts.
 */
function growthText(
  course: SpdCourse,
  place: number,
  at: number,
  size: ProductSize,
  { diameterNadir }: LuganoGrowthSettings,
): string | null {
  const name = () => `${course.targets[place]?.id ?? ''} ${sizeText(size)}`;
  const parts = partsOfConfluence(course, place, at);
  if (parts !== null) {
    const total = nadirOfParts(course, parts, at);
    if (total === null || !isAbove(size.product, (1 + RISE_PERCENT / 100) * total.value)) return null;
    const ids = listText(parts.map((part) => course.targets[part]?.id ?? ''));
    const from = `the smallest earlier total of ${ids} (${timepointName(course, total.at)})`;
    return `${name()} bears a confluence: ${areaChangeText(size.product, total.value, from, RISE_PERCENT)}, more than ${RISE_PERCENT} %`;
  }
  const nadir = nadirOfTarget(course, place, at);
  if (nadir === null || !risesBy(size.product, nadir.size.product, RISE_PERCENT)) return null;
  const isOwn = diameterNadir === 'ownNadir';
  const longNadirMm = isOwn ? nadir.leastLongMm : nadir.size.longMm;
  const shortNadirMm = isOwn ? nadir.leastShortMm : nadir.size.shortMm;
  const riseMm = isAtMost(longNadirMm, SMALL_LESION_MM) ? SMALL_RISE_MM : LARGE_RISE_MM;
  const longRiseMm = size.longMm - longNadirMm;
  const shortRiseMm = size.shortMm - shortNadirMm;
  if (!isAtLeast(longRiseMm, riseMm) && !isAtLeast(shortRiseMm, riseMm)) return null;
  const from = `its nadir (${timepointName(course, nadir.at)})`;
  const diameters = `LDi ${signedText(longRiseMm)} mm and SDi ${signedText(shortRiseMm)} mm, one of them by at least ${riseMm} mm as LDi was ${lengthText(longNadirMm)} mm at nadir`;
  return `${name()}: ${areaChangeText(size.product, nadir.size.product, from, RISE_PERCENT)}, at least ${RISE_PERCENT} %; ${diameters}`;
}

function signedText(mm: number): string {
  return mm > 0 ? `+${lengthText(mm)}` : lengthText(mm);
}

/** Whether a target was called absent at an earlier timepoint. */
function wasAbsent({ timeline }: SpdCourse, id: string, at: number): boolean {
  for (let earlier = 0; earlier < at; earlier += 1)
    if (timeline.findings[earlier]?.get(id)?.state === 'absent') return true;
  return false;
}
