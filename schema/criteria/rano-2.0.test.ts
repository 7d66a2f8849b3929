import { describe, expect, test } from 'vitest';
import { dayAfterBaseline } from './example-case.ts';
import { gliomaCase, type GliomaOptions, type GliomaStory } from './example-glioma-case.ts';
import { assess, bestResponse } from './index.ts';
import { charter, irradiated, judgeGlioma } from './judge-glioma.ts';

const { judge, wordsOf } = judgeGlioma('rano-2.0');

const NON_ENHANCING = { kind: 'non-enhancing' } as const;
const mixed = (options: GliomaOptions = {}) =>
  charter({ ...options.settings, tumorType: 'mixed' }, { lesion: { T02: NON_ENHANCING }, ...options });
const ml = (volume: number) => ({ volume });

describe('the worked examples', () => {
  test('1: the scan after radiotherapy is baseline; PPD, confirmed 28 days later and dated at the first', () => {
    const options: GliomaOptions = {
      subject: { radiotherapyEnd: '2024-02-26' },
      days: [0, 77, 119, 147],
    };
    const shift = (T01: readonly number[]) => {
      const example = gliomaCase('rano-2.0', { lesions: { T01 } }, options);
      const dates = ['2024-01-08', '2024-03-25', '2024-05-06', '2024-06-03'];
      return assess({
        ...example,
        timepoints: example.timepoints.map((timepoint, at) => ({ ...timepoint, date: dates[at] ?? '' })),
      });
    };
    const confirmed = shift([400, 600, 750, 750]);
    expect(confirmed.timepoints.map(({ overall }) => overall)).toEqual(['NE', 'PPD', 'PD']);
    expect(confirmed).toMatchObject({
      progressionDate: '2024-05-06',
      baselineDate: '2024-03-25',
      best: 'PD',
    });
    expect(shift([400, 600, 750, 700]).timepoints.map(({ overall }) => overall)).toEqual(['NE', 'PPD', 'SD']);
  });
  test('2: volumes 10, 3.6, 3.5, 3.5, 4.9 are SD, PR, PR, PD; best PR', () => {
    const result = judge(
      { lesions: { T01: [10, 3.6, 3.5, 3.5, 4.9].map(ml) } },
      charter({ measurement: 'volume' }),
    );
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['SD', 'PR', 'PR', 'PD']);
    expect(result.best).toBe('PR');
  });
  test('3: non-enhancing 1200, 900, 870 is MR twice, best MR; enhancing SD', () => {
    const story = { lesions: { T01: [1200, 900, 870] } };
    const nce = judge(story, charter({ tumorType: 'nce' }, { lesion: { T01: NON_ENHANCING } }));
    expect(nce.timepoints.map(({ overall }) => overall)).toEqual(['MR', 'MR']);
    expect(nce).toMatchObject({ best: 'MR', bestDate: '2025-03-03', firstResponseDate: '2025-03-03' });
    expect(judge(story)).toMatchObject({ best: 'SD', bestDate: null });
  });
  test('4: mixed: enhancing gone SD, enhancing halved PR, non-enhancing 25 % more PD', () => {
    expect(wordsOf({ lesions: { T01: [800, 'absent'], T02: [1600, 1600] } }, mixed())).toBe('SD');
    expect(wordsOf({ lesions: { T01: [800, 400], T02: [1600, 1600] } }, mixed())).toBe('PR');
    expect(wordsOf({ lesions: { T01: [800, 400], T02: [1600, 2000] } }, mixed())).toBe('PD');
  });
  test('5: a new lesion of 10 × 9 with all targets gone is PR, of 10 × 10 PD', () => {
    expect(wordsOf({ lesions: { T01: [800, 'absent'], NEW01: [null, [10, 9]] } })).toBe('PR');
    expect(wordsOf({ lesions: { T01: [800, 'absent'], NEW01: [null, [10, 10]] } })).toBe('PD');
  });
});

