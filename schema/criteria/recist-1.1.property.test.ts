import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answersOf, arbitraryCase, ARBITRARY_LESIONS, RUNS } from './arbitrary-case.ts';
import type { Case } from './case.ts';
import { assess, bestResponse } from './index.ts';

// What RECIST 1.1 shares with the criteria built on it is in `diameter-course.property.test.ts`.

const anyCase = arbitraryCase('recist-1.1');

test('scaling every size changes no relative rule', () => {
  // Nodes are judged by 10 mm and the default of a lesion too small by 5 mm: neither is relative.
  const extranodal = ARBITRARY_LESIONS.filter((lesion) => lesion.kind !== 'nodal');
  fc.assert(
    fc.property(
      arbitraryCase('recist-1.1', { isMeasuredOnly: true }),
      fc.constantFrom(0.5, 2, 3, 10),
      (example, factor) => {
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
      },
    ),
    RUNS,
  );
});

test('the progression date is that of the first PD or, dated back, of an earlier timepoint after baseline', () => {
  fc.assert(
    fc.property(anyCase, (example) => {
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

test('the best response counts nothing from progression on', () => {
  fc.assert(
    fc.property(anyCase, (example) => {
      const { best, bestDate, progressionDate, timepoints, hasTargets } = assess(example);
      const before = timepoints.filter(({ date }) => progressionDate !== null && date < progressionDate);
      const again = bestResponse(
        'recist-1.1',
        {
          timepoints: before,
          baselineDate: example.timepoints[0]?.date ?? null,
          hasTargets,
          progressionDate,
        },
        example.settings,
      );
      if (progressionDate !== null) expect(again).toMatchObject({ best, bestDate });
    }),
    RUNS,
  );
});

test('after progression every timepoint carries it where the charter says so', () => {
  fc.assert(
    fc.property(anyCase, (example) => {
      const { timepoints } = assess({ ...example, settings: { ...example.settings, afterPd: 'carry' } });
      const first = timepoints.findIndex(({ overall }) => overall === 'PD');
      if (first >= 0) expect(timepoints.slice(first).every(({ overall }) => overall === 'PD')).toBe(true);
    }),
    RUNS,
  );
});
