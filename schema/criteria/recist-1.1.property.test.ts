import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case, Finding, Lesion, Timepoint } from './case.ts';
import { dayAfterBaseline } from './example-case.ts';
import { assess, bestResponse, readCase } from './index.ts';
import type { Result } from './result.ts';
import { FINDING_STATES, RESPONSES } from './term.ts';

const RUNS = { numRuns: 300, seed: 20_250_106 };

/** Sizes to a tenth of a millimetre, as a caliper gives them. */
const size = fc.integer({ min: 0, max: 900 }).map((tenths) => tenths / 10);

const lesions: readonly Lesion[] = [
  { id: 'T01', role: 'target' },
  { id: 'T02', role: 'target', kind: 'nodal' },
  { id: 'T03', role: 'target' },
  { id: 'T04', role: 'target', splitFrom: 'T01' },
  { id: 'NT01', role: 'non-target' },
  { id: 'NT02', role: 'non-target', kind: 'nodal' },
  { id: 'NEW01', role: 'new' },
  { id: 'NEW02', role: 'new', kind: 'nodal' },
];

const settings = fc.record(
  {
    confirmation: fc.boolean(),
    maxNeBetween: fc.integer({ min: 0, max: 2 }),
    acceptSdBetween: fc.boolean(),
    minSdDays: fc.constantFrom(0, 28, 42, 56),
    partialSumPd: fc.boolean(),
    nadirIncludesBaseline: fc.boolean(),
    backdateEquivocal: fc.boolean(),
    sustainPr: fc.boolean(),
    afterPd: fc.constantFrom('assess', 'carry'),
    reappearanceAfterCr: fc.constantFrom('pd', 'none'),
  },
  { requiredKeys: [] },
);

function findingOf(lesion: Lesion, isMeasuredOnly: boolean): fc.Arbitrary<readonly Finding[]> {
  const key = lesion.kind === 'nodal' ? 'shortAxis' : 'longestDiameter';
  const measured = size.map((mm) => [{ lesion: lesion.id, [key]: mm }]);
  const none = fc.constant<readonly Finding[]>([]);
  if (isMeasuredOnly) {
    return lesion.role === 'target' ? fc.oneof({ weight: 8, arbitrary: measured }, none) : none;
  }
  const marked = fc.constantFrom(...FINDING_STATES).map((state) => [{ lesion: lesion.id, state }]);
  const merged = fc.constant([{ lesion: lesion.id, mergedInto: lesion.id === 'T01' ? 'T03' : 'T01' }]);
  return lesion.role === 'target'
    ? fc.oneof({ weight: 8, arbitrary: measured }, { weight: 2, arbitrary: marked }, merged, none)
    : fc.oneof(measured, { weight: 4, arbitrary: marked }, none);
}

/** Cases of one to eight timepoints, most of them readable; with `isMeasuredOnly` targets with sizes alone. */
function caseOf(isMeasuredOnly = false): fc.Arbitrary<Case> {
  const findings = fc
    .tuple(...lesions.map((lesion) => findingOf(lesion, isMeasuredOnly)))
    .map((parts) => parts.flat());
  const visit = fc.record({
    findings,
    evaluable: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
    gap: fc.constantFrom(14, 27, 28, 42, 56),
  });
  return fc.record({ visits: fc.array(visit, { minLength: 1, maxLength: 8 }), settings }).map((made) => {
    let day = 0;
    const timepoints = made.visits.map(({ gap, ...visited }, index): Timepoint => {
      day += index === 0 ? 0 : gap;
      return { id: `V${index}`, date: dayAfterBaseline(day), ...visited };
    });
    return { name: 'any', criteria: 'recist-1.1', settings: made.settings, lesions, timepoints };
  });
}

/** Words and dates of a result, without sums and sentences. */
function answersOf(result: Result) {
  const { best, bestDate, progressionDate, timepoints } = result;
  const words = timepoints.map(({ target, nonTarget, newLesion, overall }) => [
    target,
    nonTarget,
    newLesion,
    overall,
  ]);
  return { best, bestDate, progressionDate, words };
}

test('every case is readable and has an answer in the words of the criteria', () => {
  fc.assert(
    fc.property(caseOf(), (example) => {
      expect(readCase(JSON.parse(JSON.stringify(example)))).toHaveProperty('subjectCase');
      const result = assess(example);
      for (const { overall, trace } of result.timepoints) {
        expect(RESPONSES).toContain(overall);
        expect(trace.length).toBeGreaterThan(0);
        for (const { rule, source } of trace)
          expect(rule + source).not.toMatch(/undefined|NaN|null|Infinity/);
      }
      expect(RESPONSES).toContain(result.best);
    }),
    RUNS,
  );
});

test('the order of lesions and findings changes nothing', () => {
  fc.assert(
    fc.property(caseOf(), fc.infiniteStream(fc.nat()), (example, numbers) => {
      const shuffled = <T>(list: readonly T[]) =>
        list
          .map((part) => ({ part, key: numbers.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ part }) => part);
      const timepoints = example.timepoints.map((timepoint) => ({
        ...timepoint,
        findings: shuffled(timepoint.findings),
      }));
      expect(assess({ ...example, lesions: shuffled(lesions), timepoints })).toEqual(assess(example));
    }),
    RUNS,
  );
});

