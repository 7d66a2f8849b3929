import { describe, expect, test } from 'vitest';
import { ANY, combinations, decisionTable, firstLineThatHolds } from './decision-table.ts';
import { overallResponse } from './recist-1.1.ts';

const YES_NO = [true, false] as const;

test('a table with a gap cannot be made', () => {
  expect(() => decisionTable<[boolean], string>('Table 9', [YES_NO], [[true, 'CR']])).toThrow(
    'Table 9 has no row for false',
  );
});

test('a table with a contradiction cannot be made', () => {
  const rows = [
    [ANY, 'CR'],
    [true, 'PD'],
  ] as const;
  expect(() => decisionTable<[boolean], string>('Table 9', [YES_NO], rows)).toThrow(
    'rows 1 and 2 contradict each other',
  );
});

test('rows that agree may overlap, and the first is named', () => {
  const rows = [
    [true, 'PD'],
    [ANY, 'PD'],
  ] as const;
  const table = decisionTable<[boolean], string>('Table 9', [YES_NO], rows);
  expect(table(true)).toEqual({ answer: 'PD', row: 1, source: 'Table 9, row 1' });
  expect(table(false).row).toBe(2);
});

test('a value outside its list is our bug and thrown', () => {
  const table = decisionTable<[string], string>('Table 9', [['CR']], [['CR', 'CR']]);
  expect(() => table('PR')).toThrow('does not know PR');
});

test('the first line that holds gives the answer and its number', () => {
  const line = { says: () => '', source: 'Paper' };
  const judge = firstLineThatHolds<number, string>('Lines', [
    { ...line, condition: 'large', answer: 'large', holds: (n) => n > 9 },
    { ...line, condition: 'otherwise', answer: 'small', holds: () => true },
  ]);
  expect(judge(12)).toMatchObject({ answer: 'large', line: { source: 'Paper; Lines, row 1' } });
  expect(judge(3)).toMatchObject({ answer: 'small', line: { source: 'Paper; Lines, row 2' } });
});

describe('the overall response of RECIST 1.1', () => {
  const all = combinations(overallResponse.domains);

  test('has a row for each of the 120 combinations', () => {
    expect(all).toHaveLength(120);
    for (const inputs of all) {
      const [target, nonTarget, isNew, isEvaluable] = inputs as Parameters<typeof overallResponse>;
      expect(overallResponse(target, nonTarget, isNew, isEvaluable).row).toBeGreaterThan(0);
    }
  });

  test('uses each of its rows', () => {
    const rows = all.map((inputs) => overallResponse(...(inputs as Parameters<typeof overallResponse>)).row);
    expect(new Set(rows).size).toBe(overallResponse.rows.length);
  });

  test('is progression exactly where target, non-target or a new lesion is', () => {
    for (const inputs of all) {
      const [target, nonTarget, isNew, isEvaluable] = inputs as Parameters<typeof overallResponse>;
      const isProgression = target === 'PD' || nonTarget === 'PD' || isNew;
      expect(overallResponse(target, nonTarget, isNew, isEvaluable).answer === 'PD').toBe(isProgression);
    }
  });
});
