import { describe, expect, test } from 'vitest';
import type { ChosenSettings } from './case.ts';
import { dayAfterBaseline } from './example-case.ts';
import { prostateCase } from './example-prostate-case.ts';
import { assess } from './index.ts';

/** PSA answers of values written by day after baseline: `0 20, 28 10`. Dates are given as days. */
function psaOf(course: string, settings: ChosenSettings = {}, notEvaluable: readonly number[] = []) {
  const rows = course.split(', ').map((row) => row.split(' ').map(Number));
  const days = rows.map(([day = 0]) => day);
  const psa = rows.map(([, level = null]) => level);
  const result = assess(prostateCase('pcwg3', { psa }, { days, settings, notEvaluable }));
  const dayOf = (date: string | null | undefined) =>
    date === null ? null : days.find((day) => dayAfterBaseline(day) === date);
  return {
    psaResponse: result.psaResponse,
    response: dayOf(result.psaResponseDate),
    progression: dayOf(result.psaProgressionDate),
  };
}

describe('response', () => {
  test('is a fall of exactly 50 % that the first value 21 days later confirms, at its first date', () => {
    expect(psaOf('0 20, 28 10, 49 10')).toMatchObject({ psaResponse: true, response: 28 });
  });
  test('is none at 49.9 %, or confirmed 20 days later alone', () => {
    expect(psaOf('0 20, 28 10.02, 56 9')).toMatchObject({ psaResponse: false, response: null });
    expect(psaOf('0 20, 28 10, 48 9')).toMatchObject({ psaResponse: false, response: null });
  });
  test('is not confirmed by a later value once the first at 21 days fails', () => {
    expect(psaOf('0 20, 28 10, 49 11, 77 8')).toMatchObject({ psaResponse: false });
    expect(psaOf('0 20, 28 10, 49 11, 77 8, 98 8')).toMatchObject({ psaResponse: true, response: 77 });
  });
  test('passes over a value sooner than 21 days, whatever it says', () => {
    expect(psaOf('0 20, 28 10, 35 19, 49 10')).toMatchObject({ psaResponse: true, response: 28 });
  });
});

describe('progression after a value below the baseline', () => {
  test('is a rise of exactly 25 % and 2 ng/mL over the smallest, confirmed at 21 days', () => {
    expect(psaOf('0 20, 28 8, 56 10, 77 10').progression).toBe(56);
  });
  test('needs both: 25 % of 4 is 1 ng/mL, and 2 ng/mL of 20 are 10 %', () => {
    expect(psaOf('0 20, 28 4, 56 5, 84 5').progression).toBeNull();
    expect(psaOf('0 30, 28 20, 56 22, 84 22').progression).toBeNull();
  });
  test('just below 25 % or confirmed by 20 days alone is none', () => {
    expect(psaOf('0 20, 28 10, 56 12.49, 84 12.49').progression).toBeNull();
    expect(psaOf('0 20, 28 8, 56 10, 76 10').progression).toBeNull();
  });
  test('is confirmed against the nadir of the rise, though a smaller value lies between', () => {
    expect(psaOf('0 20, 28 8, 56 10, 63 5, 77 10').progression).toBe(56);
  });
  test('that is not confirmed leaves the date to a later rise', () => {
    expect(psaOf('0 20, 28 8, 56 10, 77 9, 98 12, 119 12').progression).toBe(98);
  });
  test('needs confirmation at any time, early or late', () => {
    expect(psaOf('0 20, 14 8, 28 10, 49 10').progression).toBe(28);
    expect(psaOf('0 20, 28 19, 100 30').progression).toBeNull();
  });
});

describe('progression without a value below the baseline', () => {
  test('is a rise more than 84 days after baseline, without confirmation', () => {
    expect(psaOf('0 20, 85 25').progression).toBe(85);
  });
  test('is ignored on day 84', () => {
    expect(psaOf('0 20, 84 40').progression).toBeNull();
    expect(psaOf('0 20, 84 40, 112 40').progression).toBe(112);
  });
  test('needs 25 % and 2 ng/mL over the baseline', () => {
    expect(psaOf('0 20, 85 24.9').progression).toBeNull();
    expect(psaOf('0 4, 85 5.9').progression).toBeNull();
    expect(psaOf('0 4, 85 6').progression).toBe(85);
  });
  test('from a baseline of 0 needs 2 ng/mL alone', () => expect(psaOf('0 0, 85 2').progression).toBe(85));
  test('equal to the baseline is not below it', () =>
    expect(psaOf('0 20, 28 20, 85 25').progression).toBe(85));
});

test('without a value at baseline nothing can be told', () => {
  const { timepoints, ...result } = assess(prostateCase('pcwg3', { psa: [null, 10, 5] }));
  expect(timepoints).toHaveLength(2);
  expect(result).toMatchObject({ psaResponse: null, psaResponseDate: null, psaProgressionDate: null });
});

test('a value counts where nothing else of its timepoint could be evaluated', () => {
  expect(psaOf('0 20, 28 10, 49 10', {}, [1, 2])).toMatchObject({ psaResponse: true, response: 28 });
});

test('the thresholds are those of the charter', () => {
  const settings = { psaResponsePercent: 30, psaConfirmDays: 28, psaEarlyDays: 28, psaProgressionNgMl: 1 };
  expect(psaOf('0 20, 28 14, 56 14', settings)).toMatchObject({ response: 28 });
  expect(psaOf('0 20, 28 14, 55 14', settings)).toMatchObject({ response: null });
  expect(psaOf('0 4, 29 5', settings).progression).toBe(29);
  expect(psaOf('0 20, 29 26', { ...settings, psaProgressionPercent: 31 }).progression).toBeNull();
});

test('a trace names values, changes and days', () => {
  const { trace } = assess(
    prostateCase('pcwg3', { psa: [20, 10, 8, 10, 10.1] }, { days: [0, 28, 49, 112, 140] }),
  );
  expect(trace.filter(({ source }) => source.includes('PSA'))).toEqual([
    {
      step: 'date',
      rule: 'PSA 10 ng/mL (W4) is 50.0 % below the baseline of 20 ng/mL (BL); at least 50 % below is a response, confirmed: 8 ng/mL (W7) 21 days later, the first value at least 21 days later. PSA response on 2025-02-03.',
      source: 'Scher 2016 (PCWG3), PSA; PSA response, row 1',
    },
    {
      step: 'date',
      rule: 'PSA 10 ng/mL (W16) is 25.0 % and 2 ng/mL above the smallest value so far, 8 ng/mL (W7); at least 25 % and 2 ng/mL above is progression, confirmed: 10.1 ng/mL (W20) 28 days later, the first value at least 21 days later. PSA progression on 2025-04-28.',
      source: 'Scher 2016 (PCWG3), PSA; PSA progression, row 1',
    },
  ]);
});
