import { expect, test } from 'vitest';
import { assembleSubject } from './assemble-subject.ts';
import type { DomainCode } from './domain.ts';
import type { SourceRow } from './source-row.ts';

type Values = Readonly<Record<string, string>>;
const BASE = { STUDYID: 'S', USUBJID: 'S-001' };
const LOOKED = { EVAL: 'INDEPENDENT ASSESSOR', EVALID: 'ADJUDICATOR', DTC: '2026-01-10' };

const looked = (domain: string, values: Values): Values => ({
  ...Object.fromEntries(Object.entries(LOOKED).map(([name, value]) => [`${domain}${name}`, value])),
  VISITNUM: '1',
  VISIT: 'Baseline',
  ...values,
});
const tu = (seq: string, link: string, more: Values = {}) =>
  looked('TU', { TUSEQ: seq, TULNKID: link, TUTESTCD: 'TUMIDENT', TUORRES: 'TARGET', ...more });
const tr = (seq: string, link: string, test: string, size: string, more: Values = {}) =>
  looked('TR', {
    ...{ TRSEQ: seq, TRLNKID: link, TRTESTCD: test, TRORRES: size, TRSTRESC: size, TRSTRESN: size },
    ...{ TRORRESU: 'mm', TRSTRESU: 'mm' },
    ...more,
  });
const supp = (domain: string, number: string, name: string, value: string): Values => ({
  ...{ RDOMAIN: domain, IDVAR: number === '' ? '' : `${domain}SEQ`, IDVARVAL: number },
  ...{ QNAM: name, QLABEL: name, QVAL: value },
});

function assemble(
  domains: Readonly<Partial<Record<DomainCode, readonly Values[]>>>,
  qualifiers: readonly Values[] = [],
) {
  const rowsOf = (file: string, all: readonly Values[], common: Values): SourceRow[] =>
    all.map((values, i) => ({
      file,
      rowNumber: i + 1,
      line: i + 2,
      values: { ...BASE, ...common, ...values },
    }));
  const subject = { SUBJID: '001', SITEID: '01', SEX: 'F', COUNTRY: 'DEU' };
  const given: Partial<Record<DomainCode, readonly Values[]>> = { DM: [subject], ...domains };
  const rows = Object.fromEntries(
    Object.entries(given).map(([code, all]) => [code, rowsOf(`${code}.csv`, all, { DOMAIN: code })]),
  );
  const supplements = rowsOf('supp.csv', qualifiers, {});
  const answer = assembleSubject({ usubjid: 'S-001', rows, supplements }, { criteria: 'recist-1.1' });
  return { ...answer, review: answer.subject?.reviews[0], codes: answer.issues.map(({ code }) => code) };
}

test('qualifiers tell of a lesion what TU has no variable for, whatever its number is written like', () => {
  const { review, outcomes } = assemble(
    { TU: [tu('1', 'ADJ-T01'), tu('2', 'ADJ-T01.1', { TUTESTCD: 'TUSPLIT' })] },
    [
      supp('TU', '1', 'TUORGAN', 'left lobe of liver'),
      supp('TU', '1.0', 'TULOCDTL', 'segment 4'),
      supp('TU', '1', 'TUKIND', 'liver'),
      supp('TU', '1', 'TUMEASFL', 'N'),
      supp('TU', '1', 'TUOUTRTF', 'Y'),
      supp('TU', '1', 'TUCYTPOS', 'N'),
      supp('TU', '1', 'TUFLAGS', 'SMALL_NODE, SMALL_TARGET'),
      supp('TU', '2', 'TUSPLTID', 'ADJ-T01'),
    ],
  );
  expect(review?.lesions[0]).toMatchObject({
    code: 'T01',
    location: 'left lobe of liver',
    locationDetail: 'segment 4',
    kind: 'liver',
    isMeasurable: false,
    isOutsideRadiationField: true,
    isCytologyPositive: false,
    splitFromCode: null,
  });
  expect(review?.lesions[0]?.flags).toEqual(['LESION_NEVER_ASSESSED', 'SMALL_NODE', 'SMALL_TARGET']);
  expect(review?.lesions[1]?.splitFromCode).toBe('T01');
  expect(outcomes.filter(({ domain }) => domain === 'SUPPTU').map(({ stored }) => stored)).toEqual(
    Array.from({ length: 8 }, () => 'qualifier'),
  );
});

