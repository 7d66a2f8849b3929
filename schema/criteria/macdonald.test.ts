import { describe, expect, test } from 'vitest';
import { gliomaCase, type GliomaStory } from './example-glioma-case.ts';
import { assess, bestResponse } from './index.ts';
import { judgeGlioma } from './judge-glioma.ts';

const { judge, wordsOf } = judgeGlioma('macdonald');

describe('the worked examples', () => {
  const story = {
    lesions: {
      T01: [
        [40, 30],
        [30, 20],
        [30, 20],
      ],
    },
    mg: [4, 4, 2],
  } as const;

  test('1: half the tumour twice, 56 days apart, on less corticosteroids is PR at the first date', () => {
    expect(judge(story)).toMatchObject({ best: 'PR', bestDate: '2025-03-03', progressionDate: null });
  });
  test('1: 27 days apart it is SD', () => {
    expect(judge(story, { days: [0, 56, 83] })).toMatchObject({ best: 'SD', bestDate: null });
  });
  test('2: nothing left on 2 mg, of 4 mg at baseline, is PR; on 0 mg twice CR', () => {
    expect(wordsOf({ lesions: { T01: [800, 'absent'] }, mg: [4, 2] })).toBe('PR');
    expect(judge({ lesions: { T01: [800, 'absent', 'absent'] }, mg: [4, 0, 0] }).best).toBe('CR');
  });
  test('3: from a nadir of 800 on 4 mg, 1000 on 4 mg is PD, on 2 mg SD', () => {
    expect(wordsOf({ lesions: { T01: [1200, 800, 1000] }, mg: [4, 4, 4] })).toBe('SD PD');
    expect(wordsOf({ lesions: { T01: [1200, 800, 1000] }, mg: [4, 4, 2] })).toBe('SD SD');
  });
  test('4: 1200, 800, 1000 is SD when growth is measured from baseline', () => {
    const settings = { progressionReference: 'baseline' };
    expect(wordsOf({ lesions: { T01: [1200, 800, 1000] } }, { settings })).toBe('SD SD');
  });
  test('5: half the tumour but neurologically worse on the same dose is PD', () => {
    expect(wordsOf({ lesions: { T01: [1200, 600] }, mg: [4, 4], clinical: [null, 'worse'] })).toBe('PD');
  });
});

describe('the target word', () => {
  const word = (...T01: NonNullable<GliomaStory['lesions'][string]>) =>
    wordsOf({ lesions: { T01 } }, {}, 'target');

  test('is none without targets', () =>
    expect(wordsOf({ lesions: { NT01: ['present', 'present'] } }, {}, 'target')).toBe('none'));
  test('is NE without a sum now', () => expect(word(800, 'not-evaluable')).toBe('NE'));
  test('is NE without a sum at baseline, at every timepoint', () =>
    expect(word('present', 800, 400)).toBe('NE NE'));
  test('is PD at exactly 25 % above the nadir, below the baseline', () =>
    expect(word(1200, 800, 1000)).toBe('SD PD'));
  test('is no PD at 24.5 % above the nadir', () => expect(word(1200, 800, 996)).toBe('SD SD'));
  test('is PD for any tumour after a sum of 0', () => expect(word(800, 'absent', 1)).toBe('CR PD'));
  test('is CR at a sum of 0, and stays it', () => expect(word(800, 0, 'absent')).toBe('CR CR'));
  test('is PR at exactly 50 % below baseline', () => expect(word(800, 400)).toBe('PR'));
  test('is SD at 49.9 % below baseline', () => expect(word(1000, 501)).toBe('SD'));
  test('is measured from baseline for PR, not from the nadir', () =>
    expect(word(1600, 700, 790)).toBe('PR PR'));
  test('meets thresholds that binary sums just miss', () => {
    const T01 = [
      [10.1, 0.1],
      [10.1, 0.125],
    ] as const;
    expect(wordsOf({ lesions: { T01 } }, {}, 'target')).toBe('PD');
  });
  test('does not look at corticosteroids', () => {
    expect(wordsOf({ lesions: { T01: [800, 1000] }, mg: [4, 2] }, {}, 'target')).toBe('PD');
  });
});

describe('sizes', () => {
  test('of several lesions are added up', () => {
    const result = judge({
      lesions: {
        T01: [
          [30, 20],
          [20, 20],
        ],
        T02: [
          [10, 10],
          [10, 5],
        ],
      },
    });
    expect(result.baseline.sum).toBe(700);
    expect(result.timepoints[0]).toMatchObject({ sum: 450, changeFromBaseline: (100 * -250) / 700 });
  });
  test('of a lesion too small to measure are 5 × 5, or as the charter says, whatever stands beside it', () => {
    const story = {
      lesions: { T01: [800, { state: 'too-small', longestDiameter: 3, perpendicular: 2 }] },
    } as const;
    expect(judge(story).timepoints[0]?.sum).toBe(25);
    expect(judge(story, { settings: { tooSmallMm: 3 } }).timepoints[0]?.sum).toBe(9);
  });
  test('of a merged lesion are 0, its bearer has the joint size', () => {
    expect(
      judge({ lesions: { T01: [800, { mergedInto: 'T02' }], T02: [400, 1100] } }).timepoints[0]?.sum,
    ).toBe(1100);
  });
  test('of a fragment count from its first mention', () => {
    const story = { lesions: { T01: [800, 400, 300], T02: [null, null, 100] } } as const;
    const sums = judge(story, { splitFrom: { T02: 'T01' } }).timepoints.map(({ sum }) => sum);
    expect(sums).toEqual([400, 400]);
  });
  test('need two diameters', () => {
    expect(judge({ lesions: { T01: [800, { longestDiameter: 20 }] } }).timepoints[0]?.sum).toBeNull();
    expect(
      judge({ lesions: { T01: [800, { longestDiameter: 20, shortAxis: 10 }] } }).timepoints[0]?.sum,
    ).toBe(200);
  });
});

