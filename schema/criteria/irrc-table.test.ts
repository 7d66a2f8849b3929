import { describe, expect, test } from 'vitest';
import { combinations } from './decision-table.ts';
import {
  IRRC_SETTINGS,
  irrcNonTargetResponse,
  irrcOverallResponse,
  irrcTargetResponse,
  type IrrcTargetFacts,
} from './irrc.ts';
import { defaultsOf } from './setting.ts';

describe('the overall response of irRC', () => {
  const all = combinations(irrcOverallResponse.domains) as readonly Parameters<typeof irrcOverallResponse>[];

  test('has a row for each of the 120 combinations and uses each row', () => {
    expect(all).toHaveLength(120);
    const rows = new Set(all.map((inputs) => irrcOverallResponse(...inputs).row));
    expect(rows.size).toBe(irrcOverallResponse.rows.length);
  });
  test('is irPD exactly where the burden is', () => {
    for (const inputs of all)
      expect(irrcOverallResponse(...inputs).answer === 'irPD').toBe(inputs[0] === 'irPD');
  });
  test('is irCR only where nothing is left and nothing new is seen', () => {
    for (const inputs of all) {
      const [target, nonIndex, isNew] = inputs;
      const isGone = target === 'irCR' ? nonIndex === null || nonIndex === 'absent' : nonIndex === 'absent';
      const isComplete = (target === 'irCR' || target === null) && isGone && !isNew;
      expect(irrcOverallResponse(...inputs).answer === 'irCR', inputs.join(' ')).toBe(isComplete);
    }
  });
});

describe('the table of the measurable response', () => {
  /** Burden is complete · its size against a nadir of 100 or 0 · partial burdens count · an index lesion · a baseline · the nadir. */
  const all = combinations([
    [true, false],
    [0, 50, 100, 125],
    [true, false],
    [true, false],
    [true, false],
    [100, 0, null],
  ]) as readonly (readonly [boolean, number, boolean, boolean, boolean, number | null])[];

  const factsOf = ([
    isComplete,
    size,
    countsPartial,
    hasIndexLesion,
    hasBaseline,
    nadir,
  ]: (typeof all)[number]) =>
    ({
      at: 2,
      burden: {
        sum: isComplete ? size : null,
        measuredSum: size,
        notEvaluable: isComplete ? [] : ['T02'],
        seen: size > 0 ? ['T01'] : [],
        hasIndexLesion,
        parts: '',
      },
      baseline: hasBaseline ? 100 : null,
      nadir: nadir === null ? null : { sum: nadir, timepoint: 'W8' },
      completeAt: null,
      settings: { ...defaultsOf(IRRC_SETTINGS), partialSumPd: countsPartial },
    }) satisfies IrrcTargetFacts;

  test('answers each combination as its page reads from the top', () => {
    for (const inputs of all) {
      const [isComplete, size, countsPartial, hasIndexLesion, hasBaseline, nadir] = inputs;
      const hasGrown = nadir !== null && (nadir === 0 ? size > 0 : size === 125);
      let expected: string | null = 'irSD';
      if (hasGrown && (isComplete || countsPartial)) expected = 'irPD';
      else if (!isComplete) expected = 'NE';
      else if (!hasIndexLesion) expected = null;
      else if (size === 0) expected = 'irCR';
      else if (!hasBaseline) expected = 'NE';
      else if (size === 50) expected = 'irPR';
      expect(irrcTargetResponse(factsOf(inputs)).answer, inputs.join(' ')).toBe(expected);
    }
  });
  test('uses each of its lines, each with a whole sentence', () => {
    const lines = all.map((inputs) => {
      const { line } = irrcTargetResponse(factsOf(inputs));
      expect(line.says(factsOf(inputs))).toMatch(/^[^\n]+\.$/);
      return line.condition;
    });
    expect(new Set(lines).size).toBe(irrcTargetResponse.lines.length);
  });
  test('of non-index lesions answers each combination and uses each of its lines', () => {
    const all = combinations([
      [0, 1],
      [0, 1],
      [0, 1],
    ]) as readonly (readonly [number, number, number])[];
    const lines = all.map((inputs) => {
      const [progressed, unknown, absent] = inputs;
      const ids = (count: number) => Array.from({ length: count }, (_, index) => `NT0${index}`);
      const count = Math.max(1, progressed + unknown + absent);
      const burden = { count, progressed: ids(progressed), notEvaluable: ids(unknown), absent: ids(absent) };
      const { answer, line } = irrcNonTargetResponse({
        burden: { ...burden, presentExtranodal: [] },
        completeAt: 'W8',
      });
      const ofRest = absent === count ? 'absent' : 'stable';
      expect(answer, inputs.join(' ')).toBe(progressed > 0 ? 'progression' : unknown > 0 ? 'NE' : ofRest);
      return line.condition;
    });
    expect(new Set(lines).size).toBe(irrcNonTargetResponse.lines.length);
  });
});
