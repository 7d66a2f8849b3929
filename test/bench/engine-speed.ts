import { assess, type Case } from '@readout/criteria';
import { makeRandom } from '@readout/server/seed/random.ts';
import { codeOf, dateOf, inventDisease, inventReview, TIMEPOINTS } from './invented-review.ts';

const CASES = 1000;

/**
 * How many cases of 8 timepoints × 6 lesions the engine judges in a second by RECIST 1.1, traces included.
 *
 * @param seconds how long to judge
 */
export function measureEngine(seconds: number): number {
  const cases = Array.from({ length: CASES }, (_, n) => inventCase(n));
  for (const each of cases) assess(each);
  const startedMs = performance.now();
  let judged = 0;
  while (performance.now() - startedMs < seconds * 1000) {
    for (const each of cases) assess(each);
    judged += CASES;
  }
  return (1000 * judged) / (performance.now() - startedMs);
}

function inventCase(n: number): Case {
  const random = makeRandom(`engine ${n}`);
  const timepoints = Array.from({ length: TIMEPOINTS }, (_, at) => at);
  const { criteria, settings, lesions, reads } = inventReview(random, inventDisease(random), {
    readIds: timepoints.map(codeOf),
    dates: timepoints.map((at) => dateOf(0, at)),
  });
  return {
    name: '',
    criteria,
    settings,
    lesions: lesions.map(({ code, role, kind }) => ({ id: code, role, kind })),
    timepoints: reads.map(({ timepointCode, assessedOn, findings }) => ({
      id: timepointCode,
      date: assessedOn,
      findings: findings.map(({ lesionCode, state, longestDiameterMm, shortAxisMm }) => ({
        lesion: lesionCode,
        state,
        ...(longestDiameterMm === null ? {} : { longestDiameter: longestDiameterMm }),
        ...(shortAxisMm === null ? {} : { shortAxis: shortAxisMm }),
      })),
    })),
  };
}
