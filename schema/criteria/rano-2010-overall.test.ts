import { describe, expect, test } from 'vitest';
import { combinations } from './decision-table.ts';
import { judgeGlioma } from './judge-glioma.ts';
import { overallResponse, suspectedProgression, type OverallFacts } from './rano-2010-overall.ts';
import { NON_TARGET_RESPONSES, TARGET_RESPONSES } from './term.ts';

const { judge, wordsOf } = judgeGlioma('rano-2010');

describe('suspicion of progression', () => {
  test.each([
    ['growth of 25 %', { lesions: { T01: [800, 1000] } }],
    ['growth of 25 % without a sum at baseline', { lesions: { T01: ['present', 800, 1000] } }],
    ['more T2/FLAIR', { lesions: { T01: [800, 800] }, t2flair: [null, 'increased'] }],
  ] as const)('by %s counts on a dose that is not reduced against the scan of the nadir', (_, story) => {
    const length = story.lesions.T01.length;
    const on = (last: number | null) =>
      judge({ ...story, mg: [...Array.from({ length: length - 1 }, () => 4), last] }).timepoints.at(-1)
        ?.overall;
    expect(on(4)).toBe('PD');
    expect(on(6)).toBe('PD');
    expect(on(3.9)).not.toBe('PD');
    expect(judge(story).timepoints.at(-1)?.overall).toBe('PD');
  });

  test.each([
    ['non-target progression', { lesions: { T01: [800, 800], NT01: ['present', 'progressed'] } }],
    ['a new lesion that is present', { lesions: { T01: [800, 800], NEW01: [null, 'present'] } }],
    ['a new lesion of any measured size', { lesions: { T01: [800, 800], NEW01: [null, [1, 1]] } }],
    ['a new lesion too small to measure', { lesions: { T01: [800, 800], NEW01: [null, 'too-small'] } }],
    ['a new lesion that progressed', { lesions: { T01: [800, 800], NEW01: [null, 'progressed'] } }],
    ['clinical worsening', { lesions: { T01: [800, 400] }, clinical: [null, 'worse'] }],
  ] as const)('by %s counts on any dose', (_, story) => {
    expect(wordsOf({ ...story, mg: [4, 2] })).toBe('PD');
    expect(wordsOf({ ...story, mg: [4, 4] })).toBe('PD');
  });

  test('compares the dose with that of the nadir, and of baseline where there is none', () => {
    expect(wordsOf({ lesions: { T01: [1200, 800, 1000] }, mg: [8, 2, 4] })).toBe('SD PD');
    const story = { lesions: { NT01: ['present', 'present'] }, t2flair: [null, 'increased'] } as const;
    expect(wordsOf({ ...story, mg: [4, 4] })).toBe('PD');
    expect(wordsOf({ ...story, mg: [4, 2] })).toBe('SD');
  });
  test('is not by T2/FLAIR where the charter does not look at it', () => {
    const story = { lesions: { T01: [800, 400] }, t2flair: [null, 'increased'] } as const;
    expect(wordsOf(story, { settings: { evaluateT2Flair: false } })).toBe('PR');
  });
  test('is not by more corticosteroids alone', () => {
    expect(wordsOf({ lesions: { T01: [800, 800] }, mg: [2, 16] })).toBe('NE');
  });
});

describe('the overall response without suspicion', () => {
  const gone = { lesions: { T01: [800, 'absent'] } } as const;

  test.each([
    ['target NE', { lesions: { T01: [800, null] } }],
    ['no targets and non-target NE', { lesions: { NT01: ['present', null] } }],
    ['no targets and no non-targets', { lesions: { NEW01: [null, 'absent'] } }],
    ['target NE on a raised dose: the images come first', { lesions: { T01: [800, null] }, mg: [2, 6] }],
  ] as const)('is NE by %s', (_, story) => {
    const settings = { steroidIncreaseCategory: 'SD' };
    expect(wordsOf(story, { settings })).toBe('NE');
  });
  test('is CR with nothing left, at most 0.75 mg, clinical status and T2/FLAIR good', () => {
    expect(
      wordsOf({ ...gone, mg: [0.5, 0.75], clinical: [null, 'improved'], t2flair: [null, 'decreased'] }),
    ).toBe('CR');
    expect(wordsOf({ ...gone, mg: [4, 0.76] })).toBe('PR');
  });
  test('is PR with a non-target left or not evaluable', () => {
    expect(wordsOf({ lesions: { ...gone.lesions, NT01: ['present', 'present'] } })).toBe('PR');
    expect(wordsOf({ lesions: { ...gone.lesions, NT01: ['present', null] } })).toBe('PR');
  });
  test('is at best SD without measurable disease', () => {
    expect(wordsOf({ lesions: { NT01: ['present', 'absent'] }, mg: [0, 0] })).toBe('SD');
  });
  test('is PR on a dose not above baseline, or physiologic', () => {
    const story = { lesions: { T01: [800, 400] } };
    expect(wordsOf({ ...story, mg: [4, 4] })).toBe('PR');
    expect(wordsOf({ ...story, mg: [0, 0.75] })).toBe('PR');
    expect(wordsOf({ ...story, mg: [0, 0.8] })).toBe('NE');
  });
  test('is no response with more T2/FLAIR on a reduced dose', () => {
    expect(wordsOf({ lesions: { T01: [800, 400] }, mg: [4, 2], t2flair: [null, 'increased'] })).toBe('SD');
  });
  test('is no response with clinical status or T2/FLAIR missing, where the charter is strict', () => {
    const settings = { missingComponents: 'strict' };
    const story = {
      lesions: { T01: [800, 400] },
      mg: [4, 4],
      clinical: [null, 'stable'],
      t2flair: [null, 'stable'],
    } as const;
    expect(wordsOf(story, { settings })).toBe('PR');
    expect(wordsOf({ ...story, clinical: [] }, { settings })).toBe('SD');
    expect(wordsOf({ ...story, t2flair: [null, 'not-evaluated'] }, { settings })).toBe('SD');
    expect(wordsOf({ ...story, mg: [] }, { settings })).toBe('SD');
    expect(wordsOf({ ...story, mg: [], clinical: [], t2flair: [] })).toBe('PR');
  });
  test('on a raised dose is NE, or as the charter says', () => {
    const story = { lesions: { T01: [800, 800] }, mg: [2, 2.1] };
    expect(wordsOf(story)).toBe('NE');
    expect(wordsOf(story, { settings: { steroidIncreaseCategory: 'SD' } })).toBe('SD');
    expect(wordsOf({ lesions: { T01: [800, 800] }, mg: [0, 0.75] })).toBe('SD');
  });
  test('growth on a dose reduced since the nadir but above baseline is unclassified', () => {
    expect(wordsOf({ lesions: { T01: [1200, 800, 1000] }, mg: [2, 8, 4] })).toBe('NE NE');
  });
  test('is SD otherwise, also with growth on a reduced dose', () => {
    expect(wordsOf({ lesions: { T01: [800, 1000] }, mg: [4, 2] })).toBe('SD');
    expect(wordsOf({ lesions: { T01: [800, 800] }, mg: [null, 8] })).toBe('SD');
  });
});

