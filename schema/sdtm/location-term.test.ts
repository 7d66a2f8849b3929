import { expect, test } from 'vitest';
import { findCodelist } from './codelist.ts';
import { locationTerm } from './location-term.ts';

test.each([
  ['Lung', 'extranodal', 'LUNG'],
  ['Prostate', 'extranodal', 'PROSTATE GLAND'],
  ['Lymph nodes', 'nodal', 'LYMPH NODE'],
  ['Mediastinum', 'nodal', 'MEDIASTINAL LYMPH NODE'],
  ['LYMPH NODE, AXILLARY', 'nodal', 'AXILLARY LYMPH NODE'],
  ['Para-aortic node', 'nodal', 'PARA-AORTIC LYMPH NODE'],
  [null, 'nodal', 'LYMPH NODE'],
])('%s, %s, is the published %s', (organ, kind, term) => {
  expect(locationTerm(organ, kind)).toBe(term);
  expect(findCodelist('C74456')?.terms.has(term)).toBe(true);
});

test('words that no list holds stay, in upper case; without words there is no location', () => {
  expect([locationTerm('Paraspinal mass', 'extranodal'), locationTerm(null, 'bone')]).toEqual([
    'PARASPINAL MASS',
    null,
  ]);
});
