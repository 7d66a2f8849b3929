import { describe, expect, test } from 'vitest';
import type { Story } from './example-case.ts';
import { judge, NOT_MEASURED, rulesOf, W16, W8, wordsOf } from './example-immune-case.ts';

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
