import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyGliomaCase, GLIOMA_LESIONS, type GliomaId } from './any-glioma-case.ts';
import type { Case, Timepoint } from './case.ts';
import { assess, bestResponse, CRITERIA, readCase } from './index.ts';

const RUNS = { numRuns: 400, seed: 20_250_106 };

/** A case with its last timepoint changed. */
function withLast(example: Case, change: (last: Timepoint) => Partial<Timepoint>): Case {
  const timepoints = example.timepoints.map((timepoint, at) =>
    at === example.timepoints.length - 1 ? { ...timepoint, ...change(timepoint) } : timepoint,
  );
  return { ...example, timepoints };
}

const RESPONSES = ['CR', 'PR', 'MR'];
const lastOverall = (example: Case) => assess(example).timepoints.at(-1)?.overall ?? 'NE';

test('every case is readable and has an answer in the words of the criteria, with sentences', () => {
  fc.assert(
    fc.property(anyGliomaCase(), (example) => {
      expect(readCase(JSON.parse(JSON.stringify(example)))).toHaveProperty('subjectCase');
      const result = assess(example);
      const { words } = CRITERIA[example.criteria as GliomaId];
      expect(words.best).toContain(result.best);
      for (const { overall, target, trace } of result.timepoints) {
        expect(words.timepoint).toContain(overall);
        if (target !== null) expect(words.target).toContain(target);
        expect(trace.at(-1)?.step).toBe('overall');
        for (const { rule, source } of [...trace, ...result.trace])
          expect(rule + source).not.toMatch(/undefined|NaN|null|Infinity|\(\)|  /);
      }
    }),
    RUNS,
  );
});

test('the order of lesions and findings changes nothing', () => {
  fc.assert(
    fc.property(anyGliomaCase(), fc.infiniteStream(fc.nat()), (example, numbers) => {
      const shuffled = <T>(list: readonly T[]) =>
        list
          .map((part) => ({ part, key: numbers.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ part }) => part);
      const timepoints = example.timepoints.map((timepoint) => ({
        ...timepoint,
        findings: shuffled(timepoint.findings),
      }));
      expect(assess({ ...example, lesions: shuffled(GLIOMA_LESIONS), timepoints })).toEqual(assess(example));
    }),
    RUNS,
  );
});

test('a timepoint never looks ahead, but for the baseline of RANO 2.0 that radiotherapy moves', () => {
  fc.assert(
    fc.property(anyGliomaCase(), fc.nat(6), (example, cut) => {
      const whole = assess(example);
      // Before the moved baseline the words do not depend on it, but the sentence names it.
      const timepoints = example.timepoints.slice(0, cut + 1);
      if ((timepoints.at(-1)?.date ?? '') < whole.baselineDate) return;
      const early = assess({ ...example, timepoints });
      expect(early.timepoints).toEqual(whole.timepoints.slice(0, timepoints.length - 1));
    }),
    RUNS,
  );
});

describe('the best response', () => {
  test('is NE only where no timepoint that counts has an answer, and there is no progression', () => {
    fc.assert(
      fc.property(anyGliomaCase(), (example) => {
        const settings = { ...example.settings, minSdDays: 0, confirmation: false };
        const { best, progressionDate, timepoints } = assess({ ...example, settings });
        const until = example.subject?.newTherapyDate ?? '9999-12-31';
        const hasAnswer = timepoints.some(({ overall, date }) => overall !== 'NE' && date <= until);
        expect(best === 'NE').toBe(progressionDate === null && !hasAnswer);
      }),
      RUNS,
    );
  });

  test('is never better with confirmation than without', () => {
    const order = ['NE', 'PD', 'PPD', 'SD', 'MR', 'PR', 'CR'];
    fc.assert(
      fc.property(anyGliomaCase(), (example) => {
        const result = assess(example);
        const rank = (confirmation: boolean) => {
          const settings = { ...example.settings, confirmation };
          return order.indexOf(bestResponse(example.criteria, result, settings, example.subject).best);
        };
        expect(rank(true)).toBeLessThanOrEqual(rank(false));
      }),
      RUNS,
    );
  });

  test('of a result is the same again under its own settings', () => {
    fc.assert(
      fc.property(anyGliomaCase(), (example) => {
        const { best, bestDate, firstResponseDate, ...result } = assess(example);
        const again = bestResponse(example.criteria, result, example.settings, example.subject);
        expect(again).toMatchObject({ best, bestDate, firstResponseDate });
      }),
      RUNS,
    );
  });
});

