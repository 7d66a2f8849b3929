import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case, Finding, Lesion, Timepoint } from './case.ts';
import { daysBetween } from './day.ts';
import { dayAfterBaseline } from './example-case.ts';
import { CRITERIA, assess, bestResponse, readCase } from './index.ts';
import { FDG_STATUSES, FINDING_STATES, MEANING_OF_WORD } from './term.ts';

const RUNS = { numRuns: 250, seed: 20_250_106 };
const IDS = ['who', 'irrc', 'percist-1.0'] as const;

const lesions: readonly Lesion[] = [
  { id: 'T01', role: 'target' },
  { id: 'T02', role: 'target', kind: 'nodal' },
  { id: 'T03', role: 'target' },
  { id: 'T04', role: 'target', splitFrom: 'T01' },
  { id: 'NT01', role: 'non-target' },
  { id: 'NT02', role: 'non-target', kind: 'nodal' },
  { id: 'NEW01', role: 'new' },
  { id: 'NEW02', role: 'new', measurable: false },
];

const shared = {
  confirmation: fc.boolean(),
  maxNeBetween: fc.integer({ min: 0, max: 2 }),
  acceptSdBetween: fc.boolean(),
  minSdDays: fc.constantFrom(0, 28, 42, 56),
  partialSumPd: fc.boolean(),
  nadirIncludesBaseline: fc.boolean(),
};
const back = {
  backdateEquivocal: fc.boolean(),
  afterPd: fc.constantFrom('assess', 'carry'),
  reappearanceAfterCr: fc.constantFrom('pd', 'none'),
  pdReference: fc.constantFrom('nadir', 'baseline'),
};
const settingsOf = {
  who: fc.record({ ...shared, ...back, pdBasis: fc.constantFrom('lesion', 'sum') }, { requiredKeys: [] }),
  irrc: fc.record({ ...shared, acceptUnconfirmedPd: fc.boolean() }, { requiredKeys: [] }),
  'percist-1.0': fc.record(
    { ...shared, ...back, pdInclusive: fc.boolean(), lesionsSummed: fc.integer({ min: 1, max: 3 }) },
    { requiredKeys: [] },
  ),
} as const;

/** Few sizes and uptakes, so that ties, halves and quarters are common. */
const measured = fc.record({
  longestDiameter: fc.constantFrom(0, 5, 8, 10, 12.5, 20, 25, 40),
  perpendicular: fc.constantFrom(5, 6.3, 8, 10),
  sul: fc.constantFrom(0, 0.7, 1.5, 2.3, 3.1, 7, 10, 13, 13.1),
});

function findingOf({ id, role }: Lesion): fc.Arbitrary<readonly Finding[]> {
  const sized = measured.map((size) => [{ lesion: id, ...size }]);
  const marked = fc.constantFrom(...FINDING_STATES).map((state) => [{ lesion: id, state }]);
  const none = fc.constant<readonly Finding[]>([]);
  if (role === 'new') return fc.oneof({ weight: 3, arbitrary: none }, sized, marked);
  if (role === 'non-target') return fc.oneof(none, { weight: 4, arbitrary: marked });
  const merged = fc
    .constantFrom('T01', 'T02', 'T03', 'NT01')
    .map((bearer) => (bearer === id ? [] : [{ lesion: id, mergedInto: bearer }]));
  return fc.oneof({ weight: 12, arbitrary: sized }, { weight: 3, arbitrary: marked }, merged, none);
}

/** Cases of one to seven timepoints, about half of them without targets or without other lesions. */
function caseOf(id: (typeof IDS)[number]): fc.Arbitrary<Case> {
  const visit = fc.record({
    findings: fc.tuple(...lesions.map(findingOf)).map((parts) => parts.flat()),
    evaluable: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
    gap: fc.constantFrom(14, 27, 28, 42, 56),
    fdg: fc.option(fc.constantFrom(...FDG_STATUSES), { freq: 8 }),
    newFdgFoci: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  });
  return fc
    .record({
      visits: fc.array(visit, { minLength: 1, maxLength: 7 }),
      settings: settingsOf[id],
      without: fc.constantFrom('', '', 'target', 'non-target', 'new'),
    })
    .map(({ visits, settings, without }) => {
      const present = lesions.filter(({ role }) => role !== without);
      const ids = new Set(present.map((lesion) => lesion.id));
      let day = 0;
      const timepoints = visits.map(({ gap, fdg, findings, ...visited }, index): Timepoint => {
        day += index === 0 ? 0 : gap;
        const kept = findings.filter(
          ({ lesion, mergedInto }) => ids.has(lesion) && (mergedInto === undefined || ids.has(mergedInto)),
        );
        const seen = { id: `V${index}`, date: dayAfterBaseline(day), findings: kept, ...visited };
        return fdg === null ? seen : { ...seen, fdg };
      });
      return { name: 'any', criteria: id, settings, lesions: present, timepoints };
    });
}

