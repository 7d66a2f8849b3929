import { describe, expect, test } from 'vitest';
import { combinations } from './decision-table.ts';
import { judgeLymphoma } from './example-lymphoma-case.ts';
import { lyricResponse, type LyricFacts } from './lyric-table.ts';

const { wordsOf } = judgeLymphoma('lyric');
type Story = Parameters<typeof wordsOf>[0];
type Options = NonNullable<Parameters<typeof wordsOf>[1]>;

describe('the follow-up of IR1', () => {
  const words = (later: string) => wordsOf({ lesions: { Tnode: `20x20 25x24 ${later}` } });

  test('is PD at exactly 10 % and 10 mm on a lesion above 20 mm then', () => {
    expect(words('35x19')).toBe('IR1 PD');
    expect(words('34.9x19')).toBe('IR1 IR1');
    expect(words('35x18.8')).toBe('IR1 IR1');
    expect(words('25x34')).toBe('IR1 PD');
  });
  test('is PD at exactly 5 mm on a lesion up to 20 mm then', () => {
    const small = (later: string) => wordsOf({ lesions: { Tnode: `16x10 20x20 ${later}` } });
    expect(small('25x18')).toBe('IR1 PD');
    expect(small('24.9x18')).toBe('IR1 IR1');
  });
  test('compares with the timepoint that opened it, not with an IR1 in between', () =>
    expect(words('30x21 35x20')).toBe('IR1 IR1 PD'));
  test('counts a new lesion that joined, 0 where it was not there', () => {
    expect(wordsOf({ lesions: { Tnode: '20x20 25x24 25x24', NEWnode: '- - 16x10' } })).toBe('IR1 PD');
    expect(wordsOf({ lesions: { Tnode: '20x20 25x24 25x24', NEWnode: '- - present' } })).toBe('IR1 IR1');
  });
  test('leaves out a new lesion that is not measurable', () => {
    const options = { lesion: { NEWnode: { measurable: false } } };
    expect(wordsOf({ lesions: { Tnode: '20x20 25x24 25x24', NEWnode: '- - 16x10' } }, options)).toBe(
      'IR1 IR1',
    );
  });
  test('is not left by what is only more uptake: IR3, and IR1 stays open', () => {
    // Each node is up by less than half from nadir at the second scan, so that uptake is the only reason.
    const story: Story = {
      lesions: { Tnode: '20x20 25x24 21x21 25x24' },
      deauville: [null, null, 5, null],
      fdg: [null, null, 'increased', null],
    };
    expect(wordsOf(story)).toBe('IR1 IR3 IR1');
  });
  test('ends with stable disease or a response, not with NE', () => {
    expect(wordsOf({ lesions: { Tnode: '20x20 25x24 20x20 20x20', NEWnode: '- - - 16x10' } })).toBe(
      'IR1 SD IR2a',
    );
    const open = { Tnode: '20x20 25x24 - 25x24' };
    expect(wordsOf({ lesions: open }, { days: [0, 28, 56, 84] })).toBe('IR1 NE IR1');
    expect(wordsOf({ lesions: { Tnode: '20x20 25x24 20x20 25x24' } }, { days: [0, 28, 56, 85] })).toBe(
      'IR1 SD PD',
    );
    expect(wordsOf({ lesions: open }, { days: [0, 28, 56, 85] })).toBe('IR1 NE IR1');
  });
});

