import { describe, expect, test } from 'vitest';
import { marrowOf } from './bone-marrow.ts';
import type { Timepoint } from './case.ts';
import { countNewLesions } from './counted-new-lesion.ts';
import { exampleCase, type Said } from './example-case.ts';
import { organOf } from './organ-enlargement.ts';
import { spleenAt } from './spleen.ts';
import type { BoneMarrowStatus } from './term.ts';
import { timelineOf } from './timeline.ts';

function timepointsOf(status: readonly Partial<Timepoint>[]): readonly Timepoint[] {
  return status.map((each, at) => ({ id: `V${at}`, date: `2025-01-0${at + 1}`, findings: [], ...each }));
}

describe('bone marrow', () => {
  const marrow = (...statuses: (BoneMarrowStatus | undefined)[]) =>
    marrowOf(
      timepointsOf(statuses.map((boneMarrow) => (boneMarrow === undefined ? {} : { boneMarrow }))),
    ).join(' ');

  test('has nothing to fulfil until it is evaluated', () =>
    expect(marrow(undefined, 'not-evaluated', 'not-involved')).toBe('never never clear'));
  test('holds its last evaluation', () =>
    expect(marrow('involved', undefined, 'not-evaluated', 'indeterminate', undefined)).toBe(
      'involved involved involved indeterminate indeterminate',
    ));
  test('is new or recurrent only where it is involved now and was clear at the evaluation before', () => {
    expect(marrow('not-involved', undefined, 'involved', undefined, 'involved')).toBe(
      'clear clear new involved involved',
    );
    expect(marrow('involved', 'not-involved', 'involved')).toBe('involved clear new');
    expect(marrow('not-involved', 'indeterminate', 'involved')).toBe('clear indeterminate involved');
    expect(marrow(undefined, 'involved')).toBe('never involved');
  });
});

describe('liver and spleen of Cheson', () => {
  const organ = (...status: Partial<Timepoint>[]) => organOf(timepointsOf(status), 130).join(' ');
  const yes = { organEnlarged: true };
  const no = { organEnlarged: false };

  test('have nothing to fulfil while they were never enlarged or never known', () =>
    expect(organ({}, no, {}, no)).toBe('none none none none'));
  test('enlarged since the first evaluation are residual, also one after baseline', () => {
    expect(organ(yes, {}, yes)).toBe('residual residual residual');
    expect(organ({}, yes)).toBe('none residual');
  });
  test('enlarged after having been normal are new, and stay it while they are seen', () =>
    expect(organ(no, yes, yes, {}, yes)).toBe('none new new residual new'));
  test('normal after having been enlarged are clear, and enlarged again new', () =>
    expect(organ(yes, no, {}, no, yes)).toBe('residual clear clear clear new'));
  test('go by the length of the spleen where no examination says so, enlarged above 130 mm', () => {
    expect(organ({ spleen: 130 }, { spleen: 130.1 })).toBe('none new');
    expect(organ({ spleen: 131 }, { spleen: 150, organEnlarged: false })).toBe('residual clear');
  });
});

