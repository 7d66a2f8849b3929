import { describe, expect, test } from 'vitest';
import type { ChosenSettings, Subject } from './case.ts';
import { dayAfterBaseline, type Story } from './example-case.ts';
import { prostateCase, type ProstateStory } from './example-prostate-case.ts';
import { assess, bestResponse, getCriterion } from './index.ts';

const W12 = [0, 84, 126];

function judge(
  story: ProstateStory,
  options: {
    readonly days?: readonly number[];
    readonly settings?: ChosenSettings;
    readonly subject?: Subject;
    readonly notEvaluable?: readonly number[];
  } = {},
) {
  return assess(prostateCase('pcwg2', story, options));
}

/** Soft tissue words and the dates of progression of lesions alone. */
function softOf(lesions: Story, options: Parameters<typeof judge>[1] = {}) {
  const { timepoints, softTissueProgressionDate, progressionDate } = judge({ lesions }, options);
  expect(progressionDate).toBe(softTissueProgressionDate);
  return { words: timepoints.map(({ softTissue }) => softTissue), date: softTissueProgressionDate };
}

describe('worked examples of the rulebook', () => {
  test('1: 2 new on the first bone scan and 2 more: PDu, PD, dated the first scan', () => {
    expect(judge({ bone: [0, 2, 2] })).toMatchObject({
      timepoints: [{ bone: 'PDu' }, { bone: 'PD', overall: 'PD' }],
      boneProgressionDate: dayAfterBaseline(56),
      progressionDate: dayAfterBaseline(56),
      best: 'PD',
    });
  });
  test('2: 3 new and then 1: flare', () => {
    expect(judge({ bone: [0, 3, 1] })).toMatchObject({
      timepoints: [{ bone: 'PDu' }, { bone: 'NON-PD' }],
      progressionDate: null,
    });
  });
  test('3: none, then 2 new: PD at once', () => {
    expect(judge({ bone: [0, 0, 2] }, { days: [0, 84, 168] })).toMatchObject({
      timepoints: [{ bone: 'NON-PD' }, { bone: 'PD' }],
      progressionDate: dayAfterBaseline(168),
    });
  });
  test('4: soft tissue 50, 60, 60 is confirmed, and 50, 60, 50 refuted', () => {
    expect(softOf({ T01: [50, 60, 60] }, { days: W12 })).toEqual({
      words: ['PD', 'PD'],
      date: dayAfterBaseline(84),
    });
    expect(softOf({ T01: [50, 60, 50] }, { days: W12 })).toEqual({ words: ['PDu', 'SD'], date: null });
  });
  test('5: PSA', () => {
    expect(judge({ psa: [20, 10, 8, 10, 10.1] }, { days: [0, 28, 49, 112, 140] })).toMatchObject({
      psaResponse: true,
      psaResponseDate: dayAfterBaseline(28),
      psaProgressionDate: dayAfterBaseline(112),
    });
  });
});

describe('soft tissue progression', () => {
  test('needs 20 % and no millimetres', () => {
    expect(softOf({ T01: [10, 10, 12] }).words).toEqual(['SD', 'PD']);
    expect(softOf({ T01: [10, 10, 11.9] }).words).toEqual(['SD', 'SD']);
  });
  test('at the first assessment alone has no date and no best response', () => {
    expect(judge({ lesions: { T01: [50, 60] } })).toMatchObject({
      timepoints: [{ softTissue: 'PDu', overall: 'PDu' }],
      progressionDate: null,
      best: 'NE',
    });
  });
  test('at the first assessment is dated back to the suspicion before it once confirmed', () => {
    const lesions: Story = {
      T01: [50, 'not-evaluable', 50, 50],
      NEW01: [null, 'equivocal', 'present', 'present'],
    };
    expect(softOf(lesions)).toEqual({ words: ['NE', 'PD', 'PD'], date: dayAfterBaseline(56) });
    expect(softOf(lesions, { settings: { backdateEquivocal: false } }).date).toBe(dayAfterBaseline(112));
  });
  test('later needs no confirmation', () => {
    expect(softOf({ T01: [50, 50, 60] })).toEqual({ words: ['SD', 'PD'], date: dayAfterBaseline(112) });
  });
  test('after a refuted one needs none either', () => {
    expect(softOf({ T01: [50, 60, 50, 60] })).toEqual({
      words: ['PDu', 'SD', 'PD'],
      date: dayAfterBaseline(168),
    });
  });
  test('needs no confirmation where the charter says so', () => {
    expect(softOf({ T01: [50, 60, 50] }, { settings: { confirmFirstSoftTissuePd: false } })).toEqual({
      words: ['PD', 'SD'],
      date: dayAfterBaseline(56),
    });
  });
  test('a wait is as long as the charter says', () => {
    expect(softOf({ T01: [50, 60, 60] }, { days: [0, 56, 97] }).words).toEqual(['PDu', 'PDu']);
    const settings = { softTissueConfirmDays: 41 };
    expect(softOf({ T01: [50, 60, 60] }, { days: [0, 56, 97], settings }).words).toEqual(['PD', 'PD']);
  });
  test('says what it waits for, and what became of it', () => {
    const said = (sizes: readonly number[]) =>
      judge({ lesions: { T01: sizes } }).timepoints[0]?.trace.find(({ step }) => step === 'confirmation')
        ?.rule;
    expect(said([50, 60])).toBe(
      'Soft tissue progression at W8, the first assessment, has not been confirmed so far: PDu. At least 42 days.',
    );
    expect(said([50, 60, 60])).toBe(
      'Soft tissue progression at W8, the first assessment, is confirmed at W16, 56 days later. At least 42 days.',
    );
    expect(said([50, 60, 50])).toBe(
      'Soft tissue progression at W8, the first assessment, is refuted by SD at W16, 56 days later: PDu. At least 42 days.',
    );
  });
});

describe('the best response', () => {
  test('needs confirmation', () => {
    expect(judge({ lesions: { T01: [50, 30, 50] } }).best).toBe('SD');
    expect(judge({ lesions: { T01: [50, 30, 30] } })).toMatchObject({
      best: 'PR',
      bestDate: dayAfterBaseline(56),
    });
  });
  test('of stated responses counts PDu for nothing', () => {
    const stated = (...overalls: readonly string[]) => {
      const timepoints = overalls.map((overall, at) => ({ date: dayAfterBaseline(56 * (at + 1)), overall }));
      return bestResponse('pcwg2', { timepoints, baselineDate: dayAfterBaseline(0) });
    };
    expect(stated('PDu').best).toBe('NE');
    expect(stated('PDu', 'SD')).toMatchObject({ best: 'SD', progressionDate: null });
    expect(stated('PR', 'PDu', 'PR').best).toBe('SD');
    expect(stated('PR', 'PR', 'PD')).toMatchObject({ best: 'PR', progressionDate: dayAfterBaseline(168) });
  });
});

test('a target is a node of 20 mm or another lesion of 10 mm, and never bone', () => {
  const { lesionRules, tables } = getCriterion('pcwg2');
  expect(lesionRules.sizes.map(({ kind, leastMm }) => [kind, leastMm])).toEqual([
    ['nodal', 20],
    [null, 10],
  ]);
  expect(lesionRules.neverMeasurable).toContain('bone');
  expect(tables[0]?.rows[2]?.[0]).toBe('the sum is at least 20 % above the nadir');
});
