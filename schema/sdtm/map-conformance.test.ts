import { expect, test } from 'vitest';
import { planTrial, checkSubject } from './conformance/conformance.ts';
import type { SubjectContent, TrialContent } from './content.ts';
import { SDTM_DATASETS } from './definition.ts';
import {
  exampleFinding,
  exampleLesion,
  exampleRead,
  exampleResponse,
  exampleReview,
  exampleSubject,
  exampleTimepoint,
  exampleTrial,
} from './example-content.ts';
import { mapSubject } from './map-subject.ts';
import { mapTrial } from './map-trial.ts';

const findingsOf = (trial: TrialContent, subject: SubjectContent) =>
  checkSubject(planTrial(trial, SDTM_DATASETS, mapTrial(trial)), mapSubject(trial, subject).rows).map(
    ({ rule, dataset, variable, value }) => `${rule} ${dataset}.${variable} ${value}`,
  );
const { course } = exampleSubject();
const event = (sourceKey: string, kind: string, term: string, on: string | null) => ({
  sourceKey,
  kind,
  term,
  decodedTerm: null,
  category: null,
  occurred: on === null ? null : { on, given: null },
});
const lesions = [
  exampleLesion('T01', { laterality: 'left', location: 'upper lobe' }),
  exampleLesion('T02', { kind: 'nodal', organ: 'Mediastinum' }),
  exampleLesion('NT01', { role: 'non-target', kind: 'bone', organ: 'Bone' }),
  exampleLesion('T01.1', { splitFromCode: 'T01', timepointCode: 'W6' }),
  exampleLesion('NEW01', { role: 'new', timepointCode: 'W12' }),
];
const reads = [
  exampleRead('BL', {
    spleenMm: 120,
    clinicalStatus: 'stable',
    findings: [
      exampleFinding('T01', { longestDiameterMm: 40, perpendicularMm: 20 }),
      exampleFinding('T02', { shortAxisMm: 18 }),
      exampleFinding('NT01', { state: 'present' }),
    ],
    responses: [exampleResponse('recist-1.1', {}, { sum: 58 })],
  }),
  exampleRead('W6', {
    findings: [
      exampleFinding('T01', { state: 'not-evaluable', reasonNotEvaluable: 'ARTEFACT' }),
      exampleFinding('T01.1', { longestDiameterMm: 12, mergedIntoCode: 'T01' }),
      exampleFinding('T02', { state: 'too-small' }),
      exampleFinding('NT01', { state: 'not-evaluable' }),
    ],
    responses: [
      exampleResponse('recist-1.1', { overall: 'SD' }, { overall: 'NE', target: 'NE', nonTarget: 'NE' }),
    ],
  }),
  exampleRead('UNS', { isEvaluable: false, reasonNotEvaluable: 'NO SCAN' }),
  exampleRead('W12', {
    deauville: 'not-evaluated',
    findings: [exampleFinding('NEW01', { state: 'present' })],
    responses: [
      exampleResponse(
        'recist-1.1',
        { sum: 70 },
        {
          sum: 71,
          changeFromBaselinePercent: 22.4,
          changeFromNadirPercent: 22.4,
          overall: 'PD',
          hasNewLesion: true,
        },
      ),
    ],
  }),
];
const treated = exampleSubject({
  course: { ...course, diedOn: '2024-06-01' },
  timepoints: [
    exampleTimepoint('BL', '2024-01-25', {
      isBaseline: true,
      exams: [{ id: 'a', modality: 'CT', acquiredOn: '2024-01-25', studyInstanceUid: null }],
    }),
    exampleTimepoint('W6', '2024-03-14'),
    exampleTimepoint('UNS', '2024-04-02', { scheduleCode: null, isScheduled: false }),
    exampleTimepoint('W12', '2024-04-25'),
  ],
  exposures: [
    {
      sourceKey: 'EX-1',
      started: { on: '2024-02-01', given: null },
      ended: { on: '2024-05-01', given: null },
      drug: {
        treatment: 'DRUG A',
        dose: 10,
        doseUnit: 'mg',
        doseForm: 'TABLET',
        frequency: 'QD',
        route: 'ORAL',
      },
    },
  ],
  events: [event('DS-1', 'OTHER', 'VISIT', '2024-02-01'), event('DS-2', 'DEATH', 'Death', '2024-06-01')],
  reviews: (['INVESTIGATOR', 'READER_1', 'READER_2', 'ADJUDICATOR', 'ALGORITHM'] as const).map((evaluator) =>
    exampleReview({
      evaluator,
      isAccepted: evaluator === 'ADJUDICATOR',
      lesions,
      reads,
      bests: [
        {
          criteria: 'recist-1.1',
          basis: 'MEASUREMENTS',
          best: 'PD',
          bestOn: null,
          confirmedBest: 'PD',
          confirmedBestOn: null,
          progressionOn: '2024-04-25',
          bestChangePercent: 22.4,
          lastEvaluableOn: '2024-04-25',
          components: {},
          engineVersion: '1.0.0',
        },
      ],
    }),
  ),
});

test('a subject with every evaluator, with lesions that split, merge, come and cannot be evaluated, breaks no rule', () => {
  expect(findingsOf(exampleTrial(), treated)).toEqual([]);
});

test('neither does it where arms are withheld', () => {
  const exposures = treated.exposures.map((exposure) => ({ ...exposure, drug: null }));
  expect(findingsOf(exampleTrial({ isUnblinded: false }), { ...treated, arm: null, exposures })).toEqual([]);
});

test('neither does a screen failure, nor a subject without a lesion', () => {
  const failed = exampleSubject({
    arm: null,
    timepoints: [exampleTimepoint('BL', '2024-01-25', { isBaseline: true })],
    events: [event('DS-1', 'SCREEN_FAILURE', 'Screen failure', '2024-01-30')],
    course: {
      ...course,
      isScreenFailure: true,
      randomisedOn: null,
      firstDoseOn: null,
      lastDoseOn: null,
      offTreatmentOn: null,
      lastContactOn: '2024-01-30',
    },
  });
  expect(findingsOf(exampleTrial(), failed)).toEqual([]);
  const exposures = treated.exposures;
  expect(findingsOf(exampleTrial(), exampleSubject({ exposures }))).toEqual([]);
});
