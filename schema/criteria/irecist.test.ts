import { describe, expect, test } from 'vitest';
import type { Case } from './case.ts';
import { exampleCase, type Story } from './example-case.ts';
import { assess, bestResponse } from './index.ts';

type Options = Parameters<typeof exampleCase>[1];

/** Timepoints at weeks 0, 8, 12, 16, 20 and so on: four weeks, 28 days, from one to the next. */
const DAYS = [0, 56, 84, 112, 140, 168];
const W8 = '2025-03-03';
const W12 = '2025-03-31';
const W16 = '2025-04-28';

const caseOf = (story: Story, options: Options = {}): Case => {
  const length = Math.max(1, ...Object.values(story).map((said) => said.length));
  return exampleCase(story, { days: DAYS.slice(0, length), ...options, criteria: 'irecist' });
};

const judge = (story: Story, options: Options = {}) => assess(caseOf(story, options));

const wordsOf = (story: Story, options: Options = {}) =>
  judge(story, options)
    .timepoints.map(({ overall }) => overall)
    .join(' ');

const rulesOf = (story: Story, options: Options = {}) =>
  judge(story, options).timepoints.map(({ trace }) => trace.map(({ rule }) => rule));

const NOT_MEASURED = { lesion: { NEW01: { measurable: false } } };

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

describe('an open iUPD of the targets', () => {
  test('is confirmed by exactly 5 mm over the lowest sum since, and not by 4.9 mm', () => {
    expect(wordsOf({ T01: [100, 125, 130] })).toBe('iUPD iCPD');
    expect(wordsOf({ T01: [100, 125, 129.9] })).toBe('iUPD iUPD');
    expect(wordsOf({ T01: [100, 125, 132] }, { settings: { furtherIncreaseMm: 8 } })).toBe('iUPD iUPD');
  });
  test('is confirmed from the lowest sum since, also a lower one that still is progression', () => {
    expect(wordsOf({ T01: [100, 140, 125, 130] })).toBe('iUPD iUPD iCPD');
  });
  test('is confirmed by incomplete sums, of those measured', () => {
    expect(wordsOf({ T01: [30, 60, 66], T02: [20, null, null] })).toBe('iUPD iCPD');
  });
  test('is confirmed by a category that was no progression then', () => {
    const NT01 = ['present', 'present', 'progressed'] as const;
    expect(wordsOf({ T01: [100, 125, 125], NT01 })).toBe('iUPD iCPD');
    expect(wordsOf({ T01: [100, 125, 125], NEW01: [null, null, 12] })).toBe('iUPD iCPD');
    expect(wordsOf({ T01: [100, 125, 90], NEW01: [null, null, 12] })).toBe('iUPD iCPD');
  });
  test('is told with its numbers', () => {
    expect(rulesOf({ T01: [100, 125, 130] })[1]?.slice(-2)).toEqual([
      'Target sum 130 mm is 5 mm above the lowest since the iUPD of W8 (125 mm): confirmed, 28 days after it.',
      'The iUPD of W8 is confirmed: iCPD.',
    ]);
  });
  test('is superseded by iSD, and the next one starts anew', () => {
    const result = judge({ T01: [100, 125, 110, 125, 130] });
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['iUPD', 'iSD', 'iUPD', 'iCPD']);
    expect(result.progressionDate).toBe(W16);
    expect(result.timepoints[1]?.trace.at(-2)?.rule).toBe('The iUPD of W8 is superseded: the bar is reset.');
  });
  test('goes on over a timepoint that is not evaluable', () => {
    expect(wordsOf({ T01: [100, 125, null, 130] })).toBe('iUPD NE iCPD');
    expect(judge({ T01: [100, 125, null] })).toMatchObject({ progressionDate: W8, best: 'iUPD' });
  });
});

describe('an open iUPD of the non-targets', () => {
  test('is confirmed by a further one that has progressed, not by the same again', () => {
    const NT01 = ['present', 'progressed', 'progressed'] as const;
    expect(wordsOf({ NT01, NT02: ['present', 'present', 'progressed'] })).toBe('iUPD iCPD');
    expect(wordsOf({ NT01, NT02: ['present', 'present', 'present'] })).toBe('iUPD iUPD');
  });
  test('is confirmed by any increase, unequivocal or not', () => {
    const again = { state: 'progressed', change: 'increased' } as const;
    expect(wordsOf({ NT01: ['present', 'progressed', again] })).toBe('iUPD iCPD');
    const larger = { state: 'present', change: 'increased' } as const;
    expect(wordsOf({ NT01: ['present', 'progressed', larger] })).toBe('iUPD iCPD');
    expect(wordsOf({ NT01: ['present', 'progressed', { ...larger, change: 'unchanged' }] })).toBe(
      'iUPD NON-iCR/NON-iUPD',
    );
  });
  test('is confirmed by the targets, which were no progression then', () => {
    const NT01 = ['present', 'progressed', 'present'] as const;
    expect(wordsOf({ T01: [100, 100, 120], NT01 })).toBe('iUPD iCPD');
  });
});