test('a text over 200 bytes is whole again, in the order of its pieces', () => {
  const { review } = assemble({ TU: [tu('1', 'T01', { TULOC: 'LIVER' })] }, [
    supp('TU', '1', 'TUORGAN2', ' end'),
    supp('TU', '1', 'TUORGAN', 'begin'),
    supp('TU', '1', 'TUORGAN1', ' middle'),
  ]);
  expect(review?.lesions[0]?.location).toBe('begin middle end');
});

test('a finding bears its attenuation, uptake, volume, change and the lesion it has gone into', () => {
  const { review } = assemble(
    {
      TU: [tu('1', 'T01'), tu('2', 'T02'), tu('3', 'T02/T01', { TUTESTCD: 'TUMERGE' })],
      TR: [
        tr('1', 'T02', 'LDIAM', '12'),
        tr('2', 'T02', 'RADIODEN', '-40', { TRSTRESU: 'Hounsfield Unit' }),
        tr('3', 'T02', 'SULPEAK', '3.5', { TRSTRESU: 'kg/L' }),
        tr('4', 'T02', 'VOLUME', '7', { TRSTRESU: 'mL' }),
      ],
    },
    [
      supp('TU', '3', 'TUMRGEID', 'T01'),
      supp('TR', '1', 'TRCHANGE', 'DECREASED'),
      supp('TR', '1', 'TRMRGEID', 'T01'),
    ],
  );
  expect(review?.lesions.map(({ code }) => code)).toEqual(['T01', 'T02']);
  expect(review?.reads[0]?.findings).toMatchObject([
    {
      lesionCode: 'T02',
      longestDiameterMm: 12,
      attenuationHu: -40,
      sulPeak: 3.5,
      volumeMl: 7,
      change: 'decreased',
      mergedIntoCode: 'T01',
    },
  ]);
});

test('an uptake in another unit is refused', () => {
  const { codes, subject } = assemble({
    TU: [tu('1', 'T01')],
    TR: [tr('1', 'T01', 'SULPEAK', '3.5', { TRSTRESU: 'mm' })],
  });
  expect([codes.includes('BAD_UNIT'), subject]).toEqual([true, null]);
});

test('what a read tells beside its lesions comes from TR and RS; a word not known is reported', () => {
  const input = (test: string, value: string, unit = '') =>
    looked('TR', { TRSEQ: test, TRTESTCD: test, TRSTRESC: value, TRSTRESU: unit });
  const said = (test: string, value: string, more: Values = {}) =>
    looked('RS', { RSSEQ: test, RSTESTCD: test, RSCAT: 'RANO', RSSTRESC: value, ...more });
  const { review, codes } = assemble({
    TU: [tu('1', 'T01')],
    TR: [
      input('ORVERLN', '120', 'mm'),
      input('ORSTATE', 'ENLARGEMENT'),
      looked('TR', { TRSEQ: '9', TRTESTCD: 'FDPL5PS', TRSTAT: 'NOT DONE' }),
      input('OTRCUPCB', 'ABSENT'),
      input('NFDGIND', 'N'),
      input('NBNLNUM', '2'),
      input('PBNLNUM', '1'),
    ],
    RS: [
      said('CPRFSTAT', 'WORSENED'),
      said('NTNERESP', 'SD'),
      said('BMIVLIND', 'U'),
      said('CSDOSE', '8', { RSSTRESU: 'mg/day' }),
      said('PSA', '0.4', { RSSTRESU: 'ug/L' }),
      said('CPRFSTAT', 'FINE', { VISITNUM: '2', VISIT: 'Week 6', RSDTC: '2026-02-20' }),
    ],
  });
  expect(review?.reads[0]?.inputs).toEqual({
    clinicalStatus: 'worse',
    corticosteroidMgPerDay: 8,
    t2flair: 'stable',
    boneMarrow: 'indeterminate',
    spleenMm: 120,
    isOrganEnlarged: true,
    deauville: 'not-evaluated',
    fdg: 'negative',
    hasNewFdgFoci: false,
    boneScanNewLesions: 2,
    boneScanPersistentLesions: 1,
    psaNgPerMl: 0.4,
  });
  expect(review?.reads[1]?.inputs.clinicalStatus).toBeNull();
  expect(codes).toContain('UNKNOWN_TERM');
});

