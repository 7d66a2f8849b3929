import { assess, CRITERIA_IDS, type Case, type Timepoint } from '@readout/criteria';
import { makeRandom, type Random } from '@readout/server/seed/random.ts';
import { codeOf, dateOf, inventDisease, inventReview, TIMEPOINTS } from './invented-review.ts';

const CASES = 500;

/** How fast the engine judges by one criteria. */
export interface EngineSpeed {
  readonly criteria: string;
  /** Cases of 8 timepoints × 6 lesions a second on one core, traces included. */
  readonly casesPerSecond: number;
}

/**
 * How many cases of 8 timepoints × 6 lesions the engine judges in a second by each criteria, traces included, in turns: what else the
 * machine does slows all of them alike.
 *
 * @param seconds how long to judge by each
 */
export function measureEngine(seconds: number): readonly EngineSpeed[] {
  const invented = Array.from({ length: CASES }, (_, n) => inventCase(n));
  const runs = CRITERIA_IDS.map((criteria) => ({
    criteria,
    cases: invented.map((each) => ({ ...each, criteria })),
    judged: 0,
    ms: 0,
  }));
  for (const { cases } of runs) for (const each of cases) assess(each);
  while (runs.some(({ ms }) => ms < seconds * 1000)) {
    for (const run of runs) {
      const startedMs = performance.now();
      for (const each of run.cases) assess(each);
      run.ms += performance.now() - startedMs;
      run.judged += run.cases.length;
    }
  }
  return runs.map(({ criteria, judged, ms }) => ({ criteria, casesPerSecond: (1000 * judged) / ms }));
}

/** A case with everything that some criteria ask for; the others look past it. */
function inventCase(n: number): Omit<Case, 'criteria'> {
  const random = makeRandom(`engine ${n}`);
  const timepoints = Array.from({ length: TIMEPOINTS }, (_, at) => at);
  const { settings, lesions, reads } = inventReview(random, inventDisease(random), {
    readIds: timepoints.map(codeOf),
    dates: timepoints.map((at) => dateOf(0, at)),
  });
  return {
    name: '',
    settings,
    subject: { fdgAvid: true, treatmentStart: dateOf(0, 0), radiotherapyEnd: dateOf(-28, 0) },
    lesions: lesions.map(({ code, role, kind }) => ({ id: code, role, kind })),
    timepoints: reads.map(({ timepointCode, assessedOn, findings }, at) => ({
      id: timepointCode,
      date: assessedOn,
      ...inventStatus(random, at),
      findings: findings.map(({ lesionCode, state, longestDiameterMm, shortAxisMm }) => {
        const sizeMm = longestDiameterMm ?? shortAxisMm;
        if (sizeMm === null) return { lesion: lesionCode, state };
        return {
          lesion: lesionCode,
          state,
          longestDiameter: longestDiameterMm ?? sizeMm * 1.4,
          ...(shortAxisMm === null ? { perpendicular: sizeMm * 0.8 } : { shortAxis: shortAxisMm }),
          attenuation: 40 + sizeMm,
          sul: sizeMm / 5,
          volume: sizeMm ** 3 / 2000,
        };
      }),
    })),
  };
}

const inventStatus = (random: Random, at: number): Partial<Timepoint> => ({
  clinical: at > 0 && random.isLucky(0.1) ? 'worse' : 'stable',
  corticosteroid: random.pick([0, 2, 4]),
  t2flair: 'stable',
  boneMarrow: at === 0 ? 'involved' : random.pick(['not-evaluated', 'not-involved'] as const),
  spleen: 140 - 4 * at,
  deauville: random.pick([1, 2, 3, 4, 5] as const),
  fdg: random.pick(['decreased', 'unchanged', 'negative'] as const),
  newFdgFoci: false,
  boneScan: { newLesions: random.pick([0, 0, 1, 2]) },
  psa: 20 + 10 * random.next(),
});
