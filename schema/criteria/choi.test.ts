import { describe, expect, test } from 'vitest';
import { overallResponse, targetResponse } from './choi.ts';
import { exampleCase, type Story } from './example-case.ts';
import { assess } from './index.ts';

type Options = Parameters<typeof exampleCase>[1];

const judge = (story: Story, options: Options = {}) =>
  assess(exampleCase(story, { ...options, criteria: 'choi' }));

const wordsOf = (story: Story, options: Options = {}, key: 'target' | 'overall' = 'overall') =>
  judge(story, options)
    .timepoints.map((timepoint) => timepoint[key] ?? 'none')
    .join(' ');

/** A target of a size and an attenuation. */
const hu = (longestDiameter: number, attenuation: number) => ({ longestDiameter, attenuation });

describe('the worked examples of the page', () => {
  test('1: 10 % smaller is PR', () => expect(wordsOf({ T01: [hu(100, 80), hu(90, 80)] })).toBe('PR'));
  test('2: 12 % larger but 25 % less dense is PR', () => {
    expect(wordsOf({ T01: [hu(100, 80), hu(112, 60)] })).toBe('PR');
  });
  test('3: 10 % larger is PD', () => expect(wordsOf({ T01: [hu(100, 80), hu(110, 80)] })).toBe('PD'));
  test('4: the mean of two lesions falls from 80 to 68 HU, 15 %: PR', () => {
    const [w8] = judge({ T01: [hu(60, 100), hu(60, 80)], T02: [hu(40, 60), hu(40, 56)] }).timepoints;
    expect(w8).toMatchObject({ attenuation: 68, attenuationChange: -15, target: 'PR' });
    expect(w8?.trace.map(({ rule }) => rule)).toContain(
      'Mean attenuation 68 HU (T01 80, T02 56) is 15.0 % below the baseline of the same targets, 80 HU.',
    );
  });
  test('5: a nodule that grows in a target after response is PD', () => {
    const story: Story = { T01: [hu(100, 80), hu(80, 50), { ...hu(80, 50), state: 'progressed' }] };
    expect(wordsOf(story)).toBe('PR PD');
  });
});

