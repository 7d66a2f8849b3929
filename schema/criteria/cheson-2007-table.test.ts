import { describe, expect, test } from 'vitest';
import { MARROWS } from './bone-marrow.ts';
import { overallResponse, type OverallFacts } from './cheson-2007.ts';
import { PET_STATUSES } from './cheson-2007-pet.ts';
import { combinations } from './decision-table.ts';
import { ORGANS } from './organ-enlargement.ts';
import { NON_TARGET_RESPONSES, TARGET_RESPONSES } from './term.ts';

const ALL = combinations([
  [...TARGET_RESPONSES, null],
  [...NON_TARGET_RESPONSES, null],
  [true, false],
  MARROWS,
  ORGANS,
  [true, false],
  [...PET_STATUSES, 'carried'],
]).map(([target, nonTarget, isNew, marrow, organ, isAvid, pet]) => {
  const isCarried = pet === 'carried';
  return {
    target,
    nonTarget,
    isNew,
    marrow,
    organ,
    pet: {
      isAvid,
      status: isCarried ? 'unknown' : pet,
      carriedFrom: isCarried && isAvid === true ? 'W8' : null,
    },
  } as OverallFacts;
});

const answers = ALL.map((facts) => {
  const { isAvid, status, carriedFrom } = facts.pet;
  return {
    ...facts,
    isCleared: isAvid && (status === 'negative' || carriedFrom !== null),
    overall: overallResponse(facts).answer,
  };
});

describe('every combination of components', () => {
  test('is PD exactly where one of them is progression; a newly enlarged organ is none', () => {
    for (const f of answers)
      expect(f.overall === 'PD', JSON.stringify(f)).toBe(
        f.target === 'PD' || f.nonTarget === 'PD' || f.isNew || f.marrow === 'new',
      );
  });
  test('is CR only with a clear marrow, no enlarged organ, and in avid disease a negative or carried PET', () => {
    for (const f of answers.filter(({ overall }) => overall === 'CR')) {
      expect(['never', 'clear']).toContain(f.marrow);
      expect(['none', 'clear']).toContain(f.organ);
      if (f.pet.isAvid) expect(f.isCleared).toBe(true);
      else
        expect([['CR', null].includes(f.target), ['CR', null].includes(f.nonTarget)]).toEqual([true, true]);
    }
  });
  test('is no response with a newly enlarged organ', () => {
    for (const f of answers.filter(({ organ }) => organ === 'new'))
      expect(['CR', 'PR']).not.toContain(f.overall);
  });
  test('is a response only with targets that respond or masses that are gone', () => {
    for (const f of answers.filter(({ overall }) => overall === 'PR'))
      expect(
        f.isCleared || f.target === 'CR' || f.target === 'PR' || (f.target === null && f.nonTarget === 'CR'),
      ).toBe(true);
  });
  test('is NE without targets and non-targets, and where targets are not evaluable and PET does not clear', () => {
    for (const f of answers.filter(({ overall }) => overall !== 'PD')) {
      if (f.target === null && f.nonTarget === null) expect(f.overall).toBe('NE');
      if (f.target === 'NE') expect(f.overall === 'NE').toBe(!f.isCleared);
    }
  });
  test('reaches every line of the table', () => {
    const reached = new Set(ALL.map((facts) => overallResponse(facts).line));
    expect(reached.size).toBe(overallResponse.lines.length);
  });
});
