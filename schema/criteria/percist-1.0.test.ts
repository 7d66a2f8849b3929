import { describe, expect, test } from 'vitest';
import type { Case, Timepoint } from './case.ts';
import type { Said, Story } from './example-case.ts';
import { examplesOf, type ExampleOptions } from './example-measured-case.ts';
import { assess, bestResponse } from './index.ts';

const { caseOf, wordsOf, firstOf } = examplesOf('percist-1.0');

/** SULpeak of a target, baseline first; a word, a finding and null as in any story. */
function suls(...said: readonly (Said | null)[]): readonly (Said | null)[] {
  return said.map((each) => (typeof each === 'number' ? { sul: each } : each));
}

/** An example with further words of PET, by the place of the timepoint. */
function withPet(
  story: Story,
  pet: Readonly<Record<number, Pick<Timepoint, 'fdg' | 'newFdgFoci'>>>,
  options: ExampleOptions = {},
): Case {
  const example = caseOf(story, options);
  const timepoints = example.timepoints.map((timepoint, at): Timepoint => ({ ...timepoint, ...pet[at] }));
  return { ...example, timepoints };
}

describe('the worked examples of the rule page', () => {
  test('1: a fall of exactly 30 % and 3.0 is PMR', () => expect(wordsOf({ T01: suls(10, 7) })).toBe('PMR'));
  test('2: a fall of 30.4 % but 0.7 is SMD', () => expect(wordsOf({ T01: suls(2.3, 1.6) })).toBe('SMD'));
  test('3: a rise of exactly 30 % is SMD, of 31 % PMD', () =>
    expect(wordsOf({ T01: suls(10, 13, 13.1) })).toBe('SMD PMD'));
  test('4: the hottest need not be the same lesion', () => {
    expect(firstOf({ T01: suls(10, 3), T02: suls(8, 7.5) })).toMatchObject({
      sum: 7.5,
      changeFromBaseline: -25,
      overall: 'SMD',
    });
  });
  test('5: uptake that is back after CMR is PMD', () =>
    expect(wordsOf({ T01: suls(10, 'absent', 4) })).toBe('CMR PMD'));
});

describe('the SULpeak of a scan', () => {
  test('is that of its hottest target, or the sum of as many as the charter says', () => {
    const story: Story = { T01: suls(10, 3), T02: suls(8, 7.5), T03: suls(2, 1) };
    expect(assess(caseOf(story)).baseline.sum).toBe(10);
    const summed = assess(caseOf(story, { settings: { lesionsSummed: 2 } }));
    expect([summed.baseline.sum, summed.timepoints[0]?.sum]).toEqual([18, 10.5]);
    expect(firstOf(story, { settings: { lesionsSummed: 9 } })?.sum).toBe(11.5);
  });
  test.each([
    ['absent', 'absent', 5],
    ['merged, whatever its bearer', { mergedInto: 'NT01' }, 5],
    ['merged beside a state', { state: 'not-evaluable', mergedInto: 'T02' }, 5],
    ['progressed with a value', { state: 'progressed', sul: 6 }, 6],
    ['progressed without a value', 'progressed', null],
    ['not evaluable', 'not-evaluable', null],
    ['without a finding', null, null],
    ['measured on CT alone', { longestDiameter: 20 }, null],
    ['present, even with a value', { state: 'present', sul: 6 }, null],
    ['equivocal, even with a value', { state: 'equivocal', sul: 6 }, null],
  ] as const)('with a target %s', (_, said, sum) => {
    expect(firstOf({ T01: [{ sul: 8 }, said], T02: suls(5, 5), NT01: ['present', 'present'] })?.sum).toBe(
      sum,
    );
  });
  test('is not evaluable where targets are merged in a ring', () => {
    const story: Story = {
      T01: [{ sul: 8 }, { mergedInto: 'T02' }],
      T02: [{ sul: 8 }, { mergedInto: 'T01' }],
    };
    expect(firstOf(story)?.sum).toBeNull();
  });
  test('counts a fragment from the first scan that mentions it', () => {
    const story: Story = { T01: suls(10, 8, 8), T02: suls(null, 9, null) };
    const { timepoints } = assess(caseOf(story, { splitFrom: { T02: 'T01' } }));
    expect(timepoints.map(({ sum }) => sum)).toEqual([9, null]);
  });
});

