import { describe, expect, test } from 'vitest';
import type { Said, Story } from './example-case.ts';
import { by, examplesOf } from './example-measured-case.ts';
import { assess, bestResponse, measurabilityFlag } from './index.ts';
import { who } from './who.ts';

const { caseOf: whoCase, wordsOf } = examplesOf('who');

const BY_SUM = { settings: { pdBasis: 'sum' } };

describe('the worked examples of the rule page', () => {
  test('1: halved twice is PR from the first', () => {
    const story: Story = {
      T01: [by(20, 10), by(10, 10), by(10, 10)],
      T02: [by(10, 10), by(10, 5), by(10, 5)],
    };
    const result = assess(whoCase(story, { days: [0, 56, 84] }));
    expect(result.timepoints.map(({ changeFromBaseline }) => changeFromBaseline)).toEqual([-50, -50]);
    expect(result).toMatchObject({ best: 'PR', bestDate: '2025-03-03' });
  });
  test('2: one lesion of 25 % more is PD, by the sum NC', () => {
    const story: Story = { T01: [by(20, 10), by(10, 10)], T02: [by(8, 10), by(10, 10)] };
    expect(wordsOf(story)).toBe('PD');
    expect(wordsOf(story, BY_SUM)).toBe('NC');
    expect(assess(whoCase(story)).timepoints[0]?.sum).toBe(200);
  });
  test('3: 24 % more is NC', () => expect(wordsOf({ T01: [by(20, 10), by(20, 12.4)] })).toBe('NC'));
  test('4: a bearer is compared with the smallest products of all that are merged', () => {
    const story: Story = {
      T01: [by(20, 10), by(31, 10), by(37.5, 10)],
      T02: [by(10, 10), { mergedInto: 'T01' }, { mergedInto: 'T01' }],
    };
    expect(wordsOf(story)).toBe('NC PD');
  });
});

describe('progression of measurable disease by the sum', () => {
  test('is a rise of exactly 25 % from the nadir', () => {
    const story = (last: number): Story => ({ T01: [by(20, 10), by(10, 8), by(10, last)] });
    expect(wordsOf(story(10), BY_SUM)).toBe('PR PD');
    expect(wordsOf(story(9.9), BY_SUM)).toBe('PR PR');
  });
  test('is proven by an incomplete sum alone, unless the charter forbids it', () => {
    const story: Story = { T01: [by(20, 10), by(50, 10)], T02: [by(20, 10), null] };
    expect(wordsOf(story, BY_SUM)).toBe('PD');
    expect(wordsOf(story, { settings: { pdBasis: 'sum', partialSumPd: false } })).toBe('NE');
  });
  test('counts sums after progression for the nadir', () => {
    const story: Story = { T01: [by(10, 10), by(10, 13), by(10, 8), by(10, 10)] };
    expect(wordsOf(story, BY_SUM)).toBe('PD NC PD');
  });
});

describe('response of measurable disease', () => {
  test('is partial at a fall of exactly 50 %', () => {
    expect(wordsOf({ T01: [by(20, 10), by(10, 10)] })).toBe('PR');
    expect(wordsOf({ T01: [by(20, 10), by(10, 10.1)] })).toBe('NC');
  });
  test('is complete at a sum of 0, also without a sum at baseline; a partial one needs it', () => {
    expect(wordsOf({ T01: [by(20, 10), 'absent'] })).toBe('CR');
    expect(wordsOf({ T01: [null, 'absent'] })).toBe('CR');
    expect(wordsOf({ T01: [null, by(5, 5)] })).toBe('NE');
  });
  test('of a node is complete only when it is absent', () => {
    expect(wordsOf({ Tnode: [by(20, 10), { longestDiameter: 9, shortAxis: 4 }] })).toBe('PR');
  });
  test('is lost after an earlier complete one by any product above 0, of a lesion never seen before too', () => {
    const story: Story = { T01: [null, 'absent', null], T02: [by(20, 10), 'absent', by(4, 4)] };
    expect(wordsOf(story)).toBe('CR PD');
    const none = { settings: { reappearanceAfterCr: 'none', pdBasis: 'sum', nadirIncludesBaseline: true } };
    expect(wordsOf({ NT01: ['absent', 'absent', 'present'] }, none)).toBe('CR NC');
  });
});