describe('the spleen of Lugano', () => {
  const spleen = (lengths: readonly (number | null)[], spleenMinIncreaseMm = 0) =>
    spleenAt(
      timepointsOf(lengths.map((length) => (length === null ? {} : { spleen: length }))),
      lengths.length - 1,
      { normalSpleenMm: 130, spleenMinIncreaseMm },
    );

  test('normal at baseline has progressed at 20 mm more and above 130 mm', () => {
    expect(spleen([120, 140]).spleen).toBe('progressed');
    expect(spleen([120, 139.9]).spleen).toBe('none');
    expect(spleen([110, 130]).spleen).toBe('none');
    expect(spleen([110, 130.1]).spleen).toBe('progressed');
    expect(spleen([130, null]).spleen).toBe('none');
  });
  test('normal at baseline is compared with baseline, not with a smaller one since', () =>
    expect(spleen([125, 110, 140]).spleen).toBe('none'));
  test('enlarged at baseline has progressed by more than half of its excess: 150 must exceed 160', () => {
    expect(spleen([150, 160]).spleen).toBe('not-regressed');
    expect(spleen([150, 160.1]).spleen).toBe('progressed');
    expect(spleen([150, 165]).rule).toBe(
      'Spleen 165 mm is more than half of the excess at baseline (20 mm) above the smallest earlier length of 150 mm: splenic progression.',
    );
  });
  test('enlarged at baseline grows from its smallest earlier length, and only above 130 mm', () => {
    expect(spleen([150, 135, null, 145.1]).spleen).toBe('progressed');
    expect(spleen([150, 135, 145]).spleen).toBe('not-regressed');
    expect(spleen([150, 115, 130]).spleen).toBe('normal');
  });
  test('may be asked for a least rise', () => {
    expect(spleen([140, 145.1]).spleen).toBe('progressed');
    expect(spleen([140, 149.9], 10).spleen).toBe('not-regressed');
    expect(spleen([140, 150], 10).spleen).toBe('progressed');
  });
  test('regresses by more than half of the excess, and is normal at 130 mm', () => {
    expect(spleen([150, 140]).spleen).toBe('not-regressed');
    expect(spleen([150, 139.9]).spleen).toBe('regressed');
    expect(spleen([150, 130]).spleen).toBe('normal');
    expect(spleen([150, null]).spleen).toBe('unknown');
  });

  describe('without a length at baseline', () => {
    const organ = (...enlarged: (boolean | null)[]) =>
      spleenAt(
        timepointsOf(
          enlarged.map((organEnlarged, at) => ({
            ...(organEnlarged !== null && { organEnlarged }),
            ...(at > 0 && { spleen: 200 }),
          })),
        ),
        enlarged.length - 1,
        { normalSpleenMm: 130, spleenMinIncreaseMm: 0 },
      ).spleen;

    test('has progressed when it is enlarged and was not at the last evaluation', () => {
      expect(organ(false, null, true)).toBe('progressed');
      expect(organ(true, false, true)).toBe('progressed');
    });
    test('enlarged at baseline is normal when it is not any more, else unknown', () => {
      expect(organ(true, false)).toBe('normal');
      expect(organ(true, true)).toBe('unknown');
      expect(organ(true, null)).toBe('unknown');
    });
    test('enlarged now and before is unknown', () => {
      expect(organ(null, true, true)).toBe('unknown');
      expect(organ(false, true, true)).toBe('unknown');
    });
    test('has nothing to fulfil otherwise', () => {
      expect(organ(null, true)).toBe('none');
      expect(organ(null, true, null)).toBe('none');
      expect(organ(null, true, false)).toBe('none');
      expect(organ(false, null)).toBe('none');
      expect(organ(null, null)).toBe('none');
    });
  });
});

describe('new lesions of a lymphoma', () => {
  /** Which timepoints after baseline count the lesion, in one line. */
  function counted(
    said: readonly (Said | null)[],
    countsTooSmall = false,
    notEvaluable: readonly number[] = [],
  ) {
    const example = exampleCase({ T01: [{ longestDiameter: 20 }], NEW01: [null, ...said] }, { notEvaluable });
    const timeline = timelineOf(example);
    let before: readonly string[] = [];
    return said
      .map((_, index) => {
        before = countNewLesions(timeline, index + 1, before, { aboveMm: () => 15, countsTooSmall });
        return before.length > 0 ? 'yes' : 'no';
      })
      .join(' ');
  }

  test('count when they are present or have progressed, whatever their size', () => {
    expect(counted(['present', { state: 'progressed', longestDiameter: 5 }])).toBe('yes yes');
    expect(counted([{ state: 'present', mergedInto: 'T01' }])).toBe('yes');
  });
  test('count when their largest diameter is above the limit', () => {
    expect(counted([15, 15.1])).toBe('no yes');
    expect(counted([{ longestDiameter: 10, perpendicular: 16 }])).toBe('yes');
    expect(counted([{ longestDiameter: 10, shortAxis: 16 }])).toBe('yes');
  });
  test('do not count when they are equivocal, not evaluable, absent, merged or without a size', () => {
    expect(counted(['equivocal', 'not-evaluable', 'absent', null, { mergedInto: 'T01' }, 'measured'])).toBe(
      'no no no no no no',
    );
    expect(counted([{ state: 'measured', longestDiameter: 30, mergedInto: 'T01' }])).toBe('no');
  });
  test('count when they are too small to measure only where the criteria say so', () => {
    expect(counted(['too-small'])).toBe('no');
    expect(counted(['too-small'], true)).toBe('yes');
  });
  test('once counted, count while they are seen: smaller, too small, merged or not evaluable', () =>
    expect(counted([20, 8, 'too-small', 'not-evaluable', { mergedInto: 'T01' }])).toBe(
      'yes yes yes yes yes',
    ));
  test.each(['absent', 'equivocal', null] as const)('end with %s and must reach the limit again', (end) =>
    expect(counted([20, end, 8, 20])).toBe('yes no no yes'),
  );
  test('end at a timepoint that could not be evaluated', () =>
    expect(counted([20, 20, 8], false, [2])).toBe('yes no no'));
});
