import { expect, test } from 'vitest';
import type { ReviewContent } from './content.ts';
import {
  exampleFinding,
  exampleLesion,
  exampleRead,
  exampleResponse,
  exampleReview,
  exampleSubject,
  exampleTrial,
} from './example-content.ts';
import { mapSubject } from './map-subject.ts';

const mapOf = (reviews: readonly ReviewContent[], trial = exampleTrial()) =>
  mapSubject(trial, exampleSubject({ reviews })).rows;
const pick = (rows: readonly object[] | undefined, ...names: readonly string[]) =>
  rows?.map((row) => names.map((name) => (row as Readonly<Record<string, unknown>>)[name]));

test('each evaluator has links of its own, and only the accepted review is flagged', () => {
  const review = { lesions: [exampleLesion('T01')], reads: [exampleRead('BL')] };
  const rows = mapOf([
    exampleReview({ ...review, evaluator: 'INVESTIGATOR' }),
    exampleReview({ ...review, evaluator: 'READER_1' }),
    exampleReview({ ...review, evaluator: 'READER_2', isAccepted: true }),
    exampleReview({ ...review, evaluator: 'ADJUDICATOR' }),
    exampleReview({ ...review, evaluator: 'ALGORITHM' }),
  ]);
  expect(pick(rows['TU'], 'TULNKID', 'TUEVAL', 'TUEVALID', 'TUACPTFL')).toEqual([
    ['ADJ-T01', 'INDEPENDENT ASSESSOR', 'ADJUDICATOR', null],
    ['ALG-T01', 'ALGORITHM', null, null],
    ['R1-T01', 'INDEPENDENT ASSESSOR', 'RADIOLOGIST 1', null],
    ['R2-T01', 'INDEPENDENT ASSESSOR', 'RADIOLOGIST 2', 'Y'],
    ['T01', 'INVESTIGATOR', null, null],
  ]);
});

test('a lesion is identified at the read that first saw it, with published location, side and method', () => {
  const lesion = exampleLesion('T01', {
    organ: 'Mediastinum',
    kind: 'nodal',
    location: 'station 4R',
    laterality: 'right',
    method: 'CT',
  });
  const added = exampleLesion('NEW01', { role: 'new', timepointCode: 'W6', organ: 'Liver', kind: 'liver' });
  const read = { on: '2024-03-16', given: null };
  const rows = mapOf([
    exampleReview({ lesions: [lesion, added], reads: [exampleRead('BL'), exampleRead('W6', { read })] }),
  ]);
  expect(
    pick(
      rows['TU'],
      'TULNKID',
      'TUORRES',
      'TULOC',
      'TULAT',
      'TUMETHOD',
      'TUDTC',
      'VISITNUM',
      'TUBLFL',
      'TULOBXFL',
      'EPOCH',
    ),
  ).toEqual([
    ['NEW01', 'NEW', 'LIVER', null, null, '2024-03-16', 2, null, null, 'TREATMENT'],
    ['T01', 'TARGET', 'MEDIASTINAL LYMPH NODE', 'RIGHT', 'CT SCAN', '2024-01-25', 1, 'Y', 'Y', 'SCREENING'],
  ]);
  expect(pick(rows['SUPPTU'], 'IDVARVAL', 'QNAM', 'QVAL')).toEqual([
    ['1', 'TUMEASFL', 'Y'],
    ['1', 'TUORGAN', 'Liver'],
    ['2', 'TULOCDTL', 'station 4R'],
    ['2', 'TUMEASFL', 'Y'],
    ['2', 'TUORGAN', 'Mediastinum'],
  ]);
});

test('a fragment is a split, and lesions that coalesce a merge at the first read that tells it', () => {
  const merged = { mergedIntoCode: 'T02' };
  const rows = mapOf([
    exampleReview({
      evaluator: 'READER_1',
      lesions: [
        exampleLesion('T01'),
        exampleLesion('T02'),
        exampleLesion('T01.1', { splitFromCode: 'T01', timepointCode: 'W6' }),
      ],
      reads: [
        exampleRead('BL', { findings: [exampleFinding('T01', { longestDiameterMm: 20 })] }),
        exampleRead('W6', { findings: [exampleFinding('T01', { state: 'absent', ...merged })] }),
      ],
    }),
  ]);
  expect(pick(rows['TU'], 'TULNKID', 'TUTESTCD', 'TUTEST', 'TUORRES', 'VISITNUM')).toEqual([
    ['R1-T01', 'TUMIDENT', 'Tumor Identification', 'TARGET', 1],
    ['R1-T01.1', 'TUSPLIT', 'Tumor Split', 'TARGET', 2],
    ['R1-T01/T02', 'TUMERGE', 'Tumor Merged', 'TARGET', 2],
    ['R1-T02', 'TUMIDENT', 'Tumor Identification', 'TARGET', 1],
  ]);
  const told = rows['SUPPTU']?.filter(({ QNAM }) => QNAM === 'TUSPLTID' || QNAM === 'TUMRGEID');
  expect(pick(told, 'QNAM', 'QVAL')).toEqual([
    ['TUSPLTID', 'R1-T01'],
    ['TUMRGEID', 'R1-T02'],
  ]);
  expect(pick(rows['SUPPTR'], 'QNAM', 'QVAL')).toEqual([['TRMRGEID', 'R1-T02']]);
});

