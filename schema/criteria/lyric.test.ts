import { describe, expect, test } from 'vitest';
import { dayAfterBaseline } from './example-case.ts';
import { judgeLymphoma } from './example-lymphoma-case.ts';
import { bestResponse } from './index.ts';

const { judge, wordsOf } = judgeLymphoma('lyric');

const words = (Tnode: string, options: Parameters<typeof wordsOf>[1] = {}) =>
  wordsOf({ lesions: { Tnode } }, options);

describe('the worked examples', () => {
  test('1: a burden up by half in week 8 is IR1, up by another 6.7 % IR1 again, then PR: no progression', () => {
    const result = judge({ lesions: { Tnode: '30x20 30x30 32x30 18x15' } });
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['IR1', 'IR1', 'PR']);
    expect(result).toMatchObject({ best: 'PR', progressionDate: null });
  });
  test('2: +10 % and 3 mm on the IR1 is IR1 again, +11 % and 10 mm PD, dated at the IR1', () => {
    const result = judge({ lesions: { Tnode: '30x20 30x30 33x30 40x25' } });
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['IR1', 'IR1', 'PD']);
    expect(result).toMatchObject({ best: 'PD', progressionDate: dayAfterBaseline(56) });
  });
  test('3: a new node is IR2a, its growth to half over the nadir PD, dated at the IR2a', () => {
    const result = judge({ lesions: { Tnode: '30x20 24x20 24x20', NEWnode: '- 16x10 30x15' } });
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['IR2a', 'PD']);
    expect(result.progressionDate).toBe(dayAfterBaseline(56));
  });
  test('4: growth of one node with the total up by 10.7 % is IR2b', () =>
    expect(wordsOf({ lesions: { Tnode1: '40x30 40x30 40x30', Tnode2: '20x10 20x10 25x14' } })).toBe(
      'SD IR2b',
    ));
  test('5: increased uptake without growth or foci is IR3, then CR', () => {
    const story = {
      lesions: { Tnode: '30x20 30x20 30x20' },
      deauville: [null, 5, 2],
      fdg: [null, 'increased', null],
    } as const;
    expect(wordsOf(story, { subject: { fdgAvid: true } })).toBe('IR3 CR');
  });
});

describe('from PD to IR', () => {
  const flare = '30x20 30x30';

  test('a burden up by exactly half is IR1, by less is not', () => {
    expect(words(flare)).toBe('IR1');
    expect(words('30x20 30x29.9')).toBe('SD');
    expect(words('20x20 25x23.9')).toBe('SD');
  });
  test('the burden is measured from the nadir', () =>
    expect(words('60x40 20x20 25x24', { days: [0, 28, 56] })).toBe('PR IR1'));
  test('day 84 belongs to the first 12 weeks, day 85 does not', () => {
    expect(words(flare, { days: [0, 84] })).toBe('IR1');
    expect(words(flare, { days: [0, 85] })).toBe('PD');
    expect(words(flare, { days: [0, 85], settings: { ir1WindowDays: 85 } })).toBe('IR1');
  });
  test('the weeks begin with the treatment, and at baseline where its start is not known', () => {
    expect(words(flare, { days: [0, 91], subject: { treatmentStart: dayAfterBaseline(7) } })).toBe('IR1');
    expect(words(flare, { days: [0, 92], subject: { treatmentStart: dayAfterBaseline(7) } })).toBe('PD');
  });
  test('a clinical deterioration makes it PD, any other status does not', () => {
    const word = (clinical: 'worse' | 'stable' | 'improved' | 'not-evaluated') =>
      wordsOf({ lesions: { Tnode: flare }, clinical: [null, clinical] });
    expect(word('worse')).toBe('PD');
    for (const status of ['stable', 'improved', 'not-evaluated'] as const) expect(word(status)).toBe('IR1');
  });
  test('clinical deterioration does not touch IR2', () =>
    expect(
      wordsOf({ lesions: { Tnode: '30x20 30x20', NEWnode: '- 16x10' }, clinical: [null, 'worse'] }),
    ).toBe('IR2a'));
  test.each([
    ['a new lesion', { lesions: { Tnode: '30x20 30x20', NEWnode: '- 16x10' } }, 'IR2a'],
    ['growth', { lesions: { Tnode1: '40x30 40x30', Tnode2: '20x10 25x14' } }, 'IR2b'],
    [
      'a new lesion and growth',
      { lesions: { Tnode1: '40x30 40x30', Tnode2: '20x10 25x14', NEWnode: '- 16x10' } },
      'IR2a',
    ],
    ['regrowth', { lesions: { Tnode: '40x30 40x30 40x30', T01: '20x10 absent 11x11' } }, 'SD IR2b'],
    ['non-target progression', { lesions: { Tnode: '30x20 30x20', NT01: 'present progressed' } }, 'IR2b'],
  ] as const)('%s is IR2, at any time', (_, story, answer) => {
    expect(wordsOf(story)).toBe(answer);
    expect(wordsOf(story, { subject: { treatmentStart: dayAfterBaseline(-400) } })).toBe(answer);
  });
  test.each([
    ['spleen', { spleen: [150, 160.1] }],
    ['marrow', { boneMarrow: ['not-involved', 'involved'] }],
  ] as const)('%s progression is PD at once, whatever else is there', (_, story) => {
    expect(wordsOf({ lesions: { Tnode: '30x20 30x20' }, ...story })).toBe('PD');
    expect(wordsOf({ lesions: { Tnode: flare, NEWnode: '- 16x10' }, ...story })).toBe('PD');
  });
  test('after PD there is no IR', () =>
    expect(
      wordsOf({ lesions: { Tnode: '30x20 30x20 30x20', NEWnode: '- - 16x10' }, spleen: [150, 170, 150] }),
    ).toBe('PD PD'));
  test('what is no progression is as by Lugano, also after PD', () =>
    expect(wordsOf({ lesions: { Tnode: '30x20 15x10 -' }, spleen: [120, 140, 120] })).toBe('PD NE'));
});