/** Better disease has a higher number; what is not evaluable stands between progression and everything else. */
const RANK: Readonly<Record<string, number>> = {
  complete: 5,
  partial: 4,
  stable: 3,
  'no-disease': 3,
  'not-evaluable': 2,
  progression: 1,
};

function rankOf(word: string): number {
  const meaning = Object.entries(MEANING_OF_WORD).find(([known]) => known === word)?.[1] ?? '';
  return RANK[meaning] ?? Number.NaN;
}

describe.each(IDS)('%s', (id) => {
  const { words } = CRITERIA[id];

  test('has an answer for every case, in its own words, with sentences that are whole', () => {
    fc.assert(
      fc.property(caseOf(id), (example) => {
        expect(readCase(JSON.parse(JSON.stringify(example)))).toHaveProperty('subjectCase');
        const result = assess(example);
        for (const { overall, target, nonTarget, trace } of result.timepoints) {
          expect(words.timepoint).toContain(overall);
          if (target !== null) expect(words.target).toContain(target);
          if (nonTarget !== null) expect(words.nonTarget).toContain(nonTarget);
          for (const { rule, source } of trace) {
            expect(rule).toMatch(/^\S.*\.$/);
            expect(rule + source).not.toMatch(/undefined|NaN|null|Infinity/);
          }
        }
        expect(words.best).toContain(result.best);
      }),
      RUNS,
    );
  });

  test('is not moved by the order of lesions and findings', () => {
    fc.assert(
      fc.property(caseOf(id), fc.infiniteStream(fc.nat()), (example, numbers) => {
        const shuffled = <T>(list: readonly T[]) =>
          list
            .map((part) => ({ part, key: numbers.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ part }) => part);
        const timepoints = example.timepoints.map((timepoint) => ({
          ...timepoint,
          findings: shuffled(timepoint.findings),
        }));
        const other = { ...example, lesions: shuffled(example.lesions), timepoints };
        expect(assess(other)).toEqual(assess(example));
      }),
      RUNS,
    );
  });

  test('never looks ahead when it judges a timepoint', () => {
    fc.assert(
      fc.property(caseOf(id), fc.nat(6), (example, cut) => {
        const timepoints = example.timepoints.slice(0, cut + 1);
        const early = assess({ ...example, timepoints });
        expect(early.timepoints).toEqual(assess(example).timepoints.slice(0, timepoints.length - 1));
      }),
      RUNS,
    );
  });

  test('answers NE as best only where nothing that counts has an answer, and there is no progression', () => {
    fc.assert(
      fc.property(caseOf(id), (example) => {
        const always = { ...example, settings: { ...example.settings, minSdDays: 0, confirmation: false } };
        const { best, progressionDate, timepoints } = assess(always);
        const hasAnswer = timepoints.some(({ overall }) => rankOf(overall) > 2);
        expect(best === 'NE').toBe(progressionDate === null && !hasAnswer);
      }),
      RUNS,
    );
  });

  test('has no better best response with confirmation than without', () => {
    fc.assert(
      fc.property(caseOf(id), (example) => {
        const result = assess(example);
        const of = (confirmation: boolean) =>
          rankOf(bestResponse(id, result, { ...example.settings, confirmation }).best);
        expect(of(true)).toBeLessThanOrEqual(of(false));
      }),
      RUNS,
    );
  });

  test('gives the best response of a result again', () => {
    fc.assert(
      fc.property(caseOf(id), (example) => {
        const { best, bestDate, firstResponseDate, ...result } = assess(example);
        const again = bestResponse(id, result, example.settings);
        expect(again).toMatchObject({ best, bestDate, firstResponseDate });
      }),
      RUNS,
    );
  });

  test('has no better answer at the last timepoint where every lesion there is larger and hotter', () => {
    fc.assert(
      fc.property(caseOf(id), fc.constantFrom(1.1, 1.3, 2, 5), (example, factor) => {
        const last = example.timepoints.length - 1;
        const grown = example.timepoints.map((timepoint, at) => {
          if (at !== last) return timepoint;
          const findings = timepoint.findings.map((finding) => ({
            ...finding,
            ...(finding.longestDiameter && { longestDiameter: finding.longestDiameter * factor }),
            ...(finding.sul && { sul: finding.sul * factor }),
          }));
          return { ...timepoint, findings };
        });
        const overallOf = (timepoints: readonly Timepoint[]) =>
          rankOf(assess({ ...example, timepoints }).timepoints.at(-1)?.overall ?? 'NE');
        expect(overallOf(grown)).toBeLessThanOrEqual(overallOf(example.timepoints));
      }),
      RUNS,
    );
  });

  test('has no better answer where a new lesion is seen', () => {
    fc.assert(
      fc.property(caseOf(id), (example) => {
        const add = (timepoint: Timepoint): Timepoint => ({
          ...timepoint,
          findings: [...timepoint.findings, { lesion: 'NEW03', longestDiameter: 10, perpendicular: 10 }],
        });
        const lastOf = (subjectCase: Case) => rankOf(assess(subjectCase).timepoints.at(-1)?.overall ?? 'NE');
        const withNew: Case = {
          ...example,
          lesions: [...example.lesions, { id: 'NEW03', role: 'new' }],
          timepoints: example.timepoints.map((each, at, all) => (at === all.length - 1 ? add(each) : each)),
        };
        expect(lastOf(withNew)).toBeLessThanOrEqual(lastOf(example));
      }),
      RUNS,
    );
  });
});

