import { describe, expect, test } from 'vitest';
import type { exampleCase, Story } from './example-case.ts';
import { judge, NOT_MEASURED, rulesOf, W12, W16, W8, wordsOf } from './example-immune-case.ts';
import { bestResponse } from './index.ts';

type Options = Parameters<typeof exampleCase>[1];

describe('the worked examples of the page', () => {
  test('1: 100, 125, 130: confirmed by 5 mm at 28 days', () => {
    const result = judge({ T01: [100, 125, 130] });
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['iUPD', 'iCPD']);
    expect(result).toMatchObject({ best: 'iCPD', bestDate: null, progressionDate: W8 });
  });
  test('2: 125, 129, 131: increases add up', () => {
    expect(wordsOf({ T01: [100, 125, 129, 131] })).toBe('iUPD iUPD iCPD');
  });
  test('3: 125, 110, 70: superseded; RECIST 1.1 progression stays', () => {
    const result = judge({ T01: [100, 125, 110, 70] }, { days: [0, 56, 84, 140] });
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['iUPD', 'iSD', 'iPR']);
    expect(result).toMatchObject({ best: 'iPR', bestDate: '2025-05-26', progressionDate: null });
    expect(result.recistProgressionDate).toBe(W8);
  });
  test('4: a new lesion that stays while the targets shrink: iUPD, iPR', () => {
    expect(wordsOf({ T01: [100, 100, 65], NEW01: [null, 15, 15] })).toBe('iUPD iPR');
  });
  test('5: a new lesion after iPR where nothing changes: iPR, iUPD, iUPD; best iPR', () => {
    const story: Story = { T01: [100, 65, 65, 65], NEW01: [null, null, 12, 12] };
    const result = judge(story, { days: [0, 56, 112, 154] });
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['iPR', 'iUPD', 'iUPD']);
    expect(result).toMatchObject({ best: 'iPR', bestDate: W8, progressionDate: W16 });
  });
});

describe('the categories of a timepoint', () => {
  test('are those of RECIST 1.1, written with i', () => {
    const result = judge({
      T01: [100, 65, 100, null, 65],
      NT01: ['present', 'absent', 'progressed', null, 'present'],
    });
    expect(result.timepoints.map(({ target, nonTarget }) => [target, nonTarget])).toEqual([
      ['iPR', 'iCR'],
      ['iUPD', 'iUPD'],
      ['NE', 'NE'],
      ['iPR', 'NON-iCR/NON-iUPD'],
    ]);
  });
  test('know reappearance after a timepoint that RECIST 1.1 reads CR', () => {
    expect(wordsOf({ T01: [20, 0, 3] })).toBe('iCR iUPD');
    expect(wordsOf({ T01: [20, 0, 3] }, { settings: { reappearanceAfterCr: 'none' } })).toBe('iCR iPR');
  });
  test('know progression by an incomplete sum', () => {
    expect(wordsOf({ T01: [30, 60], T02: [20, null] })).toBe('iUPD');
    expect(wordsOf({ T01: [30, 60], T02: [20, null] }, { settings: { partialSumPd: false } })).toBe('NE');
  });
  test('tell what RECIST 1.1 says', () => {
    expect(rulesOf({ T01: [100, 125] })[0]).toContain(
      'By RECIST 1.1: Target PD, non-target none, new lesion no: PD.',
    );
  });
});

