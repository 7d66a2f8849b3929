import { describe, expect, test } from 'vitest';
import { dayAfterBaseline } from './example-case.ts';
import type { GliomaOptions, GliomaStory } from './example-glioma-case.ts';
import { bestResponse } from './index.ts';
import { irradiated, judgeGlioma } from './judge-glioma.ts';

const { judge, wordsOf } = judgeGlioma('rano-2010');

describe('the worked examples', () => {
  test('1: half the tumour, again 28 days later, steroids and T2 stable, is PR at the first date', () => {
    const story = {
      lesions: { T01: [1600, 800, 800] },
      mg: [4, 4, 4],
      t2flair: [null, 'stable', 'stable'],
    } as const;
    expect(judge(story, { days: [0, 56, 84] })).toMatchObject({ best: 'PR', bestDate: '2025-03-03' });
    expect(judge(story, { days: [0, 56, 83] }).best).toBe('SD');
  });
  test('2: nadir 800, 996 is SD and 1000 PD, though below the baseline of 1200', () => {
    expect(wordsOf({ lesions: { T01: [1200, 800, 996, 1000] } })).toBe('SD SD PD');
  });
  test('3: growth 28 days after radiotherapy is NE; later the scan after it is the reference', () => {
    const story = { lesions: { T01: [400, 600, 600, 750] } };
    const result = judge(story, irradiated(28, { days: [0, 56, 119, 175] }));
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['NE', 'SD', 'PD']);
    expect(result.timepoints[1]?.changeFromNadir).toBe(0);
    expect(result.progressionDate).toBe(dayAfterBaseline(175));
  });
  test('4: stable on 2, 6, 8 mg, then worse on 8 mg, is dated at the scan with 6 mg', () => {
    const result = judge({
      lesions: { T01: [800, 800, 800, 800, 800] },
      mg: [2, 2, 6, 8, 8],
      clinical: [null, 'stable', 'stable', 'stable', 'worse'],
    });
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['SD', 'NE', 'NE', 'PD']);
    expect(result).toMatchObject({ best: 'SD', progressionDate: '2025-04-28' });
  });
  test('5: nothing left is PR on 2 mg, of 4 mg at baseline, and CR on 0.7 mg', () => {
    expect(wordsOf({ lesions: { T01: [800, 'absent', 'absent'] }, mg: [4, 2, 0.7] })).toBe('PR CR');
  });
});

describe('the reference of progression', () => {
  const changes = (story: GliomaStory, options: GliomaOptions) =>
    judge(story, options).timepoints.map(({ changeFromNadir }) => changeFromNadir);

  test('is the smallest of all earlier sums without radiotherapy', () => {
    expect(changes({ lesions: { T01: [800, 400, 500] } }, {})).toEqual([-50, 25]);
  });
  test('is among the timepoints on or after the end of radiotherapy, once one of them has a sum', () => {
    expect(changes({ lesions: { T01: [400, 800, 800] } }, irradiated(56))).toEqual([100, 0]);
    expect(changes({ lesions: { T01: [400, 800, 800] } }, irradiated(57))).toEqual([100, 100]);
  });
  test('is among all earlier ones while those after radiotherapy have no sum', () => {
    expect(changes({ lesions: { T01: [400, null, 800] } }, irradiated(28))).toEqual([null, 100]);
  });
  test('is the baseline too where that lies after radiotherapy', () => {
    expect(changes({ lesions: { T01: [400, 800, 800] } }, irradiated(-28))).toEqual([100, 100]);
  });
  test('leaves response against the baseline timepoint', () => {
    expect(wordsOf({ lesions: { T01: [800, 400, 400] } }, irradiated(28))).toBe('PR PR');
  });
});

describe('the target word', () => {
  const word = (...T01: NonNullable<GliomaStory['lesions'][string]>) =>
    wordsOf({ lesions: { T01 } }, {}, 'target');

  test('is none without targets', () =>
    expect(wordsOf({ lesions: { NT01: ['present', 'present'] } }, {}, 'target')).toBe('none'));
  test('is NE without a sum now or at baseline', () => expect(word(null, 800)).toBe('NE'));
  test('is PD at exactly 25 % above the nadir', () => expect(word(800, 1000)).toBe('PD'));
  test('is PD for any tumour after a sum of 0', () => expect(word(800, 'absent', 1)).toBe('CR PD'));
  test('is CR at a sum of 0', () => expect(word(800, 'absent')).toBe('CR'));
  test('is PR at exactly 50 % below baseline, SD at 49.9 %', () =>
    expect(word(1000, 500, 501)).toBe('PR SD'));
});

