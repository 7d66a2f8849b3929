import { fallsBy, type ProductSize } from './product-size.ts';
import { lengthText } from './sentence.ts';
import { areaChangeText, listNotEvaluable, type SpdCourse } from './spd-course.ts';

/** A target that has grown, and the sentence that tells it. */
export interface Growth {
  /** The lesion's id; null: all targets together. */
  readonly lesion: string | null;
  readonly rule: string;
  readonly source: string;
}

/** What Cheson 1999 and 2007 ask of the targets that stays the same at every timepoint. */
export interface ChesonTargets {
  /** For each target the place of the one it is a fragment of, through all splits; its own where it is none. */
  readonly roots: readonly number[];
  /** Size at baseline of that original lesion, by which the normal size of a node is told; null: not evaluable. */
  readonly originals: readonly (ProductSize | null)[];
  /** Ids of the targets not evaluable at baseline. */
  readonly unknownAtBaseline: readonly string[];
}

/** Finds the originals of split targets, and what could not be evaluated at baseline. */
export function chesonTargetsOf({ targets, sizes }: SpdCourse): ChesonTargets {
  const places = new Map(targets.map(({ id }, place) => [id, place]));
  const roots = targets.map((target, place) => {
    let root = place;
    let from = target.splitFrom;
    for (let steps = 0; from !== undefined && steps < targets.length; steps += 1) {
      root = places.get(from) ?? root;
      from = targets[root]?.splitFrom;
    }
    return root;
  });
  return {
    roots,
    originals: roots.map((root) => sizes[0]?.[root] ?? null),
    unknownAtBaseline: listNotEvaluable({ targets, sizes }, 0),
  };
}

/** Nodules of spleen and liver that have not halved, each with its sentence; none where partial response is not barred. */
export function listNodulesNotHalved(course: SpdCourse, at: number): readonly string[] {
  if (!course.targets.some(({ kind }) => kind === 'spleen' || kind === 'liver')) return [];
  return (['spleen', 'liver'] as const).flatMap((kind) => {
    const sentence = nodulesNotHalvedText(course, kind, at);
    return sentence === null ? [] : [sentence];
  });
}

/** One nodule of a kind halves by its longest diameter, several by the sum of their products. */
function nodulesNotHalvedText(
  { targets, sizes }: SpdCourse,
  kind: 'spleen' | 'liver',
  at: number,
): string | null {
  const places = targets.flatMap((target, place) =>
    target.kind === kind && sizes[at]?.[place]?.status !== 'not-yet' ? [place] : [],
  );
  const [only] = places;
  if (only === undefined) return null;
  const now = places.map((place) => sizes[at]?.[place] ?? null);
  const then = places.map((place) => sizes[0]?.[place] ?? null);
  if (places.length === 1) {
    const longMm = now[0]?.longMm ?? null;
    const baselineMm = then[0]?.longMm ?? null;
    if (fallsBy(longMm, baselineMm, 50)) return null;
    const lengths =
      longMm === null || baselineMm === null
        ? ''
        : ` (${lengthText(baselineMm)} to ${lengthText(longMm)} mm)`;
    return `the single nodule of the ${kind}, ${targets[only]?.id ?? ''}, has not halved its longest diameter${lengths}`;
  }
  const sumNow = sumOf(now);
  const sumThen = sumOf(then);
  if (fallsBy(sumNow, sumThen, 50)) return null;
  return `the nodules of the ${kind} have not halved (${areaChangeText(sumNow, sumThen, 'their baseline', 50)})`;
}

function sumOf(sizes: readonly (ProductSize | null)[]): number | null {
  return sizes.reduce<number | null>(
    (sum, size) => (sum === null || size === null ? null : sum + size.product),
    0,
  );
}
