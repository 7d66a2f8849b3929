import type { Random } from '../random.ts';
import type { Tumour } from '../tumour.ts';

/** A lymphoma as it is, whoever looks. */
export interface Lymphoma {
  /** The largest first; `baselineMm` is the longest diameter. */
  readonly masses: readonly Mass[];
  readonly others: readonly { readonly organ: string; readonly location: string; readonly kind: string }[];
  /** Week from which the others are gone; Infinity: never. */
  readonly othersGoneWeek: number;
  /** Week of the first new node; Infinity: never. */
  readonly newWeek: number;
  /** Cranio-caudal length at baseline, mm. */
  readonly spleenMm: number;
  readonly isMarrowInvolved: boolean;
  /** Per week: how fast the uptake fades, and how fast what resists glows again. */
  readonly fading: number;
  readonly glowing: number;
  /** A flare of the immune system makes masses look larger for the first weeks: share of the size at its height. */
  readonly flare: number;
}

export interface Mass extends Tumour {
  /** Shortest over longest diameter. */
  readonly slimness: number;
}

const NODES = [
  'right cervical',
  'left supraclavicular',
  'mediastinal',
  'left axillary',
  'mesenteric',
  'retroperitoneal',
  'right inguinal',
] as const;
const OTHERS = [
  { organ: 'LYMPH NODE', location: 'portocaval', kind: 'nodal' },
  { organ: 'LYMPH NODE', location: 'left iliac', kind: 'nodal' },
  { organ: 'BONE', location: 'T11 vertebra', kind: 'bone' },
  { organ: 'PLEURA', location: 'effusion, left', kind: 'effusion' },
] as const;

/** How a subject fares: the share of subjects, shrinking and growth a week, and how soon something new appears. */
const COURSES = [
  { share: 0.36, decay: 0.16, growth: 0.0008, fading: 0.42, newWeek: 260 },
  { share: 0.24, decay: 0.075, growth: 0.005, fading: 0.13, newWeek: 110 },
  { share: 0.18, decay: 0.02, growth: 0.01, fading: 0.05, newWeek: 60 },
  { share: 0.22, decay: 0.004, growth: 0.045, fading: 0.01, newWeek: 18 },
] as const;

/** Invents the lymphoma of a subject. */
export function inventLymphoma(random: Random): Lymphoma {
  let left = random.next();
  const course = COURSES.find(({ share }) => (left -= share) < 0) ?? COURSES[1];
  const decay = random.logNormal(course.decay, 0.35);
  const growth = random.logNormal(course.growth, 0.5);
  const massOf = (organ: string, location: string, kind: string): Mass => ({
    organ,
    location,
    kind,
    baselineMm: Math.min(95, 17 + random.logNormal(14, 0.7)),
    slimness: 0.58 + 0.3 * random.next(),
    decay: decay * random.logNormal(1, 0.2),
    growth: growth * random.logNormal(1, 0.25),
  });
  const masses = random
    .shuffle(NODES)
    .slice(0, random.whole(2, 5))
    .map((location) => massOf('LYMPH NODE', location, 'nodal'));
  if (random.isLucky(0.3)) masses.push(massOf('LUNG', 'left lower lobe', 'extranodal'));
  if (random.isLucky(0.15)) masses.push(massOf('SPLEEN', 'nodule', 'spleen'));
  return {
    masses: masses.toSorted((a, b) => b.baselineMm - a.baselineMm),
    others: random.shuffle(OTHERS).slice(0, random.pick([0, 1, 1, 2])),
    othersGoneWeek: course.decay > 0.1 ? random.whole(6, 20) : Infinity,
    newWeek: -course.newWeek * Math.log(1 - random.next()),
    spleenMm: random.isLucky(0.3) ? 136 + random.whole(0, 40) : 98 + random.whole(0, 26),
    isMarrowInvolved: random.isLucky(0.22),
    fading: random.logNormal(course.fading, 0.3),
    glowing: growth,
    flare: random.isLucky(0.12) ? 0.35 + 0.3 * random.next() : 0,
  };
}
