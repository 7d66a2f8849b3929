import { describe, expect, test } from 'vitest';
import { combinations } from './decision-table.ts';
import { luganoCtResponse } from './lugano-ct.ts';

const answers = combinations(luganoCtResponse.domains).map((inputs) => {
  const [target, nonTarget, isNew, spleen, marrow] = inputs as Parameters<typeof luganoCtResponse>;
  const { answer, row } = luganoCtResponse(target, nonTarget, isNew, spleen, marrow);
  return { target, nonTarget, isNew, spleen, marrow, answer, row };
});

// `decisionTable` proves when it is made that every combination has one answer.
describe('every combination of CT findings', () => {
  test('is PD exactly where one of them is progression', () => {
    for (const f of answers)
      expect(f.answer === 'PD', JSON.stringify(f)).toBe(
        f.target === 'PD' ||
          f.nonTarget === 'PD' ||
          f.isNew ||
          f.spleen === 'progressed' ||
          f.marrow === 'new',
      );
  });
  test('is CR only with nothing left, involved, enlarged or not evaluated', () => {
    for (const f of answers.filter(({ answer }) => answer === 'CR')) {
      expect(['CR', null]).toContain(f.target);
      expect(['CR', null]).toContain(f.nonTarget);
      expect(['none', 'normal']).toContain(f.spleen);
      expect(['never', 'clear']).toContain(f.marrow);
      expect(f.target === null && f.nonTarget === null).toBe(false);
    }
  });
  test('is no response with a spleen that has not regressed', () => {
    for (const f of answers.filter(({ spleen }) => spleen === 'not-regressed'))
      expect(['CR', 'PR']).not.toContain(f.answer);
  });
  test('is PR only where the targets respond', () => {
    for (const f of answers.filter(({ answer }) => answer === 'PR')) expect(['CR', 'PR']).toContain(f.target);
  });
  test('is decided by every row', () => {
    expect(new Set(answers.map(({ row }) => row)).size).toBe(luganoCtResponse.rows.length);
  });
});
