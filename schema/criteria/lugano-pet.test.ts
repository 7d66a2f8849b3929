import { describe, expect, test } from 'vitest';
import { combinations } from './decision-table.ts';
import { judgeLymphoma } from './example-lymphoma-case.ts';
import { COMBINATIONS, luganoCombination, luganoPetResponse, type CombinationFacts } from './lugano-pet.ts';
import { PET_RESPONSES, TARGET_RESPONSES } from './term.ts';

const { judge, wordsOf } = judgeLymphoma('lugano-2014');
type Story = Parameters<typeof wordsOf>[0];

const stable = { Tnode: '30x20 30x20' };
const pet = (story: Partial<Story>, settings = {}) =>
  wordsOf({ lesions: stable, ...story }, { settings }, 'petResponse');

describe('PET response', () => {
  test('is none without a score', () => {
    expect(pet({ fdg: [null, 'negative'] })).toBe('none');
    expect(pet({ deauville: [null, 'not-evaluated'], newFdgFoci: [null, true] })).toBe('none');
  });
  test('is CMR up to a score of 3, or as the charter says', () => {
    expect(pet({ deauville: [null, 3] })).toBe('CMR');
    expect(pet({ deauville: [null, 4], fdg: [null, 'decreased'] })).toBe('PMR');
    expect(pet({ deauville: [null, 3], fdg: [null, 'decreased'] }, { deauvilleNegativeMax: 2 })).toBe('PMR');
  });
  test('is PMD by new foci, a marrow newly involved, or increased uptake with a positive score', () => {
    expect(pet({ deauville: [null, 1], newFdgFoci: [null, true] })).toBe('PMD');
    expect(pet({ deauville: [null, 1], boneMarrow: ['not-involved', 'involved'] })).toBe('PMD');
    expect(pet({ deauville: [null, 4], fdg: [null, 'increased'] })).toBe('PMD');
    expect(pet({ deauville: [null, 3], fdg: [null, 'increased'] })).toBe('CMR');
  });
  test('is PMR where only the marrow is left, by an evaluation of this timepoint', () => {
    expect(pet({ deauville: [null, 2], boneMarrow: ['involved', 'involved'] })).toBe('PMR');
    expect(pet({ deauville: [null, 2], boneMarrow: ['involved', null] })).toBe('CMR');
  });
  test('is PMR, NMR or NE with a positive score, by the uptake', () => {
    expect(pet({ deauville: [null, 4], fdg: [null, 'negative'] })).toBe('PMR');
    expect(pet({ deauville: [null, 5], fdg: [null, 'unchanged'] })).toBe('NMR');
    expect(pet({ deauville: [null, 5] })).toBe('NE');
    expect(pet({ deauville: [null, 5], fdg: [null, 'not-evaluated'] })).toBe('NE');
  });
  test('reaches every line of its table', () => {
    const reached = combinations([
      [1, 5],
      ['decreased', 'unchanged', 'increased', 'negative', 'not-evaluated', undefined],
      [true, false],
      ['clear', 'new', 'involved'],
    ]).map(([score, fdg, hasNewFoci, marrow]) => {
      const boneMarrow = marrow === 'clear' ? 'not-involved' : 'involved';
      return luganoPetResponse({ score, negativeMax: 3, fdg, hasNewFoci, marrow, boneMarrow } as Parameters<
        typeof luganoPetResponse
      >[0]).line;
    });
    expect(new Set(reached).size).toBe(luganoPetResponse.lines.length);
  });
});

describe('the combination of CT and PET', () => {
  const words = (story: Partial<Story>, settings = {}, subject = {}) =>
    wordsOf({ lesions: stable, ...story }, { settings, subject });

  test('follows a ranked PET over growth on CT', () => {
    const lesions = { Tnode: '20x20 40x30', NT01: 'present progressed' };
    expect(words({ lesions, deauville: [null, 2] })).toBe('CR');
    expect(words({ lesions, deauville: [null, 4], fdg: [null, 'decreased'] })).toBe('PR');
    expect(words({ lesions, deauville: [null, 4], fdg: [null, 'unchanged'] })).toBe('SD');
  });
  test('is PD by a new lesion on CT only where nothing is recorded of new foci', () => {
    const lesions = { ...stable, NEWnode: '- 20x20' };
    expect(words({ lesions, deauville: [null, 2] })).toBe('PD');
    expect(words({ lesions, deauville: [null, 2], newFdgFoci: [null, false] })).toBe('CR');
    expect(words({ lesions, deauville: [null, 2], newFdgFoci: [null, true] })).toBe('PD');
  });
  test('takes CT without a rank, and turns its CR into PR where the score is positive', () => {
    const lesions = { Tnode: '30x20 15x10' };
    expect(words({ lesions })).toBe('CR');
    expect(words({ lesions, deauville: [null, 4] })).toBe('PR');
    expect(words({ lesions: { Tnode: '20x20 40x30' }, deauville: [null, 4] })).toBe('PD');
  });
  test('takes CT alone where the disease is not avid, and where the charter says so', () => {
    expect(words({ deauville: [null, 2] }, {}, { fdgAvid: false })).toBe('SD');
    expect(words({ deauville: [null, 2] }, { combination: 'petOnly' }, { fdgAvid: false })).toBe('SD');
    expect(words({ deauville: [null, 2] }, { combination: 'ctOnly' })).toBe('SD');
    expect(
      words({ deauville: [null, 4], lesions: { Tnode: '30x20 15x10' } }, { combination: 'ctOnly' }),
    ).toBe('CR');
  });
  test('takes PET alone where the charter says so', () => {
    const settings = { combination: 'petOnly' };
    expect(
      words({ deauville: [null, 2], lesions: { Tnode: '20x20 40x30', NEWnode: '- 20x20' } }, settings),
    ).toBe('CR');
    expect(words({ deauville: [null, 4] }, settings)).toBe('NE');
    expect(words({}, settings)).toBe('NE');
  });
  test('takes the worse of both where the charter says so', () => {
    const settings = { combination: 'worse' };
    expect(words({ deauville: [null, 2] }, settings)).toBe('SD');
    expect(words({ deauville: [null, 5], fdg: [null, 'increased'] }, settings)).toBe('PD');
    expect(words({ lesions: { Tnode: '30x20 15x10' }, deauville: [null, 4] }, settings)).toBe('PR');
    expect(words({ lesions: { Tnode: '30x20 15x10' } }, settings)).toBe('CR');
    expect(words({ lesions: { Tnode: '30x20 -' }, deauville: [null, 2] }, settings)).toBe('NE');
    expect(
      words({ lesions: { Tnode: '30x20 -' }, deauville: [null, 5], fdg: [null, 'increased'] }, settings),
    ).toBe('PD');
  });
});

