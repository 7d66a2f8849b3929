import { describe, expect, test } from 'vitest';
import { judgeLymphoma } from './example-lymphoma-case.ts';

const { judge, wordsOf } = judgeLymphoma('cheson-2007');
type Story = Parameters<typeof wordsOf>[0];

const AVID = { subject: { fdgAvid: true } };

describe('PET in avid disease', () => {
  const mass = { Tnode: '60x40 50x40' };
  const words = (story: Partial<Story>, options: Parameters<typeof wordsOf>[1] = {}) =>
    wordsOf({ lesions: mass, ...story }, { ...AVID, ...options });

  test.each(['decreased', 'unchanged', 'increased'] as const)(
    'is positive with uptake %s, whatever the score',
    (fdg) => expect(words({ fdg: [null, fdg], deauville: [null, 1] })).toBe('SD'),
  );
  test('is negative at a score of 2, positive at 3, or as the charter says', () => {
    expect(words({ deauville: [null, 2] })).toBe('CR');
    expect(words({ deauville: [null, 3] })).toBe('SD');
    expect(words({ deauville: [null, 3] }, { settings: { petNegativeMaxDeauville: 3 } })).toBe('CR');
    expect(words({ fdg: [null, 'not-evaluated'], deauville: [null, 2] })).toBe('CR');
    expect(words({ fdg: [null, 'not-evaluated'], deauville: [null, 'not-evaluated'] })).toBe('SD');
  });
  test('makes normal nodes PR where it is positive or missing', () => {
    expect(words({ lesions: { Tnode: '60x40 15x10' } })).toBe('PR');
    expect(words({ lesions: { Tnode: '60x40 15x10' }, fdg: [null, 'decreased'] })).toBe('PR');
  });
  test('that is negative covers what could not be evaluated on CT', () => {
    expect(words({ lesions: { Tnode: '60x40 -' }, fdg: [null, 'negative'] })).toBe('CR');
    expect(words({ lesions: { NT01: 'present -' }, fdg: [null, 'negative'] })).toBe('CR');
    expect(words({ lesions: { Tnode: '60x40 -' }, fdg: [null, 'decreased'] })).toBe('NE');
  });
  test('that is negative overrules growth, a non-target that progresses, and new lesions on CT', () => {
    const story = { lesions: { Tnode: '30x20 40x30', NT01: 'present progressed', NEW01: '- 30x30' } };
    const { timepoints } = judge({ ...story, fdg: [null, 'negative'] }, AVID);
    expect(timepoints[0]).toMatchObject({
      target: 'SD',
      nonTarget: 'NON-CR/NON-PD',
      newLesion: false,
      overall: 'CR',
    });
    expect(words({ ...story, fdg: [null, 'decreased'] })).toBe('PD');
  });
  test('that is negative ends the counting of new lesions', () => {
    const lesions = { Tnode: '60x40 50x40 50x40 50x40', NEW01: '- 20x20 10x10 10x10' };
    expect(words({ lesions, fdg: [null, 'decreased', 'negative', 'decreased'] })).toBe('PD CR SD');
  });
  test('that is negative does not overrule a marrow newly involved', () =>
    expect(words({ fdg: [null, 'negative'], boneMarrow: ['not-involved', 'involved'] })).toBe('PD'));
  test.each([
    ['an involved marrow', { boneMarrow: ['involved', 'involved'] }, 'PR'],
    ['an indeterminate marrow', { boneMarrow: ['involved', 'indeterminate'] }, 'PR'],
    ['a residual organ', { organEnlarged: [true, true] }, 'PR'],
    ['a newly enlarged organ', { organEnlarged: [false, true] }, 'SD'],
  ] as const)('that is negative with %s is no CR', (_, story, answer) =>
    expect(words({ fdg: [null, 'negative'], ...story })).toBe(answer),
  );
  test('needs a target or a non-target', () =>
    expect(words({ lesions: { NEW01: '- absent' }, fdg: [null, 'negative'] })).toBe('NE'));
  test('of new foci has no effect by itself', () =>
    expect(words({ fdg: [null, 'negative'], newFdgFoci: [null, true] })).toBe('CR'));
});

describe('a negative PET that is carried', () => {
  const lesions = { Tnode: '60x40 50x40 50x40 50x40' };
  const words = (story: Partial<Story>, options: Parameters<typeof wordsOf>[1] = {}) =>
    wordsOf({ lesions, ...story }, { ...AVID, ...options });

  test('holds at timepoints without PET, also where CT is not evaluable', () => {
    expect(words({ fdg: [null, 'negative'] })).toBe('CR CR CR');
    expect(words({ lesions: { Tnode: '60x40 50x40 -' }, fdg: [null, 'negative'] })).toBe('CR CR');
  });
  test('does not hold where the charter says so', () =>
    expect(words({ fdg: [null, 'negative'] }, { settings: { carryForwardPetNegative: false } })).toBe(
      'CR SD SD',
    ));
  test('ends with a positive PET', () =>
    expect(words({ fdg: [null, 'negative', 'decreased'] })).toBe('CR SD SD'));
  test('ends with a progression at it or since', () => {
    expect(words({ fdg: [null, 'negative'], boneMarrow: ['not-involved', 'involved', 'not-involved'] })).toBe(
      'PD SD SD',
    );
    expect(words({ lesions: { Tnode: '60x40 50x40 80x60 50x40' }, fdg: [null, 'negative'] })).toBe(
      'CR PD SD',
    );
  });
  test('is not that of baseline, nor one in disease that is not avid', () => {
    expect(words({ fdg: ['negative'] })).toBe('SD SD SD');
    expect(words({ fdg: [null, 'negative'] }, { subject: { fdgAvid: false } })).toBe('SD SD SD');
  });
  test('does not overrule growth on CT', () =>
    expect(words({ lesions: { Tnode: '60x40 30x20 40x30' }, fdg: [null, 'negative'] })).toBe('CR PD'));
});
