import { describe, expect, test } from 'vitest';
import type { Finding } from './case.ts';
import type { Said, Story } from './example-case.ts';
import { by, examplesOf } from './example-measured-case.ts';
import { assess } from './index.ts';

const { caseOf: whoCase, wordsOf } = examplesOf('who');

describe('the product of a lesion', () => {
  const sumOf = (said: Said | null, settings = {}) =>
    assess(whoCase({ T01: [by(20, 20), said], NT01: ['present', 'present'] }, { settings })).timepoints[0]
      ?.sum;

  test('is that of two diameters, of a node that has no perpendicular with the short axis', () => {
    expect(sumOf(by(12, 5))).toBe(60);
    expect(sumOf({ longestDiameter: 12, shortAxis: 5 })).toBe(60);
    expect(sumOf({ longestDiameter: 12, perpendicular: 6, shortAxis: 5 })).toBe(72);
    expect(sumOf({ state: 'progressed', ...by(12, 5) })).toBe(60);
  });
  test('of a lesion too small to measure is 25 mm², or as the charter says, whatever sizes stand beside it', () => {
    expect(sumOf({ state: 'too-small', ...by(3, 3) })).toBe(25);
    expect(sumOf('too-small', { tooSmallMm: 3 })).toBe(9);
  });
  test('of an absent lesion is 0', () => expect(sumOf('absent')).toBe(0));
  test.each([
    ['one diameter is missing', { longestDiameter: 12 }],
    ['it is present, even with sizes', { state: 'present', ...by(12, 5) }],
    ['it is equivocal, even with sizes', { state: 'equivocal', ...by(12, 5) }],
    ['it has progressed without sizes', 'progressed'],
    ['it is not evaluable', 'not-evaluable'],
    ['there is no finding', null],
    ['it is merged into a lesion that is no target', { mergedInto: 'NT01' }],
  ] as const)('is not evaluable where %s', (_, said) => {
    expect(
      assess(whoCase({ T01: [by(20, 20), said], NT01: ['present', 'present'] })).timepoints[0],
    ).toMatchObject({
      sum: null,
      changeFromBaseline: null,
      changeFromNadir: null,
      target: 'NE',
      overall: 'NE',
    });
  });
  test('counts 0 beside any state where the lesion is merged into a target', () => {
    const merged = { state: 'not-evaluable', mergedInto: 'T02' } as const;
    const story: Story = { T01: [by(20, 20), merged], T02: [by(20, 20), by(20, 20)] };
    expect(assess(whoCase(story)).timepoints[0]?.sum).toBe(400);
  });
  test('is not evaluable where lesions are merged in a ring', () => {
    const story: Story = { T01: [by(20, 20), { mergedInto: 'T02' }], T02: [by(9, 9), { mergedInto: 'T01' }] };
    expect(wordsOf(story)).toBe('NE');
  });
  test('of a fragment is added from the first timepoint that mentions it', () => {
    const story: Story = {
      T01: [by(20, 20), by(20, 10), by(20, 10), by(20, 10)],
      T02: [null, null, by(10, 5), null],
    };
    const { timepoints } = assess(whoCase(story, { splitFrom: { T02: 'T01' } }));
    expect(timepoints.map(({ sum, newLesion }) => [sum, newLesion])).toEqual([
      [200, false],
      [250, false],
      [null, false],
    ]);
  });
});

