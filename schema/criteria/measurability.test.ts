import { describe, expect, test } from 'vitest';
import { CRITERIA, flagBaseline, measurabilityFlag } from './index.ts';

const rules = CRITERIA['recist-1.1'].lesionRules;

describe('a target of RECIST 1.1 is measurable', () => {
  test('from a longest diameter of 10 mm', () => {
    expect(measurabilityFlag(rules, { id: 'T01', longestDiameter: 10 })).toBeNull();
    expect(measurabilityFlag(rules, { id: 'T01', longestDiameter: 9.9 })).toEqual({
      flag: 'TOO_SMALL',
      lesion: 'T01',
      rule: 'T01 has a longest diameter of 9.9 mm at baseline; a target has at least 10 mm.',
      source: 'Eisenhauer 2009, section 3.1.1',
    });
  });
  test('from twice the slice thickness where slices are thicker than 5 mm', () => {
    expect(measurabilityFlag(rules, { id: 'T01', longestDiameter: 15, sliceThickness: 7.5 })).toBeNull();
    expect(measurabilityFlag(rules, { id: 'T01', longestDiameter: 14, sliceThickness: 7.5 })?.flag).toBe(
      'TOO_SMALL',
    );
    expect(measurabilityFlag(rules, { id: 'T01', longestDiameter: 10, sliceThickness: 1 })).toBeNull();
  });
  test('as a node from a short axis of 15 mm', () => {
    expect(measurabilityFlag(rules, { id: 'T01', kind: 'nodal', shortAxis: 15 })).toBeNull();
    expect(measurabilityFlag(rules, { id: 'T01', kind: 'nodal', shortAxis: 14.9 })?.flag).toBe('TOO_SMALL');
    expect(measurabilityFlag(rules, { id: 'T01', kind: 'nodal', longestDiameter: 30 })?.flag).toBe(
      'NOT_MEASURED',
    );
  });
  test('as an effusion never', () => {
    expect(measurabilityFlag(rules, { id: 'T01', kind: 'effusion', longestDiameter: 30 })?.flag).toBe(
      'NEVER_MEASURABLE',
    );
  });
});

describe('the targets of a baseline', () => {
  const targets = (...sites: readonly string[]) =>
    sites.map((site, index) => ({ id: `T0${index + 1}`, site, longestDiameter: 20 }));
  const flags = (...sites: readonly string[]) =>
    flagBaseline(rules, targets(...sites)).map(({ flag }) => flag);

  test('are at most five', () => {
    expect(flags('liver', 'lung', 'brain', 'skin', 'spleen')).toEqual([]);
    expect(flags('liver', 'lung', 'brain', 'skin', 'spleen', 'kidney')).toEqual(['TOO_MANY_TARGETS']);
  });
  test('are at most two in one organ, paired organs being one', () => {
    expect(flags('Liver', 'liver')).toEqual([]);
    expect(flags('left lung', 'Lung, Right', 'lung')).toEqual(['TOO_MANY_IN_ORGAN']);
  });
  test('are at most two nodes of all stations', () => {
    expect(flags('axillary lymph node', 'inguinal lymph node', 'Lymph Node')).toEqual(['TOO_MANY_IN_ORGAN']);
  });
  test('without a site are counted in all only', () => expect(flags('', '', '')).toEqual([]));
});

describe('a target of Lugano 2014 is measurable', () => {
  const lugano = CRITERIA['lugano-2014'].lesionRules;
  test('above 15 mm as a node and above 10 mm elsewhere, in two diameters', () => {
    const flagOf = (target: Omit<Parameters<typeof measurabilityFlag>[1], 'id'>) =>
      measurabilityFlag(lugano, { id: 'T01', ...target })?.rule ?? null;
    expect(flagOf({ kind: 'nodal', longestDiameter: 15.1, shortAxis: 9 })).toBeNull();
    expect(flagOf({ kind: 'nodal', longestDiameter: 15, shortAxis: 9 })).toBe(
      'T01 has a longest diameter of 15 mm at baseline; a target has more than 15 mm.',
    );
    expect(flagOf({ longestDiameter: 10.1, perpendicular: 6 })).toBeNull();
    expect(flagOf({ longestDiameter: 10, perpendicular: 6 })).toContain('more than 10 mm');
    expect(flagOf({ longestDiameter: 30 })).toBe('T01 has no perpendicular diameter at baseline.');
  });
});
