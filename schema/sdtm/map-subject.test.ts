import { expect, test } from 'vitest';
import {
  exampleFinding,
  exampleLesion,
  exampleRead,
  exampleReview,
  exampleSubject,
  exampleTimepoint,
  exampleTrial,
} from './example-content.ts';
import { mapSubject } from './map-subject.ts';
import type { SubjectContent } from './content.ts';

const mapOf = (changes: Partial<SubjectContent> = {}, trial = exampleTrial()) =>
  mapSubject(trial, exampleSubject(changes)).rows;
const dmOf = (changes: Partial<SubjectContent> = {}, trial = exampleTrial()) =>
  mapOf(changes, trial)['DM']?.[0];
const { course } = exampleSubject();
const pick = (rows: readonly object[] | undefined, ...names: readonly string[]) =>
  rows?.map((row) => names.map((name) => (row as Readonly<Record<string, unknown>>)[name]));

test('a treated subject has its reference dates, its arm and no reason for having none', () => {
  expect(dmOf()).toMatchObject({
    STUDYID: 'ABC-301',
    DOMAIN: 'DM',
    USUBJID: 'ABC-301-101-001',
    SUBJID: '001',
    RFSTDTC: '2024-02-01',
    RFENDTC: '2024-05-01',
    RFXSTDTC: '2024-02-01',
    RFXENDTC: '2024-05-01',
    RFICDTC: '2024-01-20',
    RFPENDTC: '2024-06-01',
    DTHDTC: null,
    DTHFL: null,
    AGE: 60,
    AGEU: 'YEARS',
    SEX: 'F',
    ARMCD: 'A',
    ARM: 'Active',
    ACTARMCD: 'A',
    ACTARM: 'Active',
    ARMNRS: null,
    COUNTRY: 'DEU',
  });
});

test('a screen failure has no arm but the reason, no reference dates and screening alone', () => {
  const rows = mapOf({
    arm: { plannedCode: null, actualCode: null, reasonWithout: 'Screen Failure' },
    course: {
      ...course,
      isScreenFailure: true,
      randomisedOn: null,
      firstDoseOn: null,
      lastDoseOn: null,
      offTreatmentOn: null,
    },
    events: [
      {
        sourceKey: 'DS-1',
        kind: 'SCREEN_FAILURE',
        term: 'Screen failure',
        decodedTerm: null,
        category: null,
        occurred: { on: '2024-02-02', given: null },
      },
    ],
  });
  expect(rows['DM']?.[0]).toMatchObject({
    RFSTDTC: null,
    RFENDTC: null,
    RFXSTDTC: null,
    ARMCD: null,
    ARM: null,
    ACTARMCD: null,
    ACTARM: null,
    ARMNRS: 'SCREEN FAILURE',
  });
  expect(pick(rows['SE'], 'ETCD', 'SESTDTC', 'SEENDTC', 'SESTDY')).toEqual([
    ['SCREEN', '2024-01-20', '2024-02-02', null],
  ]);
  expect(pick(rows['SV'], 'SVSTDY')).toEqual([[null], [null]]);
});

test('withheld arms are null and say so; exposure tells neither drug nor dose', () => {
  const blinded = exampleTrial({ isUnblinded: false });
  const exposure = { sourceKey: 'EX-1', started: { on: '2024-02-01', given: null }, ended: null, drug: null };
  const rows = mapOf({ arm: null, exposures: [exposure] }, blinded);
  expect(pick(rows['DM'], 'ARMCD', 'ARM', 'ACTARMCD', 'ACTARM', 'ARMNRS')).toEqual([
    [null, null, null, null, 'BLINDED'],
  ]);
  expect(pick(rows['EX'], 'EXTRT', 'EXDOSE', 'EXDOSU')).toEqual([['BLINDED', null, null]]);
});

test.each([
  [{ plannedCode: 'A', actualCode: null, reasonWithout: null }, '2024-02-01', ['A', 'A', null]],
  [{ plannedCode: 'A', actualCode: null, reasonWithout: null }, null, ['A', null, 'ASSIGNED, NOT TREATED']],
  [null, null, [null, null, 'NOT ASSIGNED']],
  [
    { plannedCode: 'A', actualCode: null, reasonWithout: 'Not Treated' },
    null,
    ['A', null, 'ASSIGNED, NOT TREATED'],
  ],
  [{ plannedCode: null, actualCode: 'P', reasonWithout: null }, '2024-02-01', [null, 'P', 'NOT ASSIGNED']],
])('arm %j with a first dose on %s leaves as %j', (arm, firstDoseOn, expected) => {
  const row = dmOf({ arm, course: { ...course, firstDoseOn } });
  expect([row?.['ARMCD'], row?.['ACTARMCD'], row?.['ARMNRS']]).toEqual(expected);
});