describe('the follow-up of IR2', () => {
  const words = (Tnode: string, NEWnode: string, options: Options = {}) =>
    wordsOf({ lesions: { Tnode, NEWnode } }, options);

  test('is PD at exactly half over the smallest earlier burden of the set', () => {
    expect(words('30x20 30x20 30x20', '- 16x10 20x15')).toBe('IR2a PD');
    expect(words('30x20 30x20 30x20', '- 16x10 20x14.9')).toBe('IR2a IR2a');
  });
  test('takes burdens of earlier timepoints over the present set, a new lesion 0 before', () =>
    expect(words('30x20 20x20 20x20', '- 16x10 20x10')).toBe('IR2a IR2a'));
  test('is IR2a with new lesions, else IR2b', () => {
    const lesions = { Tnode1: '40x30 40x30 40x30', Tnode2: '20x10 25x14 25x14' };
    expect(wordsOf({ lesions: { ...lesions, NEWnode: '- - 16x10' } })).toBe('IR2b IR2a');
    expect(wordsOf({ lesions: { ...lesions, NEWnode: '- 16x10 absent' } })).toBe('IR2a IR2b');
  });
  test('keeps a lesion that has joined: not evaluable it makes the burden unknown', () => {
    expect(words('30x20 30x20 30x28', '- 16x10 not-evaluable')).toBe('IR2a IR2a');
    expect(words('30x20 30x20 30x28', '- 16x10 12x9')).toBe('IR2a PD');
  });
  test('takes at most maxTargets lesions, targets first', () => {
    expect(words('30x20 30x20 30x20', '- 16x10 20x15', { settings: { maxTargets: 1 } })).toBe('IR2a IR2a');
    const lesions = { Tnode: '30x20 30x20 30x20', NEWnode1: '- 16x10 16x10', NEWnode2: '- - 16x10' };
    expect(wordsOf({ lesions }, { settings: { maxTargets: 2 } })).toBe('IR2a IR2a');
    expect(wordsOf({ lesions }, { settings: { maxTargets: 3 } })).toBe('IR2a PD');
  });
  test('is followed whatever the burden of the targets in the first 12 weeks', () =>
    expect(words('30x20 30x20 30x30', '- 16x10 absent', { days: [0, 28, 56] })).toBe('IR2a PD'));
});

test('IR3 is judged afresh', () => {
  const story = (later: string): Story => ({
    lesions: { Tnode: `30x20 30x20 ${later}` },
    deauville: [null, 5, null],
    fdg: [null, 'increased', null],
  });
  expect(wordsOf(story('30x30'), { days: [0, 28, 56] })).toBe('IR3 IR1');
  expect(wordsOf(story('30x30'))).toBe('IR3 PD');
  expect(wordsOf(story('30x20'))).toBe('IR3 SD');
});

describe('every combination', () => {
  const REASONS: readonly LyricFacts['reasons'][] = [
    ['node'],
    ['regrowth'],
    ['nontarget'],
    ['new'],
    ['newFdg'],
    ['fdg'],
    ['burden'],
    ['spleen'],
    ['marrow', 'new'],
    ['fdg', 'new'],
    ['fdg', 'node'],
  ];
  const ALL = combinations([
    ['CR', 'PR', 'SD', 'NE', 'PD'],
    REASONS,
    ['W8', null],
    [true, false],
    [84, 85],
    [true, false],
    ['IR1', 'IR2', 'IR3', null],
    [true, false],
  ]).map(([word, reasons, progressedAt, isHalf, days, isClinicallyWorse, episode, isProgression]) => {
    const followUp = { isProgression, rule: 'Burden' };
    return {
      word,
      reasons,
      progressedAt,
      isHalf,
      days,
      windowDays: 84,
      isClinicallyWorse,
      episode,
      followUp,
    } as LyricFacts;
  });
  const answers = ALL.map((facts) => ({
    ...facts,
    overall: lyricResponse(facts).answer,
    line: lyricResponse(facts).line,
  }));

  test('is as by Lugano exactly where that is no PD', () => {
    for (const f of answers) expect(f.overall === 'Lugano').toBe(f.word !== 'PD');
  });
  test('is PD after PD, and with spleen or marrow', () => {
    for (const f of answers.filter(({ word }) => word === 'PD'))
      if (f.progressedAt !== null || f.reasons.includes('spleen') || f.reasons.includes('marrow'))
        expect(f.overall).toBe('PD');
  });
  test('opens IR1 only with the burden up by half in 12 weeks and no deterioration', () => {
    for (const f of answers.filter(({ overall, episode }) => overall === 'IR1' && episode !== 'IR1'))
      expect([f.isHalf, f.days, f.isClinicallyWorse]).toEqual([true, 84, false]);
  });
  test('is IR3 only without new lesions and growth', () => {
    for (const f of answers.filter(({ overall }) => overall === 'IR3'))
      for (const reason of f.reasons) expect(['fdg', 'burden']).toContain(reason);
  });
  test('is IR2a only with new lesions or foci', () => {
    for (const f of answers.filter(({ overall }) => overall === 'IR2a'))
      expect(f.reasons.includes('new') || f.reasons.includes('newFdg')).toBe(true);
  });
  test('reaches every line of the table', () =>
    expect(new Set(answers.map(({ line }) => line)).size).toBe(lyricResponse.lines.length));
});
