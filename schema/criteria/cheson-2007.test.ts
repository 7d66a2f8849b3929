import { describe, expect, test } from 'vitest';
import { judgeLymphoma } from './example-lymphoma-case.ts';

const { judge, wordsOf, rulesOf } = judgeLymphoma('cheson-2007');
type Story = Parameters<typeof wordsOf>[0];

const AVID = { subject: { fdgAvid: true } };
const target = (Tnode: string) => wordsOf({ lesions: { Tnode } }, {}, 'target');
const other = (T01: string) => wordsOf({ lesions: { T01 } }, {}, 'target');

describe('the worked examples', () => {
  test('1: a residual mass with a negative PET is CR in avid disease', () =>
    expect(wordsOf({ lesions: { Tnode: '80x60 70x50' }, fdg: [null, 'negative'] }, AVID)).toBe('CR'));
  test('2: a small node with a short axis above 10 mm is not normal', () => {
    const result = judge({ lesions: { Tnode1: '30x20 15x10', Tnode2: '14x11 14x10.5' } });
    expect(result.timepoints[0]).toMatchObject({
      overall: 'PR',
      changeFromBaseline: (100 * (297 - 754)) / 754,
    });
    expect(wordsOf({ lesions: { Tnode1: '30x20 15x10', Tnode2: '14x11 14x10' } })).toBe('CR');
  });
  test('3: a node up by half in its longest diameter is PD, the product being up by 37.5 %', () =>
    expect(wordsOf({ lesions: { Tnode: '20x12 30x11' } })).toBe('PD'));
  test('4: a node small at nadir is PD only above 15 mm, or at 15 × 15 mm', () => {
    const word = (now: string) => wordsOf({ lesions: { Tnode: `9x8 ${now}` } });
    expect(word('14x12')).not.toBe('PD');
    expect(word('15x15')).toBe('PD');
    expect(word('16x9')).toBe('PD');
  });
  test('5: a single splenic nodule that has not halved bars PR', () => {
    const lesion = { Ts: { kind: 'spleen' } };
    const { timepoints } = judge({ lesions: { Tnode: '40x40 40x10', Ts: '20x20 14x10' } }, { lesion });
    expect(timepoints[0]).toMatchObject({ overall: 'SD', changeFromBaseline: -73 });
  });
});

describe('the target word', () => {
  test('is none without targets', () =>
    expect(wordsOf({ lesions: { NT01: 'present present' } }, {}, 'target')).toBe('none'));
  test('is NE with a target not evaluable now, or at baseline', () => {
    expect(target('30x20 not-evaluable')).toBe('NE');
    expect(target('present 15x10 15x10')).toBe('NE NE');
  });
  test('is PD by growth of one target though another is not evaluable', () =>
    expect(wordsOf({ lesions: { Tnode1: '30x20 40x30', Tnode2: '20x20 -' } }, {}, 'target')).toBe('PD'));
  test('is CR with nodes above 15 mm at baseline at exactly 15 mm, whatever the short axis', () => {
    expect(target('15.1x12 15x12')).toBe('CR');
    expect(target('15.1x12 15.1x8')).toBe('SD');
  });
  test('is CR with smaller nodes at a short axis of exactly 10 mm, whatever the long one', () => {
    expect(target('15x12 16x10')).toBe('CR');
    expect(target('15x12 14x10.1')).toBe('SD');
  });
  test('is CR with every other target gone, not too small to measure', () => {
    expect(other('30x20 absent')).toBe('CR');
    expect(other('30x20 too-small')).toBe('PR');
  });
  test('is PR at exactly 50 %, SD at 49.9 %', () => {
    expect(target('40x20 40x10')).toBe('PR');
    expect(target('40x20 40x10.1')).toBe('SD');
  });
});

describe('growth', () => {
  test('of a node is exactly 50 % of its product from its own nadir', () => {
    expect(target('40x20 20x20 25x24')).toBe('PR PD');
    expect(target('40x20 20x20 25x23.9')).toBe('PR SD');
  });
  test('of a node with a short axis under 10 mm at nadir needs more than 15 mm, or 15 × 15 mm', () => {
    expect(target('30x20 15x9.9 15x14.9')).toBe('CR CR');
    expect(target('30x20 14x9.9 15x15')).toBe('CR PD');
    expect(target('30x20 14x9.9 15.1x14')).toBe('CR PD');
    expect(target('30x20 12x10 15x12.1')).toBe('CR PD');
  });
  test('is none of a node that is normal in both diameters', () => {
    expect(target('30x20 10x10 15x10')).toBe('CR CR');
    expect(target('30x20 10x10 15x10.1')).toBe('CR PD');
  });
  test('by diameter needs a short axis above 10 mm at nadir, and no earlier CR', () => {
    expect(target('20x12 30x11')).toBe('PD');
    expect(target('20x12 29.9x11')).toBe('SD');
    expect(target('20x10 30x9.9')).toBe('SD');
    expect(other('20x12 30x11')).toBe('SD');
  });
  test('by diameter is from the smallest earlier one, the short axis that of the smallest product', () => {
    expect(target('20x20 24x12 30x11')).toBe('SD PD');
    expect(target('20x19 22x10.1 30x10.5')).toBe('SD PD');
    expect(target('20x19 22x10 30x10.5')).toBe('SD SD');
  });
  test('of another target is 50 % of its product, after 0 any size', () => {
    expect(other('30x20 10x10 15x10')).toBe('PR PD');
    expect(other('30x20 10x10 14.9x10')).toBe('PR PR');
    expect(other('30x20 absent 2x2')).toBe('CR PD');
  });
  test('of all targets is 50 % of the SPD from nadir, with a target above 15 mm', () => {
    const words = (spleen: string, others: string) =>
      wordsOf({ lesions: { Tnode1: spleen, Tnode2: others, Tnode3: others } }, {}, 'target');
    // Each node is up by less than half or normal, the sum by exactly half: 16 × 10 + 2 × 10 × 9 = 340, then 510.
    expect(words('30x20 16x10 16x14.9', '14x12 10x9 14x9.7')).toBe('PR PD');
    expect(words('30x20 16x10 16x14.9', '14x12 10x9 14x9.6')).toBe('PR SD');
    expect(words('30x20 14x12 15x16.4', '14x12 10x9 15x10')).toBe('CR CR');
  });
  test('of the bearer of a confluence is 50 % over the smallest total of its parts and above 15 mm, and nothing else', () => {
    const words = (bearer: string, merged: string) =>
      wordsOf({ lesions: { Tnode1: bearer, Tnode2: merged } }, {}, 'target');
    expect(words('30x20 20x20 30x30', '20x20 20x10 >Tnode1')).toBe('SD PD');
    expect(words('30x20 20x20 30x29', '20x20 20x10 >Tnode1')).toBe('SD SD');
    expect(words('12x11 10x6 15x14', '12x11 10x6 >Tnode1')).toBe('CR SD');
  });
  test('passes over timepoints at which the target was merged', () =>
    expect(
      wordsOf({ lesions: { Tnode1: '30x20 40x20 30x20', Tnode2: '20x20 >Tnode1 20x20' } }, {}, 'target'),
    ).toBe('SD SD'));
  test('tells the figures', () => {
    const rules = rulesOf({ lesions: { Tnode: '20x12 30x11' } }).join(' ');
    for (const figure of ['30 × 11', '30 mm', '50 %', '20 mm', '12 mm']) expect(rules).toContain(figure);
  });
});