test('scaling every size changes no relative rule', () => {
  // Nodes are judged by 10 mm and the default of a lesion too small by 5 mm: neither is relative.
  const extranodal = lesions.filter((lesion) => lesion.kind !== 'nodal');
  fc.assert(
    fc.property(caseOf(true), fc.constantFrom(0.5, 2, 3, 10), (example, factor) => {
      const scaled = (by: number): Case => ({
        ...example,
        settings: { ...example.settings, pdAbsoluteMm: 0 },
        lesions: extranodal,
        timepoints: example.timepoints.map((timepoint) => ({
          ...timepoint,
          findings: timepoint.findings
            .filter(({ shortAxis }) => shortAxis === undefined)
            .map((finding) => ({ ...finding, longestDiameter: (finding.longestDiameter ?? 0) * by })),
        })),
      });
      expect(answersOf(assess(scaled(factor)))).toEqual(answersOf(assess(scaled(1))));
    }),
    RUNS,
  );
});

test('a timepoint never looks ahead', () => {
  fc.assert(
    fc.property(caseOf(), fc.nat(7), (example, cut) => {
      const timepoints = example.timepoints.slice(0, cut + 1);
      // A fragment exists from its first mention on, so it may stand in the case unmentioned.
      const early = assess({ ...example, timepoints });
      expect(early.timepoints).toEqual(assess(example).timepoints.slice(0, timepoints.length - 1));
    }),
    RUNS,
  );
});

test('the progression date is that of the first PD or, dated back, of an earlier timepoint after baseline', () => {
  fc.assert(
    fc.property(caseOf(), (example) => {
      const { timepoints, progressionDate, baseline } = assess(example);
      const first = timepoints.find(({ overall }) => overall === 'PD');
      expect(progressionDate === null).toBe(first === undefined);
      if (first === undefined || progressionDate === null) return;
      expect(progressionDate <= first.date && progressionDate > baseline.date).toBe(true);
      if (example.settings?.['backdateEquivocal'] === false) expect(progressionDate).toBe(first.date);
    }),
    RUNS,
  );
});

describe('the best response', () => {
  test('is NE only where no timepoint that counts has an answer that lasts, and there is no progression', () => {
    fc.assert(
      fc.property(caseOf(), (example) => {
        const always = { ...example, settings: { ...example.settings, minSdDays: 0, confirmation: false } };
        const { best, progressionDate, timepoints } = assess(always);
        const hasAnswer = progressionDate !== null || timepoints.some(({ overall }) => overall !== 'NE');
        expect(best === 'NE').toBe(!hasAnswer);
      }),
      RUNS,
    );
  });

  test('is never better with confirmation than without', () => {
    const rank: Readonly<Record<string, number>> = {
      CR: 4,
      PR: 3,
      SD: 2,
      'NON-CR/NON-PD': 2,
      NED: 2,
      PD: 1,
      NE: 0,
    };
    fc.assert(
      fc.property(caseOf(), (example) => {
        const result = assess(example);
        const confirmed = bestResponse('recist-1.1', result, { ...example.settings, confirmation: true });
        const unconfirmed = bestResponse('recist-1.1', result, { ...example.settings, confirmation: false });
        expect(rank[confirmed.best]).toBeLessThanOrEqual(rank[unconfirmed.best] ?? -1);
      }),
      RUNS,
    );
  });

  test('of a result is the same again under its own settings', () => {
    fc.assert(
      fc.property(caseOf(), (example) => {
        const { best, bestDate, firstResponseDate, ...result } = assess(example);
        const again = bestResponse('recist-1.1', { ...result }, example.settings);
        expect(again).toMatchObject({ best, bestDate, firstResponseDate });
      }),
      RUNS,
    );
  });

  test('counts nothing from progression on', () => {
    fc.assert(
      fc.property(caseOf(), (example) => {
        const { best, bestDate, progressionDate, timepoints } = assess(example);
        const before = timepoints.filter(({ date }) => progressionDate !== null && date < progressionDate);
        const again = bestResponse(
          'recist-1.1',
          {
            timepoints: before,
            baselineDate: example.timepoints[0]?.date ?? null,
            hasTargets: true,
            progressionDate,
          },
          example.settings,
        );
        if (progressionDate !== null) expect(again).toMatchObject({ best, bestDate });
      }),
      RUNS,
    );
  });
});

test('after progression every timepoint carries it where the charter says so', () => {
  fc.assert(
    fc.property(caseOf(), (example) => {
      const { timepoints } = assess({ ...example, settings: { ...example.settings, afterPd: 'carry' } });
      const first = timepoints.findIndex(({ overall }) => overall === 'PD');
      if (first >= 0) expect(timepoints.slice(first).every(({ overall }) => overall === 'PD')).toBe(true);
    }),
    RUNS,
  );
});
