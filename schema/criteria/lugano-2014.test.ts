import { describe, expect, test } from 'vitest';
import { judgeLymphoma } from './example-lymphoma-case.ts';

const { judge, wordsOf, rulesOf } = judgeLymphoma('lugano-2014');
type Story = Parameters<typeof wordsOf>[0];

const target = (Tnode: string, settings = {}) => wordsOf({ lesions: { Tnode } }, { settings }, 'target');
const other = (T01: string, settings = {}) => wordsOf({ lesions: { T01 } }, { settings }, 'target');

describe('the worked examples', () => {
  test('1: a total of 1600 that becomes 800 is PR', () =>
    expect(wordsOf({ lesions: { Tnode1: '40x30 30x20', Tnode2: '20x20 20x10' } })).toBe('PR'));
  test('2: a node of 18 × 15 at nadir is PD at +5 mm though the total fell, not at +4.9 mm', () => {
    const word = (now: string) =>
      wordsOf({ lesions: { Tnode1: `20x18 18x15 ${now}`, Tnode2: '60x40 60x40 30x20' } }, {}, 'target');
    expect(word('23x18')).toBe('SD PD');
    expect(word('22.9x18')).toBe('SD PR');
  });
  test('3: a node of 22 × 20 at nadir is no PD at +6 and +4 mm', () =>
    expect(target('22x20 28x24')).toBe('SD'));
  test('4: a spleen of 150 mm must regress by more than half of its excess for PR, to 130 for CR', () => {
    const lesions = { Tnode: '40x30 24x20' };
    expect(wordsOf({ lesions, spleen: [150, 140] })).toBe('SD');
    expect(wordsOf({ lesions, spleen: [150, 139.9] })).toBe('PR');
    expect(wordsOf({ lesions: { Tnode: '40x30 15x10' }, spleen: [150, 130] })).toBe('CR');
  });
  test('5: a CMR over a CT of PR is CR, carried to a visit with CT alone, and ends with new uptake', () => {
    const result = judge(
      {
        lesions: { Tnode: '60x40 30x20 30x20 30x20' },
        deauville: [null, 2, null, 5],
        fdg: [null, null, null, 'increased'],
      },
      { subject: { fdgAvid: true } },
    );
    expect(result.timepoints.map(({ overall }) => overall)).toEqual(['CR', 'CR', 'PD']);
    expect(result.timepoints.map(({ ctResponse }) => ctResponse)).toEqual(['PR', 'PR', 'PR']);
    expect(result.timepoints.map(({ petResponse }) => petResponse)).toEqual(['CMR', null, 'PMD']);
  });
});

describe('the target word', () => {
  test('is none without targets', () =>
    expect(wordsOf({ lesions: { NT01: 'present present' } }, {}, 'target')).toBe('none'));
  test('is NE with a target not evaluable now', () => expect(target('30x20 -')).toBe('NE'));
  test('is PD by one target though another is not evaluable', () =>
    expect(wordsOf({ lesions: { Tnode1: '20x20 30x20', Tnode2: '20x20 -' } }, {}, 'target')).toBe('PD'));
  test('without a sum at baseline is CR or PD, else NE', () => {
    expect(target('present 15x10 20x20 20x20')).toBe('CR PD PD');
    expect(target('present 20x20 20x20')).toBe('NE NE');
  });
  test('is CR with nodes at exactly 15 mm, or as the charter says', () => {
    expect(target('30x20 15x14')).toBe('CR');
    expect(target('30x20 15.1x14')).toBe('PR');
    expect(target('30x20 12x10', { abnormalNodeMm: 11 })).toBe('PR');
  });
  test('is CR with every other target gone, not too small to measure', () => {
    expect(other('30x20 absent')).toBe('CR');
    expect(other('30x20 0x0')).toBe('CR');
    expect(other('30x20 too-small')).toBe('PR');
  });
  test('is PR at exactly 50 %, SD at 49.9 %', () => {
    expect(target('40x20 40x10')).toBe('PR');
    expect(target('40x20 40x10.1')).toBe('SD');
  });
  test('is no PD by a rise of the total alone', () =>
    expect(wordsOf({ lesions: { Tnode1: '20x20 24x24', Tnode2: '20x20 24x24' } }, {}, 'target')).toBe('SD'));
});