describe('the overall table, over every combination', () => {
  const steroids = [
    { isOff: true, isNotAboveBaseline: true, isRaised: false },
    { isOff: false, isNotAboveBaseline: true, isRaised: false },
    { isOff: false, isNotAboveBaseline: false, isRaised: true },
    { isOff: false, isNotAboveBaseline: false, isRaised: false },
  ];
  const statuses = [
    { isGood: true, isWorse: false },
    { isGood: false, isWorse: false },
    { isGood: false, isWorse: true },
  ];
  const all = combinations([
    [...TARGET_RESPONSES, null],
    [...NON_TARGET_RESPONSES, null],
    [true, false],
    [true, false],
    [[], ['NEW01']],
    [true, false],
    [true, false],
    steroids,
    statuses,
    [...statuses, null],
  ]).map((values) => {
    const [target, nonTarget, hasGrown, isReduced, newLesions, isOut, isInside, dose, clinical, t2flair] =
      values as [
        OverallFacts['target'],
        OverallFacts['nonTarget'],
        boolean,
        boolean,
        readonly string[],
        boolean,
        boolean,
        (typeof steroids)[number],
        (typeof statuses)[number],
        (typeof statuses)[number] | null,
      ];
    const facts: OverallFacts = {
      at: 1,
      target,
      nonTarget,
      hasGrown,
      isReduced,
      newLesions,
      isOutOfField: isOut && newLesions.length > 0,
      daysSinceRadiotherapy: isInside ? 28 : null,
      isInside,
      steroids: { ...dose, text: '' },
      clinical: { ...clinical, text: '' },
      t2flair: t2flair === null ? null : { ...t2flair, text: '' },
    };
    return { facts, ...overallResponse(facts) };
  });
  const having = (word: string) => all.filter(({ answer }) => answer === word).map(({ facts }) => facts);
  const isSuspected = (f: OverallFacts) =>
    (f.hasGrown && !f.isReduced) ||
    (f.t2flair?.isWorse === true && !f.isReduced) ||
    f.nonTarget === 'PD' ||
    f.newLesions.length > 0 ||
    f.clinical.isWorse;

  test('every line is reached', () => {
    expect(new Set(all.map(({ line }) => line.source)).size).toBe(overallResponse.lines.length);
  });
  test('progression, or possible pseudoprogression, is answered exactly where one is suspected', () => {
    const wrong = all.filter(
      ({ facts, answer }) =>
        (answer === 'PD' || answer === 'pseudoprogressionCategory') !== isSuspected(facts),
    );
    expect(wrong).toEqual([]);
  });
  test('outside the window, and out of the field, suspicion is PD', () => {
    const wrong = having('pseudoprogressionCategory').filter((f) => !f.isInside || f.isOutOfField);
    expect(wrong).toEqual([]);
  });
  test('CR means nothing left, off corticosteroids, everything good', () => {
    const wrong = having('CR').filter(
      (f) =>
        f.target !== 'CR' ||
        (f.nonTarget !== 'CR' && f.nonTarget !== null) ||
        !f.steroids.isOff ||
        !f.clinical.isGood ||
        f.t2flair?.isGood === false,
    );
    expect(wrong).toEqual([]);
  });
  test('PR means tumour halved or gone on at most the dose of baseline, everything good', () => {
    const wrong = having('PR').filter(
      (f) =>
        (f.target !== 'CR' && f.target !== 'PR') ||
        !f.steroids.isNotAboveBaseline ||
        !f.clinical.isGood ||
        f.t2flair?.isGood === false,
    );
    expect(wrong).toEqual([]);
  });
  test('SD is never on a raised dose', () => {
    expect(having('SD').filter((f) => f.steroids.isRaised)).toEqual([]);
  });
  test('the table of the twelve weeks holds back nothing but what lies in the field and the window', () => {
    expect(suspectedProgression('other', true).answer).toBe('pseudoprogressionCategory');
    expect(suspectedProgression('other', false).answer).toBe('PD');
    expect(suspectedProgression('out of field', true).answer).toBe('PD');
  });
});
