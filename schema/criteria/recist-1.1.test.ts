import { describe, expect, test } from 'vitest';
import { exampleCase, type Story } from './example-case.ts';
import { assess } from './index.ts';

type Options = Parameters<typeof exampleCase>[1];

/** The responses of an example after baseline, in one line: target words, or overall words. */
function wordsOf(
  story: Story,
  options: Options = {},
  key: 'target' | 'nonTarget' | 'overall' = 'overall',
): string {
  return assess(exampleCase(story, options))
    .timepoints.map((timepoint) => timepoint[key] ?? 'none')
    .join(' ');
}

function rulesOf(story: Story, options: Options = {}): readonly string[] {
  return assess(exampleCase(story, options)).timepoints.flatMap((timepoint) =>
    timepoint.trace.map(({ rule }) => rule),
  );
}

describe('the sum of diameters', () => {
  test('adds longest diameters and the short axes of nodes', () => {
    const result = assess(
      exampleCase({ T01: [30, 21], Tnode: [{ longestDiameter: 40, shortAxis: 20 }, 14] }),
    );
    expect(result.baseline.sum).toBe(50);
    expect(result.timepoints[0]).toMatchObject({
      sum: 35,
      changeFromBaseline: -30,
      changeFromNadir: -30,
      target: 'PR',
    });
  });

  test('lists its parts in the trace', () => {
    expect(rulesOf({ T01: [31, 31], T02: [22, 'absent'], Tnode: [20, 13] })).toContain(
      'T01 31 + T02 0 (absent) + Tnode 13 (short axis) = 44 mm.',
    );
  });

  test('counts 5 mm, or as the charter says, for a lesion too small to measure, whatever size stands beside it', () => {
    const story: Story = { T01: [20, { state: 'too-small', longestDiameter: 3 }] };
    expect(assess(exampleCase(story)).timepoints[0]?.sum).toBe(5);
    expect(assess(exampleCase(story, { settings: { tooSmallMm: 3 } })).timepoints[0]?.sum).toBe(3);
  });

  test('counts a size below 5 mm as it was measured', () => {
    expect(assess(exampleCase({ T01: [20, 2] })).timepoints[0]?.sum).toBe(2);
  });

  test.each([
    ['not evaluable', 'not-evaluable'],
    ['present without a size', 'present'],
    ['equivocal with a size', { state: 'equivocal', longestDiameter: 12 }],
    ['measured on the wrong axis', { perpendicular: 12 }],
    ['without a finding', null],
    ['merged into a non-target', { mergedInto: 'NT01' }],
  ] as const)('is not evaluable where a target is %s', (_, said) => {
    const result = assess(exampleCase({ T01: [20, said], T02: [20, 20], NT01: ['present', 'present'] }));
    expect(result.timepoints[0]).toMatchObject({
      sum: null,
      changeFromBaseline: null,
      changeFromNadir: null,
      target: 'NE',
    });
  });

  test('counts a merged lesion as 0 and its bearer with the joint size', () => {
    const story: Story = { T01: [20, { mergedInto: 'T02', longestDiameter: 20 }], T02: [20, 45] };
    expect(assess(exampleCase(story)).timepoints[0]).toMatchObject({ sum: 45, target: 'SD' });
  });

  test('has every target gone when the bearer of a merged one is', () => {
    expect(wordsOf({ T01: [20, { mergedInto: 'T02' }], T02: [20, 'absent'] })).toBe('CR');
  });

  test('is not evaluable where merged lesions name each other', () => {
    expect(wordsOf({ T01: [20, { mergedInto: 'T02' }], T02: [20, { mergedInto: 'T01' }] })).toBe('NE');
  });

  test('adds a fragment from the first timepoint that mentions it, and expects it ever after', () => {
    const story: Story = { T01: [40, 30, 20, 20, 20], T02: [null, null, 15, null, 15] };
    const { timepoints } = assess(exampleCase(story, { splitFrom: { T02: 'T01' } }));
    expect(timepoints.map(({ sum }) => sum)).toEqual([30, 35, null, 35]);
    expect(timepoints.map(({ newLesion }) => newLesion)).toEqual([false, false, false, false]);
  });
});