test('a fragment goes by the normal limit of the node that split, and its own nadir', () => {
  const words = (lesions: Story['lesions']) =>
    wordsOf({ lesions }, { splitFrom: { Tnode2: 'Tnode1' } }, 'target');
  expect(words({ Tnode1: '60x40 15x12', Tnode2: '- 15x12' })).toBe('CR');
  expect(words({ Tnode1: '14x12 10x10', Tnode2: '- 10x10.1' })).toBe('SD');
  expect(words({ Tnode1: '60x40 30x20 20x20', Tnode2: '- 30x20 30x30' })).toBe('PR PD');
});

describe('nodules of spleen and liver', () => {
  const lesion = { Ts1: { kind: 'spleen' }, Ts2: { kind: 'spleen' }, Tl: { kind: 'liver' } };
  const words = (lesions: Story['lesions']) =>
    wordsOf({ lesions: { Tnode: '60x40 20x10', ...lesions } }, { lesion }, 'target');

  test('alone must halve in the longest diameter for PR', () => {
    expect(words({ Ts1: '20x20 10x20' })).toBe('PR');
    expect(words({ Ts1: '20x20 10.1x5' })).toBe('SD');
  });
  test('of one organ must halve in the sum of their products', () => {
    expect(words({ Ts1: '20x20 20x10', Ts2: '20x20 20x10' })).toBe('PR');
    expect(words({ Ts1: '20x20 20x10.1', Ts2: '20x20 20x10' })).toBe('SD');
  });
  test('of each organ are judged by themselves', () =>
    expect(words({ Ts1: '20x20 absent', Tl: '20x20 15x15' })).toBe('SD'));
});

describe('in disease that is not avid, or of unknown avidity', () => {
  test('CT decides whatever PET says', () => {
    for (const subject of [{ fdgAvid: false }, {}]) {
      expect(wordsOf({ lesions: { Tnode: '60x40 50x40' }, fdg: [null, 'negative'] }, { subject })).toBe('SD');
      expect(wordsOf({ lesions: { Tnode: '60x40 15x10' }, fdg: [null, 'increased'] }, { subject })).toBe(
        'CR',
      );
    }
  });
  test('a new lesion is PD above 15 mm, node or not, or where it is present', () => {
    const word = (said: string, settings = {}) =>
      wordsOf({ lesions: { Tnode: '30x20 15x10', NEW01: `- ${said}` } }, { settings });
    expect(word('15x10')).toBe('CR');
    expect(word('15.1x10')).toBe('PD');
    expect(word('10x15.1')).toBe('PD');
    expect(word('15.1x10', { newLesionMm: 20 })).toBe('CR');
    expect(word('present')).toBe('PD');
    expect(word('too-small')).toBe('CR');
  });
  test('a non-target bars CR, and is PD again above 10 mm, a node above 15 mm', () => {
    const word = (name: string, said: string) =>
      wordsOf({ lesions: { Tnode: '30x20 15x10 15x10', [name]: `present ${said}` } });
    expect(word('NT01', 'present absent')).toBe('PR CR');
    expect(word('NT01', 'absent 10x10')).toBe('CR PR');
    expect(word('NT01', 'absent 10.1x10')).toBe('CR PD');
    expect(word('NTnode', 'absent 15x10')).toBe('CR CR');
    expect(word('NTnode', 'absent 15.1x10')).toBe('CR PD');
  });
  test('an organ newly enlarged bars a response and is no PD', () => {
    expect(wordsOf({ lesions: { Tnode: '30x20 15x10' }, spleen: [130, 130.1] })).toBe('SD');
    expect(wordsOf({ lesions: { Tnode: '30x20 15x10' }, spleen: [131, 131] })).toBe('PR');
  });
  test('without targets, non-targets give CR, SD or NE', () => {
    expect(wordsOf({ lesions: { NT01: 'present absent present -' } })).toBe('CR PD NE');
    expect(wordsOf({ lesions: { NT01: 'present present' } })).toBe('SD');
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
