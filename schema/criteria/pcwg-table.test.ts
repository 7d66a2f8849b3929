import { describe, expect, test } from 'vitest';
import { combinations } from './decision-table.ts';
import { PCWG2_TABLES } from './pcwg2.ts';
import { PCWG3_TABLES } from './pcwg3.ts';
import { BONE_RESPONSES, NON_TARGET_RESPONSES, PCWG_RESPONSES, TARGET_RESPONSES } from './term.ts';

type Overall = Parameters<typeof PCWG3_TABLES.overall>;
type SoftTissue = Parameters<typeof PCWG3_TABLES.softTissue>;

/** The page's table of the overall response, read line by line. */
function overallOf([softTissue, bone, hadBone, hasTargets]: Overall): string {
  const isSuspected = bone === 'PDu';
  if (softTissue === 'PD' || bone === 'PD') return 'PD';
  if (softTissue === 'PDu') return 'PDu';
  if (softTissue === 'CR') {
    if (!hadBone && !isSuspected) return 'CR';
    return hasTargets ? 'PR' : 'NON-CR/NON-PD';
  }
  if (softTissue !== 'NED') return softTissue;
  const isScanned = bone === 'NON-PD' || isSuspected;
  if (hadBone || isSuspected) return isScanned ? 'NON-CR/NON-PD' : 'NE';
  return bone === 'NE' ? 'NE' : 'NED';
}

/** The page's table of the soft tissue response, read line by line. */
function softTissueOf([target, nonTarget, isNew, isEvaluable]: SoftTissue): string {
  if (target === 'PD' || nonTarget === 'PD' || isNew) return 'PD';
  if (target === 'CR') return nonTarget === 'CR' || nonTarget === null ? 'CR' : 'PR';
  if (target !== null) return target;
  if (nonTarget !== null) return nonTarget;
  return isEvaluable ? 'NED' : 'NE';
}

describe.each([
  ['PCWG2', PCWG2_TABLES, 'Scher 2008 (PCWG2)'],
  ['PCWG3', PCWG3_TABLES, 'Scher 2016 (PCWG3)'],
] as const)('%s', (_, tables, paper) => {
  test('every combination of soft tissue, bone, bone at baseline and targets has the page’s overall response', () => {
    const all = combinations([PCWG_RESPONSES, [...BONE_RESPONSES, null], [true, false], [true, false]]);
    expect(all).toHaveLength(160);
    for (const inputs of all as readonly Overall[]) {
      const { answer, source } = tables.overall(...inputs);
      expect([...inputs, answer]).toEqual([...inputs, overallOf(inputs)]);
      expect(source).toMatch(/Overall response, row \d+$/);
      expect(source.startsWith(paper)).toBe(true);
    }
  });

  test('every combination of target, non-target, new lesion and evaluable has the page’s soft tissue response', () => {
    const all = combinations([
      [...TARGET_RESPONSES, null],
      [...NON_TARGET_RESPONSES, null],
      [true, false],
      [true, false],
    ]);
    expect(all).toHaveLength(120);
    for (const inputs of all as readonly SoftTissue[])
      expect([...inputs, tables.softTissue(...inputs).answer]).toEqual([...inputs, softTissueOf(inputs)]);
  });
});