describe('partial response', () => {
  test('is a fall of exactly 30 % from baseline', () => expect(wordsOf({ T01: [50, 35] })).toBe('PR'));
  test('is no fall of 29.9 %', () => expect(wordsOf({ T01: [100, 70.1] })).toBe('SD'));
  test('is measured from baseline, not from the nadir', () =>
    expect(wordsOf({ T01: [100, 60, 68] })).toBe('PR PR'));
  test('is lost at the next smaller fall, unless the charter sustains it', () => {
    expect(wordsOf({ T01: [100, 70, 80] })).toBe('PR SD');
    expect(wordsOf({ T01: [100, 70, 80] }, { settings: { sustainPr: true } })).toBe('PR PR');
  });
  test('is sustained, with confirmation, only after two responses 28 days apart', () => {
    const settings = { sustainPr: true, confirmation: true };
    expect(wordsOf({ T01: [100, 70, 80] }, { settings })).toBe('PR SD');
    expect(wordsOf({ T01: [100, 70, 68, 75] }, { settings, days: [0, 56, 84, 112] })).toBe('PR PR PR');
    expect(wordsOf({ T01: [100, 70, 68, 75] }, { settings, days: [0, 56, 83, 112] })).toBe('PR PR SD');
  });
  test('is not sustained across a progression of the targets', () => {
    expect(wordsOf({ T01: [100, 60, 80, 80] }, { settings: { sustainPr: true } }, 'target')).toBe('PR PD PD');
    expect(wordsOf({ T01: [100, 60, 100, 71] }, { settings: { sustainPr: true } }, 'target')).toBe(
      'PR PD SD',
    );
  });
});

describe('progression of the targets', () => {
  test('is a rise of exactly 20 % and exactly 5 mm from the nadir, though below the baseline', () => {
    expect(wordsOf({ T01: [50, 25, 30] })).toBe('PR PD');
  });
  test('is no rise of 20 % by 4 mm', () => expect(wordsOf({ T01: [40, 20, 24] })).toBe('PR PR'));
  test('is no rise of 5 mm by 19.9 %', () => expect(wordsOf({ T01: [100, 100, 119.9] })).toBe('SD SD'));
  test('counts a rise from a nadir of 0 by the millimetres alone', () => {
    const story: Story = { T01: [30, 'absent', 4.9, 5], NT01: ['present', 'present', 'present', 'present'] };
    expect(wordsOf(story, {}, 'target')).toBe('CR PR PD');
  });
  test('does not count the present sum as its own nadir', () => {
    expect(assess(exampleCase({ T01: [50, 30] })).timepoints[0]?.changeFromNadir).toBe(-40);
  });
  test('leaves the baseline out of the nadir where the charter says so', () => {
    const settings = { nadirIncludesBaseline: false };
    expect(wordsOf({ T01: [40, 45, 50] })).toBe('SD PD');
    expect(wordsOf({ T01: [40, 45, 50] }, { settings })).toBe('SD SD');
    expect(wordsOf({ T01: [40, 50] }, { settings })).toBe('PD');
  });
  test('counts sums after progression for the nadir', () => {
    expect(wordsOf({ T01: [40, 50, 20, 25] })).toBe('PD PR PD');
  });
  test('is proven by an incomplete sum that alone is large enough', () => {
    const result = assess(exampleCase({ T01: [30, 60], T02: [20, null] }));
    expect(result.timepoints[0]).toMatchObject({ sum: null, target: 'PD' });
    expect(result.progressionDate).toBe('2025-03-03');
  });
  test('is not proven by an incomplete sum where the charter says so', () => {
    expect(wordsOf({ T01: [30, 60], T02: [20, null] }, { settings: { partialSumPd: false } })).toBe('NE');
  });
  test('needs no baseline sum, but a response does', () => {
    expect(wordsOf({ T01: [null, 30, 20, 30] })).toBe('NE NE PD');
  });
  test('is told with its numbers and the nadir', () => {
    expect(rulesOf({ T01: [70, 50, 62] })).toContain(
      'Sum 62 mm is 24.0 % and 12 mm above the nadir of 50 mm (W8): progression. At least 20 % and at least 5 mm.',
    );
  });
});

