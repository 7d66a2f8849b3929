import { describe, expect, test } from 'vitest';
import { MARROWS } from './bone-marrow.ts';
import { overallResponse, type OverallFacts } from './cheson-1999.ts';
import { combinations } from './decision-table.ts';
import { ORGANS } from './organ-enlargement.ts';
import { CHESON_1999_RESPONSES, NON_TARGET_RESPONSES } from './term.ts';

const ALL = combinations([
  [...CHESON_1999_RESPONSES, null],
  [...NON_TARGET_RESPONSES, null],
  [true, false],
  MARROWS,
  ORGANS,
]).map(
  ([target, nonTarget, isNew, marrow, organ]) =>
    ({ target, nonTarget, isNew, marrow, organ }) as OverallFacts,
);

const answers = ALL.map((facts) => ({ ...facts, overall: overallResponse(facts).answer }));

describe('every combination of components', () => {
  test('is PD exactly where one of them is progression', () => {
    for (const f of answers) {
      const progresses =
        f.target === 'PD' || f.nonTarget === 'PD' || f.isNew || f.marrow === 'new' || f.organ === 'new';
      expect(f.overall === 'PD', JSON.stringify(f)).toBe(progresses);
    }
  });
  test('is CR or CRu only without anything left, involved, enlarged or not evaluated', () => {
    for (const f of answers.filter(({ overall }) => overall === 'CR' || overall === 'CRu')) {
      expect(['CR', 'CRu', null]).toContain(f.target);
      expect(['CR', null]).toContain(f.nonTarget);
      expect(['none', 'clear']).toContain(f.organ);
      expect(['never', 'clear', 'indeterminate']).toContain(f.marrow);
      expect(f.target === null && f.nonTarget === null).toBe(false);
    }
  });
  test('is CR only with normal targets and a marrow that is not indeterminate', () => {
    for (const f of answers.filter(({ overall }) => overall === 'CR')) {
      expect(f.target).not.toBe('CRu');
      expect(f.marrow).not.toBe('indeterminate');
    }
  });
  test('is a response only where the targets respond or there is none', () => {
    for (const f of answers.filter(({ overall }) => ['CR', 'CRu', 'PR'].includes(overall)))
      expect(['CR', 'CRu', 'PR', null]).toContain(f.target);
  });
  test('reaches every line of the table', () => {
    const reached = new Set(ALL.map((facts) => overallResponse(facts).line));
    expect(reached.size).toBe(overallResponse.lines.length);
  });
  test.each([
    // The lines of the paper's table: target, marrow, organ, answer.
    ['CR', 'never', 'none', 'CR'],
    ['CR', 'clear', 'clear', 'CR'],
    ['CR', 'indeterminate', 'none', 'CRu'],
    ['CRu', 'clear', 'none', 'CRu'],
    ['CRu', 'indeterminate', 'none', 'CRu'],
    ['CR', 'involved', 'none', 'PR'],
    ['PR', 'involved', 'none', 'PR'],
    ['PR', 'clear', 'residual', 'PR'],
    ['PR', 'clear', 'new', 'PD'],
    ['CR', 'new', 'none', 'PD'],
  ] as const)('targets %s, marrow %s, organ %s is %s', (target, marrow, organ, answer) =>
    expect(overallResponse({ target, nonTarget: null, isNew: false, marrow, organ }).answer).toBe(answer),
  );
});