test('of a node DIAMETER is the short axis, of others the longest diameter; each test has its unit', () => {
  const rows = mapOf([
    exampleReview({
      lesions: [exampleLesion('T01'), exampleLesion('T02', { kind: 'nodal', organ: 'Lymph node' })],
      reads: [
        exampleRead('BL', {
          findings: [
            exampleFinding('T01', {
              longestDiameterMm: 31.5,
              attenuationHu: 40,
              sulPeak: 7.1,
              volumeMl: 12,
              method: 'CT',
            }),
            exampleFinding('T02', { shortAxisMm: 18, longestDiameterMm: 25 }),
          ],
        }),
      ],
    }),
  ]);
  const sent = rows['TR']?.filter(({ VISITNUM }) => VISITNUM === 1);
  expect(
    pick(
      sent,
      'TRLNKID',
      'TRTESTCD',
      'TRORRES',
      'TRORRESU',
      'TRSTRESN',
      'TRSTRESU',
      'TRGRPID',
      'TRLNKGRP',
      'TRMETHOD',
    ),
  ).toEqual([
    ['T01', 'DIAMETER', '31.5', 'mm', 31.5, 'mm', 'TARGET', 'A1', 'CT SCAN'],
    ['T01', 'LDIAM', '31.5', 'mm', 31.5, 'mm', 'TARGET', 'A1', 'CT SCAN'],
    ['T01', 'RADIODEN', '40', 'Hounsfield Unit', 40, 'Hounsfield Unit', 'TARGET', 'A1', 'CT SCAN'],
    ['T01', 'SULPEAK', '7.1', 'kg/L', 7.1, 'kg/L', 'TARGET', 'A1', 'CT SCAN'],
    ['T01', 'VOLUME', '12', 'mL', 12, 'mL', 'TARGET', 'A1', 'CT SCAN'],
    ['T02', 'DIAMETER', '18', 'mm', 18, 'mm', 'TARGET', 'A1', null],
    ['T02', 'LDIAM', '25', 'mm', 25, 'mm', 'TARGET', 'A1', null],
    ['T02', 'LPERP', '18', 'mm', 18, 'mm', 'TARGET', 'A1', null],
  ]);
});

test('what could not be evaluated is not done, with the reason, by the tests the lesion has elsewhere', () => {
  const lesions = [exampleLesion('T01'), exampleLesion('NT01', { role: 'non-target' })];
  const rows = mapOf([
    exampleReview({
      lesions,
      reads: [
        exampleRead('BL', {
          findings: [exampleFinding('T01', { longestDiameterMm: 20, perpendicularMm: 10 })],
        }),
        exampleRead('W6', {
          findings: [
            exampleFinding('T01', { state: 'not-evaluable', reasonNotEvaluable: 'NO CONTRAST' }),
            exampleFinding('NT01', { state: 'not-evaluable' }),
          ],
        }),
      ],
    }),
  ]);
  const late = rows['TR']?.filter(({ VISITNUM }) => VISITNUM === 2);
  expect(pick(late, 'TRLNKID', 'TRTESTCD', 'TRORRES', 'TRSTRESC', 'TRORRESU', 'TRSTAT', 'TRREASND')).toEqual([
    ['NT01', 'TUMSTATE', null, null, null, 'NOT DONE', null],
    ['T01', 'DIAMETER', null, null, null, 'NOT DONE', 'NO CONTRAST'],
    ['T01', 'LDIAM', null, null, null, 'NOT DONE', 'NO CONTRAST'],
    ['T01', 'LPERP', null, null, null, 'NOT DONE', 'NO CONTRAST'],
  ]);
});

test.each([
  ['non-target', 'extranodal', 'present', 'TUMSTATE', 'PRESENT'],
  ['non-target', 'extranodal', 'progressed', 'TUMSTATE', 'UNEQUIVOCAL'],
  ['non-target', 'nodal', 'present', 'LNSTATE', 'PATHOLOGICAL'],
  ['non-target', 'nodal', 'absent', 'LNSTATE', 'NON-PATHOLOGICAL'],
  ['non-target', 'nodal', 'progressed', 'TUMSTATE', 'UNEQUIVOCAL'],
  ['target', 'extranodal', 'absent', 'TUMSTATE', 'ABSENT'],
  ['new', 'extranodal', 'equivocal', 'TUMSTATE', 'EQUIVOCAL'],
] as const)('a %s %s lesion that is %s leaves as %s %s', (role, kind, state, test_, word) => {
  const lesion = exampleLesion('X01', { role, kind, organ: kind === 'nodal' ? 'Lymph node' : 'Lung' });
  const rows = mapOf([
    exampleReview({
      lesions: [lesion],
      reads: [exampleRead('BL', { findings: [exampleFinding('X01', { state })] })],
    }),
  ]);
  expect(pick(rows['TR'], 'TRTESTCD', 'TRSTRESC', 'TRSTRESN')).toEqual([[test_, word, null]]);
});

