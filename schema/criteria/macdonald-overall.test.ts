import { describe, expect, test } from 'vitest';
import { combinations } from './decision-table.ts';
import { judgeGlioma } from './judge-glioma.ts';
import { overallResponse, type OverallFacts } from './macdonald.ts';
import { NON_TARGET_RESPONSES, TARGET_RESPONSES } from './term.ts';

const { judge, wordsOf } = judgeGlioma('macdonald');

describe('the overall response, line 1: PD', () => {
  test.each([
    ['growth of 25 %', { lesions: { T01: [800, 1000] } }],
    [
      'growth of 25 % over a later sum, without a sum at baseline',
      { lesions: { T01: ['present', 800, 1000] } },
    ],
    ['non-target progression', { lesions: { T01: [800, 800], NT01: ['present', 'progressed'] } }],
    [
      'a non-target seen again after it had been absent',
      { lesions: { T01: [800, 800], NT01: ['absent', 'present'] } },
    ],
    ['a new lesion that is present', { lesions: { T01: [800, 800], NEW01: [null, 'present'] } }],
    ['a new lesion of any measured size', { lesions: { T01: [800, 800], NEW01: [null, [1, 1]] } }],
    ['a new lesion too small to measure', { lesions: { T01: [800, 800], NEW01: [null, 'too-small'] } }],
    ['a new lesion that progressed', { lesions: { T01: [800, 800], NEW01: [null, 'progressed'] } }],
    ['clinical worsening', { lesions: { T01: [800, 400] }, clinical: [null, 'worse'] }],
    [
      'a new lesion where the images cannot be evaluated',
      { lesions: { T01: [800, null], NEW01: [null, 'present'] } },
    ],
  ] as const)('by %s on the same, more or an unknown dose; not on a reduced one', (_, story) => {
    const length = story.lesions.T01.length;
    const on = (last: number | null) =>
      judge({ ...story, mg: [...Array.from({ length: length - 1 }, () => 4), last] }).timepoints.at(-1)
        ?.overall;
    expect(on(4)).toBe('PD');
    expect(on(6)).toBe('PD');
    expect(on(3.9)).not.toBe('PD');
    expect(judge(story).timepoints.at(-1)?.overall).toBe('PD');
  });

  test('not by an equivocal or absent new lesion', () => {
    expect(wordsOf({ lesions: { T01: [800, 800, 800], NEW01: [null, 'equivocal', 'absent'] } })).toBe(
      'SD SD',
    );
  });
  test('asks for the dose of the scan of the nadir, not of baseline', () => {
    expect(wordsOf({ lesions: { T01: [1200, 800, 1000] }, mg: [8, 2, 4] })).toBe('SD PD');
    expect(wordsOf({ lesions: { T01: [1200, 800, 1000] }, mg: [2, 8, 4] })).toBe('SD SD');
  });
  test('asks for the dose of the earliest of equal nadirs', () => {
    expect(wordsOf({ lesions: { T01: [1200, 800, 800, 1000] }, mg: [4, 2, 8, 4] })).toBe('SD SD PD');
  });
  test('asks for the dose of baseline where growth is measured from baseline', () => {
    const settings = { progressionReference: 'baseline' };
    expect(wordsOf({ lesions: { T01: [800, 700, 1000] }, mg: [2, 8, 4] }, { settings })).toBe('SD PD');
  });
  test('asks for the dose of baseline where no sum is known', () => {
    const story = { lesions: { NT01: ['present', 'progressed'] } } as const;
    expect(wordsOf({ ...story, mg: [4, 2] })).toBe('SD');
    expect(wordsOf({ ...story, mg: [4, 4] })).toBe('PD');
  });
  test('carries the last known dose forward', () => {
    expect(wordsOf({ lesions: { T01: [1200, 800, 1000] }, mg: [4, 2, null] })).toBe('SD PD');
    expect(wordsOf({ lesions: { T01: [1200, 800, 1000] }, mg: [4, null, 2] })).toBe('SD SD');
  });
  test('growth from 0 is PD unless the dose is reduced', () => {
    expect(wordsOf({ lesions: { T01: [800, 'absent', 10] }, mg: [4, 4, 4] })).toBe('PR PD');
    expect(wordsOf({ lesions: { T01: [800, 'absent', 10] }, mg: [4, 4, 2] })).toBe('PR SD');
  });
});

test('line 2: a new lesion on a reduced dose is PD where the charter exempts new lesions', () => {
  const story = { lesions: { T01: [800, 800], NEW01: [null, 'present'] }, mg: [4, 2] } as const;
  expect(wordsOf(story)).toBe('SD');
  expect(wordsOf(story, { settings: { newLesionIgnoresSteroids: true } })).toBe('PD');
});

describe('line 3: NE', () => {
  test.each([
    ['target NE', { lesions: { T01: [800, null] } }],
    ['target NE for want of a baseline sum', { lesions: { T01: ['present', 800] } }],
    ['no targets and non-target NE', { lesions: { NT01: ['present', null] } }],
    ['no targets and no non-targets', { lesions: { NEW01: [null, 'absent'] } }],
  ] as const)('by %s', (_, story) => expect(wordsOf(story)).toBe('NE'));

  test('of a timepoint that is not evaluable as a whole, whose clinical status still holds', () => {
    const story = { lesions: { T01: [800, 800] } } as const;
    expect(wordsOf(story, { notEvaluable: [1] })).toBe('NE');
    expect(wordsOf({ ...story, clinical: [null, 'worse'] }, { notEvaluable: [1] })).toBe('PD');
  });
});

