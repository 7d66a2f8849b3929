import { describe, expect, test } from 'vitest';
import { exampleCase, type Story } from './example-case.ts';
import { assess, CRITERIA, measurabilityFlag } from './index.ts';
import { nonTargetResponse, overallResponse, targetResponse } from './mrecist.ts';

type Options = Parameters<typeof exampleCase>[1];

const judge = (story: Story, options: Options = {}) =>
  assess(exampleCase(story, { ...options, criteria: 'mrecist' }));

function wordsOf(story: Story, options: Options = {}, key: 'target' | 'nonTarget' | 'overall' = 'overall') {
  return judge(story, options)
    .timepoints.map((timepoint) => timepoint[key] ?? 'none')
    .join(' ');
}

const LIVER = { lesion: { NEW01: { kind: 'liver' } } };
const NODE = { lesion: { NEW01: { kind: 'nodal' } } };
const PORTA = { lesion: { NEW01: { kind: 'nodal', site: 'porta-hepatis' } } };
const ASCITES = { lesion: { NEW01: { kind: 'effusion' } } };
const MALIGNANT_ASCITES = { lesion: { NEW01: { kind: 'effusion', cytologyPositive: true } } };

describe('the worked examples of the page', () => {
  test('1: viable 40 + 20, then 30 + 12: 42 mm, -30 %, PR', () => {
    const [w8] = judge({ T01: [40, 30], T02: [20, 12] }).timepoints;
    expect(w8).toMatchObject({ sum: 42, changeFromBaseline: -30, overall: 'PR' });
  });
  test('2: no enhancement left, though a necrotic mass remains: CR', () => {
    expect(wordsOf({ T01: [40, 'absent'] })).toBe('CR');
  });
  test('3: 20, 10, 12: +20 % is PD, and PR with an absolute floor of 5 mm', () => {
    expect(wordsOf({ T01: [20, 10, 12] })).toBe('PR PD');
    expect(wordsOf({ T01: [20, 10, 12] }, { settings: { pdAbsoluteMm: 5 } })).toBe('PR PR');
  });
  test('4: a new liver lesion of 9.9, then 12 mm: SD, PD, progression dated back to W8', () => {
    const result = judge({ T01: [40, 40, 40], NEW01: [null, 9.9, 12] }, LIVER);
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['SD', 'PD']);
    expect(result).toMatchObject({ best: 'PD', progressionDate: '2025-03-03' });
  });
  test('5: new ascites without cytology: SD', () => {
    expect(wordsOf({ T01: [40, 40], NEW01: [null, 'present'] }, ASCITES)).toBe('SD');
  });
});

describe('the targets', () => {
  test.each([
    ['every target is gone, nodes under 10 mm', { T01: [40, 'absent'], Tnode: [20, 9.9] }, 'CR'],
    ['a node of exactly 10 mm is not gone', { T01: [40, 'absent'], Tnode: [20, 10] }, 'PR'],
    ['one is seen again after complete response', { T01: [40, 0, 'too-small'] }, 'CR PD'],
    ['the sum rises by exactly 20 %, by any millimetres', { T01: [10, 5, 6] }, 'PR PD'],
    ['the sum rises by 19.9 %', { T01: [100, 100, 119.9] }, 'SD SD'],
    ['what is measured of an incomplete sum rises by 20 %', { T01: [10, 15], T02: [2, null] }, 'PD'],
    ['a target is not evaluable', { T01: [10, 10], T02: [2, null] }, 'NE'],
    ['there is no sum at baseline', { T01: [null, 10] }, 'NE'],
    ['the sum falls by exactly 30 %', { T01: [50, 35] }, 'PR'],
    ['the sum falls by 29.9 %', { T01: [100, 70.1] }, 'SD'],
  ] as const)('%s', (_, story, words) => {
    expect(wordsOf(story as Story, {}, 'target')).toBe(words);
  });
  test('rise from a nadir of 0 by any size where no complete response was read', () => {
    const story: Story = { T01: [30, 0, 1], NT01: ['present', 'present', 'present'] };
    expect(wordsOf(story, {}, 'target')).toBe('CR PD');
  });
  test('name no millimetres where the charter asks for none', () => {
    const [, w16] = judge({ T01: [20, 10, 12] }).timepoints;
    expect(w16?.trace.map(({ rule }) => rule)).toContain(
      'Sum 12 mm is 20.0 % and 2 mm above the nadir of 10 mm (W8): progression. At least 20 %.',
    );
  });
  test('at the porta hepatis are measurable from 20 mm, other nodes from 15 mm', () => {
    const { lesionRules } = CRITERIA.mrecist;
    const flag = (site: string, shortAxis: number) =>
      measurabilityFlag(lesionRules, { id: 'T01', kind: 'nodal', site, shortAxis })?.flag ?? null;
    expect([flag('porta-hepatis', 20), flag('porta-hepatis', 19.9)]).toEqual([null, 'TOO_SMALL']);
    expect([flag('mediastinum', 15), flag('mediastinum', 14.9)]).toEqual([null, 'TOO_SMALL']);
  });
});

