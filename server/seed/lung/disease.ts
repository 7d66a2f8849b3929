import type { Random } from '../random.ts';
import type { Tumour } from '../tumour.ts';

/** What grows in a subject, as it is, whoever looks. */
export interface Disease {
  /** The largest first. */
  readonly tumours: readonly Tumour[];
  /** What cannot be measured. */
  readonly others: readonly { readonly organ: string; readonly location: string; readonly kind: string }[];
  /** Week from which the others clearly progress; Infinity: never. */
  readonly othersProgressWeek: number;
  /** Week from which the others are gone; Infinity: never. */
  readonly othersGoneWeek: number;
  readonly newTumours: readonly {
    readonly organ: string;
    readonly location: string;
    readonly kind: string;
    readonly week: number;
  }[];
}

const PLACES = [
  ['LUNG', 'right upper lobe', 'extranodal'],
  ['LUNG', 'left lower lobe', 'extranodal'],
  ['LUNG', 'right lower lobe', 'extranodal'],
  ['LIVER', 'segment VI', 'liver'],
  ['LIVER', 'segment II', 'liver'],
  ['LYMPH NODE', 'subcarinal', 'nodal'],
  ['LYMPH NODE', 'right paratracheal', 'nodal'],
  ['ADRENAL GLAND', 'left', 'extranodal'],
  ['PLEURA', 'right posterior', 'extranodal'],
] as const;
const OTHER_PLACES = [
  ['BONE', 'L3 vertebra', 'bone'],
  ['PLEURA', 'effusion, right', 'effusion'],
  ['LUNG', 'lymphangitic spread', 'extranodal'],
  ['PERITONEUM', 'omental nodules', 'extranodal'],
] as const;
const NEW_PLACES = [
  ['LIVER', 'segment VIII', 'liver'],
  ['BRAIN', 'left frontal', 'extranodal'],
  ['BONE', 'sacrum', 'bone'],
  ['LUNG', 'left upper lobe', 'extranodal'],
] as const;

/** How a subject fares: what share of an arm, how fast tumours shrink and grow each week, and how soon something new appears. */
const COURSES = [
  { share: { A: 0.06, B: 0.02 }, decay: 0.3, decaySigma: 0.2, growth: 0.0006, newWeek: 220 },
  { share: { A: 0.33, B: 0.13 }, decay: 0.075, decaySigma: 0.35, growth: 0.0035, newWeek: 130 },
  { share: { A: 0.38, B: 0.48 }, decay: 0.016, decaySigma: 0.5, growth: 0.006, newWeek: 75 },
  { share: { A: 0.2, B: 0.31 }, decay: 0.004, decaySigma: 0.5, growth: 0.026, newWeek: 24 },
  { share: { A: 0.03, B: 0.06 }, decay: 0.001, decaySigma: 0.5, growth: 0.12, newWeek: 12 },
] as const;

/** Invents the disease of a subject of an arm. */
export function inventDisease(random: Random, arm: string): Disease {
  const course = pickCourse(random, arm);
  const isMeasurable = !random.isLucky(0.05);
  const decay = random.logNormal(course.decay, course.decaySigma);
  const growth = random.logNormal(course.growth, 0.55);
  const tumours = isMeasurable
    ? random
        .shuffle(PLACES)
        .slice(0, random.pick([2, 2, 3, 3, 4, 5, 6, 7]))
        .map(([organ, location, kind]) => ({
          organ,
          location,
          kind,
          baselineMm:
            kind === 'nodal'
              ? Math.min(42, 15.5 + random.logNormal(5, 0.7))
              : Math.min(110, 11 + random.logNormal(17, 0.75)),
          decay: decay * random.logNormal(1, 0.22),
          growth: growth * random.logNormal(1, 0.25),
        }))
        .toSorted((a, b) => b.baselineMm - a.baselineMm)
    : [];
  const others = random
    .shuffle(OTHER_PLACES)
    .slice(0, random.pick(isMeasurable ? [0, 0, 1, 1, 2] : [1, 2, 2]))
    .map(([organ, location, kind]) => ({ organ, location, kind }));
  const firstNewWeek = -course.newWeek * Math.log(1 - random.next());
  const newTumours = random
    .shuffle(NEW_PLACES)
    .slice(0, random.pick([1, 1, 2]))
    .map(([organ, location, kind], at) => ({
      organ,
      location,
      kind,
      week: firstNewWeek + at * random.whole(2, 10),
    }));
  return {
    tumours,
    others,
    othersProgressWeek: random.isLucky(0.35) ? firstNewWeek * (0.8 + random.next()) : Infinity,
    othersGoneWeek:
      course.decay > 0.2 || (course.decay > 0.05 && random.isLucky(0.1)) ? random.whole(10, 20) : Infinity,
    newTumours,
  };
}

function pickCourse(random: Random, arm: string): (typeof COURSES)[number] {
  let left = random.next();
  for (const course of COURSES) {
    left -= course.share[arm === 'A' ? 'A' : 'B'];
    if (left < 0) return course;
  }
  return COURSES[2];
}