describe('line 4: CR', () => {
  const gone = { lesions: { T01: [800, 'absent'], NT01: ['present', 'absent'] } } as const;

  test('everything gone, off corticosteroids, clinically stable or improved', () => {
    expect(wordsOf({ ...gone, mg: [4, 0], clinical: [null, 'stable'] })).toBe('CR');
    expect(wordsOf({ ...gone, mg: [4, 0], clinical: [null, 'improved'] })).toBe('CR');
  });
  test('needs a dose of exactly 0, or as the charter says', () => {
    expect(wordsOf({ ...gone, mg: [4, 0.1] })).toBe('PR');
    expect(wordsOf({ ...gone, mg: [4, 0.75] }, { settings: { physiologicDoseMg: 0.75 } })).toBe('CR');
  });
  test('is reached by non-targets alone, all gone', () => {
    expect(wordsOf({ lesions: { NT01: ['present', 'absent'] }, mg: [0, 0] })).toBe('CR');
  });
  test('is blocked by a non-target that persists or is not evaluable: PR', () => {
    expect(wordsOf({ lesions: { T01: [800, 'absent'], NT01: ['present', 'present'] } })).toBe('PR');
    expect(wordsOf({ lesions: { T01: [800, 'absent'], NT01: ['present', null] } })).toBe('PR');
  });
  test('where dose and clinical status were never recorded, unless the charter is strict', () => {
    expect(wordsOf(gone)).toBe('CR');
    expect(wordsOf(gone, { settings: { missingComponents: 'strict' } })).toBe('SD');
    expect(
      wordsOf(
        { ...gone, mg: [0], clinical: [null, 'stable'] },
        { settings: { missingComponents: 'strict' } },
      ),
    ).toBe('CR');
  });
});

describe('line 5: PR', () => {
  test('on at most the dose of baseline', () => {
    expect(wordsOf({ lesions: { T01: [800, 400] }, mg: [4, 4] })).toBe('PR');
    expect(wordsOf({ lesions: { T01: [800, 400] }, mg: [4, 4.1] })).toBe('SD');
  });
  test('with the dose of baseline unknown, unless the charter is strict', () => {
    const story = { lesions: { T01: [800, 400] }, mg: [null, 4], clinical: [null, 'stable'] } as const;
    expect(wordsOf(story)).toBe('PR');
    expect(wordsOf(story, { settings: { missingComponents: 'strict' } })).toBe('SD');
  });
  test('not without targets', () => {
    expect(wordsOf({ lesions: { NT01: ['present', 'absent'] }, mg: [4, 4] })).toBe('SD');
  });
});

describe('line 6: what falls into SD', () => {
  test('growth of 25 % on a reduced dose', () => {
    expect(wordsOf({ lesions: { T01: [800, 1000] }, mg: [4, 2] })).toBe('SD');
  });
  test('half the tumour on a dose above baseline', () => {
    expect(wordsOf({ lesions: { T01: [800, 400] }, mg: [4, 6] })).toBe('SD');
  });
  test('half the tumour, clinically worse, on a reduced dose', () => {
    expect(wordsOf({ lesions: { T01: [800, 400] }, mg: [4, 2], clinical: [null, 'worse'] })).toBe('SD');
  });
  test('nothing enhancing on a dose above 0 and above baseline', () => {
    expect(wordsOf({ lesions: { T01: [800, 'absent'] }, mg: [2, 4] })).toBe('SD');
  });
  test('a new lesion on a reduced dose, though half the tumour is gone', () => {
    expect(wordsOf({ lesions: { T01: [800, 400], NEW01: [null, 'present'] }, mg: [4, 2] })).toBe('SD');
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
    steroids,
    statuses,
    [true, false],
  ]).map((values) => {
    const [target, nonTarget, hasGrown, isReduced, newLesions, dose, clinical, newLesionIgnoresSteroids] =
      values as [
        OverallFacts['target'],
        OverallFacts['nonTarget'],
        boolean,
        boolean,
        readonly string[],
        (typeof steroids)[number],
        (typeof statuses)[number],
        boolean,
      ];
    const facts: OverallFacts = {
      at: 1,
      target,
      nonTarget,
      hasGrown,
      isReduced,
      newLesions,
      steroids: { ...dose, text: '' },
      clinical: { ...clinical, text: '' },
      t2flair: null,
      newLesionIgnoresSteroids,
    };
    return { facts, ...overallResponse(facts) };
  });

  test('every line is reached', () => {
    expect(new Set(all.map(({ line }) => line.source)).size).toBe(overallResponse.lines.length);
  });
  test('CR means nothing left, off corticosteroids, clinically good, and no sign of progression that counts', () => {
    for (const { facts } of all.filter(({ answer }) => answer === 'CR')) {
      expect([facts.target, facts.nonTarget].every((word) => word === 'CR' || word === null)).toBe(true);
      expect(facts).toMatchObject({ newLesions: [], steroids: { isOff: true }, clinical: { isGood: true } });
    }
  });
  test('PR means measured tumour halved or gone, on at most the dose of baseline', () => {
    for (const { facts } of all.filter(({ answer }) => answer === 'PR')) {
      expect(['CR', 'PR']).toContain(facts.target);
      expect(facts.nonTarget).not.toBe('PD');
      expect(facts).toMatchObject({
        newLesions: [],
        steroids: { isNotAboveBaseline: true },
        clinical: { isGood: true },
      });
    }
  });
  test('PD means a sign of progression, and on a reduced dose only an exempt new lesion; without one it is never PD', () => {
    for (const { facts, answer } of all) {
      const { hasGrown, nonTarget, newLesions, clinical, isReduced, newLesionIgnoresSteroids } = facts;
      const isNew = newLesions.length > 0;
      const isSign = hasGrown || nonTarget === 'PD' || isNew || clinical.isWorse;
      expect(answer === 'PD').toBe((isSign && !isReduced) || (isNew && newLesionIgnoresSteroids));
    }
  });
});