test('a death is flagged and dated in the words of its source', () => {
  const events = [
    {
      sourceKey: 'DM-DTHDTC',
      kind: 'DEATH',
      term: 'DEATH',
      decodedTerm: 'DEATH',
      category: null,
      occurred: { on: '2024-07-01', given: '2024-07' },
    },
  ];
  const rows = mapOf({ course: { ...course, diedOn: '2024-07-01' }, events });
  expect(rows['DM']?.[0]).toMatchObject({ DTHDTC: '2024-07', DTHFL: 'Y' });
  // DM tells it alone: DS has no row, so that a re-import does not tell it twice.
  expect(rows['DS']).toEqual([]);
});

test('a sex that is not told is U, a race the list does not hold is OTHER with its words beside', () => {
  const rows = mapOf({ sex: null, race: 'Eurasian', isFdgAvid: true });
  expect(rows['DM']?.[0]).toMatchObject({ SEX: 'U', RACE: 'OTHER' });
  expect(pick(rows['SUPPDM'], 'IDVAR', 'IDVARVAL', 'QNAM', 'QVAL')).toEqual([
    [null, null, 'FDGAVID', 'Y'],
    [null, null, 'OFFTRDTC', '2024-05-10'],
    [null, null, 'RACEOTH', 'Eurasian'],
    [null, null, 'RANDDTC', '2024-01-31'],
  ]);
});

test('elements follow each other without a gap, and the visits and study days with no day 0', () => {
  const rows = mapOf();
  expect(pick(rows['SE'], 'ETCD', 'EPOCH', 'TAETORD', 'SESTDTC', 'SEENDTC', 'SESTDY', 'SEENDY')).toEqual([
    ['SCREEN', 'SCREENING', 1, '2024-01-20', '2024-02-01', -12, 1],
    ['TRT', 'TREATMENT', 2, '2024-02-01', '2024-05-10', 1, 100],
    ['FOLLOWUP', 'FOLLOW-UP', 3, '2024-05-10', null, 100, null],
  ]);
  expect(pick(rows['SV'], 'VISITNUM', 'VISIT', 'VISITDY', 'SVPRESP', 'SVOCCUR', 'SVSTDTC', 'SVSTDY')).toEqual(
    [
      [1, 'Baseline', -7, 'Y', 'Y', '2024-01-25', -7],
      [2, 'Week 6', 43, 'Y', 'Y', '2024-03-14', 43],
    ],
  );
});

test('an unplanned visit bears a decimal, a missed one says so, and one still to come is not told', () => {
  const timepoints = [
    exampleTimepoint('BL', '2024-01-25', { isBaseline: true }),
    exampleTimepoint('X', '2024-02-20', { scheduleCode: null, isScheduled: false, label: 'Pain' }),
    exampleTimepoint('W12', '2024-04-25'),
    exampleTimepoint('W12-2', '2024-04-29', { scheduleCode: 'W12' }),
  ];
  expect(pick(mapOf({ timepoints })['SV'], 'VISITNUM', 'VISIT', 'SVPRESP', 'SVOCCUR', 'SVUPDES')).toEqual([
    [1, 'Baseline', 'Y', 'Y', null],
    [1.1, 'UNSCHEDULED 1.1', null, null, 'Pain'],
    [2, 'Week 6', 'Y', 'N', null],
    [3, 'Week 12', 'Y', 'Y', null],
    [3.1, 'UNSCHEDULED 3.1', null, null, 'W12-2'],
  ]);
});

test("a source's own visit numbers are kept where it gives every planned visit one", () => {
  const schedule = exampleTrial().schedule.map((visit, place) => ({
    ...visit,
    visitNumber: [3, 7, 9, 11][place] ?? null,
  }));
  const trial = exampleTrial({ schedule });
  expect(pick(mapOf({}, trial)['SV'], 'VISITNUM', 'VISIT')).toEqual([
    [3, 'Baseline'],
    [7, 'Week 6'],
  ]);
});