describe('without an open iUPD', () => {
  test('targets that are gone with a non-target left, not evaluable, or gone', () => {
    expect(wordsOf({ T01: [20, 0], NT01: ['present', 'present'] })).toBe('iPR');
    expect(wordsOf({ T01: [20, 0], NT01: ['present', null] })).toBe('iPR');
    expect(wordsOf({ T01: [20, 0], NT01: ['present', 'absent'] })).toBe('iCR');
  });
  test('a new lesion that stays after the bar was reset keeps iCR from the targets', () => {
    expect(wordsOf({ T01: [100, 100, 0], NEW01: [null, 15, 15] })).toBe('iUPD iPR');
    expect(wordsOf({ T01: [100, 100, 0], NEW01: [null, 15, 'absent'] })).toBe('iUPD iCR');
  });
  test('an old new lesion progresses again by 20 % and 5 mm over its smallest earlier sum', () => {
    const story = (last: number): Story => ({ T01: [100, 100, 65, 65], NEW01: [null, 25, 25, last] });
    expect(wordsOf(story(30))).toBe('iUPD iPR iUPD');
    expect(wordsOf(story(29.9))).toBe('iUPD iPR iPR');
    expect(wordsOf({ T01: [100, 100, 65, 65], NEW01: [null, 15, 15, 19] })).toBe('iUPD iPR iPR');
    expect(judge(story(30)).progressionDate).toBe(W16);
  });
  test('a new-lesion target that joins starts the smallest sum afresh', () => {
    const story: Story = {
      T01: [100, 100, 65, 75, 65],
      NEW01: [null, 15, 15, 15, 15],
      NEW02: [null, null, null, 15, 15],
    };
    expect(wordsOf(story)).toBe('iUPD iPR iUPD iPR');
  });
  test('an old new lesion that is not measured progresses again where the reader says so', () => {
    const story = (said: 'present' | 'progressed'): Story => ({
      T01: [100, 100, 65, 65],
      NEW01: [null, 'present', 'present', said],
    });
    expect(wordsOf(story('progressed'), NOT_MEASURED)).toBe('iUPD iPR iUPD');
    expect(wordsOf(story('present'), NOT_MEASURED)).toBe('iUPD iPR iPR');
  });
  test('without targets the non-targets decide', () => {
    expect(wordsOf({ NT01: ['present', 'present', null, 'absent'] })).toBe('NON-iCR/NON-iUPD NE iCR');
  });
  test('without disease at baseline the answer is NED until a new lesion', () => {
    const story: Story = { NEW01: [null, null, 12] };
    expect(wordsOf(story)).toBe('NED iUPD');
    expect(wordsOf({}, { days: [0, 56, 84], notEvaluable: [2] })).toBe('NED NE');
  });
});

describe('the sum of the new lesions', () => {
  const sumsOf = (story: Story, options: Options = {}) =>
    judge({ T01: [50, 50, 50], ...story }, options).timepoints.map(({ newSum }) => newSum);

  test('is null while there is none, and never part of the sum of the targets', () => {
    expect(sumsOf({ NEW01: [null, null, 12] })).toEqual([null, 12]);
    expect(judge({ T01: [50, 50], NEW01: [null, 12] }).timepoints[0]?.sum).toBe(50);
  });
  test('leaves out those that are not measured', () => {
    expect(sumsOf({ NEW01: [null, 'present', 'present'] }, NOT_MEASURED)).toEqual([null, null]);
  });
  test('counts 0 for one not seen or merged and 5 mm for one too small', () => {
    expect(sumsOf({ NEW01: [null, 12, 'absent'], NEW02: [null, 11, 10] })).toEqual([23, 10]);
    expect(sumsOf({ NEW01: [null, 12, null], NEW02: [null, 11, 10] })).toEqual([23, 10]);
    expect(sumsOf({ NEW01: [null, 12, { mergedInto: 'NEW02' }], NEW02: [null, 11, 25] })).toEqual([23, 25]);
    expect(sumsOf({ NEW01: [null, 12, 'too-small'] })).toEqual([12, 5]);
  });
  test.each(['equivocal', 'not-evaluable', 'present'] as const)('is not evaluable with one %s', (said) => {
    expect(sumsOf({ NEW01: [null, 12, said] })).toEqual([12, null]);
  });
  test('counts the size of one that is called present, which of a target would not be evaluable', () => {
    expect(sumsOf({ NEW01: [null, 12, { state: 'present', longestDiameter: 14 }] })).toEqual([12, 14]);
    expect(sumsOf({ NEW01: [null, 12, { state: 'equivocal', longestDiameter: 14 }] })).toEqual([12, null]);
  });
  test('is not evaluable where nothing is', () => {
    expect(sumsOf({ NEW01: [null, 12, null] }, { notEvaluable: [2] })).toEqual([12, null]);
  });
  test('counts a node by its short axis, also under 10 mm where it is resolved', () => {
    const result = judge({ T01: [50, 50, 50], NEWnode: [null, 16, 9] });
    expect(result.timepoints.map(({ newSum, newLesion }) => [newSum, newLesion])).toEqual([
      [16, true],
      [9, false],
    ]);
  });
});