test('a target too small for a size says so and has no number', () => {
  const rows = mapOf([
    exampleReview({
      lesions: [exampleLesion('T01')],
      reads: [exampleRead('BL', { findings: [exampleFinding('T01', { state: 'too-small' })] })],
    }),
  ]);
  expect(pick(rows['TR'], 'TRTESTCD', 'TRORRES', 'TRSTRESN', 'TRSTAT')).toEqual([
    ['DIAMETER', 'TOO SMALL TO MEASURE', null, null],
    ['LDIAM', 'TOO SMALL TO MEASURE', null, null],
  ]);
});

test('a sum that is derived is a calculation; one that was stated is not, and keeps the derived one beside', () => {
  const derived = { sum: 30, changeFromBaselinePercent: -25, changeFromNadirPercent: 20 };
  const rows = mapOf([
    exampleReview({
      reads: [
        exampleRead('BL', { responses: [exampleResponse('recist-1.1', { sum: 41 }, { sum: 40 })] }),
        exampleRead('W6', { responses: [exampleResponse('recist-1.1', {}, derived)] }),
      ],
    }),
  ]);
  expect(
    pick(rows['TR'], 'TRTESTCD', 'TRGRPID', 'TRLNKID', 'TRSTRESN', 'TRSTRESU', 'TRMETHOD', 'VISITNUM'),
  ).toEqual([
    ['ACNSD', 'TARGET', null, 5, 'mm', 'CALCULATION', 2],
    ['PCBSD', 'TARGET', null, -25, '%', 'CALCULATION', 2],
    ['PCNSD', 'TARGET', null, 20, '%', 'CALCULATION', 2],
    ['SUMDIAM', 'TARGET', null, 41, 'mm', null, 1],
    ['SUMDIAM', 'TARGET', null, 30, 'mm', 'CALCULATION', 2],
  ]);
  expect(pick(rows['SUPPTR'], 'QNAM', 'QVAL', 'QORIG')).toEqual([['TRDERIV', '40', 'Derived']]);
});

test('criteria that add up the same give one sum, those that differ bear their category', () => {
  const charter = {
    ...exampleTrial().charter,
    criteria: [
      { criteria: 'recist-1.1', settings: {} },
      { criteria: 'irecist', settings: {} },
      { criteria: 'pcwg3', settings: {} },
    ] as const,
  };
  const responses = [
    exampleResponse('recist-1.1', {}, { sum: 30 }),
    exampleResponse('irecist', {}, { sum: 30, components: { newSum: 12 } }),
    exampleResponse('pcwg3', {}, { sum: 22 }),
  ];
  const rows = mapOf(
    [exampleReview({ reads: [exampleRead('W6', { responses })] })],
    exampleTrial({ charter }),
  );
  expect(pick(rows['TR'], 'TRGRPID', 'TRTESTCD', 'TRSTRESN')).toEqual([
    ['NEW', 'SUMDIAM', 12],
    ['TARGET', 'SUMDIAM', 30],
    ['TARGET PCWG SCHER PROSTATE CANCER 2016', 'SUMDIAM', 22],
  ]);
});

test('spleen, organs, PET and bone scan leave by their tests', () => {
  const read = exampleRead('W6', {
    spleenMm: 130,
    isOrganEnlarged: false,
    deauville: '4',
    fdg: 'negative',
    hasNewFdgFoci: true,
    boneScanNewLesions: 2,
    boneScanPersistentLesions: 1,
  });
  const rows = mapOf([exampleReview({ reads: [read] })]);
  expect(pick(rows['TR'], 'TRGRPID', 'TRTESTCD', 'TRSTRESC', 'TRSTRESN', 'TRSTRESU')).toEqual([
    ['BONE SCAN', 'NBNLNUM', '2', 2, null],
    ['BONE SCAN', 'PBNLNUM', '1', 1, null],
    ['LIVER OR SPLEEN', 'ORSTATE', 'NORMAL', null, null],
    ['PET', 'FDPL5PS', '4', 4, null],
    ['PET', 'NFDGIND', 'Y', null, null],
    ['PET', 'OTRCUPCB', 'ABSENT', null, null],
    ['SPLEEN', 'ORVERLN', '130', 130, 'mm'],
  ]);
});

test('the last result before the first dose is flagged, for each evaluator, lesion and test; what was not done never is', () => {
  const lesions = [exampleLesion('T01')];
  const reads = [
    exampleRead('BL', { findings: [exampleFinding('T01', { longestDiameterMm: 20 })] }),
    exampleRead('W6', { findings: [exampleFinding('T01', { longestDiameterMm: 15 })] }),
  ];
  const rows = mapOf([exampleReview({ lesions, reads })]);
  const diameters = rows['TR']?.filter(({ TRTESTCD }) => TRTESTCD === 'DIAMETER');
  expect(pick(diameters, 'TRSTRESN', 'TRLOBXFL', 'TRBLFL')).toEqual([
    [20, 'Y', 'Y'],
    [15, null, null],
  ]);
});
