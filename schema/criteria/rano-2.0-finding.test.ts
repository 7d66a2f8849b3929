import { describe, expect, test } from 'vitest';
import type { GliomaOptions, GliomaStory } from './example-glioma-case.ts';
import { charter, judgeGlioma } from './judge-glioma.ts';

const { judge, wordsOf } = judgeGlioma('rano-2.0');

const NON_ENHANCING = { kind: 'non-enhancing' } as const;
const mixed = (options: GliomaOptions = {}) =>
  charter({ ...options.settings, tumorType: 'mixed' }, { lesion: { T02: NON_ENHANCING }, ...options });

describe('the findings of progression', () => {
  test.each([
    ['growth', { lesions: { T01: [1200, 800, 1000] } }],
    ['growth without a sum at baseline', { lesions: { T01: [null, 800, 1000] } }],
  ] as const)('%s counts on a dose not reduced against the scan of the nadir', (_, story) => {
    const on = (last: number | null) => judge({ ...story, mg: [2, 4, last] }).timepoints.at(-1)?.overall;
    expect(on(4)).toBe('PD');
    expect(on(null)).toBe('PD');
    expect(on(3.9)).not.toBe('PD');
  });
  test('growth of each part goes by the dose at its own nadir', () => {
    const story: GliomaStory = { lesions: { T01: [800, 700, 700], T02: [800, 900, 1000] }, mg: [2, 6, 4] };
    expect(judge(story, mixed()).timepoints[1]).toMatchObject({ target: 'PD', overall: 'PD' });
    const swapped: GliomaStory = { lesions: { T01: [800, 900, 900], T02: [800, 700, 900] }, mg: [2, 6, 4] };
    expect(judge(swapped, mixed()).timepoints[1]).toMatchObject({ target: 'PD', overall: 'NE' });
  });
  test('non-target progression and clinical worsening count on any dose', () => {
    expect(wordsOf({ lesions: { T01: [800, 800], NT01: ['present', 'progressed'] }, mg: [4, 2] })).toBe('PD');
    expect(wordsOf({ lesions: { T01: [800, 400] }, mg: [4, 2], clinical: [null, 'worse'] })).toBe('PD');
  });
  test('T2/FLAIR counts only where the charter looks at it, on a dose not reduced against the nadir', () => {
    const story: GliomaStory = { lesions: { T01: [800, 800] }, t2flair: [null, 'increased'] };
    const settings = { evaluateT2Flair: true };
    expect(wordsOf(story)).toBe('SD');
    expect(wordsOf(story, { settings })).toBe('PD');
    expect(wordsOf({ ...story, mg: [4, 2] }, { settings })).toBe('SD');
  });
  test('T2/FLAIR of a mixed tumour goes by the nadir of the enhancing part', () => {
    const story: GliomaStory = {
      lesions: { T01: [800, 700, 700], T02: [700, 800, 800] },
      mg: [2, 6, 4],
      t2flair: [null, null, 'increased'],
    };
    expect(judge(story, mixed({ settings: { evaluateT2Flair: true } })).timepoints[1]?.overall).not.toBe(
      'PD',
    );
    expect(
      judge({ ...story, mg: [6, 2, 4] }, mixed({ settings: { evaluateT2Flair: true } })).timepoints[1]
        ?.overall,
    ).toBe('PD');
  });

  describe('a new lesion', () => {
    const isProgression = (
      said: NonNullable<GliomaStory['lesions'][string]>[number],
      options: GliomaOptions = {},
    ) => judge({ lesions: { T01: [800, 800], NEW01: [null, said] } }, options).timepoints[0]?.newLesion;

    test.each([
      ['of exactly 10 × 10', [10, 10], true],
      ['of 10 × 9.9', [10, 9.9], false],
      ['of 9.9 × 10', [9.9, 10], false],
      ['present without a size', 'present', true],
      ['progressed without a size', 'progressed', true],
      ['measured in one diameter', { longestDiameter: 5 }, true],
      ['present with two small diameters', { state: 'present', longestDiameter: 5, perpendicular: 5 }, false],
      ['too small without a size', 'too-small', false],
      [
        'too small with two diameters of 10',
        { state: 'too-small', longestDiameter: 10, perpendicular: 10 },
        true,
      ],
      [
        'of 20 × 20 merged into another',
        { state: 'measured', longestDiameter: 20, perpendicular: 20, mergedInto: 'T01' },
        false,
      ],
      ['declared beside a merge', { state: 'present', mergedInto: 'T01' }, true],
      ['merged', { mergedInto: 'T01' }, false],
      ['equivocal', { state: 'equivocal', longestDiameter: 20, perpendicular: 20 }, false],
      ['absent', 'absent', false],
      ['not evaluable', 'not-evaluable', false],
    ] as const)('%s', (_, said, expected) => expect(isProgression(said)).toBe(expected));

    test('that the reader calls not measurable is none, whatever its size', () => {
      expect(isProgression([20, 20], { lesion: { NEW01: { measurable: false } } })).toBe(false);
    });
    test('is measured against the size of the charter', () => {
      expect(isProgression([10, 9], charter({ measurableMm: 9 }))).toBe(true);
    });
  });
});