describe('an open iUPD of a new lesion', () => {
  test('is confirmed by a further one', () => {
    const story: Story = { T01: [50, 50, 50], NEW01: [null, 12, 12], NEW02: [null, null, 10] };
    expect(wordsOf(story)).toBe('iUPD iCPD');
  });
  test('is confirmed by exactly 5 mm of its sum, and not by 4.9 mm', () => {
    expect(wordsOf({ T01: [50, 50, 50], NEW01: [null, 11, 16] })).toBe('iUPD iCPD');
    expect(wordsOf({ T01: [50, 50, 50], NEW01: [null, 11, 15.9] })).toBe('iUPD iUPD');
  });
  test('that is not measured is confirmed by an increase or a progression that the reader sees', () => {
    const story = (said: Story[string][number]): Story => ({
      T01: [50, 50, 50],
      NEW01: [null, 'present', said],
    });
    expect(wordsOf(story({ state: 'present', change: 'increased' }), NOT_MEASURED)).toBe('iUPD iCPD');
    expect(wordsOf(story('progressed'), NOT_MEASURED)).toBe('iUPD iCPD');
    expect(wordsOf(story('present'), NOT_MEASURED)).toBe('iUPD iUPD');
  });
  test('marked increased where it is first seen confirms nothing by itself', () => {
    const story: Story = { T01: [50, 50], NEW01: [null, { state: 'progressed', change: 'increased' }] };
    expect(wordsOf(story, NOT_MEASURED)).toBe('iUPD');
  });
  test('is confirmed by the targets, which were no progression then', () => {
    expect(wordsOf({ T01: [50, 50, 60], NEW01: [null, 12, 12] })).toBe('iUPD iCPD');
  });
  test('stays open while it is seen and the targets are not better than then', () => {
    expect(wordsOf({ T01: [100, 65, 65, 75], NEW01: [null, null, 12, 12] })).toBe('iPR iUPD iUPD');
    expect(wordsOf({ T01: [100, 100, null], NEW01: [null, 12, 12] })).toBe('iUPD iUPD');
    expect(wordsOf({ T01: [100, null, 100], NEW01: [null, 12, 12] })).toBe('iUPD iUPD');
  });
  test('is superseded where the targets are better, or it is gone', () => {
    expect(wordsOf({ T01: [100, 125, 100], NEW01: [null, 12, 12] })).toBe('iUPD iSD');
    expect(wordsOf({ T01: [100, null, 65], NEW01: [null, 12, 12] })).toBe('iUPD iPR');
    expect(wordsOf({ T01: [100, 100, 100], NEW01: [null, 12, 'absent'] })).toBe('iUPD iSD');
  });
  test('without targets is superseded by non-targets that have gone since', () => {
    const NEW01 = [null, 12, 12] as const;
    expect(wordsOf({ NT01: ['present', 'present', 'absent'], NEW01 })).toBe('iUPD NON-iCR/NON-iUPD');
    expect(wordsOf({ NT01: ['present', 'absent', 'absent'], NEW01 })).toBe('iUPD iUPD');
    expect(wordsOf({ NT01: ['present', 'present', null], NEW01 })).toBe('iUPD iUPD');
  });
  test('without disease at baseline goes on over a timepoint at which nothing could be evaluated', () => {
    const result = judge({ NEW01: [null, 12, null] }, { notEvaluable: [2] });
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['iUPD', 'NE']);
    expect(result).toMatchObject({ best: 'iUPD', progressionDate: W8 });
  });
});

describe('the window of confirmation', () => {
  const story = (...sums: readonly number[]): Story => ({ T01: [100, 125, ...sums] });

  test('opens on day 28: day 27 confirms nothing and changes no reference', () => {
    expect(wordsOf(story(130), { days: [0, 56, 84] })).toBe('iUPD iCPD');
    expect(wordsOf(story(130), { days: [0, 56, 83] })).toBe('iUPD iUPD');
    expect(wordsOf(story(135, 130), { days: [0, 56, 70, 84] })).toBe('iUPD iUPD iCPD');
    // Without evidence a scan before its time changes none either: 121 mm is no reference for 126.
    expect(wordsOf(story(121, 126), { days: [0, 56, 70, 84] })).toBe('iUPD iUPD iUPD');
    expect(wordsOf(story(121, 126), { days: [0, 56, 84, 112] })).toBe('iUPD iUPD iCPD');
  });
  test('leaves a new lesion of day 14 a further one on day 28', () => {
    const early: Story = { ...story(125, 125), NEW01: [null, null, 12, 12] };
    expect(wordsOf(early, { days: [0, 56, 70, 84] })).toBe('iUPD iUPD iCPD');
  });
  test('does not close unless the charter enforces it; then day 56 still confirms', () => {
    const settings = { enforceConfirmMax: true };
    expect(wordsOf(story(130), { days: [0, 56, 113] })).toBe('iUPD iCPD');
    expect(wordsOf(story(130), { days: [0, 56, 112], settings })).toBe('iUPD iCPD');
    expect(wordsOf(story(130), { days: [0, 56, 113], settings })).toBe('iUPD iUPD');
  });
  test('too late begins a new run, with what is progression then', () => {
    const settings = { enforceConfirmMax: true };
    const days = [0, 56, 126, 154];
    expect(judge(story(130, 135), { days, settings })).toMatchObject({
      best: 'iCPD',
      progressionDate: '2025-05-12',
    });
    // A new lesion that is seen becomes a category of the new run: 5 mm of it confirm.
    const withNew = (last: number): Story => ({ ...story(130, 110), NEW01: [null, 12, 12, last] });
    expect(wordsOf(withNew(17), { days, settings })).toBe('iUPD iUPD iCPD');
  });
  test('is that of the charter', () => {
    const settings = { confirmMinDays: 42 };
    expect(wordsOf(story(130), { days: [0, 56, 97], settings })).toBe('iUPD iUPD');
    expect(wordsOf(story(130), { days: [0, 56, 98], settings })).toBe('iUPD iCPD');
  });
});

test('iCPD is final', () => {
  const result = judge({ T01: [100, 125, 130, 20, 0] });
  expect(result.timepoints.map(({ overall }) => overall)).toEqual(['iUPD', 'iCPD', 'iCPD', 'iCPD']);
  expect(result.timepoints.at(-1)).toMatchObject({ target: 'iCR' });
  expect(result.best).toBe('iCPD');
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