describe('progression of measurable disease by lesion', () => {
  test('is a rise of exactly 25 % of one, and not of 24.9 %', () => {
    expect(wordsOf({ T01: [by(20, 10), by(20, 12.5)] })).toBe('PD');
    expect(wordsOf({ T01: [by(20, 10), by(20, 12.49)] })).toBe('NC');
  });
  test('has no absolute floor: 5 × 5 to 5 × 6.3 mm', () =>
    expect(wordsOf({ T01: [by(5, 5), by(5, 6.3)] })).toBe('PD'));
  test('is measured from the smallest product of that lesion, wherever the sum was smallest', () => {
    const story: Story = {
      T01: [by(20, 10), by(10, 10), by(10, 10), by(10, 12.5)],
      T02: [by(40, 10), by(40, 10), by(20, 10), by(20, 10)],
    };
    expect(wordsOf(story, {}, 'target')).toBe('NC PR PD');
  });
  test('is proven though another lesion is not evaluable, whatever partialSumPd says', () => {
    const story: Story = { T01: [by(20, 10), by(20, 20)], T02: [by(20, 10), null] };
    expect(assess(whoCase(story, { settings: { partialSumPd: false } })).timepoints[0]).toMatchObject({
      sum: null,
      target: 'PD',
    });
  });
  test('is the return of a lesion that was gone', () => {
    const story: Story = {
      T01: [by(20, 10), 'absent', 'too-small'],
      T02: [by(20, 10), by(20, 10), by(20, 10)],
    };
    expect(wordsOf(story)).toBe('PR PD');
  });
  test('needs a second evaluable timepoint of the lesion', () => {
    const story: Story = { T01: [null, by(20, 10), by(20, 12.5)], T02: [by(20, 10), by(20, 10), by(20, 10)] };
    expect(wordsOf(story)).toBe('NE PD');
  });
  test('of a fragment is measured from its own first product', () => {
    const story: Story = {
      T01: [by(20, 20), by(20, 10), by(20, 10)],
      T02: [null, by(10, 10), by(10, 12.5)],
    };
    expect(wordsOf(story, { splitFrom: { T02: 'T01' } })).toBe('NC PD');
  });
  test('is not moved by leaving the baseline out of the nadir, which concerns the sum', () => {
    const story: Story = { T01: [by(20, 10), by(20, 12.5)] };
    expect(wordsOf(story, { settings: { nadirIncludesBaseline: false } })).toBe('PD');
    const twice: Story = { T01: [by(20, 10), by(20, 11), by(20, 13)] };
    expect(wordsOf(twice, { settings: { nadirIncludesBaseline: false } })).toBe('NC PD');
    expect(wordsOf(twice, { settings: { nadirIncludesBaseline: false, pdBasis: 'sum' } })).toBe('NC NC');
  });
  test('with the baseline as reference is measured from it, or from the first product of a lesion without one', () => {
    const settings = { pdReference: 'baseline' };
    const story: Story = { T01: [by(20, 10), by(10, 10), by(20, 10)] };
    expect(wordsOf(story)).toBe('PR PD');
    expect(wordsOf(story, { settings })).toBe('PR NC');
    const late: Story = { T01: [null, by(20, 10), by(10, 10), by(20, 12.4), by(20, 12.5)] };
    expect(wordsOf(late, { settings })).toBe('NE NE NE PD');
    const { timepoints } = assess(whoCase(story, { settings }));
    expect(timepoints.map(({ changeFromNadir }) => changeFromNadir)).toEqual([-50, 0]);
  });
});

describe('a lesion that carries others', () => {
  test('is compared with all of a chain of merges', () => {
    const chain = (bearer: Omit<Finding, 'lesion'>): Story => ({
      T01: [by(10, 10), { mergedInto: 'T02' }],
      T02: [by(10, 10), { mergedInto: 'T03' }],
      T03: [by(10, 10), bearer],
    });
    expect(wordsOf(chain(by(37, 10)))).toBe('NC');
    expect(wordsOf(chain(by(37.5, 10)))).toBe('PD');
  });
  test('is not compared while one of them has no product yet', () => {
    const story: Story = { T01: [by(10, 10), by(90, 10)], T02: [null, { mergedInto: 'T01' }] };
    expect(wordsOf(story)).toBe('NE');
  });
  test('keeps its own smallest product, as those it carries do, for when they part again', () => {
    const story: Story = {
      T01: [by(20, 10), by(16, 10), by(20, 12)],
      T02: [by(10, 10), { mergedInto: 'T01' }, by(10, 12)],
    };
    expect(wordsOf(story)).toBe('NC NC');
    const grown: Story = { ...story, T02: [by(10, 10), { mergedInto: 'T01' }, by(10, 12.5)] };
    expect(wordsOf(grown)).toBe('NC PD');
  });
  test('is told with those it carries', () => {
    const story: Story = { T01: [by(20, 10), by(37.5, 10)], T02: [by(10, 10), { mergedInto: 'T01' }] };
    expect(assess(whoCase(story)).timepoints[0]?.trace.map(({ rule }) => rule)).toContain(
      'T01 with T02 merged into it 375 mm² is 25.0 % and 75 mm² above the sum of their smallest products of 300 mm² (T01 200 at BL, T02 100 at BL): progression. At least 25 %.',
    );
  });
});