test('a partial date leaves as the source gave it and has no study day; its visit has the day that is known', () => {
  const timepoints = [
    {
      ...exampleTimepoint('BL', '2024-01-25', { isBaseline: true }),
      assessed: { on: '2024-01-25', given: '2024-01' },
    },
    { ...exampleTimepoint('W6', '2024-03-01'), assessed: { on: '2024-03-01', given: '2024-03' } },
  ];
  const review = exampleReview({
    lesions: [exampleLesion('T01')],
    reads: [exampleRead('BL', { findings: [exampleFinding('T01', { longestDiameterMm: 20 })] })],
  });
  const rows = mapOf({ timepoints, reviews: [review] });
  expect(pick(rows['TR'], 'TRDTC', 'TRDY', 'EPOCH')).toEqual([
    ['2024-01', null, null],
    ['2024-01', null, null],
  ]);
  expect(pick(rows['SV'], 'SVSTDTC', 'SVSTDY')).toEqual([
    ['2024-01-25', -7],
    ['2024-03', null],
  ]);
});

test('the baseline on the day of the first dose belongs to screening', () => {
  const timepoints = [
    exampleTimepoint('BL', '2024-02-01', {
      isBaseline: true,
      exams: [{ id: 'x', modality: 'CT', acquiredOn: '2024-02-01', studyInstanceUid: '1.2' }],
    }),
  ];
  const rows = mapOf({ timepoints });
  expect(pick(rows['PR'], 'PRTRT', 'PRDECOD', 'PRPRESP', 'PROCCUR', 'PRSTDTC', 'PRSTDY', 'EPOCH')).toEqual([
    ['CT', 'CT SCAN', 'Y', 'Y', '2024-02-01', 1, 'SCREENING'],
  ]);
  expect(pick(rows['SUPPPR'], 'IDVAR', 'IDVARVAL', 'QNAM', 'QVAL')).toEqual([
    ['PRSEQ', '1', 'STUDYUID', '1.2'],
  ]);
});

test('a text over 200 bytes goes on in SUPP--, whole characters each', () => {
  const term = `${'a'.repeat(199)}üb`;
  const events = [
    { sourceKey: 'DS-1', kind: 'OTHER', term, decodedTerm: 'OTHER', category: null, occurred: null },
  ];
  const rows = mapOf({ events });
  expect(rows['DS']?.[0]?.['DSTERM']).toBe('a'.repeat(199));
  expect(pick(rows['SUPPDS'], 'IDVAR', 'IDVARVAL', 'QNAM', 'QLABEL', 'QVAL', 'QORIG')).toEqual([
    ['DSSEQ', '1', 'DSTERM1', 'Reported Term for the Disposition Event', 'üb', 'Collected'],
  ]);
});

test('rows of exposure and disposition are numbered as the source numbered them', () => {
  const event = { kind: 'OTHER', decodedTerm: null, category: null, occurred: null };
  const events = [
    { ...event, sourceKey: 'DS-10', term: 'a' },
    { ...event, sourceKey: 'DS-2', term: 'b' },
    { ...event, sourceKey: 'DS-1', term: 'c' },
  ];
  const { rows, sequence } = mapSubject(exampleTrial(), exampleSubject({ events }));
  expect(sequence['DS']).toEqual(['DS-1', 'DS-2', 'DS-10']);
  expect(pick(rows['DS'], 'DSTERM', 'DSSEQ')).toEqual([
    ['a', 3],
    ['b', 2],
    ['c', 1],
  ]);
});

test('a subject with nothing but its number has one row, in DM', () => {
  const nothing = {
    consentedOn: null,
    randomisedOn: null,
    referenceStartOn: null,
    firstDoseOn: null,
    lastDoseOn: null,
    offTreatmentOn: null,
    radiotherapyEndedOn: null,
    newTherapyOn: null,
    lastContactOn: null,
    diedOn: null,
  };
  const rows = mapOf({ arm: null, timepoints: [], course: { isScreenFailure: false, ...nothing } });
  expect(Object.entries(rows).flatMap(([name, { length }]) => (length > 0 ? [[name, length]] : []))).toEqual([
    ['DM', 1],
  ]);
});
