import { describe, expect, test } from 'vitest';
import type { Case } from './case.ts';
import type { Said, Story } from './example-case.ts';
import { by, examplesOf, type ExampleOptions } from './example-measured-case.ts';
import { assess, measurabilityFlag } from './index.ts';
import { irrc } from './irrc.ts';

const { caseOf, wordsOf, firstOf } = examplesOf('irrc');

/** An example whose lesions with `small` in their names are new and cannot be measured. */
function withSmall(story: Story, options: ExampleOptions = {}): Case {
  const example = caseOf(story, options);
  const lesions = example.lesions.map((lesion) =>
    lesion.id.includes('small') ? { ...lesion, measurable: false } : lesion,
  );
  return { ...example, lesions };
}

const overallOf = (example: Case) => assess(example).timepoints.map(({ overall }) => overall);

describe('the worked examples of the rule page', () => {
  test('1: halved twice is irPR from the first', () => {
    const story: Story = { T01: [by(20, 10), by(10, 10), by(10, 10)] };
    expect(assess(caseOf(story, { days: [0, 84, 112] }))).toMatchObject({
      best: 'irPR',
      bestDate: '2025-03-31',
    });
  });
  test('2: a new measurable lesion adds to the burden; irPD, confirmed, is dated at the first', () => {
    const story: Story = {
      T01: [by(20, 10), by(15, 10), by(15, 10)],
      NEW01: [null, by(10, 10), by(10, 10)],
    };
    const result = assess(caseOf(story, { days: [0, 84, 126] }));
    expect(result.timepoints.map(({ sum, overall }) => [sum, overall])).toEqual([
      [250, 'irPD'],
      [250, 'irPD'],
    ]);
    expect(result).toMatchObject({ best: 'irPD', progressionDate: '2025-03-31' });
  });
  test('3: irPD and then irSD is refuted', () => {
    const result = assess(caseOf({ T01: [by(20, 10), by(20, 13), by(24, 10)] }, { days: [0, 84, 112] }));
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['irPD', 'irSD']);
    expect(result).toMatchObject({ best: 'irSD', progressionDate: null });
  });
  test('4: irPD from the nadir outranks irPR from the baseline', () => {
    expect(wordsOf({ T01: [by(20, 10), by(10, 8), by(10, 10)] })).toBe('irPR irPD');
  });
  test('5: a new lesion that cannot be measured bars irCR', () => {
    const example = withSmall({ T01: [by(20, 10), 'absent'], NEWsmall: [null, 'present'] });
    expect(assess(example).timepoints[0]).toMatchObject({ sum: 0, target: 'irCR', overall: 'irPR' });
  });
});

describe('the tumour burden', () => {
  const T01 = [by(20, 10), by(20, 10)];

  test('counts an index lesion as WHO does', () => {
    const sumOf = (said: Said | null) => firstOf({ T01: [by(20, 10), said] })?.sum;
    expect(sumOf({ longestDiameter: 12, shortAxis: 5 })).toBe(60);
    expect(sumOf({ state: 'progressed', ...by(12, 5) })).toBe(60);
    expect(sumOf('too-small')).toBe(25);
    expect(sumOf('absent')).toBe(0);
    for (const said of [
      'present',
      'progressed',
      { state: 'equivocal', ...by(9, 9) },
      { longestDiameter: 9 },
    ] as const)
      expect(sumOf(said)).toBeNull();
    expect(sumOf(null)).toBeNull();
  });
  test.each([
    ['no finding', null, 200],
    ['absent', 'absent', 200],
    ['equivocal, even with sizes', { state: 'equivocal', ...by(10, 5) }, 200],
    ['measured', by(10, 5), 250],
    ['too small', 'too-small', 225],
    ['progressed with sizes', { state: 'progressed', ...by(10, 5) }, 250],
    ['merged into an index lesion', { mergedInto: 'T01' }, 200],
    ['present', 'present', null],
    ['measured in one diameter', { longestDiameter: 10 }, null],
    ['not evaluable', 'not-evaluable', null],
  ] as const)('of a new measurable lesion, %s', (_, said, sum) => {
    expect(firstOf({ T01, NEW01: [null, said] })?.sum).toBe(sum);
  });
  test('takes nothing from a new lesion that cannot be measured', () => {
    const sumOf = (said: Said) => assess(withSmall({ T01, NEWsmall: [null, said] })).timepoints[0]?.sum;
    expect([sumOf(by(10, 5)), sumOf('not-evaluable')]).toEqual([200, 200]);
  });
  test('counts new lesions 0 at baseline, and is 0 there without index lesions', () => {
    expect(assess(caseOf({ T01, NEW01: ['not-evaluable', null] })).baseline.sum).toBe(200);
    expect(assess(caseOf({ NT01: ['present', 'present'] }))).toMatchObject({
      baseline: { sum: 0 },
      timepoints: [{ sum: 0, changeFromBaseline: 0, target: null }],
    });
  });
  test('is none where nothing could be evaluated, at baseline too', () => {
    expect(assess(caseOf({ T01 }, { notEvaluable: [0, 1] }))).toMatchObject({
      baseline: { sum: null },
      timepoints: [{ sum: null, target: 'NE', overall: 'NE' }],
    });
  });
  test('adds fragments of a split lesion, and leaves lesions merged in a ring not evaluable', () => {
    const story: Story = { T01: [by(20, 10), by(10, 10)], T02: [null, by(9, 10)] };
    expect(firstOf(story, { splitFrom: { T02: 'T01' } })?.sum).toBe(190);
    const ring: Story = { T01: [by(9, 9), { mergedInto: 'T02' }], T02: [by(9, 9), { mergedInto: 'T01' }] };
    expect(firstOf(ring)?.target).toBe('NE');
  });
});