test('T2/FLAIR, the end of radiotherapy and the radiation field change nothing', () => {
  const story = { lesions: { T01: [800, 400], NEW01: [null, 'absent'] } } as const;
  const other = { ...story, t2flair: [null, 'increased'] } as const;
  const options = {
    subject: { radiotherapyEnd: '2025-03-01' },
    lesion: { NEW01: { outsideRadiationField: true } },
  };
  expect(assess(gliomaCase('macdonald', other, options)).timepoints).toEqual(judge(story).timepoints);
});

test('a new lesion that is no longer seen is none, and its progression stands', () => {
  const result = judge({ lesions: { T01: [800, 800, 800], NEW01: [null, 'present', 'absent'] } });
  expect(result.timepoints.map(({ newLesion }) => newLesion)).toEqual([true, false]);
  expect(result.progressionDate).toBe('2025-03-03');
});

describe('confirmation', () => {
  const at = (days: readonly number[], ...T01: NonNullable<GliomaStory['lesions'][string]>) =>
    judge({ lesions: { T01 } }, { days });

  test('is exactly 28 days, not 27', () => {
    expect(at([0, 56, 84], 800, 400, 400).best).toBe('PR');
    expect(at([0, 56, 83], 800, 400, 400).best).toBe('SD');
  });
  test('is by a better response too; a CR followed by a PR confirms a PR at the date of the CR', () => {
    expect(at([0, 28, 56], 800, 400, 'absent')).toMatchObject({ best: 'PR', bestDate: '2025-02-03' });
    expect(at([0, 28, 56], 800, 'absent', 'absent')).toMatchObject({ best: 'CR', bestDate: '2025-02-03' });
    // The tumour is back, which is progression: nothing confirms.
    expect(at([0, 28, 56], 800, 'absent', 300)).toMatchObject({ best: 'SD', progressionDate: '2025-03-03' });
  });
  test('is not hindered by NE between, but by SD', () => {
    expect(at([0, 28, 56, 84], 800, 400, null, 400).best).toBe('PR');
    expect(at([0, 28, 42, 84], 800, 390, 410, 400)).toMatchObject({ best: 'SD' });
  });
  test('is not by a timepoint after a new therapy; its own day counts', () => {
    const story = { lesions: { T01: [800, 400, 400] } } as const;
    expect(judge(story, { subject: { newTherapyDate: '2025-04-27' } }).best).toBe('SD');
    expect(judge(story, { subject: { newTherapyDate: '2025-04-28' } }).best).toBe('PR');
  });
  test('is not asked for where the charter does not', () => {
    expect(judge({ lesions: { T01: [800, 400] } }, { settings: { confirmation: false } }).best).toBe('PR');
  });
  test('an unconfirmed response counts as SD from the least days on', () => {
    const story = { lesions: { T01: [800, 400] } } as const;
    expect(judge(story, { settings: { minSdDays: 56 } }).best).toBe('SD');
    expect(judge(story, { settings: { minSdDays: 57 } }).best).toBe('NE');
    const subject = { treatmentStart: '2025-01-07' };
    expect(
      judge(story, { subject, settings: { minSdDays: 56, minSdReference: 'treatmentStart' } }).best,
    ).toBe('NE');
  });
});

describe('the best response', () => {
  test('counts what lies before the first PD, and is PD with nothing before it', () => {
    expect(judge({ lesions: { T01: [800, 1000, 400, 400] } })).toMatchObject({
      best: 'PD',
      progressionDate: '2025-03-03',
    });
    expect(judge({ lesions: { T01: [800, null, 1000] } })).toMatchObject({
      best: 'PD',
      progressionDate: '2025-04-28',
    });
    expect(judge({ lesions: { T01: [800, null] } })).toMatchObject({ best: 'NE', progressionDate: null });
  });
  test('has no progression after a new therapy', () => {
    const subject = { newTherapyDate: '2025-02-01' };
    expect(judge({ lesions: { T01: [800, 1000] } }, { subject })).toMatchObject({
      best: 'NE',
      progressionDate: null,
    });
  });
  test('is told of stated words as well', () => {
    const timepoints = [
      { date: '2025-03-03', overall: 'PR' },
      { date: '2025-04-01', overall: 'PR' },
      { date: '2025-05-01', overall: 'PD' },
    ];
    expect(bestResponse('macdonald', { timepoints })).toMatchObject({
      best: 'PR',
      bestDate: '2025-03-03',
      progressionDate: '2025-05-01',
    });
  });
});

test('the trace tells dose, clinical status and the row that decided', () => {
  const story = { lesions: { T01: [1600, 800] }, mg: [6, 4], clinical: [null, 'stable'] } as const;
  const trace = judge(story).timepoints[0]?.trace ?? [];
  expect(trace).toContainEqual({
    step: 'component',
    rule: 'Corticosteroids 4 mg/day, not above the 6 mg/day of baseline; reduced against the 6 mg/day of BL.',
    source: 'Macdonald 1990, response criteria',
  });
  expect(trace.at(-1)).toEqual({
    step: 'overall',
    rule: 'Target PR, non-target none, no new lesion; corticosteroids 4 mg/day, not above the 6 mg/day of baseline; clinical status stable: partial response.',
    source: 'Macdonald 1990, response criteria; Overall response, row 5',
  });
});