test('progression is dated at a timepoint up to the first PD, and never at baseline', () => {
  fc.assert(
    fc.property(anyGliomaCase(), (example) => {
      const { timepoints, progressionDate, baselineDate } = assess(example);
      const until = example.subject?.newTherapyDate ?? '9999-12-31';
      const first = timepoints.find(({ overall, date }) => overall === 'PD' && date <= until);
      expect(progressionDate === null).toBe(first === undefined);
      if (progressionDate === null || first === undefined) return;
      expect(progressionDate > baselineDate && progressionDate <= first.date).toBe(true);
    }),
    RUNS,
  );
});

describe('more disease at a timepoint', () => {
  test('in larger targets never gives a response, or a better one, nor takes progression away', () => {
    fc.assert(
      fc.property(anyGliomaCase(), fc.constantFrom(1.1, 1.5, 3), (example, factor) => {
        const larger = withLast(example, ({ findings }) => ({
          findings: findings.map((finding) =>
            finding.lesion.startsWith('T') && finding.longestDiameter !== undefined
              ? {
                  ...finding,
                  longestDiameter: finding.longestDiameter * factor,
                  volume: (finding.volume ?? 0) * factor,
                }
              : finding,
          ),
        }));
        const [before, after] = [lastOverall(example), lastOverall(larger)];
        if (RESPONSES.includes(after))
          expect(RESPONSES.slice(0, RESPONSES.indexOf(after) + 1)).toContain(before);
        if (before === 'PD') expect(after).toBe('PD');
        if (before === 'PPD') expect(['PPD', 'PD']).toContain(after);
      }),
      RUNS,
    );
  });

  test('in a new lesion never gives a response', () => {
    fc.assert(
      fc.property(anyGliomaCase(), (example) => {
        if (assess(example).timepoints.at(-1)?.target === null) return;
        const more = withLast(example, ({ findings }) => ({
          evaluable: true,
          findings: [
            ...findings.filter(({ lesion }) => lesion !== 'NEW01'),
            { lesion: 'NEW01', state: 'present' },
          ],
        }));
        const last = assess(more).timepoints.at(-1);
        if (last?.newLesion === true) expect(RESPONSES).not.toContain(last.overall);
      }),
      RUNS,
    );
  });
});

test('a higher dose of corticosteroids at a timepoint never gives a response, or a better one', () => {
  fc.assert(
    fc.property(
      anyGliomaCase(),
      fc.constantFrom(0, 0.75, 2),
      fc.constantFrom(1, 4),
      (example, dose, more) => {
        const lower = lastOverall(withLast(example, () => ({ corticosteroid: dose })));
        const higher = lastOverall(withLast(example, () => ({ corticosteroid: dose + more })));
        if (example.timepoints.length > 1 && RESPONSES.includes(higher))
          expect(RESPONSES.slice(0, RESPONSES.indexOf(higher) + 1)).toContain(lower);
      },
    ),
    RUNS,
  );
});

test('in RANO 2.0 preliminary progression is followed by PD only 28 days later or out of the field', () => {
  fc.assert(
    fc.property(anyGliomaCase(['rano-2.0']), (example) => {
      const settings = {
        ...example.settings,
        confirmProgression: 'always',
        confirmationDays: 28,
        outOfFieldIsImmediate: false,
      };
      const { timepoints } = assess({ ...example, settings });
      for (const [at, { overall, date }] of timepoints.entries()) {
        if (overall !== 'PD') continue;
        const earlier = timepoints.slice(0, at).filter((row) => row.overall === 'PPD');
        expect(earlier.some((row) => Date.parse(date) - Date.parse(row.date) >= 28 * 86_400_000)).toBe(true);
      }
    }),
    RUNS,
  );
});