describe('progression of a single target', () => {
  test('is exactly 50 % of the product from its own nadir', () => {
    expect(target('30x20 20x20 25x24')).toBe('SD PD');
    expect(target('30x20 20x20 25x23.9')).toBe('SD SD');
  });
  test('asks for more than 15 mm now, extranodal too, or as the charter says', () => {
    expect(target('20x20 8x8 15x15')).toBe('CR CR');
    expect(target('20x20 8x8 15.1x15')).toBe('CR PD');
    expect(other('20x20 8x8 15x15')).toBe('PR SD');
    expect(other('20x20 8x8 15.1x15')).toBe('PR PD');
    expect(other('20x20 8x8 13.1x10', { abnormalExtranodalMm: 10 })).toBe('PR PD');
  });
  test('asks for 5 mm in a diameter up to 20 mm at nadir, met at exactly 5 mm', () => {
    expect(target('20x10 25x12')).toBe('PD');
    expect(target('20x10 24.9x14.9')).toBe('SD');
    expect(target('20x10 20x15')).toBe('PD');
    expect(target('20.4x10 25.4x13')).toBe('SD');
  });
  test('asks for 10 mm above 20 mm at nadir, met at exactly 10 mm', () => {
    expect(target('20.1x10 30.1x10.1')).toBe('PD');
    expect(target('20.1x10 30x10.2')).toBe('SD');
    expect(target('20.1x10 20.1x20')).toBe('PD');
  });
  test('measures diameters from the timepoint of the smallest product, or from the smallest of each', () => {
    // Nadir product at 30 × 6 (180); the smallest longest diameter is 18.
    const story = '18x18 30x6 28x15';
    expect(target(story)).toBe('SD SD');
    expect(target(story, { diameterNadir: 'ownNadir' })).toBe('SD PD');
  });
  test('after 0 is any product, with the limit and the rise', () => {
    expect(target('30x20 absent 15.1x1')).toBe('CR PD');
    expect(target('30x20 absent 15x14')).toBe('CR CR');
  });
  test('of the bearer of a confluence is more than 50 % over the smallest total of its parts, diameters aside', () => {
    const words = (bearer: string, merged: string) =>
      wordsOf({ lesions: { Tnode1: bearer, Tnode2: merged } }, {}, 'target');
    expect(words('30x20 20x20 30x30.1', '20x20 20x10 >Tnode1')).toBe('SD PD');
    expect(words('30x20 20x20 30x30', '20x20 20x10 >Tnode1')).toBe('SD SD');
    expect(words('10x10 10x6 15x15', '16x10 10x6 >Tnode1')).toBe('CR CR');
  });
  test('of a bearer takes in what has merged along a chain', () => {
    const lesions = { Tnode1: '20x20 >Tnode2', Tnode2: '20x20 >Tnode3', Tnode3: '20x20 36x50' };
    expect(wordsOf({ lesions }, {}, 'target')).toBe('SD');
    expect(wordsOf({ lesions: { ...lesions, Tnode3: '20x20 36x50.1' } }, {}, 'target')).toBe('PD');
  });
  test('passes over timepoints at which the target was merged', () =>
    expect(
      wordsOf({ lesions: { Tnode1: '30x20 40x20 30x20', Tnode2: '20x20 >Tnode1 20x20' } }, {}, 'target'),
    ).toBe('SD SD'));
  test('of an extranodal target that had been absent is more than 10 mm: regrowth', () => {
    expect(other('30x20 absent 10x10')).toBe('CR PR');
    expect(other('30x20 absent 10.1x10')).toBe('CR PD');
    expect(other('30x20 absent 8x10.1')).toBe('CR PD');
    expect(other('30x20 absent 10.1x10', { newExtranodalMm: 12 })).toBe('CR PR');
    expect(other('30x20 0x0 10.1x10')).toBe('CR PR');
    expect(target('30x20 absent 15x14')).toBe('CR CR');
  });
  test('tells the figures', () => {
    const rules = rulesOf({ lesions: { Tnode: '18x15 23x18' } }).join(' ');
    for (const figure of ['23 × 18', '414 mm²', '53.3 %', '270 mm²', '+5', '+3', '18 mm', '15 mm'])
      expect(rules).toContain(figure);
  });
});