describe('complete response', () => {
  test('of a node is a short axis under 10 mm, and 10.0 mm is not', () => {
    expect(wordsOf({ Tnode: [20, 9.9] })).toBe('CR');
    expect(wordsOf({ Tnode: [20, 10] })).toBe('PR');
  });
  test('outranks the growth of nodes that are all normal', () => {
    expect(wordsOf({ Tnode1: [20, 3, 9], Tnode2: [16, 3, 9] })).toBe('CR CR');
  });
  test('is not reached by a lesion too small to measure', () => {
    expect(wordsOf({ T01: [20, 'too-small'] })).toBe('PR');
    expect(wordsOf({ T01: [20, 'too-small'] }, { settings: { tooSmallMm: 0 } })).toBe('PR');
  });
  test('is partial while a non-target persists or is not evaluable', () => {
    expect(wordsOf({ T01: [20, 0], NT01: ['present', 'present'] })).toBe('PR');
    expect(wordsOf({ T01: [20, 0], NT01: ['present', null] })).toBe('PR');
    expect(wordsOf({ T01: [20, 0], NT01: ['present', 'absent'] })).toBe('CR');
  });
});

describe('reappearance after complete response', () => {
  test('of an extranodal target of any size is progression', () => {
    expect(wordsOf({ T01: [20, 0, 'too-small'] })).toBe('CR PD');
  });
  test('of a node is progression at 10 mm', () => {
    expect(wordsOf({ T01: [30, 0, 0, 0], Tnode: [20, 9.9, 9.9, 10] })).toBe('CR CR PD');
  });
  test('looks at every earlier complete response, not only the last timepoint', () => {
    expect(wordsOf({ T01: [20, 0, null, 3] })).toBe('CR NE PD');
  });
  test('of a non-target is progression, of a merely suspected one or a node it is not', () => {
    const story = (said: 'present' | 'equivocal'): Story => ({
      T01: [20, 0, 0],
      NT01: ['present', 'absent', said],
    });
    expect(wordsOf(story('present'), {}, 'nonTarget')).toBe('CR PD');
    expect(wordsOf(story('equivocal'), {}, 'nonTarget')).toBe('CR NON-CR/NON-PD');
    expect(wordsOf({ T01: [20, 0, 0], NTnode: ['present', 8, 12] }, {}, 'nonTarget')).toBe(
      'CR NON-CR/NON-PD',
    );
  });
  test('only adds the size where there was no overall complete response, or the charter says so', () => {
    expect(wordsOf({ T01: [20, 0, 4], T02: [20, 20, 20] })).toBe('PR PR');
    expect(wordsOf({ T01: [20, 0, 4] }, { settings: { reappearanceAfterCr: 'none' } })).toBe('CR PR');
  });
});

describe('without targets', () => {
  test('the non-target lesions decide', () => {
    expect(wordsOf({ NT01: ['present', 'present', null, 'absent'] })).toBe('NON-CR/NON-PD NE CR');
  });
  test('a subject without disease at baseline is NED, and NE where nothing could be evaluated', () => {
    expect(wordsOf({}, { days: [0, 56, 112], notEvaluable: [2] })).toBe('NED NE');
  });
  test('stable disease is called NON-CR/NON-PD', () => {
    expect(assess(exampleCase({ NT01: ['present', 'present'] })).best).toBe('NON-CR/NON-PD');
  });
});