describe('the non-targets', () => {
  test.each([
    ['one has progressed', ['present', 'progressed'], 'PD'],
    ['one is not evaluable', ['present', 'not-evaluable'], 'NE'],
    ['one is without a finding', ['present', null], 'NE'],
    ['all are absent', ['present', 'absent'], 'CR'],
    ['they persist', ['present', 'present'], 'IR/SD'],
    ['one is merely suspected', ['present', 'equivocal'], 'IR/SD'],
  ] as const)('%s', (_, said, word) => {
    expect(wordsOf({ T01: [20, 20], NT01: said }, {}, 'nonTarget')).toBe(word);
  });
  test('that are present again after complete response have progressed', () => {
    const story: Story = { T01: [20, 0, 0], NT01: ['present', 'absent', 'present'] };
    expect(wordsOf(story, {}, 'nonTarget')).toBe('CR PD');
    expect(wordsOf(story, { settings: { reappearanceAfterCr: 'none' } }, 'nonTarget')).toBe('CR IR/SD');
  });
  test('an effusion progresses and reappears only with positive cytology', () => {
    const kind = (cytologyPositive: boolean) => ({
      lesion: { NT01: { kind: 'effusion', cytologyPositive } },
    });
    const grown: Story = { T01: [20, 20], NT01: ['present', 'progressed'] };
    expect(wordsOf(grown, kind(false), 'nonTarget')).toBe('IR/SD');
    expect(wordsOf(grown, kind(true), 'nonTarget')).toBe('PD');
    const back: Story = { T01: [20, 0, 0], NT01: ['present', 'absent', 'present'] };
    expect(wordsOf(back, kind(false))).toBe('CR PR');
    expect(wordsOf(back, kind(true))).toBe('CR PD');
  });
  test('without targets IR/SD reads NON-CR/NON-PD', () => {
    const result = judge({ NT01: ['present', 'present'] });
    expect(result.timepoints[0]).toMatchObject({ nonTarget: 'IR/SD', overall: 'NON-CR/NON-PD' });
    expect(result.best).toBe('NON-CR/NON-PD');
  });
});

