import { describe, expect, test } from 'vitest';
import type { Finding } from './case.ts';
import { exampleCase, type Story } from './example-case.ts';
import { nonTargetWord, sortNonTargetsAt } from './non-target-word.ts';
import { timelineOf } from './timeline.ts';

const LIMITS = {
  normalNodeMm: 15,
  newLesionMm: ({ kind }: { readonly kind?: string }) => (kind === 'nodal' ? 15 : 10),
};

/** The word of the last timepoint of a story. */
function wordOf(story: Story, limits: Parameters<typeof sortNonTargetsAt>[3] = LIMITS): string {
  const example = exampleCase(story);
  const timeline = timelineOf(example);
  const at = example.timepoints.length - 1;
  return nonTargetWord(sortNonTargetsAt(timeline, timeline.nonTargets, at, limits)).answer;
}
const long = (longestDiameter: number): Omit<Finding, 'lesion'> => ({ longestDiameter });

describe('PD', () => {
  test('is one that has progressed, also where it is merged', () => {
    expect(wordOf({ NT01: ['present', 'progressed'] })).toBe('PD');
    expect(
      wordOf({ NT01: ['present', { state: 'progressed', mergedInto: 'NT02' }], NT02: ['present', 'absent'] }),
    ).toBe('PD');
  });
  test('is one that is present after it had been absent, even at baseline', () => {
    expect(wordOf({ NT01: ['present', 'absent', 'not-evaluable', 'present'] })).toBe('PD');
    expect(wordOf({ NT01: ['absent', 'present'] })).toBe('PD');
  });
  test('is one measured above the size of a new lesion after it had been absent', () => {
    expect(wordOf({ NT01: ['present', 'absent', long(10.1)] })).toBe('PD');
    expect(wordOf({ NT01: ['present', 'absent', long(10)] })).toBe('NON-CR/NON-PD');
    expect(wordOf({ NTnode: ['present', 'absent', long(15.1)] })).toBe('PD');
    expect(wordOf({ NTnode: ['present', 'absent', long(15)] })).toBe('CR');
  });
  test('is no return after merging or a normal size', () => {
    expect(
      wordOf({
        NT01: ['present', { mergedInto: 'NT02' }, 'present'],
        NT02: ['present', 'present', 'present'],
      }),
    ).toBe('NON-CR/NON-PD');
    expect(wordOf({ NTnode: ['present', long(8), 'present'] })).toBe('NON-CR/NON-PD');
  });
  test('is none where one that had been absent is equivocal or too small', () => {
    expect(wordOf({ NT01: ['present', 'absent', 'equivocal'] })).toBe('NON-CR/NON-PD');
    expect(wordOf({ NT01: ['present', 'absent', 'too-small'] })).toBe('NON-CR/NON-PD');
  });
  test('wins over one that is not evaluable', () =>
    expect(wordOf({ NT01: ['present', 'progressed'], NT02: ['present', null] })).toBe('PD'));
});

test('NE is one not evaluable or without a finding', () => {
  expect(wordOf({ NT01: ['present', 'not-evaluable'], NT02: ['present', 'present'] })).toBe('NE');
  expect(wordOf({ NT01: ['present', null], NT02: ['present', 'absent'] })).toBe('NE');
});

describe('NON-CR/NON-PD', () => {
  test.each(['present', 'equivocal', 'too-small', 'measured'] as const)('is one that is %s', (state) =>
    expect(wordOf({ NT01: ['present', state], NT02: ['present', 'absent'] })).toBe('NON-CR/NON-PD'),
  );
  test('is a measured node above its normal size, or of unknown longest diameter', () => {
    expect(wordOf({ NTnode: ['present', long(15.1)] })).toBe('NON-CR/NON-PD');
    expect(wordOf({ NTnode: ['present', { shortAxis: 8 }] })).toBe('NON-CR/NON-PD');
  });
});

describe('CR', () => {
  test('is all absent, merged, or measured as normal nodes', () => {
    expect(
      wordOf({
        NT01: ['present', 'absent'],
        NT02: ['present', { mergedInto: 'NT01' }],
        NTnode: ['present', long(15)],
      }),
    ).toBe('CR');
  });
  test('is a merged lesion whatever its state', () =>
    expect(wordOf({ NT01: ['present', { state: 'not-evaluable', mergedInto: 'T01' }] })).toBe('CR'));
  test('is no normal node for criteria that have none', () =>
    expect(wordOf({ NTnode: ['present', long(8)] }, { ...LIMITS, normalNodeMm: null })).toBe(
      'NON-CR/NON-PD',
    ));
});