test('what the sender derived is no statement: responses, sums, changes, best responses and their qualifiers', () => {
  const overall = (seq: string, word: string, more: Values = {}) =>
    looked('RS', { RSSEQ: seq, RSTESTCD: 'OVRLRESP', RSCAT: 'RECIST 1.1', RSSTRESC: word, ...more });
  const { review, subject, outcomes } = assemble(
    {
      TU: [tu('1', 'T01')],
      TR: [
        tr('1', 'T01', 'LDIAM', '20'),
        tr('2', '', 'SUMDIAM', '20', { TRMETHOD: 'CALCULATION' }),
        tr('3', '', 'PCBSD', '0', { TRMETHOD: 'CALCULATION', TRSTRESU: '%' }),
      ],
      RS: [
        overall('1', 'SD', { RSDRVFL: 'Y', RSCAT: 'iRECIST' }),
        overall('2', 'PR'),
        looked('RS', {
          ...{ RSSEQ: '3', RSTESTCD: 'BESTRESP', RSCAT: 'RECIST 1.1', RSSTRESC: 'PR', RSDRVFL: 'Y' },
          ...{ VISITNUM: '', VISIT: '', RSDTC: '2026-05-01' },
        }),
      ],
    },
    [supp('RS', '2', 'RSDERIV', 'SD'), supp('RS', '3', 'CBRESP', 'SD')],
  );
  expect(subject?.timepoints.map(({ code }) => code)).toEqual(['BL']);
  expect(review?.reads[0]?.statedSum).toBeNull();
  expect(review?.reads[0]?.stated).toMatchObject([{ criteria: 'recist-1.1', overall: 'PR' }]);
  const derived = outcomes.filter(({ issues }) => issues.some(({ code }) => code === 'DERIVED_ROW'));
  expect(derived.map(({ domain, rowNumber, stored }) => `${domain} ${rowNumber} ${stored}`)).toEqual([
    ...['TR 2 null', 'TR 3 null', 'RS 1 null', 'RS 3 null', 'SUPPRS 1 null', 'SUPPRS 2 null'],
  ]);
});

test('a calculated size of a lesion and a sum without that method are statements', () => {
  const { review } = assemble({
    TU: [tu('1', 'T01')],
    TR: [tr('1', 'T01', 'LDIAM', '20', { TRMETHOD: 'CALCULATION' }), tr('2', '', 'SUMDIAM', '20')],
  });
  expect(review?.reads[0]).toMatchObject({ statedSum: 20, findings: [{ longestDiameterMm: 20 }] });
});

test('DM takes dates and words that have no variable; a visit without plan is called what SV calls it', () => {
  const { subject } = assemble(
    {
      TU: [tu('1', 'T01', { VISITNUM: '1.1', VISIT: 'UNSCHEDULED 1.1' })],
      SV: [{ VISITNUM: '1.1', VISIT: 'UNSCHEDULED 1.1', SVSTDTC: '2026-01-10', SVUPDES: 'Unscheduled 2' }],
    },
    [
      supp('DM', '', 'RACEOTH', 'Métis'),
      supp('DM', '', 'FDGAVID', 'Y'),
      supp('DM', '', 'RANDDTC', '2026-01-02'),
      supp('DM', '', 'OFFTRDTC', '2026-03-02'),
      supp('DM', '', 'RTENDTC', '2025-03-02'),
      supp('DM', '', 'NEWTHDTC', '2026-04-02'),
    ],
  );
  expect(subject?.person).toMatchObject({
    race: 'Métis',
    isFdgAvid: true,
    randomised: { on: '2026-01-02' },
    offTreatment: { on: '2026-03-02' },
    radiotherapyEnded: { on: '2025-03-02' },
    newTherapy: { on: '2026-04-02' },
  });
  expect(subject?.timepoints[0]).toMatchObject({ label: 'Unscheduled 2', isScheduled: false });
});

test('a qualifier nobody knows, and one of a row that is not there, are reported', () => {
  const { codes, outcomes } = assemble({ TU: [tu('1', 'T01')] }, [
    supp('TU', '1', 'TUCOLOR', 'green'),
    supp('TU', '7', 'TUORGAN', 'liver'),
    supp('AE', '1', 'AETRTEM', 'Y'),
  ]);
  expect(codes.filter((code) => code.startsWith('QUALIFIER'))).toEqual([
    'QUALIFIER_NOT_CARRIED',
    'QUALIFIER_WITHOUT_ROW',
    'QUALIFIER_WITHOUT_ROW',
  ]);
  expect(outcomes.filter(({ domain }) => domain.startsWith('SUPP'))).toHaveLength(3);
});
