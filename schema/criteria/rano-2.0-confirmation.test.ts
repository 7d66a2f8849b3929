import { describe, expect, test } from 'vitest';
import { dayAfterBaseline } from './example-case.ts';
import type { GliomaOptions, GliomaStory } from './example-glioma-case.ts';
import { charter, irradiated, judgeGlioma } from './judge-glioma.ts';
import type { Result } from './result.ts';

const { judge, wordsOf } = judgeGlioma('rano-2.0');

describe('the confirmation of progression', () => {
  /** Radiotherapy ends at the baseline scan; sums at the days given. */
  const course = (
    days: readonly number[],
    T01: NonNullable<GliomaStory['lesions'][string]>,
    options: GliomaOptions = {},
    more: Omit<GliomaStory, 'lesions'> = {},
  ) => judge({ lesions: { T01 }, ...more }, irradiated(0, { ...options, days }));
  const words = (result: Result) => result.timepoints.map(({ overall }) => overall).join(' ');

  test('is needed on day 83 after radiotherapy, not on day 84', () => {
    expect(words(course([0, 83], [800, 1000]))).toBe('PPD');
    expect(words(course([0, 84], [800, 1000]))).toBe('PD');
    expect(words(course([0, 83], [800, 1000], charter({ confirmationWindowDays: 83 })))).toBe('PD');
  });
  test('is never needed without radiotherapy, or where the charter says so; always where it says so', () => {
    expect(wordsOf({ lesions: { T01: [800, 1000] } })).toBe('PD');
    expect(words(course([0, 30], [800, 1000], charter({ confirmProgression: 'never' })))).toBe('PD');
    expect(wordsOf({ lesions: { T01: [800, 1000] } }, charter({ confirmProgression: 'always' }))).toBe('PPD');
  });
  test('is by a finding 28 days later, not 27, also outside the window; dated at the first', () => {
    const confirmed = course([0, 70, 98], [800, 1000, 1000]);
    expect(words(confirmed)).toBe('PPD PD');
    expect(confirmed.progressionDate).toBe(dayAfterBaseline(70));
    expect(words(course([0, 70, 97], [800, 1000, 1000]))).toBe('PPD PPD');
    expect(words(course([0, 70, 97], [800, 1000, 1000], charter({ confirmationDays: 27 })))).toBe('PPD PD');
  });
  test('counts from the first preliminary progression', () => {
    const result = course([0, 30, 50, 58], [800, 1000, 1000, 1000]);
    expect(words(result)).toBe('PPD PPD PD');
    expect(result.progressionDate).toBe(dayAfterBaseline(30));
  });
  test('is given up by a timepoint without a finding, and starts anew', () => {
    const result = course([0, 30, 50, 70, 98], [800, 1000, 900, 1000, 1000]);
    expect(words(result)).toBe('PPD SD PPD PD');
    expect(result.progressionDate).toBe(dayAfterBaseline(70));
  });
  test('stays open over a timepoint that is not evaluable or on a raised dose', () => {
    const notEvaluable = course([0, 30, 50, 70], [800, 1000, null, 1000]);
    expect(words(notEvaluable)).toBe('PPD NE PD');
    const raised = course([0, 30, 50, 70], [800, 1000, 800, 1000], {}, { mg: [2, 2, 4, 4] });
    expect(words(raised)).toBe('PPD NE PD');
    expect(raised.progressionDate).toBe(dayAfterBaseline(30));
    const stable = charter({ steroidIncreaseCategory: 'SD' });
    expect(words(course([0, 30, 50, 70], [800, 1000, 800, 1000], stable, { mg: [2, 2, 4, 4] }))).toBe(
      'PPD SD PPD',
    );
  });
  test('is by another finding as well: clinical worsening, non-target, new lesion', () => {
    expect(words(course([0, 30, 58], [800, 1000, 800], {}, { clinical: [null, null, 'worse'] }))).toBe(
      'PPD PD',
    );
  });
  test('a PD closes it, and the next finding is judged with none open', () => {
    expect(words(course([0, 20, 48, 60, 90], [800, 1000, 1000, 1000, 1000]))).toBe('PPD PD PPD PD');
  });

  describe('against the preliminary scan, where the charter says so', () => {
    const preliminary = charter({ confirmationReference: 'preliminary' });
    test('needs a rise of 25 % over it', () => {
      expect(words(course([0, 30, 58], [800, 1000, 1249], preliminary))).toBe('PPD PPD');
      expect(words(course([0, 30, 58], [800, 1000, 1250], preliminary))).toBe('PPD PD');
    });
    test('or clinical worsening', () => {
      expect(
        words(course([0, 30, 58], [800, 1000, 1000], preliminary, { clinical: [null, null, 'worse'] })),
      ).toBe('PPD PD');
    });
    test('is not met where the preliminary scan has no sum', () => {
      const story: GliomaStory = { lesions: { T01: [800, null, 2000], NEW01: [null, 'present', 'present'] } };
      expect(wordsOf(story, irradiated(0, { ...preliminary, days: [0, 30, 58] }))).toBe('PPD PPD');
    });
    test('is met by any tumour where nothing was measured there', () => {
      const story: GliomaStory = { lesions: { T01: [800, 'absent', 10], NEW01: [null, 'present', null] } };
      expect(wordsOf(story, irradiated(0, { ...preliminary, days: [0, 30, 58] }))).toBe('PPD PD');
    });
  });

  describe('of a new lesion outside the radiation field', () => {
    const lesion = { NEW01: { outsideRadiationField: true } };
    const story: GliomaStory = { lesions: { T01: [800, 1000, 1000], NEW01: [null, null, [10, 10]] } };

    test('is not needed; an open preliminary progression gives the date', () => {
      const options = irradiated(0, { lesion, days: [0, 30, 40] });
      expect(judge(story, options)).toMatchObject({ progressionDate: dayAfterBaseline(30) });
      expect(wordsOf(story, options)).toBe('PPD PD');
      const alone: GliomaStory = { lesions: { T01: [800, 800, 800], NEW01: [null, null, 'present'] } };
      expect(judge(alone, options)).toMatchObject({ progressionDate: dayAfterBaseline(40), best: 'SD' });
    });
    test('is needed where it is too small, or the charter says so', () => {
      const small: GliomaStory = { lesions: { T01: [800, 1000, 1000], NEW01: [null, null, [10, 9]] } };
      expect(wordsOf(small, irradiated(0, { lesion, days: [0, 30, 40] }))).toBe('PPD PPD');
      const settings = { outOfFieldIsImmediate: false };
      expect(wordsOf(story, irradiated(0, { lesion, settings, days: [0, 30, 40] }))).toBe('PPD PPD');
    });
  });
});

test('the trace tells the wait for a confirmation and what came of it', () => {
  const { timepoints, trace } = judge(
    { lesions: { T01: [800, 1000, 1000] } },
    irradiated(0, { days: [0, 56, 84] }),
  );
  expect(timepoints[0]?.trace.slice(-2)).toEqual([
    {
      step: 'confirmation',
      rule: 'Progression must be confirmed, as it is 56 days after the end of radiotherapy (2025-01-06), fewer than 84: W8 (2025-03-03) waits for a scan at least 28 days later.',
      source: 'Wen 2023; Confirmation of progression, row 5',
    },
    {
      step: 'overall',
      rule: 'Growth of enhancing tumour by at least 25 %: preliminary progression.',
      source: 'Wen 2023; Confirmation of progression, row 5',
    },
  ]);
  expect(timepoints[1]?.trace.slice(-2).map(({ rule }) => rule)).toEqual([
    'The preliminary progression of W8 is 28 days old, at least 28, and progression is found again.',
    'Growth of enhancing tumour by at least 25 %: progression, dated at W8.',
  ]);
  expect(trace[0]?.rule).toBe(
    'W12 is PD and settles the preliminary progression of W8: progression on 2025-03-03.',
  );
});