describe('a new lesion', () => {
  const isNew = (said: NonNullable<Story[string]>[number], options: Options) =>
    judge({ T01: [40, 40], NEW01: [null, said] }, options).timepoints[0]?.newLesion;

  test('in the liver is seen from exactly 10 mm, else suspected', () => {
    expect([isNew(10, LIVER), isNew(9.9, LIVER), isNew('too-small', LIVER)]).toEqual([true, false, false]);
  });
  test('in the liver measured on another axis alone is suspected', () => {
    expect(isNew({ perpendicular: 20 }, LIVER)).toBe(false);
  });
  test('in the liver is as the reader says where present or progressed, whatever size is given', () => {
    expect(isNew({ state: 'present', longestDiameter: 4 }, LIVER)).toBe(true);
    expect(isNew({ state: 'progressed', longestDiameter: 4 }, LIVER)).toBe(true);
    expect(isNew({ mergedInto: 'T01' }, LIVER)).toBe(true);
  });
  test('that is a node is seen from exactly 15 mm, at the porta hepatis from 20 mm', () => {
    const node = (shortAxis: number, options: Options) => isNew({ shortAxis }, options);
    expect([node(15, NODE), node(14.9, NODE), node(15, PORTA)]).toEqual([true, false, false]);
    expect([node(20, PORTA), node(19.9, PORTA)]).toEqual([true, false]);
    expect([isNew('too-small', NODE), isNew('present', NODE)]).toEqual([false, true]);
  });
  test('has the limits that the charter sets', () => {
    const settings = { newLiverLesionMinMm: 8, newNodeMinMm: 12, newPortaHepatisNodeMinMm: 16 };
    expect(isNew(8, { ...LIVER, settings })).toBe(true);
    expect(isNew({ shortAxis: 12 }, { ...NODE, settings })).toBe(true);
    expect(isNew({ shortAxis: 16 }, { ...PORTA, settings })).toBe(true);
  });
  test('that is an effusion is seen with positive cytology alone', () => {
    expect([isNew('present', MALIGNANT_ASCITES), isNew('present', ASCITES)]).toEqual([true, false]);
    expect([isNew('absent', MALIGNANT_ASCITES), isNew('progressed', ASCITES)]).toEqual([false, false]);
  });
  test('elsewhere is seen at any size', () => {
    expect([isNew(3, {}), isNew('too-small', {}), isNew('equivocal', {}), isNew('absent', {})]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
  test('that is suspected is told so', () => {
    const [w8] = judge({ T01: [40, 40], NEW01: [null, 9.9] }, LIVER).timepoints;
    expect(w8?.trace.map(({ rule }) => rule)).toContain('NEW01: suspected, no new lesion yet.');
  });
});

describe('the date of progression', () => {
  const dateOf = (said: Story[string], options: Options = {}) =>
    judge({ T01: [40, 40, 40, 40], NEW01: said }, options).progressionDate;

  test('goes back to the first size under the limit, across what was not evaluable', () => {
    expect(dateOf([null, 6, 'not-evaluable', 12], LIVER)).toBe('2025-03-03');
    expect(dateOf([null, 6, 'equivocal', 12], LIVER)).toBe('2025-03-03');
    expect(dateOf([null, 6, null, 12], { ...LIVER, notEvaluable: [2] })).toBe('2025-03-03');
  });
  test('does not go back across a timepoint without the lesion', () => {
    expect(dateOf([null, 6, 'absent', 12], LIVER)).toBe('2025-06-23');
    expect(dateOf([null, 6, null, 12], LIVER)).toBe('2025-06-23');
  });
  test('goes back for a node of 14 mm that reaches 15 mm', () => {
    expect(dateOf([null, { shortAxis: 14 }, { shortAxis: 15 }], NODE)).toBe('2025-03-03');
  });
  test('does not go back where the charter says so', () => {
    expect(dateOf([null, 6, 12], { ...LIVER, settings: { backdateEquivocal: false } })).toBe('2025-04-28');
  });
});

test('each table ends with a line that holds always, and the overall response has an answer for all 120 inputs', () => {
  expect(targetResponse.lines.map(({ answer }) => answer)).toEqual([
    'CR',
    'PD',
    'PD',
    'PD',
    'NE',
    'PR',
    'SD',
  ]);
  expect(nonTargetResponse.lines.map(({ answer }) => answer)).toEqual(['PD', 'PD', 'NE', 'CR', 'IR/SD']);
  const sizes = overallResponse.domains.map(({ length }) => length);
  expect(sizes).toEqual([6, 5, 2, 2]);
  expect(overallResponse('CR', 'IR/SD', false, true).answer).toBe('PR');
  expect(overallResponse(null, 'IR/SD', false, true).answer).toBe('NON-CR/NON-PD');
  expect(overallResponse(null, null, false, true).answer).toBe('NED');
  expect(overallResponse(null, null, false, false).answer).toBe('NE');
  expect(overallResponse('NE', 'CR', true, true).answer).toBe('PD');
});