describe('a fall', () => {
  test('is PMR at exactly 0.8 where 30 % are met', () => {
    expect(wordsOf({ T01: suls(2.3, 1.5) })).toBe('PMR');
    expect(wordsOf({ T01: suls(2.3, 1.51) })).toBe('SMD');
  });
  test('is no PMR at 29.9 %', () => expect(wordsOf({ T01: suls(10, 7.01) })).toBe('SMD'));
  test('is measured from the baseline, also with the nadir as reference of a rise', () => {
    expect(wordsOf({ T01: suls(10, 6, 7) }, { settings: { pdReference: 'nadir' } })).toBe('PMR PMR');
  });
  test('by thresholds of the charter', () => {
    const settings = { percent: 25, absoluteSul: 3 };
    expect(wordsOf({ T01: suls(10, 7.5, 7) }, { settings })).toBe('SMD PMR');
  });
  test('needs a value at baseline, and CMR does not', () => {
    expect(wordsOf({ T01: suls(null, 5, 'absent') })).toBe('NE CMR');
  });
});

describe('a rise', () => {
  test('is PMD above both thresholds, and not at exactly 0.8', () => {
    expect(wordsOf({ T01: suls(2, 2.8, 2.81) })).toBe('SMD PMD');
    expect(wordsOf({ T01: suls(10, 12.9) })).toBe('SMD');
  });
  test('is PMD at exactly both where the charter says so', () => {
    const settings = { pdInclusive: true };
    expect(wordsOf({ T01: suls(10, 12.9, 13) }, { settings })).toBe('SMD PMD');
    expect(wordsOf({ T01: suls(2, 2.79, 2.8) }, { settings })).toBe('SMD PMD');
  });
  test('is measured from the baseline, or from the nadir where the charter says so', () => {
    const story: Story = { T01: suls(10, 5, 7) };
    expect(wordsOf(story)).toBe('PMR PMR');
    expect(wordsOf(story, { settings: { pdReference: 'nadir' } })).toBe('PMR PMD');
    const nadir = { pdReference: 'nadir', nadirIncludesBaseline: false };
    expect(wordsOf({ T01: suls(5, 10, 11) }, { settings: nadir })).toBe('PMD SMD');
  });
  test('leaves changeFromNadir against the smallest earlier value', () => {
    const { timepoints } = assess(caseOf({ T01: suls(10, 5, 6) }));
    expect(timepoints.map(({ changeFromNadir }) => changeFromNadir)).toEqual([-50, 20]);
  });
  test('from 0 meets any percentage, and must be above 0.8', () => {
    expect(wordsOf({ T01: suls(0, 0.8) }, { settings: { reappearanceAfterCr: 'none' } })).toBe('SMD');
    expect(wordsOf({ T01: suls(0, 0.9) })).toBe('PMD');
  });
  test('is proven by the targets that could be evaluated, unless the charter forbids it', () => {
    const story: Story = { T01: suls(10, 14), T02: suls(8, null) };
    expect(firstOf(story)).toMatchObject({ sum: null, target: 'PMD' });
    expect(firstOf(story, { settings: { partialSumPd: false } })?.target).toBe('NE');
  });
});

describe('the target response', () => {
  test('is PMD where the reader marks a target as progressed, unless nothing has uptake', () => {
    expect(wordsOf({ T01: [{ sul: 10 }, { state: 'progressed', sul: 9 }] })).toBe('PMD');
    expect(wordsOf({ T01: [{ sul: 10 }, 'progressed'] })).toBe('PMD');
    expect(wordsOf({ T01: [{ sul: 10 }, { state: 'progressed', sul: 0 }] })).toBe('CMR');
  });
  test('is PMD by any uptake after an earlier CMR, also beside a target that is not evaluable', () => {
    const story: Story = { T01: suls(10, 'absent', 0.1), T02: suls(8, 'absent', null) };
    expect(wordsOf(story)).toBe('CMR PMD');
    expect(wordsOf(story, { settings: { reappearanceAfterCr: 'none' } })).toBe('CMR NE');
  });
  test('is NE where a target is not evaluable, for the hottest could be that one', () => {
    expect(wordsOf({ T01: suls(10, 3), T02: suls(8, null) })).toBe('NE');
  });
});