describe('the targets, line by line', () => {
  test('a nodule outranks everything, also where the rest is not evaluable', () => {
    expect(
      wordsOf({ T01: [hu(50, 80), { state: 'progressed' }], T02: [hu(50, 80), null] }, {}, 'target'),
    ).toBe('PD');
    expect(wordsOf({ T01: [hu(50, 80), { state: 'progressed', longestDiameter: 0 }] }, {}, 'target')).toBe(
      'PD',
    );
  });
  test('all gone is CR, nodes under 10 mm', () => {
    expect(wordsOf({ T01: [hu(50, 80), 'absent'], Tnode: [20, 9.9] })).toBe('CR');
    expect(wordsOf({ T01: [hu(50, 80), 'absent'], Tnode: [20, 10] })).toBe('PR');
  });
  test('one seen again after complete response is PD', () => {
    expect(wordsOf({ T01: [hu(50, 80), 'absent', 'too-small'] })).toBe('CR PD');
    expect(
      wordsOf({ T01: [hu(50, 80), 'absent', 'too-small'] }, { settings: { reappearanceAfterCr: 'none' } }),
    ).toBe('CR PD');
    expect(
      wordsOf(
        { T01: [hu(50, 80), 'absent', 'too-small'] },
        { settings: { reappearanceAfterCr: 'none', pdReference: 'baseline' } },
      ),
    ).toBe('CR PR');
  });
  test('growth of exactly 10 % is PD, of 9.9 % it is SD', () => {
    expect(wordsOf({ T01: [hu(100, 80), hu(109.9, 80)] })).toBe('SD');
    expect(wordsOf({ T01: [hu(50, 80), hu(55, 80)] })).toBe('PD');
  });
  test('growth is from the nadir or, as the charter says, from the baseline', () => {
    const story: Story = { T01: [hu(100, 80), hu(80, 80), hu(88, 80)] };
    expect(wordsOf(story)).toBe('PR PD');
    expect(wordsOf(story, { settings: { pdReference: 'baseline' } })).toBe('PR PR');
  });
  test('the change from the nadir stays against the nadir, whatever growth is measured from', () => {
    const story: Story = { T01: [hu(100, 80), hu(80, 80), hu(88, 80)] };
    const { timepoints } = judge(story, { settings: { pdReference: 'baseline' } });
    expect(timepoints.map(({ changeFromNadir }) => changeFromNadir)).toEqual([-20, 10]);
  });
  test('growth with an attenuation that fell by exactly 15 % is PR, by 14.9 % it is PD', () => {
    expect(wordsOf({ T01: [hu(50, 100), hu(60, 85)] })).toBe('PR');
    expect(wordsOf({ T01: [hu(50, 100), hu(60, 85.1)] })).toBe('PD');
  });
  test('growth with an attenuation that is not evaluable is PD', () => {
    expect(wordsOf({ T01: [hu(50, 100), 60] })).toBe('PD');
    expect(wordsOf({ T01: [50, hu(60, 50)] })).toBe('PD');
  });
  test('growth of what was measured of an incomplete sum is PD, where the charter lets it', () => {
    const story: Story = { T01: [hu(50, 80), hu(80, 80)], T02: [hu(20, 80), null] };
    expect(wordsOf(story)).toBe('PD');
    expect(wordsOf(story, { settings: { partialSumPd: false } })).toBe('NE');
  });
  test('one that is not evaluable is NE, also where the attenuation of the rest fell', () => {
    expect(wordsOf({ T01: [hu(50, 80), hu(50, 10)], T02: [hu(20, 80), null] })).toBe('NE');
    expect(wordsOf({ T01: [null, hu(50, 80)] })).toBe('NE');
  });
  test('a fall of exactly 10 % is PR, of 9.9 % it is SD', () => {
    expect(wordsOf({ T01: [50, 45] })).toBe('PR');
    expect(wordsOf({ T01: [100, 90.1] })).toBe('SD');
  });
  test('an attenuation that falls by exactly 15 % is PR, by 14.9 % it is SD', () => {
    expect(wordsOf({ T01: [hu(50, 100), hu(50, 85)] })).toBe('PR');
    expect(wordsOf({ T01: [hu(50, 100), hu(50, 85.1)] })).toBe('SD');
  });
  test('the thresholds are those of the charter', () => {
    const settings = { prSizePercent: 20, prDensityPercent: 30, pdSizePercent: 20 };
    expect(wordsOf({ T01: [hu(100, 80), hu(85, 60)] }, { settings })).toBe('SD');
    expect(wordsOf({ T01: [hu(100, 80), hu(119, 80)] }, { settings })).toBe('SD');
    expect(wordsOf({ T01: [hu(100, 80), hu(120, 80)] }, { settings })).toBe('PD');
  });
  test('are told with their numbers', () => {
    const rules = judge({ T01: [hu(100, 80), hu(112, 80)] }).timepoints[0]?.trace.map(({ rule }) => rule);
    expect(rules).toContain(
      'Sum 112 mm is 12.0 % and 12 mm above the nadir of 100 mm (BL), and the attenuation is no response: progression. At least 10 %.',
    );
  });
});