describe('the twelve weeks after radiotherapy', () => {
  const grown = { lesions: { T01: [800, 1000] } };
  const overall = (story: GliomaStory, end: number, options: GliomaOptions = {}) =>
    wordsOf(story, irradiated(end, { days: [0, 100], ...options }));

  test('day 83 is within the window, day 84 outside', () => {
    expect(overall(grown, 17)).toBe('NE');
    expect(overall(grown, 16)).toBe('PD');
  });
  test('a scan before the end of radiotherapy is within the window', () =>
    expect(overall(grown, 120)).toBe('NE'));
  test('the charter sets the window and the word', () => {
    expect(overall(grown, 30, { settings: { pseudoprogressionWindowDays: 70 } })).toBe('PD');
    expect(overall(grown, 30, { settings: { pseudoprogressionCategory: 'SD' } })).toBe('SD');
  });
  test.each([
    ['more T2/FLAIR', { lesions: { T01: [800, 800] }, t2flair: [null, 'increased'] }],
    ['clinical worsening alone', { lesions: { T01: [800, 800] }, clinical: [null, 'worse'] }],
    ['non-target progression', { lesions: { T01: [800, 800], NT01: ['present', 'progressed'] } }],
    ['a new lesion in the field', { lesions: { T01: [800, 800], NEW01: [null, 'present'] } }],
  ] as const)('%s is NE within it and PD outside', (_, story) => {
    expect(overall(story, 30)).toBe('NE');
    expect(overall(story, 0)).toBe('PD');
  });
  test('a new lesion outside the field is PD within it, seen now', () => {
    const lesion = { NEW01: { outsideRadiationField: true } };
    const story = { lesions: { T01: [800, 1000], NEW01: [null, 'present'] } } as const;
    expect(overall(story, 30, { lesion })).toBe('PD');
    const unseen = { lesions: { T01: [800, 1000], NEW01: [null, 'equivocal'] } } as const;
    expect(overall(unseen, 30, { lesion })).toBe('NE');
  });
  test('nothing suspected within it is judged as ever', () => {
    expect(overall({ lesions: { T01: [800, 400] } }, 30)).toBe('PR');
  });
});

describe('the progression date', () => {
  const raised = { lesions: { T01: [800, 800, 800, 1000] }, mg: [2, 6, 6, 6] };

  test('is moved to the first of the raised doses directly before', () => {
    expect(judge(raised)).toMatchObject({ progressionDate: '2025-03-03', best: 'PD', bestDate: null });
  });
  test('is not moved where the charter says so', () => {
    expect(judge(raised, { settings: { steroidBackdate: false } }).progressionDate).toBe('2025-06-23');
  });
  test('is not moved over a timepoint that was classified', () => {
    expect(judge({ ...raised, mg: [2, 6, 2, 6] }).progressionDate).toBe('2025-06-23');
  });
  test('is not moved over possible pseudoprogression, nor over images that were not evaluable', () => {
    const story = { lesions: { T01: [800, 1000, 1250] } };
    expect(judge(story, irradiated(28)).progressionDate).toBe('2025-04-28');
    expect(judge({ lesions: { T01: [800, null, 1000] }, mg: [2, 6, 6] }).progressionDate).toBe('2025-04-28');
  });
  test('does not look beyond a new therapy', () => {
    const options = { subject: { newTherapyDate: '2025-05-01' } };
    expect(judge(raised, options)).toMatchObject({ progressionDate: null, best: 'NE' });
  });
  test('of words alone is the first PD', () => {
    const timepoints = [
      { date: '2025-03-03', overall: 'NE' },
      { date: '2025-04-28', overall: 'PD' },
    ];
    expect(bestResponse('rano-2010', { timepoints }).progressionDate).toBe('2025-04-28');
  });
});

test('the trace tells steroids, T2/FLAIR, the window and why the date moved', () => {
  const inside = judge(
    { lesions: { T01: [800, 1000] }, mg: [4, 4], t2flair: [null, 'stable'] },
    irradiated(28),
  );
  expect(inside.timepoints[0]?.trace.map(({ rule }) => rule)).toEqual([
    'T01 50 × 20 (1000) = 1000 mm².',
    'The smallest earlier sum is 800 mm² (BL).',
    'Corticosteroids 4 mg/day, not above the 4 mg/day of baseline; not reduced against the 4 mg/day of BL.',
    'Clinical status not evaluated, taken as good (missingComponents lenient).',
    'T2/FLAIR stable.',
    'Sum 1000 mm² is 25.0 % above the nadir of 800 mm² (BL), at least 25 %: progression.',
    'Day 28 since the end of radiotherapy, within the window, and nothing lies outside the radiation field: possibly pseudoprogression.',
    'Growth of at least 25 %: possibly pseudoprogression. The charter calls it NE.',
  ]);
  const dated = judge({ lesions: { T01: [800, 800, 1000] }, mg: [2, 6, 6] });
  expect(dated.trace.map(({ rule }) => rule)).toContain(
    'Corticosteroids were raised and nothing could be classified at W8, directly before: progression is dated at the first necessary increase, 2025-03-03.',
  );
});
