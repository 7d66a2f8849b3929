import { describe, expect, test } from 'vitest';
import { judgeLymphoma } from './example-lymphoma-case.ts';

const { judge, wordsOf, rulesOf } = judgeLymphoma('cheson-1999');
type Story = Parameters<typeof wordsOf>[0];

const target = (Tnode: string) => wordsOf({ lesions: { Tnode } }, {}, 'target');
const other = (T01: string) => wordsOf({ lesions: { T01 } }, {}, 'target');

describe('the worked examples', () => {
  test('1: a normal node is CR, one above 15 mm and down by more than 75 % CRu, by exactly 75 % PR', () => {
    expect(wordsOf({ lesions: { Tnode: '30x20 15x10' } })).toBe('CR');
    expect(wordsOf({ lesions: { Tnode: '80x60 30x20' } })).toBe('CRu');
    expect(wordsOf({ lesions: { Tnode: '40x40 20x20' } })).toBe('PR');
  });
  test('2: a small node at exactly 25 % of its product and above 10 mm is not normal, just below it is', () => {
    const large = '30x20 15x10';
    expect(wordsOf({ lesions: { Tnode1: large, Tnode2: '14x12 10.5x4' } })).toBe('PR');
    expect(wordsOf({ lesions: { Tnode1: large, Tnode2: '14x12 10.4x4' } })).toBe('CR');
  });
  test('3: one node up by half is PD though the total is up by 28.6 %', () => {
    const result = judge({ lesions: { Tnode1: '20x20 25x24', Tnode2: '20x15 20x15' } });
    expect(result.timepoints[0]).toMatchObject({ overall: 'PD', changeFromNadir: (100 * 200) / 700 });
  });
  test('4: after CR a node up by half in its diameter is relapse, without an earlier CR it is not', () => {
    const later = '12x11 18x10.5';
    expect(wordsOf({ lesions: { Tnode: `30x20 ${later}` } })).toBe('CR PD');
    expect(wordsOf({ lesions: { Tnode: `30x20 ${later}`, NT01: 'present present present' } })).toBe('PR PR');
  });
  test('5: all normal is CRu with an indeterminate marrow, PR with an involved one', () => {
    const lesions = { Tnode: '30x20 15x10' } as const;
    expect(wordsOf({ lesions, boneMarrow: ['involved', 'indeterminate'] })).toBe('CRu');
    expect(wordsOf({ lesions, boneMarrow: ['involved', 'involved'] })).toBe('PR');
    expect(wordsOf({ lesions, boneMarrow: ['involved', 'not-involved'] })).toBe('CR');
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
  test('is PD by growth from nadir though the target was not evaluable at baseline', () =>
    expect(target('present 20x20 30x20')).toBe('NE PD'));
  test('is CR with nodes above 15 mm at baseline at exactly 15 mm', () => {
    expect(target('15.1x12 15x12')).toBe('CR');
    expect(target('15.1x12 15.1x12')).toBe('SD');
  });
  test('is CR with nodes up to 15 mm at baseline at exactly 10 mm', () => {
    expect(target('15x12 10x12')).toBe('CR');
    expect(target('15x12 10.1x12')).toBe('SD');
  });
  test('is CR with every other target gone, not too small to measure', () => {
    expect(other('30x20 absent')).toBe('CR');
    expect(other('30x20 0x0')).toBe('CR');
    expect(other('30x20 too-small')).toBe('PR');
  });
  test('is no CRu where another target is left', () => {
    const residual = '80x60 30x20';
    expect(wordsOf({ lesions: { Tnode: residual, T01: '20x20 absent' } }, {}, 'target')).toBe('CRu');
    expect(wordsOf({ lesions: { Tnode: residual, T01: '20x20 5x5' } }, {}, 'target')).toBe('PR');
  });
  test('is judged for CRu on the product of every residual node', () => {
    const residual = '80x60 30x20';
    expect(wordsOf({ lesions: { Tnode1: residual, Tnode2: '40x40 20x19.9' } }, {}, 'target')).toBe('CRu');
    expect(wordsOf({ lesions: { Tnode1: residual, Tnode2: '40x40 20x20' } }, {}, 'target')).toBe('PR');
  });
  test('is no CRu for a small node, which is normal at a fall of more than 75 %, whatever its length', () =>
    expect(target('15x12 16x2')).toBe('CR'));
  test('is PR at exactly 50 %, SD at 49.9 %', () => {
    expect(target('40x20 40x10')).toBe('PR');
    expect(target('40x20 40x10.1')).toBe('SD');
  });
});

describe('growth', () => {
  test('is exactly 50 % of the product from its own nadir', () => {
    expect(target('40x20 20x20 25x24')).toBe('PR PD');
    expect(target('40x20 20x20 25x23.9')).toBe('PR SD');
  });
  test('is none of a node within its normal limit', () => {
    expect(target('30x20 10x8 15x14')).toBe('CR CR');
    expect(target('30x20 10x8 15.1x14')).toBe('CR PD');
    expect(target('15x12 6x6 10x10')).toBe('CR CR');
    expect(target('15x12 6x6 10.1x10')).toBe('CR PD');
  });
  test('of another target is any size after it was gone', () =>
    expect(other('30x20 absent 2x2')).toBe('CR PD'));
  test('by diameter asks for CR or CRu before, a node, and a short axis above 10 mm at nadir', () => {
    // Exactly 50 % of the smallest earlier diameter, 12 → 18; the products 12 × 11 → 18 × 10.5 are up by 43 %.
    const normal = '30x20 12x11';
    expect(target(`${normal} 18x10.5`)).toBe('CR PD');
    expect(target(`${normal} 17.9x10.5`)).toBe('CR PR');
    expect(target('30x20 12x10 18x9.5')).toBe('CR PR');
    expect(wordsOf({ lesions: { T01: '30x20 12x11 18x10.5' } }, {}, 'target')).toBe('PR PR');
  });
  test('by diameter counts after CRu as well', () => {
    expect(wordsOf({ lesions: { Tnode: '80x60 20x20 31x18' } })).toBe('CRu PD');
  });
  test('of the bearer of a confluence is 50 % over the smallest total of its parts, and nothing else', () => {
    expect(
      wordsOf({ lesions: { Tnode1: '30x20 20x20 30x30', Tnode2: '20x20 20x10 >Tnode1' } }, {}, 'target'),
    ).toBe('SD PD');
    expect(
      wordsOf({ lesions: { Tnode1: '30x20 20x20 30x29', Tnode2: '20x20 20x10 >Tnode1' } }, {}, 'target'),
    ).toBe('SD SD');
  });
  test('of a bearer passes over timepoints at which a part was not evaluable', () => {
    expect(
      wordsOf({ lesions: { Tnode1: '30x20 20x20 30x30', Tnode2: '20x20 - >Tnode1' } }, {}, 'target'),
    ).toBe('NE SD');
  });
  test('of a lesion that was merged is from its nadir before, the merged timepoint left out', () => {
    expect(
      wordsOf({ lesions: { Tnode1: '30x20 40x20 30x20', Tnode2: '20x20 >Tnode1 20x20' } }, {}, 'target'),
    ).toBe('SD SD');
  });
  test('tells the figures', () => {
    const rules = rulesOf({ lesions: { Tnode: '20x20 25x24' } }).join(' ');
    for (const figure of ['25 × 24', '600 mm²', '50.0 %', '400 mm²', '15 mm'])
      expect(rules).toContain(figure);
  });
});

describe('a mass that splits', () => {
  const splitFrom = { Tnode2: 'Tnode1' };
  const words = (lesions: Story['lesions']) => wordsOf({ lesions }, { splitFrom }, 'target');

  test('adds its parts, each with its own nadir from its first mention', () => {
    const lesions = { Tnode1: '60x40 30x20 20x20', Tnode2: '- 30x20 30x30' } as const;
    const { timepoints } = judge({ lesions }, { splitFrom });
    expect(timepoints.map(({ sum }) => sum)).toEqual([1200, 1300]);
    expect(words(lesions)).toBe('PR PD');
  });
  test('goes by the normal limit of the original at baseline', () => {
    expect(words({ Tnode1: '60x40 15x10', Tnode2: '- 15x10' })).toBe('CR');
    expect(words({ Tnode1: '14x12 absent', Tnode2: '- 10.1x9' })).toBe('SD');
  });
  test('compares all its parts with the original for both rules of 75 %', () => {
    expect(words({ Tnode1: '60x40 20x20', Tnode2: '- 20x9.9' })).toBe('CRu');
    expect(words({ Tnode1: '60x40 20x20', Tnode2: '- 20x10' })).toBe('PR');
    expect(words({ Tnode1: '14x12 10.5x2', Tnode2: '- 10.5x1.9' })).toBe('CR');
    expect(words({ Tnode1: '14x12 10.5x2', Tnode2: '- 10.5x2' })).toBe('PR');
  });
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

describe('the other components', () => {
  const gone = { Tnode: '30x20 15x10' } as const;
  const stable = { Tnode: '30x20 30x20' } as const;

  test.each([
    ['present', 'present'],
    ['of any measured size', '1x1'],
    ['too small to measure', 'too-small'],
    ['progressed', 'progressed'],
  ] as const)('a new lesion is PD when it is %s', (_, said) =>
    expect(wordsOf({ lesions: { ...gone, NEW01: `- ${said}` } })).toBe('PD'),
  );
  test('a new lesion that is equivocal is none', () =>
    expect(wordsOf({ lesions: { ...gone, NEW01: '- equivocal' } })).toBe('CR'));
  test('a new lesion counts above the size of the charter', () => {
    const story = { lesions: { ...gone, NEW01: '- 10x8' } } as const;
    expect(wordsOf(story, { settings: { newLesionMm: 10 } })).toBe('CR');
    expect(wordsOf(story, { settings: { newLesionMm: 9.9 } })).toBe('PD');
  });
  test('a non-target bars CR until it is gone, and is PD when it progresses', () => {
    expect(wordsOf({ lesions: { ...gone, NT01: 'present absent' } })).toBe('CR');
    expect(wordsOf({ lesions: { ...gone, NT01: 'present present' } })).toBe('PR');
    expect(wordsOf({ lesions: { ...gone, NT01: 'present -' } })).toBe('PR');
    expect(wordsOf({ lesions: { ...gone, NT01: 'present progressed' } })).toBe('PD');
  });
  test('a non-target that was absent is PD again at any size, a node above 15 mm', () => {
    const back = (name: string, long: number) =>
      wordsOf(
        { lesions: { ...stable, [name]: ['present', 'absent', { longestDiameter: long }] } },
        { days: [0, 56, 112] },
      );
    expect(back('NT01', 0.1)).toContain('PD');
    expect(back('NTnode', 15)).not.toContain('PD');
    expect(back('NTnode', 15.1)).toContain('PD');
  });
  test('a marrow newly involved is PD', () =>
    expect(wordsOf({ lesions: gone, boneMarrow: ['not-involved', 'involved'] })).toBe('PD'));
  test('an involved or never evaluated marrow does not bar PR and SD', () => {
    expect(wordsOf({ lesions: stable, boneMarrow: ['involved', 'involved'] })).toBe('SD');
    expect(wordsOf({ lesions: { Tnode: '40x40 20x20' }, boneMarrow: ['involved', 'involved'] })).toBe('PR');
  });
  test('an organ newly enlarged is PD, a residual one bars CR and CRu', () => {
    expect(wordsOf({ lesions: gone, organEnlarged: [false, true] })).toBe('PD');
    expect(wordsOf({ lesions: gone, organEnlarged: [true, true] })).toBe('PR');
    expect(wordsOf({ lesions: gone, organEnlarged: [true, null] })).toBe('PR');
    expect(wordsOf({ lesions: { Tnode: '80x60 30x20' }, organEnlarged: [true, true] })).toBe('PR');
    expect(wordsOf({ lesions: gone, organEnlarged: [true, false] })).toBe('CR');
    expect(wordsOf({ lesions: gone, spleen: [131, 130] })).toBe('CR');
    expect(wordsOf({ lesions: gone, spleen: [130, 131] })).toBe('PD');
    expect(wordsOf({ lesions: gone, spleen: [140, 140] }, { settings: { normalSpleenMm: 140 } })).toBe('CR');
  });
  test('PET has no effect', () => {
    expect(
      wordsOf({ lesions: stable, deauville: [5, 1], fdg: [null, 'negative'], newFdgFoci: [null, true] }),
    ).toBe('SD');
  });
  test('marrow and organ hold at a timepoint whose images could not be evaluated', () => {
    const story = { lesions: gone, boneMarrow: ['not-involved', 'involved'] } as const;
    expect(wordsOf(story, { notEvaluable: [1] })).toBe('PD');
  });
});

describe('best response and progression', () => {
  test('CR is better than CRu, CRu than PR', () => {
    const lesions = { Tnode: '80x60 40x40 30x20 15x10' };
    expect(judge({ lesions })).toMatchObject({ best: 'CR', firstResponseDate: '2025-03-03' });
    expect(judge({ lesions: { Tnode: '80x60 40x40 30x20' } })).toMatchObject({
      best: 'CRu',
      bestDate: '2025-04-28',
    });
  });
  test('relapse is PD, and the CR before it stays best', () => {
    const lesions = { Tnode: '30x20 15x10 20x20' } as const;
    expect(judge({ lesions })).toMatchObject({
      best: 'CR',
      bestDate: '2025-03-03',
      progressionDate: '2025-04-28',
    });
  });
});