describe('non-target lesions', () => {
  const T01 = suls(10, 10);
  test('are PMD, NE, CMR or NON-CMR/NON-PMD, the first that holds', () => {
    const word = (...said: readonly (Said | null)[]) =>
      wordsOf(
        { T01, ...Object.fromEntries(said.map((each, index) => [`NT0${index + 1}`, ['present', each]])) },
        {},
        'nonTarget',
      );
    expect(word('progressed', null)).toBe('PMD');
    expect(word('absent', null)).toBe('NE');
    expect(word('absent', 'absent')).toBe('CMR');
    expect(word('absent', 'equivocal')).toBe('NON-CMR/NON-PMD');
  });
  test('seen again after CMR are PMD, nodes of any size too, merely suspected ones are not', () => {
    const story = (said: Said): Story => ({
      T01: suls(10, 'absent', 'absent'),
      NTnode: ['present', 'absent', said],
    });
    expect(wordsOf(story(6), {}, 'nonTarget')).toBe('CMR PMD');
    expect(wordsOf(story('equivocal'))).toBe('CMR PMR');
  });
});

describe('new lesions', () => {
  const T01 = suls(10, 10);
  test.each(['measured', 'present', 'too-small', 'progressed'] as const)(
    '%s are seen: progression',
    (state) => expect(wordsOf({ T01, NEWnode: [null, state] })).toBe('PMD'),
  );
  test.each(['equivocal', 'absent', 'not-evaluable'] as const)('%s are not', (state) =>
    expect(wordsOf({ T01, NEW01: [null, state] })).toBe('SMD'),
  );
  test('are also a new focus of the scan', () => {
    const result = assess(withPet({ T01 }, { 1: { newFdgFoci: true } }));
    expect(result.timepoints[0]).toMatchObject({ newLesion: true, overall: 'PMD' });
    expect(result.timepoints[0]?.trace.map(({ rule }) => rule)).toContain('A new FDG focus is a new lesion.');
    expect(assess(withPet({ T01 }, { 1: { newFdgFoci: false } })).timepoints[0]?.newLesion).toBe(false);
  });
});