describe('the baseline', () => {
  const story: GliomaStory = {
    lesions: { T01: [800, 600, 400, 300], NT01: ['present', 'present', 'present', 'present'] },
  };

  test('is the first timepoint on or after the end of radiotherapy, where the first lies before it', () => {
    const { timepoints, baselineDate } = judge(story, irradiated(112));
    expect(baselineDate).toBe(dayAfterBaseline(112));
    expect(timepoints.slice(0, 2)).toMatchObject([
      {
        sum: 600,
        changeFromBaseline: null,
        changeFromNadir: null,
        target: null,
        nonTarget: null,
        newLesion: false,
        overall: 'NE',
      },
      {
        sum: 400,
        changeFromBaseline: null,
        changeFromNadir: null,
        target: null,
        nonTarget: null,
        newLesion: false,
        overall: 'NE',
      },
    ]);
    expect(timepoints[2]).toMatchObject({ changeFromBaseline: -25, changeFromNadir: -25, overall: 'SD' });
  });
  test.each([
    ['radiotherapy ended before it', irradiated(-28)],
    ['radiotherapy ended that day', irradiated(0)],
    ['the charter says so', irradiated(112, charter({ baselineRule: 'first' }))],
    ['no radiotherapy is known', {}],
  ])('is the first timepoint where %s', (_, options) => {
    const { timepoints, baselineDate } = judge(story, options);
    expect(timepoints[0]?.changeFromBaseline).toBe(-25);
    expect(baselineDate).toBe('2025-01-06');
  });
  test('is none where every timepoint lies before the end of radiotherapy: all are NE', () => {
    const result = judge({ ...story, clinical: [null, 'worse', 'worse', 'worse'] }, irradiated(400));
    expect(result.timepoints.map(({ overall, sum }) => [overall, sum])).toEqual([
      ['NE', 600],
      ['NE', 400],
      ['NE', 300],
    ]);
    expect(result).toMatchObject({ best: 'NE', progressionDate: null });
  });
  test('takes new lesions seen after the first timepoint up to it', () => {
    const seen: GliomaStory = { lesions: { T01: [800, 800, 800], NEW01: [null, 'present', 'present'] } };
    const { timepoints } = judge(seen, irradiated(28, { days: [0, 56, 200] }));
    expect(timepoints.map(({ newLesion, overall }) => [newLesion, overall])).toEqual([
      [false, 'NE'],
      [false, 'SD'],
    ]);
    expect(wordsOf(seen)).toBe('PD PD');
  });
  test('is what dose, nadir and stable disease refer to', () => {
    const options = irradiated(28, { days: [0, 56, 200] });
    expect(wordsOf({ lesions: { T01: [400, 800, 800] }, mg: [2, 6, 6] }, options)).toBe('NE SD');
    const stable = { lesions: { T01: [400, 800, 800] } };
    expect(judge(stable, { ...options, settings: { minSdDays: 144 } }).best).toBe('SD');
    expect(judge(stable, { ...options, settings: { minSdDays: 145 } }).best).toBe('NE');
  });
  test('leaves dose and non-targets their whole history', () => {
    const options = irradiated(28, { days: [0, 56, 200] });
    const story: GliomaStory = {
      lesions: { T01: [400, 800, 800], NT01: ['absent', 'absent', 'present'] },
      mg: [2, null, 6],
    };
    expect(judge(story, options).timepoints[1]).toMatchObject({ nonTarget: 'PD', overall: 'PD' });
    expect(wordsOf({ lesions: { T01: [400, 800, 800] }, mg: [2, null, 6] }, options)).toBe('NE NE');
  });
});

describe('best response and progression date', () => {
  test('CR, PR and MR need 28 days; unconfirmed they are SD', () => {
    const story: GliomaStory = { lesions: { T01: [800, 600, 400] } };
    const minor = charter({ minorResponse: true });
    expect(judge(story, { ...minor, days: [0, 30, 58] })).toMatchObject({
      best: 'MR',
      bestDate: dayAfterBaseline(30),
    });
    expect(judge(story, { ...minor, days: [0, 30, 57] })).toMatchObject({ best: 'SD', bestDate: null });
    expect(judge(story, charter({ minorResponse: true, confirmation: false })).best).toBe('PR');
  });
  test('is PPD where one stands without a progression, and SD is better', () => {
    const always = charter({ confirmProgression: 'always' });
    expect(judge({ lesions: { T01: [800, 1000] } }, always)).toMatchObject({
      best: 'PPD',
      progressionDate: null,
    });
    expect(judge({ lesions: { T01: [800, 800, 1000] } }, always).best).toBe('SD');
    expect(judge({ lesions: { T01: [800, 1000, 1000] } }, always)).toMatchObject({
      best: 'PD',
      progressionDate: '2025-03-03',
    });
  });
  test('a PPD that was refuted stays best where SD came too early', () => {
    const options = charter({ confirmProgression: 'always', minSdDays: 400 });
    const result = judge({ lesions: { T01: [800, 1000, 900, 1200, 1200] } }, options);
    expect(result).toMatchObject({ best: 'PPD', progressionDate: '2025-06-23' });
  });
  test('the date moves over raised doses directly before the timepoint it is dated at', () => {
    const story: GliomaStory = { lesions: { T01: [800, 800, 800, 1000, 1000] }, mg: [2, 4, 4, 4, 4] };
    expect(judge(story).progressionDate).toBe('2025-03-03');
    expect(judge(story, charter({ confirmProgression: 'always' })).progressionDate).toBe('2025-03-03');
    expect(judge(story, charter({ steroidBackdate: false })).progressionDate).toBe('2025-06-23');
    expect(judge({ ...story, mg: [2, 4, 2, 4, 4] }).progressionDate).toBe('2025-06-23');
  });
  test('a confirming scan after a new therapy counts for nothing', () => {
    const story: GliomaStory = { lesions: { T01: [800, 1000, 1000] } };
    const options = charter({ confirmProgression: 'always' }, { subject: { newTherapyDate: '2025-04-01' } });
    expect(wordsOf(story, options)).toBe('PPD PD');
    expect(judge(story, options)).toMatchObject({ best: 'PPD', progressionDate: null });
  });
  test('of words alone, a PD that follows PPD is dated at the first of them', () => {
    const stated = (...overall: string[]) =>
      bestResponse('rano-2.0', {
        timepoints: overall.map((word, at) => ({ date: dayAfterBaseline(28 * at), overall: word })),
      });
    expect(stated('SD', 'PPD', 'NE', 'PD')).toMatchObject({
      best: 'SD',
      progressionDate: dayAfterBaseline(28),
    });
    expect(stated('PPD', 'SD', 'PD').progressionDate).toBe(dayAfterBaseline(56));
    expect(stated('NE', 'PD').progressionDate).toBe(dayAfterBaseline(28));
  });
});