describe('the dates', () => {
  test('of progression are never dated back for suspicion, that of RECIST 1.1 is', () => {
    const result = judge({ T01: [50, 50, 50], NEW01: [null, 'equivocal', 12] });
    expect(result).toMatchObject({ progressionDate: W12, recistProgressionDate: W8 });
  });
  test('of an iUPD that is superseded is void', () => {
    expect(judge({ T01: [100, 125, 90] })).toMatchObject({
      progressionDate: null,
      recistProgressionDate: W8,
    });
  });
  test('are told', () => {
    const rules = judge({ T01: [100, 125, 130] }).trace.map(({ rule }) => rule);
    expect(rules).toContain('W12 confirms the iUPD of W8: progression on 2025-03-03.');
    expect(rules).toContain(
      'By RECIST 1.1: W8 is the first timepoint with overall PD: progression on 2025-03-03.',
    );
  });
});

describe('the best response', () => {
  test('counts responses between a superseded iUPD and the first iCPD', () => {
    const result = judge({ T01: [100, 125, 65, 90, 100] });
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['iUPD', 'iPR', 'iUPD', 'iCPD']);
    expect(result).toMatchObject({ best: 'iPR', bestDate: W12, progressionDate: W16 });
  });
  test('counts no iUPD as stable disease', () => {
    expect(judge({ T01: [100, 125, 125] }).best).toBe('iUPD');
  });
  test('with confirmation is not confirmed across an iUPD', () => {
    const settings = { confirmation: true };
    expect(judge({ T01: [100, 65, 90, 65, 65] }, { settings }).bestDate).toBe(W16);
    expect(judge({ T01: [100, 65, 90, 65] }, { settings })).toMatchObject({ best: 'iSD', bestDate: null });
  });
  test('is iSD where an iCR or iPR is not confirmed, and NE where it is too short', () => {
    expect(judge({ T01: [100, 65] }, { settings: { confirmation: true } }).best).toBe('iSD');
    expect(judge({ T01: [100, 100] }, { days: [0, 41] }).best).toBe('NE');
    expect(judge({ NT01: ['present', 'present'] }).best).toBe('NON-iCR/NON-iUPD');
    expect(judge({}, { days: [0, 56] }).best).toBe('NED');
  });
  test('is iUPD where the confirmation comes after a new therapy', () => {
    const story: Story = { T01: [100, 125, 130] };
    expect(judge(story, { subject: { newTherapyDate: W12 } }).best).toBe('iCPD');
    expect(judge(story, { subject: { newTherapyDate: '2025-03-30' } }).best).toBe('iUPD');
    expect(judge(story, { subject: { newTherapyDate: '2025-03-02' } }).best).toBe('NE');
  });
  test('of stated words dates progression to the first iUPD of the run that leads to iCPD or the end', () => {
    const of = (...words: readonly string[]) =>
      bestResponse('irecist', {
        baselineDate: '2025-01-06',
        timepoints: words.map((overall, index) => ({ date: `2025-0${index + 3}-03`, overall })),
      });
    expect(of('iUPD', 'NE', 'iUPD', 'iCPD')).toMatchObject({ best: 'iCPD', progressionDate: '2025-03-03' });
    expect(of('iUPD', 'iSD', 'iUPD', 'iCPD')).toMatchObject({ best: 'iSD', progressionDate: '2025-05-03' });
    expect(of('iUPD', 'NE')).toMatchObject({ best: 'iUPD', progressionDate: '2025-03-03' });
    expect(of('iUPD', 'iPR')).toMatchObject({ best: 'iPR', progressionDate: null });
    expect(of('iCPD')).toMatchObject({ best: 'iCPD', progressionDate: '2025-03-03' });
    expect(of('iPR', 'iUPD', 'iCPD', 'iCR')).toMatchObject({ best: 'iPR', bestDate: '2025-03-03' });
  });
});

test('the best change counts beyond an iUPD, up to and including the first iCPD', () => {
  expect(judge({ T01: [100, 125, 60] }).bestChangePercent).toBe(-40);
  expect(judge({ T01: [100, 125, 130, 60] }).bestChangePercent).toBe(25);
  expect(judge({ T01: [100, 125, 60] }, { subject: { newTherapyDate: W8 } }).bestChangePercent).toBe(25);
});