describe('a scan whose FDG was not evaluated', () => {
  const story: Story = { T01: suls(10, 20), NT01: ['present', 'present'], NEW01: [null, 'present'] };

  test('tells nothing: targets, other lesions, new lesions and new foci', () => {
    const failed = withPet(story, { 1: { fdg: 'not-evaluated', newFdgFoci: true } });
    expect(assess(failed).timepoints[0]).toMatchObject({
      sum: null,
      target: 'NE',
      nonTarget: 'NE',
      newLesion: false,
      overall: 'NE',
    });
    const notEvaluable = withPet(story, { 1: { newFdgFoci: true } }, { notEvaluable: [1] });
    expect(assess(notEvaluable).timepoints[0]).toMatchObject({ newLesion: false, overall: 'NE' });
  });
  test('tells what the reader marks as progressed, which the tables ask for first', () => {
    const marked = (lesion: 'T01' | 'NT01', options: ExampleOptions = {}) =>
      assess(
        withPet(
          { ...story, [lesion]: [{ sul: 10 }, 'progressed'] },
          { 1: { fdg: 'not-evaluated' } },
          options,
        ),
      ).timepoints[0];
    expect(marked('T01')).toMatchObject({ sum: null, target: 'PMD', nonTarget: 'NE', overall: 'PMD' });
    expect(marked('NT01')).toMatchObject({ target: 'NE', nonTarget: 'PMD', overall: 'PMD' });
    expect(marked('NT01', { notEvaluable: [1] })?.overall).toBe('NE');
  });
  test('tells of no lesion that it is seen again', () => {
    const gone: Story = { T01: suls(10, 'absent', 4), NT01: ['present', 'absent', 'present'] };
    const result = assess(withPet(gone, { 2: { fdg: 'not-evaluated' } }));
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['CMR', 'NE']);
  });
  test('leaves no baseline to compare with, and no disease unknown', () => {
    expect(assess(withPet({ T01: suls(10, 5) }, { 0: { fdg: 'not-evaluated' } }))).toMatchObject({
      baseline: { sum: null },
      timepoints: [{ overall: 'NE' }],
    });
    const none = withPet({}, { 2: { fdg: 'not-evaluated' } }, { days: [0, 56, 112] });
    expect(assess(none).timepoints.map(({ overall }) => overall)).toEqual(['NED', 'NE']);
  });
  test('does not break a run of suspicion, nor begin one', () => {
    const dateOf = (suspected: Story, at: number) =>
      assess(withPet({ T01: suls(10, 10, 10, 10), ...suspected }, { [at]: { fdg: 'not-evaluated' } }))
        .progressionDate;
    const isNew: Story = { NEW01: [null, 'equivocal', null, 'present'] };
    expect([dateOf(isNew, 2), dateOf(isNew, 1)]).toEqual(['2025-03-03', '2025-06-23']);
    const known: Story = { NT01: ['present', 'equivocal', 'present', 'progressed'] };
    expect([dateOf(known, 2), dateOf(known, 1)]).toEqual(['2025-03-03', '2025-06-23']);
  });
  test('is told by no other word of FDG', () => {
    for (const fdg of ['decreased', 'unchanged', 'increased', 'negative'] as const)
      expect(assess(withPet({ T01: suls(10, 7) }, { 1: { fdg } })).timepoints[0]?.overall).toBe('PMR');
  });
});

describe('the overall response', () => {
  test('of targets gone beside others that are not is PMR', () => {
    for (const said of ['present', null] as const)
      expect(wordsOf({ T01: suls(10, 'absent'), NT01: ['present', said] })).toBe('PMR');
  });
  test('without targets goes by the others, without either NED', () => {
    expect(wordsOf({ NT01: ['present', 'present', 'absent', null] })).toBe('SMD CMR NE');
    expect(wordsOf({}, { days: [0, 56, 112], notEvaluable: [2] })).toBe('NED NE');
  });
});

describe('dates and the best response', () => {
  test('a new focus first suspected dates progression back', () => {
    const story: Story = { T01: suls(10, 7, 7), NEW01: [null, 'equivocal', 'present'] };
    expect(assess(caseOf(story))).toMatchObject({ progressionDate: '2025-03-03', best: 'PMD' });
    const settings = { backdateEquivocal: false };
    expect(assess(caseOf(story, { settings }))).toMatchObject({ progressionDate: '2025-04-28', best: 'PMR' });
  });
  test('no confirmation is asked for by default', () => {
    const story: Story = { T01: suls(10, 7, 9) };
    expect(assess(caseOf(story)).best).toBe('PMR');
    expect(assess(caseOf(story, { settings: { confirmation: true } })).best).toBe('SMD');
  });
  test('SMD must last 42 days, also without targets', () => {
    expect(assess(caseOf({ T01: suls(10, 10) }, { days: [0, 42] })).best).toBe('SMD');
    expect(assess(caseOf({ T01: suls(10, 10) }, { days: [0, 41] })).best).toBe('NE');
    expect(assess(caseOf({ NT01: ['present', 'present'] })).best).toBe('SMD');
  });
  test('after progression timepoints carry it where the charter says so', () => {
    const story: Story = { T01: suls(10, 20, 5) };
    expect(wordsOf(story)).toBe('PMD PMR');
    expect(wordsOf(story, { settings: { afterPd: 'carry' } })).toBe('PMD PMD');
  });
  test('stated words are enough', () => {
    const timepoints = [
      { date: '2025-03-03', overall: 'PMR' },
      { date: '2025-04-28', overall: 'PMD' },
    ];
    expect(bestResponse('percist-1.0', { timepoints })).toMatchObject({
      best: 'PMR',
      bestDate: '2025-03-03',
      progressionDate: '2025-04-28',
    });
  });
});
