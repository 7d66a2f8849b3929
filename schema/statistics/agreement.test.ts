import { describe, expect, test } from 'vitest';
import { agreement, agreementOf } from './agreement.ts';
import { discrepancy } from './discrepancy.ts';
import { blandAltman, intraclassCorrelations } from './measurement-agreement.ts';

describe('kappa', () => {
  test('of Cohen’s 1960 example is 0.492', () => {
    // Cohen 1960, Table 1, frequencies of 200.
    const found = agreementOf(
      [
        [88, 14, 18],
        [10, 40, 10],
        [2, 6, 12],
      ],
      ['personality disorder', 'neurosis', 'psychosis'],
    );
    expect(found?.observed).toBeCloseTo(0.7, 12);
    expect(found?.expected).toBeCloseTo(0.41, 12);
    expect(found?.kappa?.value).toBeCloseTo(0.29 / 0.59, 12);
  });

  test('is 1 where raters always agree, and cannot be told where both give one level alone', () => {
    const same = [
      ['CR', 'CR'],
      ['PD', 'PD'],
    ] as const;
    expect(agreement(same, ['CR', 'PR', 'PD'])?.kappa).toMatchObject({ value: 1, standardError: 0 });
    expect(agreement([['CR', 'CR']], ['CR', 'PD'])).toMatchObject({ observed: 1, kappa: null });
  });

  test('with weights counts a near miss for more than a far one', () => {
    const near = agreement(
      [
        ['CR', 'PR'],
        ['PD', 'PD'],
        ['CR', 'CR'],
      ],
      ['CR', 'PR', 'SD', 'PD'],
    );
    const far = agreement(
      [
        ['CR', 'PD'],
        ['PD', 'PD'],
        ['CR', 'CR'],
      ],
      ['CR', 'PR', 'SD', 'PD'],
    );
    expect(near?.quadratic?.value ?? 0).toBeGreaterThan(far?.quadratic?.value ?? 0);
  });

  test('of a word that is no level is refused, of nobody not told', () => {
    expect(() => agreement([['CR', 'XX']], ['CR'])).toThrow('"XX" is none of the levels CR.');
    expect(agreement([], ['CR'])).toBeNull();
  });
});

const PAIRS = [
  [9, 2],
  [6, 1],
  [8, 4],
  [7, 1],
  [10, 5],
  [6, 2],
] as const;

describe('measurements of two raters', () => {
  test('have the intraclass correlations that R’s analysis of variance gives', () => {
    const found = intraclassCorrelations(PAIRS);
    expect(found?.['1,1'].value).toBeCloseTo(-0.496415770609319, 12);
    expect(found?.['1,1'].upper).toBeCloseTo(0.402661387942346, 10);
    expect(found?.['2,1'].value).toBeCloseTo(0.12565445026178, 12);
    expect(found?.['3,1'].value).toBeCloseTo(0.745341614906831, 12);
    expect(found?.['3,1'].lower).toBeCloseTo(-0.0209087462970934, 10);
  });

  test('that are the same correlate wholly; a single pair tells nothing', () => {
    expect(
      intraclassCorrelations([
        [1, 1],
        [2, 2],
        [5, 5],
      ])?.['2,1'],
    ).toEqual({ value: 1, lower: 1, upper: 1 });
    expect(intraclassCorrelations([[1, 2]])).toBeNull();
    expect(blandAltman([[1, 2]])).toBeNull();
  });

  test('lie within the limits of Bland and Altman: bias and 1.96 standard deviations', () => {
    const found = blandAltman([
      [10, 8],
      [20, 20],
      [30, 34],
    ]);
    expect(found?.bias).toBeCloseTo(-2 / 3, 12);
    expect(found?.standardDeviation).toBeCloseTo(Math.sqrt(28 / 3), 12);
    expect(found?.upper).toBeCloseTo(-2 / 3 + 1.959963984540054 * Math.sqrt(28 / 3), 12);
  });
});

test('discrepancy rates count what Amit and others 2011 count', () => {
  const pairs = [
    { local: '2025-01-01', central: '2025-01-01' },
    { local: '2025-01-01', central: '2025-02-01' },
    { local: '2025-03-01', central: '2025-02-01' },
    { local: '2025-01-01', central: null },
    { local: null, central: '2025-01-01' },
    { local: null, central: null },
  ];
  expect(discrepancy(pairs)).toEqual({
    same: 1,
    localEarlier: 1,
    localLater: 1,
    localOnly: 1,
    centralOnly: 1,
    neither: 1,
    earlyRate: 2 / 4,
    lateRate: 2 / 4,
  });
  expect(discrepancy([])).toMatchObject({ earlyRate: null, lateRate: null });
});