test('a mass that splits is summed, and each part has its own nadir from its first mention', () => {
  const words = (lesions: Story['lesions']) =>
    wordsOf({ lesions }, { splitFrom: { Tnode2: 'Tnode1' } }, 'target');
  expect(words({ Tnode1: '60x40 30x20', Tnode2: '- 30x20' })).toBe('PR');
  expect(words({ Tnode1: '60x40 30x20 20x20', Tnode2: '- 20x20 30x20' })).toBe('PR PD');
});

describe('CT response', () => {
  const gone = { Tnode: '30x20 15x10' };
  const ct = (story: Story, options = {}) => wordsOf(story, options, 'ctResponse');

  test('is PD by a new node above 15 mm, another new lesion above 10 mm, or one that is present', () => {
    const word = (name: string, said: string, settings = {}) =>
      ct({ lesions: { ...gone, [name]: `- ${said}` } }, { settings });
    expect(word('NEWnode', '15x10')).toBe('CR');
    expect(word('NEWnode', '15.1x10')).toBe('PD');
    expect(word('NEWnode', '12x11', { newNodeMm: 11 })).toBe('PD');
    expect(word('NEW01', '10x9')).toBe('CR');
    expect(word('NEW01', '9x10.1')).toBe('PD');
    expect(word('NEW01', 'present')).toBe('PD');
    expect(word('NEW01', 'too-small')).toBe('CR');
    expect(word('NEW01', 'equivocal')).toBe('CR');
  });
  test('of non-targets bars CR, and is PD when they progress or are back', () => {
    const word = (name: string, said: string) =>
      ct({ lesions: { Tnode: '30x20 15x10 15x10', [name]: `present ${said}` } });
    expect(word('NT01', 'present absent')).toBe('PR CR');
    expect(word('NT01', '- progressed')).toBe('PR PD');
    expect(word('NT01', 'absent 10x10')).toBe('CR PR');
    expect(word('NT01', 'absent 10.1x10')).toBe('CR PD');
    expect(word('NTnode', 'absent 15x10')).toBe('CR CR');
    expect(word('NTnode', 'absent 15.1x10')).toBe('CR PD');
  });
  test('without targets is that of the non-targets', () => {
    expect(ct({ lesions: { NT01: 'present absent -' } })).toBe('CR NE');
    expect(ct({ lesions: { NT01: 'present present' } })).toBe('SD');
    expect(ct({ lesions: { NEW01: '- absent' } })).toBe('NE');
  });
  test('of an involved or indeterminate marrow bars CR, newly involved is PD', () => {
    expect(ct({ lesions: gone, boneMarrow: ['involved', 'involved'] })).toBe('PR');
    expect(ct({ lesions: gone, boneMarrow: ['involved', 'indeterminate'] })).toBe('PR');
    expect(ct({ lesions: gone, boneMarrow: ['involved', 'not-involved'] })).toBe('CR');
    expect(ct({ lesions: gone, boneMarrow: ['not-involved', 'involved'] })).toBe('PD');
  });
  test('of an organ without a length bars CR while it is not known to be normal', () => {
    expect(ct({ lesions: gone, organEnlarged: [true, true] })).toBe('PR');
    expect(ct({ lesions: gone, organEnlarged: [true, false] })).toBe('CR');
    expect(ct({ lesions: gone, organEnlarged: [false, true] })).toBe('PD');
  });
});

describe('best response and progression', () => {
  test('relapse is PD, and the CR before it stays best', () => {
    expect(judge({ lesions: { Tnode: '30x20 15x10 20x20' } })).toMatchObject({
      best: 'CR',
      bestDate: '2025-03-03',
      progressionDate: '2025-04-28',
    });
  });
});