describe('with PET', () => {
  const stable = { Tnode: '30x20 30x20' };
  const uptake = { deauville: [null, 5], fdg: [null, 'increased'] } as const;

  test('new foci are IR2a, and more uptake alone IR3', () => {
    expect(wordsOf({ lesions: stable, deauville: [null, 2], newFdgFoci: [null, true] })).toBe('IR2a');
    expect(wordsOf({ lesions: stable, ...uptake })).toBe('IR3');
    expect(wordsOf({ lesions: stable, ...uptake, newFdgFoci: [null, true] })).toBe('IR2a');
  });
  test('more uptake with growth is IR2b, with new lesions IR2a unless PET shows no new foci', () => {
    expect(wordsOf({ lesions: { Tnode1: '40x30 40x30', Tnode2: '20x10 25x14' }, ...uptake })).toBe('IR2b');
    expect(wordsOf({ lesions: { ...stable, NEWnode: '- 16x10' }, ...uptake })).toBe('IR2a');
    expect(
      wordsOf({ lesions: { ...stable, NEWnode: '- 16x10' }, ...uptake, newFdgFoci: [null, false] }),
    ).toBe('IR3');
  });
  test('more uptake with non-target progression, regrowth or a larger spleen on CT is IR3: CT adds growth and new lesions only', () => {
    expect(wordsOf({ lesions: { ...stable, NT01: 'present progressed' }, ...uptake })).toBe('IR3');
    expect(wordsOf({ lesions: stable, spleen: [150, 170], ...uptake })).toBe('IR3');
  });
  test('more uptake with a burden up by half is IR1, after 12 weeks PD', () => {
    const story = { lesions: { Tnode: '30x20 30x30' }, ...uptake };
    expect(wordsOf(story)).toBe('IR1');
    expect(wordsOf(story, { days: [0, 85] })).toBe('PD');
  });
  test('a marrow newly involved is PD', () =>
    expect(wordsOf({ lesions: stable, deauville: [null, 2], boneMarrow: ['not-involved', 'involved'] })).toBe(
      'PD',
    ));
  test('a new lesion on CT of which PET says nothing is IR2a over a CMR', () =>
    expect(wordsOf({ lesions: { ...stable, NEWnode: '- 16x10' }, deauville: [null, 2] })).toBe('IR2a'));
  test('the worse of both has the reasons of both, of PET alone where CT is not evaluable', () => {
    const settings = { combination: 'worse' };
    expect(wordsOf({ lesions: { ...stable, NT01: 'present progressed' }, ...uptake }, { settings })).toBe(
      'IR2b',
    );
    expect(wordsOf({ lesions: { Tnode: '30x20 -' }, ...uptake }, { settings })).toBe('IR3');
    expect(wordsOf({ lesions: stable, spleen: [150, 170], deauville: [null, 2] }, { settings })).toBe('PD');
  });
  test('CT alone knows no uptake, PET alone no growth', () => {
    expect(
      wordsOf(
        { lesions: { ...stable, NEWnode: '- 16x10' }, ...uptake },
        { settings: { combination: 'ctOnly' } },
      ),
    ).toBe('IR2a');
    expect(
      wordsOf(
        { lesions: { ...stable, NEWnode: '- 16x10' }, ...uptake },
        { settings: { combination: 'petOnly' } },
      ),
    ).toBe('IR3');
  });
  test('a CMR that is carried ends with what was PD by Lugano, though it reads IR', () => {
    const lesions = { Tnode: '30x20 30x20 30x20 30x20', NEWnode: '- - 16x10 absent' };
    expect(wordsOf({ lesions, deauville: [null, 2] })).toBe('CR IR2a SD');
    expect(wordsOf({ lesions: { Tnode: lesions.Tnode }, deauville: [null, 2] })).toBe('CR CR CR');
  });
});

