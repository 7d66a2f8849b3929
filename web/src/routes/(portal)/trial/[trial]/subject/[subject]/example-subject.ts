import type { Finding, Lesion, Read, Review, Subject, Timepoint, TimepointResponse } from './document.ts';

/** Parts of a subject for tests: what is not said is not told. */

export const exampleTimepoint = (
  code: string,
  assessedOn: string,
  more: Partial<Timepoint> = {},
): Timepoint => ({
  id: `timepoint ${code}`,
  code,
  label: code,
  assessedOn,
  assessedOnGiven: null,
  assessedOnRule: null,
  studyDay: null,
  isBaseline: code === 'BL',
  isScheduled: true,
  ...more,
});

export const exampleLesion = (code: string, more: Partial<Lesion> = {}): Lesion => ({
  id: `lesion ${code}`,
  code,
  role: code.startsWith('NEW') ? 'new' : code.startsWith('NT') ? 'non-target' : 'target',
  kind: 'extranodal',
  organ: 'LIVER',
  location: null,
  laterality: null,
  method: null,
  isMeasurable: true,
  isOutsideRadiationField: null,
  isCytologyPositive: null,
  flags: [],
  firstTimepoint: { id: 'timepoint BL', code: 'BL' },
  splitFrom: null,
  ...more,
});

export const exampleFinding = (lesionCode: string, more: Partial<Finding> = {}): Finding => ({
  id: `finding ${lesionCode}`,
  state: 'measured',
  longestDiameterMm: null,
  shortAxisMm: null,
  perpendicularMm: null,
  attenuationHu: null,
  sulPeak: null,
  volumeMl: null,
  change: null,
  reasonNotEvaluable: null,
  method: null,
  imageNumber: null,
  lesion: { id: `lesion ${lesionCode}` },
  mergedInto: null,
  series: null,
  ...more,
});

export const exampleResponse = (more: Partial<TimepointResponse> = {}): TimepointResponse => ({
  id: 'response',
  criteria: 'recist-1.1',
  statedTarget: null,
  statedNonTarget: null,
  statedNewLesion: null,
  statedOverall: null,
  statedSum: null,
  sum: null,
  changeFromBaselinePercent: null,
  changeFromNadirPercent: null,
  target: null,
  nonTarget: null,
  hasNewLesion: null,
  overall: null,
  isDifferent: false,
  engineVersion: '1.0.0',
  components: [],
  trace: [],
  ...more,
});

export const exampleRead = (
  code: string,
  findings: readonly Finding[],
  responses: readonly TimepointResponse[] = [],
  more: Partial<Read> = {},
): Read => ({
  id: `read ${code}`,
  version: 1,
  isCurrent: true,
  state: 'LOCKED',
  isEvaluable: true,
  reasonNotEvaluable: null,
  comment: null,
  readOn: null,
  lockedAt: null,
  correctionReason: null,
  clinicalStatus: null,
  corticosteroidMgPerDay: null,
  t2flair: null,
  boneMarrow: null,
  spleenMm: null,
  isOrganEnlarged: null,
  deauville: null,
  fdg: null,
  hasNewFdgFoci: null,
  boneScanNewLesions: null,
  boneScanPersistentLesions: null,
  psaNgPerMl: null,
  timepoint: { id: `timepoint ${code}` },
  findings: [...findings],
  responses: [...responses],
  ...more,
});

export const exampleReview = (
  evaluator: Review['evaluator'],
  lesions: readonly Lesion[],
  reads: readonly Read[],
): Review => ({
  id: `review ${evaluator}`,
  evaluator,
  reader: null,
  lesions: [...lesions],
  bestResponses: [],
  reads: [...reads],
});

const exampleSetting = (name: string, value: number, unit: string) => ({
  value,
  isChosen: false,
  setting: { name, meaning: name, unit },
});

export const exampleSubject = (
  timepoints: readonly Timepoint[],
  reviews: readonly Review[],
  more: Partial<Subject> = {},
): Subject => ({
  id: 'subject',
  number: '1042-001',
  usubjid: 'NMO-201-1042-001',
  country: null,
  sex: null,
  ageYears: null,
  isFdgAvid: null,
  site: { code: '1042', name: null, country: null },
  trial: {
    protocol: 'NMO-201',
    charter: {
      version: 1,
      requiresConfirmation: true,
      criteria: [
        {
          id: 'recist-1.1',
          name: 'RECIST 1.1',
          isConfirmed: true,
          burdenName: 'Sum of diameters',
          burdenUnit: 'mm',
          allSettings: [
            exampleSetting('prPercent', 30, '%'),
            exampleSetting('pdPercent', 20, '%'),
            exampleSetting('pdAbsoluteMm', 5, 'mm'),
          ],
          criteria: {
            citations: [],
            bestWords: [
              { word: 'CR', isResponse: true },
              { word: 'PR', isResponse: true },
            ],
            inputs: { read: [], finding: ['longestDiameterMm', 'shortAxisMm', 'mergedInto'] },
            timepointComponents: [],
            resultComponents: [],
            tables: [],
          },
        },
      ],
    },
  },
  arm: { isBlinded: true, planned: null, actual: null, reasonWithout: null },
  course: null,
  timepoints: [...timepoints],
  centralReview: null,
  centralReason: 'no central read',
  adjudication: null,
  reviews: [...reviews],
  exposures: [],
  events: [],
  previous: null,
  next: null,
  ...more,
});