describe('non-measurable disease', () => {
  test('is PD, NE, CR or NC, the first that holds', () => {
    const T01 = [by(20, 10), by(20, 10)];
    const word = (...said: readonly (Said | null)[]) =>
      wordsOf(
        { T01, ...Object.fromEntries(said.map((each, index) => [`NT0${index + 1}`, ['present', each]])) },
        {},
        'nonTarget',
      );
    expect(word('progressed', null)).toBe('PD');
    expect(word('absent', null)).toBe('NE');
    expect(word('absent', 'absent')).toBe('CR');
    expect(word('absent', 'equivocal')).toBe('NC');
    expect(wordsOf({ T01 }, {}, 'nonTarget')).toBe('none');
  });
  test('has no rule for nodes: a small one is present, and its return after CR is progression', () => {
    const story: Story = { T01: [by(20, 10), 'absent', 'absent'], NTnode: ['present', 'absent', 8] };
    expect(wordsOf({ T01: [by(20, 10), 'absent'], NTnode: [12, 8] }, {}, 'nonTarget')).toBe('NC');
    expect(wordsOf(story, {}, 'nonTarget')).toBe('CR PD');
    expect(wordsOf(story, { settings: { reappearanceAfterCr: 'none' } }, 'nonTarget')).toBe('CR NC');
  });
  test('that is merely suspected after CR is no progression', () => {
    const story: Story = { T01: [by(20, 10), 'absent', 'absent'], NT01: ['present', 'absent', 'equivocal'] };
    expect(wordsOf(story)).toBe('CR PR');
  });
});

describe('new lesions', () => {
  const T01 = [by(20, 10), by(20, 10)];
  test.each(['measured', 'present', 'too-small', 'progressed'] as const)(
    '%s are seen: progression',
    (state) => expect(wordsOf({ T01, NEW01: [null, state] })).toBe('PD'),
  );
  test.each(['equivocal', 'absent', 'not-evaluable'] as const)('%s are not', (state) =>
    expect(wordsOf({ T01, NEW01: [null, state] })).toBe('NC'),
  );
  test('a node is new at any size', () => expect(wordsOf({ T01, NEWnode: [null, 4] })).toBe('PD'));
  test('merged into another are seen', () =>
    expect(wordsOf({ T01, NEW01: [null, { mergedInto: 'T01' }] })).toBe('PD'));
});

describe('the date of progression', () => {
  const T01 = [by(20, 10), by(20, 10), by(20, 10), by(20, 10)];
  const dateOf = (story: Story, settings = {}) => assess(whoCase(story, { settings })).progressionDate;

  test('goes back to the first suspicion of what is certain, unless the charter says so', () => {
    const story: Story = { T01, NEW01: [null, 'equivocal', 'not-evaluable', 'present'] };
    expect(dateOf(story)).toBe('2025-03-03');
    expect(dateOf(story, { backdateEquivocal: false })).toBe('2025-06-23');
    expect(dateOf({ T01, NEW01: [null, 'equivocal', 'absent', 'present'] })).toBe('2025-06-23');
    expect(dateOf({ T01, NTnode: ['present', 'equivocal', null, 'progressed'] })).toBe('2025-03-03');
  });
  test('carries the word of progression on where the charter says so', () => {
    const story: Story = { T01: [by(20, 10), by(20, 20), by(20, 10)] };
    expect(wordsOf(story)).toBe('PD NC');
    expect(wordsOf(story, { settings: { afterPd: 'carry' } })).toBe('PD PD');
  });
});

describe('the best response', () => {
  test('is confirmed by default, at exactly 28 days', () => {
    const story: Story = { T01: [by(20, 10), by(10, 10), by(10, 10)] };
    expect(assess(whoCase(story, { days: [0, 56, 84] })).best).toBe('PR');
    expect(assess(whoCase(story, { days: [0, 56, 83] })).best).toBe('NC');
    expect(assess(whoCase(story, { days: [0, 56, 83], settings: { confirmation: false } })).best).toBe('PR');
  });
  test('of stable disease is NC from day 42, also without measurable disease', () => {
    expect(assess(whoCase({ T01: [by(20, 10), by(20, 10)] }, { days: [0, 42] })).best).toBe('NC');
    expect(assess(whoCase({ T01: [by(20, 10), by(20, 10)] }, { days: [0, 41] })).best).toBe('NE');
    expect(assess(whoCase({ NT01: ['present', 'present'] })).best).toBe('NC');
    expect(assess(whoCase({}, { days: [0, 56] })).best).toBe('NED');
  });
  test('works from stated words', () => {
    const timepoints = [
      { date: '2025-03-03', overall: 'PR' },
      { date: '2025-04-28', overall: 'PR' },
      { date: '2025-06-23', overall: 'PD' },
    ];
    expect(bestResponse('who', { timepoints })).toMatchObject({
      best: 'PR',
      bestDate: '2025-03-03',
      progressionDate: '2025-06-23',
    });
    expect(bestResponse('who', { timepoints: timepoints.slice(1) }).best).toBe('PD');
  });
});

describe('a target of WHO', () => {
  test('has two diameters of any size, of a node the short axis for the second', () => {
    const flagOf = (target: object) =>
      measurabilityFlag(who.lesionRules, { id: 'T01', ...target })?.flag ?? null;
    expect(flagOf(by(3, 2))).toBeNull();
    expect(flagOf({ kind: 'nodal', longestDiameter: 12, shortAxis: 8 })).toBeNull();
    expect(flagOf({ longestDiameter: 12 })).toBe('NOT_MEASURED');
    expect(flagOf({ kind: 'bone', ...by(30, 20) })).toBe('NEVER_MEASURABLE');
  });
});