describe('a CMR that is carried', () => {
  const lesions = { Tnode: '60x40 50x40 50x40 50x40' };
  const words = (story: Partial<Story>, settings = {}) => wordsOf({ lesions, ...story }, { settings });

  test('holds at timepoints without a score', () =>
    expect(words({ deauville: [null, 2, null, 'not-evaluated'] })).toBe('CR CR CR'));
  test('does not hold where the charter says so, or takes the worse of both', () => {
    expect(words({ deauville: [null, 2] }, { carryForwardCmr: false })).toBe('CR SD SD');
    expect(words({ deauville: [null, 2] }, { combination: 'worse' })).toBe('SD SD SD');
  });
  test('ends with any other score, ranked or not', () => {
    expect(words({ deauville: [null, 2, 4, null], fdg: [null, null, 'decreased', null] })).toBe('CR PR SD');
    expect(words({ deauville: [null, 2, 4, null] })).toBe('CR SD SD');
  });
  test('ends with a PD at it or since', () => {
    expect(words({ lesions: { Tnode: '60x40 50x40 90x60 50x40' }, deauville: [null, 2] })).toBe('CR PD SD');
    expect(words({ lesions: { ...lesions, NEWnode: '- 20x20 absent' }, deauville: [null, 2] })).toBe(
      'PD SD SD',
    );
  });
  test('is not that of baseline', () => expect(words({ deauville: [2] })).toBe('SD SD SD'));
  test('does not cover a CT that is not evaluable', () =>
    expect(words({ lesions: { Tnode: '60x40 50x40 -' }, deauville: [null, 2] })).toBe('CR NE'));
});

describe('every combination of CT and PET', () => {
  const ALL = combinations([
    COMBINATIONS,
    TARGET_RESPONSES,
    [...PET_RESPONSES, null],
    [true, false],
    [true, false, null],
    [true, false],
  ]).flatMap(([combination, ct, pet, isNew, hasNewFoci, isCarried]) => {
    // A score is positive where PET is not CMR; only a timepoint without a score can carry one; a new lesion is PD on CT.
    if ((pet !== null && isCarried) || (isNew && ct !== 'PD')) return [];
    const hasPositiveScore = pet !== null && pet !== 'CMR';
    const carriedFrom = isCarried ? 'W8' : null;
    return [{ combination, ct, pet, hasPositiveScore, isNew, hasNewFoci, carriedFrom } as CombinationFacts];
  });

  test('reaches every line of the table', () => {
    const reached = new Set(ALL.map((facts) => luganoCombination(facts).line));
    expect(reached.size).toBe(luganoCombination.lines.length);
  });
  test('names PET only where there is one, and the worse only where both are told', () => {
    for (const facts of ALL) {
      const { answer } = luganoCombination(facts);
      if (answer === 'PET') expect(facts.pet).not.toBeNull();
      if (answer === 'worse of CT and PET') expect([facts.ct, facts.pet]).not.toContain('NE');
    }
  });
  test('never makes a PD on CT a response without a ranked PET', () => {
    for (const facts of ALL.filter(({ ct, pet }) => ct === 'PD' && (pet === null || pet === 'NE')))
      expect(['CT', 'PET', 'NE']).toContain(luganoCombination(facts).answer);
  });
});

test('a timepoint without a score has no sentence of PET, one with a score has its score', () => {
  const rules = (deauville: Story['deauville'] & object) =>
    judge({ lesions: stable, deauville })
      .timepoints[0]?.trace.map(({ rule }) => rule)
      .join(' ');
  expect(rules([null, null])).not.toContain('core 2');
  expect(rules([null, 2])).toContain('core 2');
});
