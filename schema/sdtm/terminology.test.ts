import { expect, test } from 'vitest';
import {
  EVALUATORS,
  EVALUATOR_TERMS,
  findCriteria,
  findEvaluator,
  findEventKind,
  findRole,
  findState,
  kindOfLocation,
} from './terminology.ts';

test('every evaluator is found by the terms the hub sends for it', () => {
  for (const evaluator of EVALUATORS)
    expect(findEvaluator(EVALUATOR_TERMS[evaluator][0], EVALUATOR_TERMS[evaluator][1])).toBe(evaluator);
});

test('a single independent assessor is reader 1; a third radiologist is nobody the hub knows', () => {
  expect(findEvaluator('INDEPENDENT ASSESSOR', '')).toBe('READER_1');
  expect(findEvaluator('INDEPENDENT ASSESSOR', 'RADIOLOGIST 3')).toBeUndefined();
});

test.each([
  ['RECIST 1.1', 'recist-1.1'],
  ['iRECIST', 'irecist'],
  ['LUGANO 2014', 'lugano-2014'],
  ['LUGANO CLASSIFICATION', 'lugano-2014'],
  ['PCWG SCHER PROSTATE CANCER 2016', 'pcwg3'],
  ['MRECIST LENCIONI LIVER CANCER 2010', 'mrecist'],
  ['CHOI GIST 2008', 'choi'],
  ['RANO', 'rano-2010'],
])('%s names %s', (category, criteria) => {
  expect(findCriteria(category)).toBe(criteria);
});

test('a scale that is no response criteria names none', () => {
  expect(findCriteria('ECOG')).toBeUndefined();
});

test('a location gives the kind that changes a rule', () => {
  expect(
    ['LYMPH NODE, AXILLARY', 'BONE', 'BONE MARROW', 'SPLEEN', 'PLEURAL EFFUSION', 'ADRENAL GLAND'].map(
      kindOfLocation,
    ),
  ).toEqual(['nodal', 'bone', 'extranodal', 'spleen', 'effusion', 'extranodal']);
});

test('unequivocal is progression of a non-target and presence of a new lesion', () => {
  expect([findState('UNEQUIVOCAL', 'non-target'), findState('UNEQUIVOCAL', 'new')]).toEqual([
    'progressed',
    'present',
  ]);
  expect(findState('CHECK', 'new')).toBeUndefined();
  expect(findRole('NON-TARGET')).toBe('non-target');
});

test('a disposition is the end of treatment only where its subcategory or epoch says so', () => {
  expect(findEventKind('COMPLETED', 'DISPOSITION EVENT', '', '')).toBe('END_OF_STUDY');
  expect(findEventKind('COMPLETED', 'DISPOSITION EVENT', 'STUDY TREATMENT', '')).toBe('END_OF_TREATMENT');
  expect(findEventKind('DEATH', 'DISPOSITION EVENT', '', 'TREATMENT')).toBe('DEATH');
  expect(findEventKind('RANDOMIZED', 'PROTOCOL MILESTONE', '', '')).toBe('RANDOMISATION');
});
