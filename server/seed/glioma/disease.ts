import type { Random } from '../random.ts';
import type { Tumour } from '../tumour.ts';

/** A glioblastoma after surgery and radiotherapy, as it is, whoever looks. */
export interface Glioma {
  /** The largest first; `baselineMm` is the longest diameter. */
  readonly enhancing: readonly EnhancingTumour[];
  /** Enhancing tumour that is not measured. */
  readonly others: readonly { readonly organ: string; readonly location: string; readonly kind: string }[];
  /** Radiotherapy makes it look larger for some weeks: share of the size at its height; 0: it does not. */
  readonly pseudoprogression: number;
  /** Week of the first new lesion; Infinity: never. */
  readonly newWeek: number;
  readonly isNewOutsideField: boolean;
  /** mg a day, dexamethasone. */
  readonly corticosteroidMgPerDay: number;
  /** How much larger than at baseline the tumour must be before the subject gets worse. */
  readonly tolerance: number;
}

export interface EnhancingTumour extends Tumour {
  /** Perpendicular over longest diameter. */
  readonly slimness: number;
}

const PLACES = ['left frontal lobe', 'right temporal lobe', 'left parietal lobe', 'corpus callosum'] as const;

/** How a subject fares: the share of an arm, shrinking and growth a week, and how soon something new appears. */
const COURSES = [
  { share: { A: 0.1, B: 0.03 }, decay: 0.1, growth: 0.001, newWeek: 200 },
  { share: { A: 0.24, B: 0.12 }, decay: 0.035, growth: 0.007, newWeek: 110 },
  { share: { A: 0.36, B: 0.4 }, decay: 0.01, growth: 0.012, newWeek: 70 },
  { share: { A: 0.3, B: 0.45 }, decay: 0.003, growth: 0.035, newWeek: 32 },
] as const;

/** Invents the glioma of a subject of an arm. */
export function inventGlioma(random: Random, arm: string): Glioma {
  let left = random.next();
  const of = arm === 'A' ? 'A' : 'B';
  const course = COURSES.find(({ share }) => (left -= share[of]) < 0) ?? COURSES[2];
  const places = random.shuffle(PLACES).map((location) => ({
    organ: 'BRAIN',
    location,
    kind: 'enhancing',
  }));
  const decay = random.logNormal(course.decay, 0.35);
  const growth = random.logNormal(course.growth, 0.45);
  return {
    enhancing: places
      .slice(0, random.pick([1, 1, 1, 2]))
      .map((place) => ({
        ...place,
        baselineMm: Math.min(62, 13 + random.logNormal(13, 0.5)),
        slimness: 0.6 + 0.3 * random.next(),
        decay: decay * random.logNormal(1, 0.15),
        growth: growth * random.logNormal(1, 0.2),
      }))
      .toSorted((a, b) => b.baselineMm - a.baselineMm),
    others: random.isLucky(0.3) ? places.slice(2, 3) : [],
    pseudoprogression: random.isLucky(0.22) ? 0.25 + 0.3 * random.next() : 0,
    newWeek: -course.newWeek * Math.log(1 - random.next()),
    isNewOutsideField: random.isLucky(0.3),
    corticosteroidMgPerDay: random.pick([0, 0, 0, 0.5, 2, 2, 4, 4, 6]),
    tolerance: random.logNormal(1.5, 0.2),
  };
}