describe('the measurable response', () => {
  test('is irPD at a rise of exactly 25 % from the nadir, without an absolute floor', () => {
    expect(wordsOf({ T01: [by(5, 4), by(5, 5)] })).toBe('irPD');
    expect(wordsOf({ T01: [by(20, 10), by(20, 12.49)] })).toBe('irSD');
  });
  test('is irPD at any burden over a nadir of 0', () => {
    expect(wordsOf({ T01: [by(20, 10), 'absent', by(1, 1)] })).toBe('irCR irPD');
    expect(wordsOf({ NT01: ['present', 'present'], NEW01: [null, by(5, 5)] }, {}, 'target')).toBe('irPD');
  });
  test('is irCR while the burden stays 0, though the charter asks for no rise in percent', () => {
    expect(wordsOf({ T01: [by(20, 10), 'absent', 'absent'] }, { settings: { pdPercent: 0 } })).toBe(
      'irCR irCR',
    );
  });
  test('is irPD by an incomplete burden alone, unless the charter forbids it', () => {
    const story: Story = { T01: [by(20, 10), by(20, 20)], T02: [by(10, 10), null] };
    expect(firstOf(story)).toMatchObject({ sum: null, target: 'irPD' });
    expect(firstOf(story, { settings: { partialSumPd: false } })?.target).toBe('NE');
    const fromNew: Story = { T01: [by(20, 10), null], NEW01: [null, by(25, 10)] };
    expect(firstOf(fromNew)?.target).toBe('irPD');
  });
  test('is NE where a part is, before the word of a subject without index lesions', () => {
    expect(wordsOf({ NT01: ['present', 'present'], NEW01: [null, 'present'] }, {}, 'target')).toBe('NE');
    expect(wordsOf({ NEW01: [null, null] }, { days: [0, 56], notEvaluable: [1] }, 'target')).toBe('NE');
    expect(wordsOf({ NT01: ['present', 'present'] }, { notEvaluable: [1] }, 'target')).toBe('none');
  });
  test('is irPR at a fall of exactly 50 %, which needs a baseline; irCR does not', () => {
    expect(wordsOf({ T01: [by(20, 10), by(10, 10)] })).toBe('irPR');
    expect(wordsOf({ T01: [by(20, 10), by(10, 10.1)] })).toBe('irSD');
    expect(wordsOf({ T01: [null, by(10, 10), 'absent'] })).toBe('NE irCR');
  });
  test('leaves the baseline out of the nadir where the charter says so', () => {
    const story: Story = { T01: [by(20, 10), by(20, 12), by(20, 14)] };
    expect(wordsOf(story)).toBe('irSD irPD');
    expect(wordsOf(story, { settings: { nadirIncludesBaseline: false } })).toBe('irSD irSD');
  });
});

