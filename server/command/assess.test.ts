import { expect, test } from 'vitest';
import { answerCases } from './assess.ts';

const GOOD = {
  name: 'a target that shrinks',
  criteria: 'recist-1.1',
  lesions: [{ id: 'T01', role: 'target' }],
  timepoints: [
    { id: 'BL', date: '2025-01-06', findings: [{ lesion: 'T01', longestDiameter: 50 }] },
    { id: 'W8', date: '2025-03-03', findings: [{ lesion: 'T01', longestDiameter: 35 }] },
  ],
};

/** What is printed for cases, and whether each fits. */
function answer(cases: readonly unknown[]) {
  const chunks = answerCases(cases);
  let printed = '';
  for (;;) {
    const { value, done } = chunks.next();
    if (done) return { printed: JSON.parse(printed) as { results: readonly unknown[] }, isEachFit: value };
    printed += value;
  }
}

test('each case gets its result with name, baseline sum, responses, dates and trace', () => {
  const { printed, isEachFit } = answer([GOOD]);
  expect(isEachFit).toBe(true);
  expect(printed.results).toHaveLength(1);
  expect(printed.results[0]).toMatchObject({
    name: 'a target that shrinks',
    timepoints: [
      { id: 'BL', sum: 50 },
      { id: 'W8', sum: 35, changeFromBaseline: -30, target: 'PR', overall: 'PR' },
    ],
    best: 'PR',
    bestDate: '2025-03-03',
    progressionDate: null,
    trace: [{ source: expect.stringContaining('Table 3') }],
  });
});

test('a case that does not fit gets its name and the key in its place, and the others their results', () => {
  const { printed, isEachFit } = answer([{ ...GOOD, criteria: 'recist' }, GOOD, {}]);
  expect(isEachFit).toBe(false);
  expect(printed.results).toMatchObject([
    { name: 'a target that shrinks', error: 'criteria "recist" are not supported; those are: recist-1.1.' },
    { best: 'PR' },
    { name: 'case 3', error: 'name is missing.' },
  ]);
});

test('no case is an empty list of results', () => {
  expect(answer([])).toEqual({ printed: { results: [] }, isEachFit: true });
});
