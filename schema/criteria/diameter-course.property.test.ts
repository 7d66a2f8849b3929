import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryCase, RUNS, shuffle } from './arbitrary-case.ts';
import type { Case } from './case.ts';
import { assess, bestResponse, CRITERIA, readCase } from './index.ts';
import { MEANING_OF_WORD, type ResponseMeaning } from './term.ts';

// Progression, confirmed or not, is the worst a timepoint can be; what could not be evaluated may hide anything better.
const RANK: Readonly<Record<ResponseMeaning, number>> = {
  complete: 7,
  partial: 6,
  minor: 5,
  stable: 4,
  'non-target': 4,
  'no-disease': 4,
  indeterminate: 3,
  'not-evaluable': 2,
  'suspected-progression': 1,
  progression: 0,
};

const rankOf = (word: string | null | undefined) => {
  const known = Object.entries(MEANING_OF_WORD).find(([each]) => each === word);
  if (known === undefined) throw new RangeError(`no word: ${word ?? 'none'}`);
  return RANK[known[1]];
};

describe.each(['recist-1.1', 'irecist', 'mrecist', 'choi'] as const)('%s', (id) => {
  const { words } = CRITERIA[id];
  const anyCase = arbitraryCase(id);

  test('has an answer in its words, with its reasons, for every case', () => {
    fc.assert(
      fc.property(anyCase, (example) => {
        expect(readCase(JSON.parse(JSON.stringify(example)))).toHaveProperty('subjectCase');
        const result = assess(example);
        for (const { target, nonTarget, overall, trace } of result.timepoints) {
          expect(words.timepoint).toContain(overall);
          if (target !== null) expect(words.target).toContain(target);
          if (nonTarget !== null) expect(words.nonTarget).toContain(nonTarget);
          expect(trace.filter(({ step }) => step === 'overall')).toHaveLength(1);
          for (const { rule, source } of trace)
            expect(rule + source).not.toMatch(/undefined|NaN|null|Infinity|^ |: \.|  /);
        }
        for (const { rule, source } of result.trace)
          expect(rule + source).not.toMatch(/undefined|NaN|null|Infinity|^ |: \.|  /);
        expect(words.best).toContain(result.best);
      }),
      RUNS,
    );
  });

  test('does not look at the order of lesions and findings', () => {
    fc.assert(
      fc.property(anyCase, fc.infiniteStream(fc.nat()), (example, numbers) => {
        const timepoints = example.timepoints.map((timepoint) => ({
          ...timepoint,
          findings: shuffle(timepoint.findings, numbers),
        }));
        const lesions = shuffle(example.lesions, numbers);
        expect(assess({ ...example, lesions, timepoints })).toEqual(assess(example));
      }),
      RUNS,
    );
  });

  test('never looks ahead', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(7), (example, cut) => {
        const timepoints = example.timepoints.slice(0, cut + 1);
        const early = assess({ ...example, timepoints });
        expect(early.timepoints).toEqual(assess(example).timepoints.slice(0, timepoints.length - 1));
      }),
      RUNS,
    );
  });

  test('gives no better response of the targets, or of the timepoint, where they are larger at the last one', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom(0.1, 3, 20), (example, moreMm) => {
        const [before, after] = [example, enlargeLast(example, moreMm)].map((each) =>
          assess(each).timepoints.at(-1),
        );
        if (before === undefined || after === undefined || before.target === null) return;
        expect(rankOf(after.target)).toBeLessThanOrEqual(rankOf(before.target));
        expect(rankOf(after.overall)).toBeLessThanOrEqual(rankOf(before.overall));
      }),
      RUNS,
    );
  });

  test('reads no response better than progression, confirmed or not, where a new lesion is seen for the first time', () => {
    fc.assert(
      fc.property(anyCase, (example) => {
        const last = example.timepoints.at(-1);
        if (last === undefined || example.timepoints.length < 2 || last.evaluable === false) return;
        const timepoints = example.timepoints.with(-1, {
          ...last,
          findings: [...last.findings, { lesion: 'NEW99', state: 'present' }],
        });
        const lesions = [...example.lesions, { id: 'NEW99', role: 'new' } as const];
        const { overall, newLesion } = assess({ ...example, lesions, timepoints }).timepoints.at(-1) ?? {};
        expect(newLesion).toBe(true);
        expect(rankOf(overall)).toBeLessThanOrEqual(RANK['suspected-progression']);
      }),
      RUNS,
    );
  });

  describe('the best response', () => {
    test('is NE only where no timepoint that counts has an answer that lasts, and there is no progression', () => {
      fc.assert(
        fc.property(anyCase, (example) => {
          const settings = { ...example.settings, minSdDays: 0, confirmation: false };
          const { best, progressionDate, timepoints } = assess({ ...example, settings });
          const hasAnswer =
            progressionDate !== null ||
            timepoints.some(({ overall }) => rankOf(overall) > RANK['not-evaluable']);
          expect(best === 'NE').toBe(!hasAnswer);
        }),
        RUNS,
      );
    });

    test('is never better with confirmation than without', () => {
      fc.assert(
        fc.property(anyCase, (example) => {
          const result = assess(example);
          const [confirmed, unconfirmed] = [true, false].map((confirmation) =>
            bestResponse(id, result, { ...example.settings, confirmation }),
          );
          // Progression is an answer, NE is none.
          const rank = (word: string | undefined) => (word === 'NE' ? -1 : rankOf(word));
          expect(rank(confirmed?.best)).toBeLessThanOrEqual(rank(unconfirmed?.best));
        }),
        RUNS,
      );
    });

    test('of a result is the same again under its own settings', () => {
      fc.assert(
        fc.property(anyCase, (example) => {
          const { best, bestDate, firstResponseDate, ...result } = assess(example);
          const again = bestResponse(id, { ...result }, example.settings);
          expect(again).toMatchObject({ best, bestDate, firstResponseDate });
        }),
        RUNS,
      );
    });
  });
});

/** The case with every measured target larger at its last timepoint. What is 0 mm there stays gone. */
function enlargeLast(example: Case, moreMm: number): Case {
  const last = example.timepoints.at(-1);
  if (last === undefined || example.timepoints.length < 2) return example;
  const targets = example.lesions.filter(({ role }) => role === 'target').map(({ id }) => id);
  const findings = last.findings.map((finding) => {
    if (!targets.includes(finding.lesion)) return finding;
    const { longestDiameter, shortAxis } = finding;
    return {
      ...finding,
      ...(longestDiameter !== undefined && { longestDiameter: longestDiameter + moreMm }),
      ...(shortAxis !== undefined && { shortAxis: shortAxis + moreMm }),
    };
  });
  return { ...example, timepoints: example.timepoints.with(-1, { ...last, findings }) };
}