describe('the burden alone', () => {
  // Two nodes each up by 44 to 56 % without 10 mm: no target progresses by Lugano, the sum does.
  const lesions = { Tnode1: '30x20 36x25', Tnode2: '30x20 36x25' };

  test('up by half is progression where CT has a say', () => {
    expect(wordsOf({ lesions }, {}, 'target')).toBe('SD');
    expect(wordsOf({ lesions })).toBe('IR1');
    expect(wordsOf({ lesions }, { days: [0, 85] })).toBe('PD');
    expect(wordsOf({ lesions, deauville: [null, 4] })).toBe('IR1');
    expect(wordsOf({ lesions, deauville: [null, 2] }, { settings: { combination: 'worse' } })).toBe('IR1');
  });
  test('is none where a ranked PET takes precedence or PET is alone', () => {
    expect(wordsOf({ lesions, deauville: [null, 2] })).toBe('CR');
    expect(wordsOf({ lesions, deauville: [null, 2] }, { settings: { combination: 'petOnly' } })).toBe('CR');
  });
  test('is none from a nadir of 0', () =>
    expect(wordsOf({ lesions: { Tnode: '30x20 absent 15x14' } })).toBe('CR CR'));
});

describe('the date of progression', () => {
  const dateOf = (...overalls: readonly string[]) => {
    const timepoints = overalls.map((overall, at) => ({ date: dayAfterBaseline((at + 1) * 28), overall }));
    const date = bestResponse('lyric', { timepoints }).progressionDate;
    return timepoints.findIndex((row) => row.date === date) + 1;
  };

  test('is that of the PD without an IR before it', () => expect(dateOf('SD', 'PD')).toBe(2));
  test('is that of the earliest IR before it, over SD, NE and other IR', () => {
    expect(dateOf('IR1', 'IR1', 'PD')).toBe(1);
    expect(dateOf('SD', 'IR3', 'SD', 'NE', 'IR2b', 'PD')).toBe(2);
  });
  test('stops at the last CR or PR', () => {
    expect(dateOf('IR1', 'PR', 'PD')).toBe(3);
    expect(dateOf('IR1', 'CR', 'SD', 'IR2a', 'PD')).toBe(4);
  });
  test('stops at stable disease where the charter says so', () => {
    const story = {
      lesions: { Tnode: '30x20 30x20 30x20 30x20', NEWnode: '- 16x10 absent -' },
      spleen: [150, 150, 150, 170],
    };
    expect(judge(story).progressionDate).toBe(dayAfterBaseline(56));
    expect(judge(story, { settings: { stableBreaksBackdating: true } }).progressionDate).toBe(
      dayAfterBaseline(168),
    );
  });
  test('looks at no PD after a new therapy', () => {
    const story = {
      lesions: { Tnode: '30x20 30x20 30x20', NEWnode: '- 16x10 16x10' },
      spleen: [150, 150, 170],
    };
    const options = { subject: { newTherapyDate: dayAfterBaseline(60) } };
    expect(judge(story, options)).toMatchObject({ best: 'IR2a', progressionDate: null });
  });
});

describe('the best response', () => {
  test('is an IR that no progression followed, after CR, PR and SD, in the order IR1, IR2a, IR2b, IR3', () => {
    const best = (...overalls: readonly string[]) =>
      bestResponse('lyric', {
        timepoints: overalls.map((overall, at) => ({ date: dayAfterBaseline((at + 1) * 28), overall })),
      }).best;
    expect(best('IR3', 'IR2b', 'IR2a', 'IR1')).toBe('IR1');
    expect(best('IR3', 'IR2b', 'IR2a')).toBe('IR2a');
    expect(best('IR3', 'NE', 'IR2b')).toBe('IR2b');
    expect(best('IR1', 'SD')).toBe('SD');
    expect(best('IR1', 'PD')).toBe('PD');
    expect(best('IR1', 'PR', 'IR2a', 'PD')).toBe('PR');
  });
});
