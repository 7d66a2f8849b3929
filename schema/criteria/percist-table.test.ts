import { describe, expect, test } from 'vitest';
import { combinations } from './decision-table.ts';
import { percistNonTargetResponse, percistOverallResponse, percistTargetResponse } from './percist-1.0.ts';
import { PERCIST_SETTINGS } from './percist-setting.ts';
import { defaultsOf } from './setting.ts';
import type { UptakeFacts } from './uptake-threshold.ts';

describe('the overall response of PERCIST', () => {
  const all = combinations(percistOverallResponse.domains) as readonly Parameters<
    typeof percistOverallResponse
  >[];

  test('has a row for each of the 120 combinations and uses each row', () => {
    expect(all).toHaveLength(120);
    const rows = new Set(all.map((inputs) => percistOverallResponse(...inputs).row));
    expect(rows.size).toBe(percistOverallResponse.rows.length);
  });
  test('is progression exactly where target, non-target or a new lesion is', () => {
    for (const inputs of all) {
      const [target, nonTarget, isNew] = inputs;
      const isProgression = target === 'PMD' || nonTarget === 'PMD' || isNew;
      expect(percistOverallResponse(...inputs).answer === 'PMD').toBe(isProgression);
    }
  });
});

describe('the table of the targets', () => {
  /** The value is complete · its size · marked · partial values count · inclusive · CMR before · a baseline. */
  const all = combinations([
    [true, false],
    [0, 7, 10, 13, 13.1],
    [true, false],
    [true, false],
    [true, false],
    [true, false],
    [true, false],
  ]) as readonly (readonly [boolean, number, boolean, boolean, boolean, boolean, boolean])[];

  const factsOf = ([
    isComplete,
    size,
    isMarked,
    countsPartial,
    pdInclusive,
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
        progressed: isMarked ? ['T01'] : [],
        parts: '',
      },
      baseline: hasBaseline ? 10 : null,
      nadir: hasBaseline ? { sum: 10, timepoint: 'BL' } : null,
      completeAt: wasComplete ? 'W8' : null,
      settings: { ...defaultsOf(PERCIST_SETTINGS), partialSumPd: countsPartial, pdInclusive },
    }) satisfies UptakeFacts;

  test('answers each combination as its page reads from the top', () => {
    for (const inputs of all) {
      const [isComplete, size, isMarked, countsPartial, pdInclusive, wasComplete, hasBaseline] = inputs;
      const hasRisen = hasBaseline && (size === 13.1 || (size === 13 && pdInclusive));
      const isPmd = isMarked || (hasRisen && (isComplete || countsPartial)) || (wasComplete && size > 0);
      let expected = 'SMD';
      if (isComplete && size === 0) expected = 'CMR';
      else if (isPmd) expected = 'PMD';
      else if (!isComplete || !hasBaseline) expected = 'NE';
      else if (size === 7) expected = 'PMR';
      expect(percistTargetResponse(factsOf(inputs)).answer, inputs.join(' ')).toBe(expected);
    }
  });
  test('uses each of its lines, each with a whole sentence', () => {
    const lines = all.map((inputs) => {
      const { line } = percistTargetResponse(factsOf(inputs));
      expect(line.says(factsOf(inputs))).toMatch(/^[^\n]+\.$/);
      return line.condition;
    });
    expect(new Set(lines).size).toBe(percistTargetResponse.lines.length);
  });
});

test('the table of the other lesions answers each combination and uses each of its lines', () => {
  const all = combinations([
    [0, 1],
    [0, 1],
    [0, 1],
    [0, 1],
    [true, false],
  ]);
  const lines = (all as readonly (readonly [number, number, number, number, boolean])[]).map((inputs) => {
    const [progressed, returned, unknown, absent, wasComplete] = inputs;
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `NT0${index}`);
    const burden = {
      count: Math.max(1, progressed + returned + unknown + absent),
      progressed: ids(progressed),
      presentExtranodal: ids(returned),
      notEvaluable: ids(unknown),
      absent: ids(absent),
    };
    const { answer, line } = percistNonTargetResponse({ burden, completeAt: wasComplete ? 'W8' : null });
    let expected = absent === burden.count ? 'CMR' : 'NON-CMR/NON-PMD';
    if (progressed > 0 || (wasComplete && returned > 0)) expected = 'PMD';
    else if (unknown > 0) expected = 'NE';
    expect(answer, inputs.join(' ')).toBe(expected);
    return line.condition;
  });
  expect(new Set(lines).size).toBe(percistNonTargetResponse.lines.length);
});
