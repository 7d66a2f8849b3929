import { describe, expect, test } from 'vitest';
import { combinations } from './decision-table.ts';
import { by, examplesOf } from './example-measured-case.ts';
import type { LesionComparison } from './lesion-growth.ts';
import { defaultsOf } from './setting.ts';
import { WHO_SETTINGS } from './who-setting.ts';
import { whoNonTargetResponse, whoOverallResponse, whoTargetResponse, type WhoTargetFacts } from './who.ts';

const { wordsOf } = examplesOf('who');

describe('the overall response', () => {
  const all = combinations(whoOverallResponse.domains) as readonly Parameters<typeof whoOverallResponse>[];

  test('has a row for each of the 120 combinations and uses each row', () => {
    expect(all).toHaveLength(120);
    expect(new Set(all.map((inputs) => whoOverallResponse(...inputs).row)).size).toBe(13);
  });
  test('is progression exactly where measurable, non-measurable or a new lesion is', () => {
    for (const inputs of all) {
      const [target, nonTarget, isNew] = inputs;
      const isProgression = target === 'PD' || nonTarget === 'PD' || isNew;
      expect(whoOverallResponse(...inputs).answer === 'PD').toBe(isProgression);
    }
  });
  test('no change of non-measurable disease turns CR into PR and leaves PR', () => {
    expect(wordsOf({ T01: [by(20, 10), 'absent'], NT01: ['present', 'present'] })).toBe('PR');
    expect(wordsOf({ T01: [by(20, 10), by(10, 10)], NT01: ['present', 'present'] })).toBe('PR');
  });
  test('without measurable disease is that of the non-measurable, without either NED', () => {
    expect(wordsOf({ NT01: ['present', 'present', 'absent', null] })).toBe('NC CR NE');
    expect(wordsOf({}, { days: [0, 56, 112], notEvaluable: [2] })).toBe('NED NE');
  });
});

describe('the table of measurable disease', () => {
  const defaults = defaultsOf(WHO_SETTINGS);
  const grown: LesionComparison = {
    id: 'T01',
    product: 125,
    reference: { sum: 100, timepoint: 'BL' },
    carries: [],
  };
  const still: LesionComparison = { ...grown, product: 124 };

  /** Basis · a lesion grew · the sum is complete · its size · partial sums count · CR before · a baseline. */
  const all = combinations([
    ['lesion', 'sum'],
    [true, false],
    [true, false],
    [0, 50, 100, 125],
    [true, false],
    [true, false],
    [true, false],
  ]) as readonly (readonly ['lesion' | 'sum', boolean, boolean, number, boolean, boolean, boolean])[];

  const factsOf = ([
    basis,
    hasGrown,
    isComplete,
    size,
    countsPartial,
    wasComplete,
    hasBaseline,
  ]: (typeof all)[number]) =>
    ({
      at: 2,
      burden: {
        sum: isComplete ? size : null,
        measuredSum: size,
        notEvaluable: isComplete ? [] : ['T02'],
        seen: size > 0 ? ['T01'] : [],
        compared: [hasGrown ? grown : still],
        parts: '',
      },
      baseline: hasBaseline ? 100 : null,
      nadir: { sum: 100, timepoint: 'BL' },
      completeAt: wasComplete ? 'W8' : null,
      settings: { ...defaults, pdBasis: basis, partialSumPd: countsPartial },
    }) satisfies WhoTargetFacts;

  test('answers each combination as its page reads from the top', () => {
    for (const inputs of all) {
      const [basis, hasGrown, isComplete, size, countsPartial, wasComplete, hasBaseline] = inputs;
      const bySum = size === 125 && (isComplete || countsPartial);
      const expected =
        (basis === 'lesion' ? hasGrown : bySum) || (wasComplete && size > 0)
          ? 'PD'
          : !isComplete
            ? 'NE'
            : size === 0
              ? 'CR'
              : !hasBaseline
                ? 'NE'
                : size === 50
                  ? 'PR'
                  : 'NC';
      expect(whoTargetResponse(factsOf(inputs)).answer, inputs.join(' ')).toBe(expected);
    }
  });
  test('uses each of its lines, each with a whole sentence', () => {
    const lines = all.map((inputs) => {
      const { line } = whoTargetResponse(factsOf(inputs));
      expect(line.says(factsOf(inputs))).toMatch(/^[^\n]+\.$/);
      return line.condition;
    });
    expect(new Set(lines).size).toBe(whoTargetResponse.lines.length);
  });
  test('of non-measurable disease answers each combination and uses each of its lines', () => {
    const lists = combinations([
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 1],
      [true, false],
    ]);
    const lines = (lists as readonly (readonly [number, number, number, number, boolean])[]).map((inputs) => {
      const [progressed, returned, unknown, absent, wasComplete] = inputs;
      const ids = (count: number) => Array.from({ length: count }, (_, index) => `NT0${index}`);
      const burden = {
        count: Math.max(1, progressed + returned + unknown + absent),
        progressed: ids(progressed),
        presentExtranodal: ids(returned),
        notEvaluable: ids(unknown),
        absent: ids(absent),
      };
      const { answer, line } = whoNonTargetResponse({ burden, completeAt: wasComplete ? 'W8' : null });
      const isPd = progressed > 0 || (wasComplete && returned > 0);
      const expected = isPd ? 'PD' : unknown > 0 ? 'NE' : absent === burden.count ? 'CR' : 'NC';
      expect(answer, inputs.join(' ')).toBe(expected);
      return line.condition;
    });
    expect(new Set(lines).size).toBe(whoNonTargetResponse.lines.length);
  });
});