describe('the overall response', () => {
  const T01 = (last: Said) => [by(20, 10), last];

  test('is never irPD by non-index lesions or new ones that cannot be measured', () => {
    const story: Story = {
      T01: T01(by(10, 10)),
      NT01: ['present', 'progressed'],
      NEWsmall: [null, 'present'],
    };
    expect(overallOf(withSmall(story))).toEqual(['irPR']);
    expect(wordsOf({ T01: T01(by(20, 10)), NT01: ['present', 'progressed'] })).toBe('irSD');
  });
  test.each(['progressed', 'present', 'equivocal', null] as const)(
    'is irPR where all index lesions are gone and a non-index one is %s',
    (said) => expect(wordsOf({ T01: T01('absent'), NT01: ['present', said] })).toBe('irPR'),
  );
  test('is irCR where all are gone', () => {
    expect(wordsOf({ T01: T01('absent'), NT01: ['present', 'absent'] })).toBe('irCR');
  });
  test('without index lesions goes by the others', () => {
    expect(wordsOf({ NT01: ['present', 'absent', 'present', 'progressed', null] })).toBe('irCR irSD irSD NE');
    const seen = (nonIndex: Story) => overallOf(withSmall({ ...nonIndex, NEWsmall: [null, 'present'] }));
    expect(seen({ NT01: ['present', 'absent'] })).toEqual(['irSD']);
    expect(seen({})).toEqual(['irSD']);
    expect(wordsOf({}, { days: [0, 56, 112], notEvaluable: [2] })).toBe('NED NE');
  });
  test('gives the non-index lesions words of their own, and no rule for nodes', () => {
    const word = (said: Said | null) => firstOf({ NTnode: ['present', said] })?.nonTarget;
    expect([word('progressed'), word(null), word('absent'), word(8)]).toEqual([
      'progression',
      'NE',
      'absent',
      'stable',
    ]);
  });
  test('tells new lesions, measurable or not', () => {
    const isNew = (story: Story) =>
      assess(withSmall({ T01: T01(by(20, 10)), ...story })).timepoints[0]?.newLesion;
    expect(isNew({ NEWsmall: [null, 'present'] })).toBe(true);
    expect(isNew({ NEWnode: [null, by(5, 4)] })).toBe(true);
    expect(isNew({ NEW01: [null, { mergedInto: 'T01' }] })).toBe(true);
    for (const state of ['equivocal', 'absent', 'not-evaluable'] as const)
      expect(isNew({ NEW01: [null, state] })).toBe(false);
  });
});

describe('the best response', () => {
  test('counts a response after a refuted irPD', () => {
    const story: Story = { T01: [by(20, 10), by(20, 15), by(10, 10), by(10, 10)] };
    expect(assess(caseOf(story))).toMatchObject({
      best: 'irPR',
      bestDate: '2025-04-28',
      progressionDate: null,
    });
  });
  test('is not confirmed across a refuted irPD', () => {
    const story: Story = { T01: [by(20, 10), by(10, 10), by(10, 15), by(10, 10)] };
    expect(wordsOf(story)).toBe('irPR irPD irPR');
    expect(assess(caseOf(story))).toMatchObject({ best: 'irSD', progressionDate: null });
  });
  test('is irSD without index lesions too, and NED without disease; the first of them gives the word', () => {
    expect(assess(caseOf({ NT01: ['present', 'present'] })).best).toBe('irSD');
    expect(assess(withSmall({ NEWsmall: [null, null, 'present'] })).best).toBe('NED');
    expect(assess(withSmall({ NEWsmall: [null, 'present', null] })).best).toBe('irSD');
  });
  test('the best change counts past a refuted irPD, up to the date of progression', () => {
    const change = (...sizes: readonly number[]) =>
      assess(caseOf({ T01: sizes.map((size) => by(10, size)) })).bestChangePercent;
    expect(change(20, 30, 10)).toBe(-50);
    expect(change(20, 30, 30, 10)).toBe(50);
  });
});

describe('an index lesion', () => {
  test('is at least 5 × 5 mm', () => {
    const flagOf = (target: object) =>
      measurabilityFlag(irrc.lesionRules, { id: 'T01', ...target })?.flag ?? null;
    expect(flagOf(by(5, 5))).toBeNull();
    expect(flagOf(by(20, 4.9))).toBe('TOO_SMALL');
  });
});