describe('new lesions', () => {
  test.each(['measured', 'present', 'too-small', 'progressed'] as const)(
    '%s are seen: progression',
    (state) => {
      expect(wordsOf({ T01: [20, 20], NEW01: [null, state] })).toBe('PD');
    },
  );
  test.each(['equivocal', 'absent', 'not-evaluable'] as const)('%s are not', (state) => {
    expect(wordsOf({ T01: [20, 20], NEW01: [null, state] })).toBe('SD');
  });
  test('a node is new at a short axis of 10 mm, unless the reader calls it equivocal', () => {
    expect(wordsOf({ T01: [20, 20, 20], NEWnode: [null, 9.9, 10] })).toBe('SD PD');
    expect(wordsOf({ T01: [20, 20], NEWnode: [null, { state: 'equivocal', shortAxis: 14 }] })).toBe('SD');
  });
  test('at a timepoint that is not evaluable nothing is known of them', () => {
    const result = assess(exampleCase({ T01: [20, 20], NEW01: [null, 12] }, { notEvaluable: [1] }));
    expect(result.timepoints[0]).toMatchObject({ newLesion: false, overall: 'NE' });
  });
});

describe('the date of progression', () => {
  const dateOf = (story: Story, options: Options = {}) => assess(exampleCase(story, options)).progressionDate;
  const STABLE = [20, 20, 20, 20, 20];

  test('goes back to the first suspicion of a new lesion', () => {
    expect(dateOf({ T01: STABLE, NEW01: [null, 'equivocal', 'equivocal', 12] })).toBe('2025-03-03');
    expect(
      dateOf(
        { T01: STABLE, NEW01: [null, 'equivocal', 'equivocal', 12] },
        { settings: { backdateEquivocal: false } },
      ),
    ).toBe('2025-06-23');
  });
  test('goes back across a timepoint that was not evaluable, but not across one without the lesion', () => {
    expect(dateOf({ T01: STABLE, NEW01: [null, 'equivocal', 'not-evaluable', 12] })).toBe('2025-03-03');
    expect(dateOf({ T01: STABLE, NEW01: [null, 'equivocal', null, 12] }, { notEvaluable: [2] })).toBe(
      '2025-03-03',
    );
    expect(dateOf({ T01: STABLE, NEW01: [null, 'equivocal', 'absent', 12] })).toBe('2025-06-23');
    expect(dateOf({ T01: STABLE, NEW01: [null, 'equivocal', null, 12] })).toBe('2025-06-23');
  });
  test('goes back for a non-target now progressed, also across one without a finding', () => {
    expect(dateOf({ T01: STABLE, NT01: ['present', 'equivocal', null, 'progressed'] })).toBe('2025-03-03');
  });
  test('never goes back to baseline', () => {
    expect(dateOf({ T01: STABLE, NT01: ['equivocal', 'progressed'] })).toBe('2025-03-03');
  });
  test('of the targets alone never goes back', () => {
    expect(dateOf({ T01: [20, 20, 40], NEW01: [null, 'equivocal', 'equivocal'] })).toBe('2025-04-28');
  });
  test('does not rewrite the timepoints, but they no longer count for the best response', () => {
    const result = assess(exampleCase({ T01: [20, 10, 10], NEW01: [null, 'equivocal', 12] }));
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['PR', 'PD']);
    expect(result).toMatchObject({ best: 'PD', bestDate: null, progressionDate: '2025-03-03' });
  });
});

describe('after progression', () => {
  test('timepoints are judged by their own data and count for nothing', () => {
    const result = assess(exampleCase({ T01: [20, 30, 0] }));
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['PD', 'CR']);
    expect(result.best).toBe('PD');
  });
  test('timepoints carry the progression where the charter says so, and none is a complete response', () => {
    const story: Story = { T01: [20, 30, 0, 3] };
    expect(wordsOf(story, { settings: { afterPd: 'carry' } })).toBe('PD PD PD');
    expect(wordsOf(story, { settings: { afterPd: 'carry' } }, 'target')).toBe('PD CR PR');
    expect(wordsOf(story, {}, 'target')).toBe('PD CR PD');
  });
});