describe('the overall response without a finding', () => {
  const gone = { lesions: { T01: [800, 'absent'] } } as const;

  test.each([
    ['target NE', { lesions: { T01: [800, null] } }],
    ['no targets and non-target NE', { lesions: { NT01: ['present', null] } }],
    ['no targets and no non-targets', { lesions: { NEW01: [null, 'absent'] } }],
    ['target NE on a raised dose', { lesions: { T01: [800, null] }, mg: [2, 6] }],
  ] as const)('is NE by %s', (_, story) => {
    expect(wordsOf(story, charter({ steroidIncreaseCategory: 'SD' }))).toBe('NE');
  });
  test('is CR with nothing left on at most 0.75 mg, clinical status good', () => {
    expect(wordsOf({ ...gone, mg: [4, 0.75], clinical: [null, 'stable'] })).toBe('CR');
    expect(wordsOf({ ...gone, mg: [4, 0.76] })).toBe('PR');
  });
  test.each([
    ['a non-target left', { ...gone.lesions, NT01: ['present', 'present'] }, {}],
    ['a new lesion too small', { ...gone.lesions, NEW01: [null, 'too-small'] }, {}],
    [
      'a new lesion that is not measurable',
      { ...gone.lesions, NEW01: [null, 'present'] },
      { NEW01: { measurable: false } },
    ],
  ] as const)('is PR with %s', (_, lesions, lesion) => expect(wordsOf({ lesions }, { lesion })).toBe('PR'));
  test('is MR, PR or CR only on a dose not above baseline', () => {
    const minor = charter({ minorResponse: true });
    expect(wordsOf({ lesions: { T01: [800, 600] }, mg: [4, 4] }, minor)).toBe('MR');
    expect(wordsOf({ lesions: { T01: [800, 600] }, mg: [4, 6] }, minor)).toBe('NE');
    expect(wordsOf({ lesions: { T01: [800, 400] }, mg: [4, 6] }, minor)).toBe('NE');
    expect(wordsOf({ ...gone, mg: [4, 6] }, minor)).toBe('NE');
    expect(wordsOf({ ...gone, mg: [4, 6] }, charter({ steroidIncreaseCategory: 'SD' }))).toBe('SD');
  });
  test('is no response with something missing where the charter is strict', () => {
    const settings = { missingComponents: 'strict' };
    const story: GliomaStory = { lesions: { T01: [800, 400] }, mg: [4, 4], clinical: [null, 'stable'] };
    expect(wordsOf(story, { settings })).toBe('PR');
    expect(wordsOf({ ...story, clinical: [] }, { settings })).toBe('SD');
    expect(wordsOf({ ...story, mg: [] }, { settings })).toBe('SD');
    expect(wordsOf(story, { settings: { ...settings, evaluateT2Flair: true } })).toBe('SD');
  });
  test('is no response with more T2/FLAIR on a reduced dose, where the charter looks at it', () => {
    const story: GliomaStory = { lesions: { T01: [800, 400] }, mg: [4, 2], t2flair: [null, 'increased'] };
    expect(wordsOf(story)).toBe('PR');
    expect(wordsOf(story, charter({ evaluateT2Flair: true }))).toBe('SD');
  });
  test('is SD with growth on a reduced dose', () => {
    expect(judge({ lesions: { T01: [800, 1000] }, mg: [4, 2] }).timepoints[0]).toMatchObject({
      target: 'PD',
      overall: 'SD',
    });
  });
  test('is at best SD without measurable disease', () => {
    expect(wordsOf({ lesions: { NT01: ['present', 'absent'] } })).toBe('SD');
  });
});