describe('the attenuation of a timepoint', () => {
  const attenuationOf = (story: Story, options: Options = {}) => {
    const { attenuation, attenuationChange } = judge(story, options).timepoints.at(-1) ?? {};
    return [attenuation, attenuationChange];
  };

  test('leaves out lesions that are absent, merged or too small, now and at baseline', () => {
    const T01 = [hu(50, 100), hu(50, 80)];
    expect(attenuationOf({ T01, T02: [hu(20, 40), 'absent'] })).toEqual([80, -20]);
    expect(attenuationOf({ T01, T02: [hu(20, 40), hu(0, 30)] })).toEqual([80, -20]);
    expect(attenuationOf({ T01, T02: [hu(20, 40), 'too-small'] })).toEqual([80, -20]);
    expect(attenuationOf({ T01, T02: [hu(20, 40), { mergedInto: 'T01' }] })).toEqual([80, -20]);
  });
  test('takes a node that was measured, also at 0 mm', () => {
    const node = (shortAxis: number, attenuation: number) => ({ shortAxis, attenuation });
    expect(attenuationOf({ Tnode: [node(20, 60), node(0, 45)] })).toEqual([45, -25]);
  });
  test('leaves out a lesion merged into a target, also into one that has merged into a non-target', () => {
    const story: Story = {
      T01: [50, { mergedInto: 'T02' }],
      T02: [hu(50, 50), { mergedInto: 'NT01', attenuation: 42.5 }],
      NT01: ['present', 'present'],
    };
    expect(attenuationOf(story)).toEqual([42.5, -15]);
  });
  test('leaves out a fragment that split off after baseline', () => {
    const story: Story = { T01: [hu(50, 100), hu(30, 80)], T02: [null, hu(20, 10)] };
    expect(attenuationOf(story, { splitFrom: { T02: 'T01' } })).toEqual([80, -20]);
  });
  test('is not evaluable where a lesion has no HU now or had none at baseline', () => {
    const T01 = [hu(50, 100), hu(50, 80)];
    expect(attenuationOf({ T01, T02: [hu(20, 40), 20] })).toEqual([null, null]);
    expect(attenuationOf({ T01, T02: [20, hu(20, 40)] })).toEqual([null, null]);
    expect(attenuationOf({ T01, T02: [hu(20, 40), null] })).toEqual([null, null]);
    expect(attenuationOf({ T01 }, { notEvaluable: [1] })).toEqual([null, null]);
  });
  test('is none where no lesion is left', () => {
    expect(attenuationOf({ T01: [hu(50, 100), 'absent'] })).toEqual([null, null]);
    expect(attenuationOf({ NT01: ['present', 'present'] })).toEqual([null, null]);
  });
  test('is not evaluable against a baseline mean of 0 HU or less', () => {
    expect(attenuationOf({ T01: [hu(50, 0), hu(50, 10)] })).toEqual([null, null]);
    expect(attenuationOf({ T01: [hu(50, -20), hu(50, -40)] })).toEqual([null, null]);
    expect(attenuationOf({ T01: [hu(50, 10), hu(50, -10)] })).toEqual([-10, -200]);
  });
  test('is averaged without weights', () => {
    expect(attenuationOf({ T01: [hu(90, 100), hu(90, 50)], T02: [hu(10, 100), hu(10, 100)] })).toEqual([
      75, -25,
    ]);
  });
});

describe('the non-targets and new lesions', () => {
  test('progression of non-measurable disease is PD though the targets respond', () => {
    expect(wordsOf({ T01: [hu(50, 100), hu(40, 60)], NT01: ['present', 'progressed'] })).toBe('PD');
  });
  test.each([
    ['present', 'PR'],
    [null, 'PR'],
    ['absent', 'CR'],
  ] as const)('with targets that are gone, a non-target %s gives %s', (said, word) => {
    expect(wordsOf({ T01: [50, 0], NT01: ['present', said] })).toBe(word);
  });
  test('a new lesion is PD, a suspected one is not, and dates it back', () => {
    const result = judge({ T01: [50, 50, 50], NEW01: [null, 'equivocal', 12] });
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['SD', 'PD']);
    expect(result.progressionDate).toBe('2025-03-03');
  });
  test('without targets the non-targets decide, and without disease the answer is NED', () => {
    expect(wordsOf({ NT01: ['present', 'present', null, 'absent'] })).toBe('NON-CR/NON-PD NE CR');
    expect(wordsOf({}, { days: [0, 56, 112], notEvaluable: [2] })).toBe('NED NE');
  });
});

