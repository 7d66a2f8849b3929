import { describe, expect, test } from 'vitest';
import type { GliomaOptions, GliomaStory } from './example-glioma-case.ts';
import { charter, judgeGlioma } from './judge-glioma.ts';

const { judge, wordsOf } = judgeGlioma('rano-2.0');

const NON_ENHANCING = { kind: 'non-enhancing' } as const;
const mixed = (options: GliomaOptions = {}) =>
  charter({ ...options.settings, tumorType: 'mixed' }, { lesion: { T02: NON_ENHANCING }, ...options });
const ml = (volume: number) => ({ volume });

describe('the parts of the tumour', () => {
  const story: GliomaStory = { lesions: { T01: [800, 700], T02: [1600, 1500] } };

  test('ce sums up the enhancing targets, of every kind but non-enhancing', () => {
    const { baseline, timepoints } = judge(story, { lesion: { T01: { kind: 'bone' }, T02: NON_ENHANCING } });
    expect([baseline.sum, timepoints[0]?.sum]).toEqual([800, 700]);
    expect(timepoints[0]).not.toHaveProperty('sumNonEnhancing');
  });
  test('nce sums up the non-enhancing targets', () => {
    const { timepoints } = judge(story, charter({ tumorType: 'nce' }, { lesion: { T02: NON_ENHANCING } }));
    expect(timepoints[0]).toMatchObject({ sum: 1500, changeFromBaseline: -6.25 });
  });
  test('mixed sums up both apart', () => {
    const { timepoints } = judge(story, mixed());
    expect(timepoints[0]).toMatchObject({ sum: 700, changeFromBaseline: -12.5, sumNonEnhancing: 1500 });
  });
  test('mixed without one part goes by the other', () => {
    expect(judge({ lesions: { T02: [1600, 800] } }, mixed()).timepoints[0]).toMatchObject({
      sum: null,
      sumNonEnhancing: 800,
      target: 'PR',
    });
  });
  test('ce ignores non-enhancing non-targets and new lesions; nce counts enhancing ones', () => {
    const other: GliomaStory = {
      lesions: { T01: [800, 800], NT01: ['present', 'progressed'], NEW01: [null, 'present'] },
    };
    const lesion = { NT01: NON_ENHANCING, NEW01: NON_ENHANCING };
    expect(judge(other, { lesion }).timepoints[0]).toMatchObject({
      nonTarget: null,
      newLesion: false,
      overall: 'SD',
    });
    const nce = charter({ tumorType: 'nce' }, { lesion: { T01: NON_ENHANCING } });
    expect(judge(other, nce).timepoints[0]).toMatchObject({
      nonTarget: 'PD',
      newLesion: true,
      overall: 'PD',
    });
  });
});

describe('the category of a part', () => {
  const word2d = (settings: object, ...T01: NonNullable<GliomaStory['lesions'][string]>) =>
    wordsOf({ lesions: { T01 } }, charter({ ...settings }), 'target');
  const wordMl = (settings: object, ...volumes: number[]) =>
    word2d({ measurement: 'volume', ...settings }, ...volumes.map(ml));

  test('is none without targets', () =>
    expect(wordsOf({ lesions: { NT01: ['present', 'present'] } }, {}, 'target')).toBe('none'));
  test('is NE without a sum now or at baseline', () => {
    expect(word2d({}, 800, null)).toBe('NE');
    expect(word2d({}, null, 800)).toBe('NE');
  });
  test('by products is PD at 25 % above the nadir, PR at 50 % and MR at 25 % below baseline', () => {
    expect(word2d({}, 1200, 800, 1000)).toBe('SD PD');
    expect(word2d({}, 1200, 800, 999)).toBe('SD SD');
    expect(word2d({ minorResponse: true }, 800, 400)).toBe('PR');
    expect(word2d({ minorResponse: true }, 800, 401)).toBe('MR');
    expect(word2d({ minorResponse: true }, 800, 600)).toBe('MR');
    expect(word2d({ minorResponse: true }, 800, 601)).toBe('SD');
  });
  test('by volume is PD at 40 % above the nadir, PR at 65 % and MR at 40 % below baseline', () => {
    expect(wordMl({}, 10, 14)).toBe('PD');
    expect(wordMl({}, 10, 13.9)).toBe('SD');
    expect(wordMl({ minorResponse: true }, 10, 3.5)).toBe('PR');
    expect(wordMl({ minorResponse: true }, 10, 3.6)).toBe('MR');
    expect(wordMl({ minorResponse: true }, 10, 6)).toBe('MR');
    expect(wordMl({ minorResponse: true }, 10, 6.1)).toBe('SD');
  });
  test('knows minor response for nce and mixed, not for ce, or as the charter says', () => {
    const lesion = { T01: NON_ENHANCING };
    const word = (settings: NonNullable<GliomaOptions['settings']>) =>
      wordsOf(
        { lesions: { T01: [800, 600] } },
        charter(settings, settings['tumorType'] === 'ce' ? {} : { lesion }),
        'target',
      );
    expect(['ce', 'nce', 'mixed'].map((tumorType) => word({ tumorType }))).toEqual(['SD', 'MR', 'MR']);
    expect(word({ tumorType: 'ce', minorResponse: true })).toBe('MR');
    expect(word({ tumorType: 'nce', minorResponse: false })).toBe('SD');
    expect(word({ tumorType: 'nce', minorResponse: null })).toBe('MR');
  });
  test('is PD for any tumour after 0, CR at 0', () => expect(word2d({}, 800, 'absent', 1)).toBe('CR PD'));
});

describe('volumes', () => {
  const sums = (...T01: NonNullable<GliomaStory['lesions'][string]>) =>
    judge(
      { lesions: { T01, T02: T01.map(() => ({ volume: 1 })) } },
      charter({ measurement: 'volume' }),
    ).timepoints.map(({ sum }) => sum);

  test('are added up; absent and merged are 0', () => {
    expect(sums(ml(10), ml(2.5), 'absent', { mergedInto: 'T02' })).toEqual([3.5, 1, 1]);
  });
  test('are not evaluable where none is given, too small included, or the reader says so', () => {
    expect(sums(ml(10), [30, 20], 'too-small', { state: 'not-evaluable', volume: 3 }, null)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
  test('count beside every other state', () => {
    expect(sums(ml(10), { state: 'too-small', volume: 0.1 }, { state: 'equivocal', volume: 2 })).toEqual([
      1.1, 3,
    ]);
  });
});

test.each([
  ['PD + CR', 'absent', 1000, 'PD'],
  ['PD + NE', null, 1000, 'PD'],
  ['NE + CR', 'absent', null, 'NE'],
  ['NE + SD', 800, null, 'NE'],
  ['CR + CR', 'absent', 'absent', 'CR'],
  ['CR + PR', 'absent', 400, 'PR'],
  ['CR + MR', 'absent', 600, 'MR'],
  ['CR + SD', 'absent', 800, 'SD'],
  ['PR + MR', 400, 600, 'PR'],
  ['PR + SD', 400, 800, 'PR'],
  ['MR + SD', 600, 800, 'MR'],
  ['SD + SD', 800, 800, 'SD'],
] as const)('a mixed tumour of %s, either way round, is as the table says', (_, one, other, target) => {
  expect(wordsOf({ lesions: { T01: [800, one], T02: [800, other] } }, mixed(), 'target')).toBe(target);
  expect(wordsOf({ lesions: { T01: [800, other], T02: [800, one] } }, mixed(), 'target')).toBe(target);
});