describe.each(['who', 'percist-1.0'] as const)('%s', (id) => {
  test('dates progression at the first such word or, suspected before, at an earlier timepoint', () => {
    fc.assert(
      fc.property(caseOf(id), (example) => {
        const { timepoints, progressionDate, baseline } = assess(example);
        const first = timepoints.find(({ overall }) => CRITERIA[id].words.progression.includes(overall));
        expect(progressionDate === null).toBe(first === undefined);
        if (first === undefined || progressionDate === null) return;
        expect(progressionDate <= first.date && progressionDate > baseline.date).toBe(true);
        if (example.settings?.['backdateEquivocal'] === false) expect(progressionDate).toBe(first.date);
      }),
      RUNS,
    );
  });
});

test('irRC dates progression at an irPD that no answer but NE follows before another 28 days later, or the end', () => {
  fc.assert(
    fc.property(caseOf('irrc'), (example) => {
      const { timepoints, progressionDate } = assess(example);
      if (progressionDate === null) return;
      const from = timepoints.findIndex(({ date }) => date === progressionDate);
      expect(timepoints[from]?.overall).toBe('irPD');
      const later = timepoints.slice(from + 1);
      const proof = later.findIndex(
        ({ overall, date }) => overall === 'irPD' && daysBetween(progressionDate, date) >= 28,
      );
      const before = proof < 0 ? later : later.slice(0, proof);
      expect(before.every(({ overall }) => overall === 'irPD' || overall === 'NE')).toBe(true);
      if (example.settings?.['acceptUnconfirmedPd'] === false) expect(proof).toBeGreaterThanOrEqual(0);
    }),
    RUNS,
  );
});

test('sizes in another unit give the same words in WHO and irRC, which know no absolute size', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('who', 'irrc').chain(caseOf),
      fc.constantFrom(0.5, 2, 10),
      (example, factor) => {
        const scaledBy = (by: number) => {
          const timepoints = example.timepoints.map((timepoint) => ({
            ...timepoint,
            findings: timepoint.findings.map((finding) => ({
              ...finding,
              ...(finding.longestDiameter !== undefined && { longestDiameter: finding.longestDiameter * by }),
            })),
          }));
          const settings = { ...example.settings, tooSmallMm: 5 * Math.sqrt(by) };
          return assess({ ...example, timepoints, settings }).timepoints.map((each) => [
            each.target,
            each.overall,
          ]);
        };
        expect(scaledBy(factor)).toEqual(scaledBy(1));
      },
    ),
    RUNS,
  );
});