test('symptomatic deterioration turns SD alone into PD, where the charter says so', () => {
  const timepoint = [{}, { clinical: 'worse' }] as const;
  const settings = { clinicalDeteriorationPd: true };
  expect(wordsOf({ T01: [50, 50] }, { timepoint })).toBe('SD');
  expect(wordsOf({ T01: [50, 50] }, { timepoint, settings })).toBe('PD');
  expect(wordsOf({ T01: [50, 40] }, { timepoint, settings })).toBe('PR');
  expect(wordsOf({ T01: [50, null] }, { timepoint, settings })).toBe('NE');
  expect(wordsOf({ T01: [50, 50] }, { timepoint: [{}, { clinical: 'stable' }], settings })).toBe('SD');
});

test('after progression timepoints carry it where the charter says so', () => {
  expect(wordsOf({ T01: [50, 60, 40] })).toBe('PD PR');
  expect(wordsOf({ T01: [50, 60, 40] }, { settings: { afterPd: 'carry' } })).toBe('PD PD');
});

describe('the tables', () => {
  test('answer every combination of what their lines ask', () => {
    const yesNo = [true, false];
    const seen = new Set<string>();
    for (const isNodule of yesNo)
      for (const isGone of yesNo)
        for (const wasComplete of yesNo)
          for (const sum of [null, 88, 90, 100, 110, 112])
            for (const measuredSum of [null, 100, 120])
              for (const change of [null, -20, -15, -14, 0])
                for (const baseline of [null, 100]) {
                  const { answer, line } = targetResponse({
                    at: 1,
                    baseline,
                    nadir: baseline === null ? null : { sum: baseline, timepoint: 'BL' },
                    completeAt: wasComplete ? 'W8' : null,
                    settings: SETTINGS,
                    burden: {
                      sum,
                      measuredSum: sum ?? measuredSum,
                      isGone,
                      diseased: isGone ? [] : ['T01'],
                      notEvaluable: sum === null ? ['T02'] : [],
                      parts: '',
                      nodules: isNodule ? ['T01'] : [],
                      attenuation: { mean: change === null ? null : 80, change, rule: '.' },
                    },
                  });
                  const hasGrown = (sum ?? measuredSum ?? 0) >= 110 && baseline !== null;
                  const isLessDense = change !== null && change <= -15;
                  const expected = isNodule
                    ? 'PD'
                    : isGone
                      ? 'CR'
                      : wasComplete || (hasGrown && !isLessDense)
                        ? 'PD'
                        : sum === null || baseline === null
                          ? 'NE'
                          : sum <= 90 || isLessDense
                            ? 'PR'
                            : 'SD';
                  expect(answer).toBe(expected);
                  seen.add(line.source);
                }
    expect(seen.size).toBe(targetResponse.lines.length);
  });
  test('of the overall response distinguish a worse subject in the row of SD alone', () => {
    const inputs = overallResponse.domains[0].flatMap((target) =>
      overallResponse.domains[1].flatMap((nonTarget) =>
        [true, false].flatMap((isNew) =>
          [true, false].map((isEvaluable) => [target, nonTarget, isNew, isEvaluable] as const),
        ),
      ),
    );
    expect(inputs).toHaveLength(120);
    for (const input of inputs) {
      const [as, worse] = [overallResponse(...input, false).answer, overallResponse(...input, true).answer];
      expect(worse).toBe(as === 'SD' ? 'PD' : as);
    }
  });
});

const SETTINGS = {
  confirmation: false,
  confirmationDays: 28,
  maxNeBetween: 1,
  acceptSdBetween: false,
  minSdDays: 42,
  minSdReference: 'baseline',
  tooSmallMm: 5,
  partialSumPd: true,
  nadirIncludesBaseline: true,
  backdateEquivocal: true,
  afterPd: 'assess',
  reappearanceAfterCr: 'pd',
  prSizePercent: 10,
  prDensityPercent: 15,
  pdSizePercent: 10,
  pdReference: 'nadir',
  clinicalDeteriorationPd: false,
} as const;
