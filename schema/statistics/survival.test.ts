import { describe, expect, test } from 'vitest';
import { coxRegression } from './cox.ts';
import { kaplanMeier } from './kaplan-meier.ts';
import { logRank, type GroupedObservation } from './log-rank.ts';
import { listMoments } from './observation.ts';

const observe = (group: string, times: readonly number[], events: readonly number[]) =>
  times.map((time, at): GroupedObservation => ({
    time,
    isEvent: events[at] === 1,
    group,
    stratum: at % 3 === 0 ? 'x' : 'y',
  }));
const A = observe('A', [5, 8, 8, 12, 20, 20], [1, 1, 0, 1, 1, 0]);
const B = observe('B', [3, 7, 8, 9, 15, 21], [1, 1, 1, 0, 1, 1]);

/** Reference values: R 4.2.2 with survival 3.5-3. */
describe('survival', () => {
  test('at each time is what R gives, with its log-log interval and Greenwood’s error', () => {
    const { curve } = kaplanMeier(A);
    expect(curve.map(({ time, atRisk }) => [time, atRisk])).toEqual([
      [5, 6],
      [8, 5],
      [12, 3],
      [20, 2],
    ]);
    expect(curve[1]?.survival).toBeCloseTo(2 / 3, 12);
    expect(curve[1]?.standardError).toBeCloseTo(0.192450089729875, 12);
    expect(curve[1]?.lower).toBeCloseTo(0.194616636806235, 12);
    expect(curve[1]?.upper).toBeCloseTo(0.904434164322516, 12);
  });

  test('has no interval once it is 0', () => {
    expect(kaplanMeier(B).curve.at(-1)).toMatchObject({
      time: 21,
      survival: 0,
      standardError: null,
      lower: null,
      upper: null,
    });
  });

  test('has its median in the middle of a stretch that stands at one half, and no upper bound that is not reached', () => {
    expect(kaplanMeier(B).median).toEqual({ time: 11.5, lower: 3, upper: null });
    expect(kaplanMeier(A)).toMatchObject({
      q25: { time: 8, lower: 5, upper: 20 },
      median: { time: 12, lower: 5, upper: null },
      q75: { time: 20, lower: 8, upper: null },
    });
  });

  test('that stands at one half to the end has its median between there and the last observation', () => {
    const half = observe('A', [1, 2, 3, 4], [1, 1, 0, 0]);
    expect(kaplanMeier(half).median.time).toBe(3);
  });

  test('is 1 before the first observation ends, and unknown after the last', () => {
    const { at } = kaplanMeier(A, { at: [1, 8, 20, 20.5] });
    expect(at.map(({ atRisk, survival }) => [atRisk, survival])).toEqual([
      [6, 1],
      [5, expect.closeTo(2 / 3, 12)],
      [2, expect.closeTo(2 / 9, 12)],
      [0, null],
    ]);
  });

  test('of nobody is an empty curve; of nobody with an event has no median', () => {
    expect(kaplanMeier([])).toMatchObject({ n: 0, curve: [], median: { time: null } });
    expect(kaplanMeier(observe('A', [3, 4], [0, 0]))).toMatchObject({ events: 0, median: { time: null } });
  });

  test('counts times that differ by rounding alone as one', () => {
    const moments = listMoments(observe('A', [30 / 30.4375, 0.985626283367556, 2], [1, 1, 1]));
    expect(moments.map(({ atRisk, events }) => [atRisk, events])).toEqual([
      [3, 2],
      [1, 1],
    ]);
  });

  test('of a time that is none is refused', () => {
    expect(() => kaplanMeier(observe('A', [-1], [1]))).toThrow(RangeError);
    expect(() => kaplanMeier(observe('A', [Number.NaN], [1]))).toThrow(RangeError);
    expect(() => kaplanMeier(A, { level: 1 })).toThrow('between 0 and 1');
  });
});

describe('the log-rank test', () => {
  test('gives what R gives, with strata and without', () => {
    const whole = [...A, ...B].map((each) => ({ ...each, stratum: null }));
    expect(logRank(whole, ['A', 'B'])).toMatchObject({
      chiSquare: expect.closeTo(0.0946625119500226, 12),
      df: 1,
      p: expect.closeTo(0.758331368181661, 12),
    });
    expect(logRank([...A, ...B], ['A', 'B'])?.chiSquare).toBeCloseTo(0.594623275557128, 12);
  });

  test('of one group, or without an event, cannot be told', () => {
    expect(logRank(A, ['A'])).toBeNull();
    expect(
      logRank([...observe('A', [1, 2], [0, 0]), ...observe('B', [1, 2], [0, 0])], ['A', 'B']),
    ).toBeNull();
  });
});

describe('the hazard ratio', () => {
  test('is that of R, ties by Efron, with strata and without', () => {
    const whole = [...A, ...B].map((each) => ({ ...each, stratum: null }));
    const [found] = coxRegression(whole, ['A', 'B']);
    expect(found?.coefficient).toBeCloseTo(0.218592495202499, 10);
    expect(found?.standardError).toBeCloseTo(0.711526989218533, 10);
    expect(found?.lower).toBeCloseTo(0.308518096506054, 10);
    expect(found?.upper).toBeCloseTo(5.01864395185197, 9);
    expect(found?.p).toBeCloseTo(0.758678946742407, 10);
    expect(coxRegression([...A, ...B], ['A', 'B'])[0]?.coefficient).toBeCloseTo(0.580098085902597, 10);
  });

  test('of a group without an event cannot be told', () => {
    expect(coxRegression([...A, ...observe('B', [4, 9], [0, 0])], ['A', 'B'])).toEqual([null]);
  });
});
