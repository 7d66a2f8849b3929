import { describe, expect, test } from 'vitest';
import { assembleSubject } from './assemble-subject.ts';
import type { DomainCode } from './domain.ts';
import type { SourceRow } from './source-row.ts';

type Values = Readonly<Record<string, string>>;

const DM = {
  SUBJID: '001',
  SITEID: '10',
  SEX: 'F',
  COUNTRY: 'USA',
  RFSTDTC: '2024-01-02',
  RFXSTDTC: '2024-01-02',
  ARMCD: 'A',
  ARM: 'Arm A',
  ACTARMCD: 'A',
  ACTARM: 'Arm A',
};
const BASE = { VISITNUM: '1', VISIT: 'BASELINE' };
const WEEK6 = { VISITNUM: '2', VISIT: 'WEEK 6' };
const tu = (link: string, role: string, more: Values = {}): Values => ({
  TULNKID: link,
  TUTESTCD: 'TUMIDENT',
  TUTEST: 'x',
  TUORRES: role,
  TUEVAL: 'INVESTIGATOR',
  TUDTC: '2024-01-01',
  ...BASE,
  ...more,
});
const tr = (link: string, test: string, result: string, more: Values = {}): Values => ({
  TRLNKID: link,
  TRTESTCD: test,
  TRORRES: result,
  TRORRESU: 'mm',
  TRGRPID: 'TARGET',
  TREVAL: 'INVESTIGATOR',
  TRDTC: '2024-01-01',
  ...BASE,
  ...more,
});
const rs = (test: string, word: string, more: Values = {}): Values => ({
  RSTESTCD: test,
  RSCAT: 'RECIST 1.1',
  RSORRES: word,
  RSEVAL: 'INVESTIGATOR',
  RSDTC: '2024-02-12',
  ...WEEK6,
  ...more,
});

function assemble(given: Partial<Record<DomainCode, readonly Values[]>>) {
  const rows: Partial<Record<DomainCode, SourceRow[]>> = {};
  for (const [domain, list] of Object.entries({ DM: [DM], ...given }) as [DomainCode, Values[]][]) {
    const common = { STUDYID: 'S', DOMAIN: domain, USUBJID: 'S-001', TRTEST: 'x', RSTEST: 'x' };
    rows[domain] = list.map((values, i) => ({
      file: `${domain.toLowerCase()}.csv`,
      rowNumber: i + 1,
      line: i + 2,
      values: { ...common, ...values },
    }));
  }
  const answer = assembleSubject({ usubjid: 'S-001', rows }, { criteria: 'recist-1.1' });
  const codes = answer.issues.map(({ code }) => code);
  const review = answer.subject?.reviews[0];
  return { ...answer, codes, review, subject: answer.subject };
}

/** Issues other than those of the shape of the data: a lone baseline, responses alone. */
const odd = (codes: readonly string[]) =>
  codes.filter((code) => !['BASELINE_ONLY', 'STATED_ONLY', 'LESION_NEVER_ASSESSED'].includes(code));

describe('sizes', () => {
  test('DIAMETER is the size that counts: the longest diameter of a lesion, the short axis of a node', () => {
    const { review, codes } = assemble({
      TU: [tu('T01', 'TARGET', { TULOC: 'LIVER' }), tu('T02', 'TARGET', { TULOC: 'LYMPH NODE' })],
      TR: [
        tr('T01', 'DIAMETER', '20'),
        tr('T01', 'LDIAM', '20'),
        tr('T01', 'LPERP', '12'),
        tr('T02', 'DIAMETER', '16'),
        tr('T02', 'LDIAM', '22'),
        tr('T02', 'LPERP', '16'),
        tr('', 'SUMDIAM', '36'),
      ],
    });
    expect(review?.reads[0]).toMatchObject({
      statedSum: 36,
      findings: [
        { state: 'measured', longestDiameterMm: 20, shortAxisMm: null, perpendicularMm: 12 },
        { state: 'measured', longestDiameterMm: 22, shortAxisMm: 16, perpendicularMm: null },
      ],
    });
    expect(odd(codes)).toEqual([]);
  });

  test('without DIAMETER a node counts by SAXIS, then LPERP, and centimetres become millimetres', () => {
    const { review } = assemble({
      TU: [tu('T01', 'TARGET', { TULOC: 'LYMPH NODE' })],
      TR: [tr('T01', 'LDIAM', '2.5', { TRORRESU: 'cm' }), tr('T01', 'LPERP', '17')],
    });
    expect(review?.reads[0]?.findings[0]).toMatchObject({ longestDiameterMm: 25, shortAxisMm: 17 });
  });

  test('a LDIAM that is not the DIAMETER is reported with its value, not stored', () => {
    const { outcomes, codes } = assemble({
      TU: [tu('T01', 'TARGET')],
      TR: [tr('T01', 'DIAMETER', '20'), tr('T01', 'LDIAM', '21')],
    });
    expect(odd(codes)).toEqual(['DUPLICATE_MEASUREMENT']);
    expect(outcomes.at(-1)).toMatchObject({
      stored: null,
      issues: [{ file: 'tr.csv', rowNumber: 2, value: '21' }],
    });
  });

  test('at baseline a target of 9.9 mm and a node of 14.9 mm are flagged and kept, 10 mm and 15 mm are not', () => {
    const { review, codes } = assemble({
      TU: [
        tu('T01', 'TARGET'),
        tu('T02', 'TARGET'),
        tu('T03', 'TARGET', { TULOC: 'LYMPH NODE' }),
        tu('T04', 'TARGET', { TULOC: 'LYMPH NODE' }),
      ],
      TR: [
        tr('T01', 'LDIAM', '9.9'),
        tr('T02', 'LDIAM', '10'),
        tr('T03', 'SAXIS', '14.9'),
        tr('T04', 'SAXIS', '15'),
      ],
    });
    expect(odd(codes)).toEqual(['SMALL_TARGET', 'SMALL_NODE']);
    expect(review?.lesions.map(({ flags }) => flags.join())).toEqual(['SMALL_TARGET', '', 'SMALL_NODE', '']);
  });

  test('0 is a size', () => {
    const { review } = assemble({
      TU: [tu('T01', 'TARGET')],
      TR: [tr('T01', 'LDIAM', '30'), tr('T01', 'LDIAM', '0', { ...WEEK6, TRDTC: '2024-02-12' })],
    });
    expect(review?.reads[1]?.findings[0]).toMatchObject({ state: 'measured', longestDiameterMm: 0 });
  });

  test('NOT DONE is not evaluable with its reason; a sum that counts it as 0 is kept as stated and flagged', () => {
    const later = { ...WEEK6, TRDTC: '2024-02-12' };
    const { review, codes } = assemble({
      TU: [tu('T01', 'TARGET'), tu('T02', 'TARGET')],
      TR: [
        tr('T01', 'LDIAM', '30'),
        tr('T02', 'LDIAM', '20'),
        tr('T01', 'LDIAM', '28', later),
        tr('T02', 'LDIAM', '', { ...later, TRSTAT: 'NOT DONE', TRREASND: 'obscured' }),
        tr('', 'SUMDIAM', '28', later),
      ],
    });
    expect(review?.reads[1]?.findings[1]).toMatchObject({
      state: 'not-evaluable',
      reasonNotEvaluable: 'obscured',
    });
    expect(review?.reads[1]?.statedSum).toBe(28);
    expect(codes).toEqual(['NOT_DONE', 'SUM_WITH_MISSING']);
  });

  test('a sum that differs from the sizes is kept and flagged', () => {
    const { codes, review } = assemble({
      TU: [tu('T01', 'TARGET')],
      TR: [tr('T01', 'LDIAM', '30'), tr('', 'SUMDIAM', '31')],
    });
    expect(odd(codes)).toEqual(['SUM_DIFFERS']);
    expect(review?.reads[0]?.statedSum).toBe(31);
  });
});

describe('dates and timepoints', () => {
  test('a partial date becomes that of its study day where it fits, and the text is kept', () => {
    const { subject, codes } = assemble({ TU: [tu('T01', 'TARGET', { TUDTC: '2024-01', TUDY: '1' })] });
    expect(subject?.timepoints[0]?.assessed).toMatchObject({ on: '2024-01-02', given: '2024-01' });
    expect(odd(codes)).toEqual(['PARTIAL_DATE']);
  });

  test('where the study day lies outside the period, the visit in SV decides, else the first day', () => {
    const TU = [tu('T01', 'TARGET', { TUDTC: '2024-03', TUDY: '1' })];
    const visit = { VISITNUM: '1', SVSTDTC: '2024-03-09' };
    expect(assemble({ TU, SV: [visit] }).subject?.timepoints[0]?.assessed.on).toBe('2024-03-09');
    expect(assemble({ TU }).subject?.timepoints[0]?.assessed.on).toBe('2024-03-01');
  });

  test('timepoints follow dates, not visit numbers', () => {
    const { subject, codes } = assemble({
      RS: [
        rs('OVRLRESP', 'PD', { VISITNUM: '3', RSDTC: '2024-03-01' }),
        rs('OVRLRESP', 'SD', { VISITNUM: '9', RSDTC: '2024-02-01' }),
      ],
    });
    expect(subject?.timepoints.map(({ assessed }) => assessed.on)).toEqual(['2024-02-01', '2024-03-01']);
    expect(odd(codes)).toEqual(['VISIT_ORDER']);
  });

  test('two dates of one visit 15 days apart are two timepoints, 14 days apart one, unless the same was measured twice', () => {
    const dates = (second: string, test: string) =>
      assemble({ RS: [rs('TRGRESP', 'SD'), rs(test, 'SD', { RSDTC: second })] }).subject?.timepoints.map(
        ({ code }) => code,
      );
    expect(dates('2024-02-27', 'OVRLRESP')).toEqual(['W6', 'W6-2']);
    expect(dates('2024-02-26', 'OVRLRESP')).toEqual(['W6']);
    expect(dates('2024-02-13', 'TRGRESP')).toEqual(['W6', 'W6-2']);
  });

  test('evaluators share the timepoint of a visit, and a read keeps its own date', () => {
    const reader = { RSEVAL: 'INDEPENDENT ASSESSOR', RSEVALID: 'RADIOLOGIST 1', RSACPTFL: 'Y' };
    const { subject } = assemble({
      RS: [rs('OVRLRESP', 'SD'), rs('OVRLRESP', 'PR', { ...reader, RSDTC: '2024-02-14' })],
    });
    expect(subject?.timepoints).toHaveLength(1);
    expect(subject?.reviews.map(({ evaluator, reads }) => [evaluator, reads[0]?.read?.on])).toEqual([
      ['INVESTIGATOR', undefined],
      ['READER_1', '2024-02-14'],
    ]);
    expect(subject?.acceptedEvaluator).toBe('READER_1');
  });
});

describe('responses', () => {
  test('words are kept as given, an unknown one is flagged', () => {
    const { review, codes } = assemble({ RS: [rs('OVRLRESP', 'CHECK'), rs('NEWLPROG', 'EQUIVOCAL')] });
    expect(review?.reads[0]?.stated).toEqual([
      {
        criteria: 'recist-1.1',
        target: null,
        nonTarget: null,
        hasNewLesion: false,
        overall: 'CHECK',
        components: {},
      },
    ]);
    expect(odd(codes)).toEqual(['UNKNOWN_TERM']);
  });

  test('responses by several criteria stand side by side', () => {
    const { review } = assemble({ RS: [rs('OVRLRESP', 'PD'), rs('OVRLRESP', 'iUPD', { RSCAT: 'iRECIST' })] });
    expect(review?.reads[0]?.stated.map(({ criteria, overall }) => [criteria, overall])).toEqual([
      ['recist-1.1', 'PD'],
      ['irecist', 'iUPD'],
    ]);
  });

  test('a response with PET is the one of the criteria; the one by CT stands beside it', () => {
    const lugano = (how: string, word: string) => rs('OVRLRESP', word, { RSCAT: 'LUGANO 2014', RSSCAT: how });
    const { review, codes } = assemble({
      RS: [lugano('NOT INCLUDING PET SCAN', 'PAR'), lugano('INCLUDING PET-CT SCAN', 'CMR')],
    });
    expect(review?.reads[0]?.stated[0]).toMatchObject({ overall: 'CMR', components: { ctResponse: 'PAR' } });
    expect(odd(codes)).toEqual([]);
  });

  test('soft tissue and bone belong to the prostate criteria, under whatever category they are filed', () => {
    const { review, codes } = assemble({
      RS: [
        rs('SFTSRESP', 'SD', { RSCAT: 'RECIST 1.1' }),
        rs('BONERESP', 'PDu', { RSCAT: 'PCWG SCHER PROSTATE CANCER 2016' }),
        rs('OVRLRESP', 'SD', { RSCAT: 'PCWG SCHER PROSTATE CANCER 2016' }),
      ],
    });
    expect(review?.reads[0]?.stated).toEqual([
      {
        criteria: 'pcwg3',
        target: null,
        nonTarget: null,
        hasNewLesion: null,
        overall: 'SD',
        components: { softTissue: 'SD', bone: 'PDu' },
      },
    ]);
    expect(odd(codes)).toEqual([]);
  });

  test('a test without a place is reported', () => {
    expect(odd(assemble({ RS: [rs('BONERESP', 'PD')] }).codes)).toEqual(['TEST_NOT_CARRIED']);
  });
});

describe('person and course', () => {
  test('a screen failure has no arm but the reason', () => {
    const { subject, codes } = assemble({
      DM: [{ ...DM, ARMCD: 'Scrnfail', ACTARMCD: 'Scrnfail', ARMNRS: 'SCREEN FAILURE' }],
    });
    expect(subject?.assignment).toEqual({ planned: null, actual: null, reasonWithout: 'SCREEN FAILURE' });
    expect([subject?.person.isScreenFailure, codes]).toEqual([true, ['SCREEN_FAILURE']]);
  });

  test('treatment goes on while an interval is open; the last contact is the latest date told, not after death', () => {
    const EX = [{ EXSEQ: '1', EXTRT: 'X', EXSTDTC: '2024-01-02', EXENDTC: '' }];
    expect(assemble({ EX }).subject?.person).toMatchObject({
      lastDose: null,
      offTreatment: null,
      lastContact: { on: '2024-01-02' },
    });
    const SV = [{ VISITNUM: '9', SVSTDTC: '2024-05-05' }];
    expect(assemble({ EX, SV }).subject?.person.lastContact?.on).toBe('2024-05-05');
    expect(assemble({ DM: [{ ...DM, DTHDTC: '2024-05-01' }], SV }).subject?.person.lastContact?.on).toBe(
      '2024-05-01',
    );
  });
});

describe('refused', () => {
  const cases: readonly (readonly [string, Partial<Record<DomainCode, readonly Values[]>>, object])[] = [
    [
      'a date that is none',
      { TU: [tu('T01', 'TARGET', { TUDTC: '2025-13-02' })] },
      { code: 'BAD_DATE', column: 'TUDTC', value: '2025-13-02' },
    ],
    [
      'a size that is no number',
      { TU: [tu('T01', 'TARGET')], TR: [tr('T01', 'LDIAM', 'abc')] },
      { code: 'BAD_SIZE', value: 'abc' },
    ],
    [
      'a negative size',
      { TU: [tu('T01', 'TARGET')], TR: [tr('T01', 'LDIAM', '-3')] },
      { code: 'BAD_SIZE', value: '-3' },
    ],
    [
      'a unit of no length',
      { TU: [tu('T01', 'TARGET')], TR: [tr('T01', 'LDIAM', '3', { TRORRESU: 'kg' })] },
      { code: 'BAD_UNIT', value: 'kg' },
    ],
    [
      'a subject DM does not know',
      { DM: [], TR: [tr('T01', 'LDIAM', '3')] },
      { code: 'UNKNOWN_SUBJECT', file: 'tr.csv', rowNumber: 1 },
    ],
    ['a subject twice in DM', { DM: [DM, DM] }, { code: 'SUBJECT_TWICE', rowNumber: 2 }],
    ['a blank required value', { DM: [{ ...DM, SITEID: '' }] }, { code: 'BLANK_REQUIRED', column: 'SITEID' }],
    [
      'two rows that disagree',
      {
        TU: [tu('T01', 'TARGET')],
        TR: [tr('T01', 'LDIAM', '3'), tr('T01', 'LDIAM', '4', { TRDTC: '2024-01-01' })],
      },
      { code: 'DUPLICATE_DISAGREES', rowNumber: 2 },
    ],
  ];
  test.each(cases)('%s, with its place', (_, rows, issue) => {
    const { subject, issues } = assemble(rows);
    expect(subject).toBeNull();
    expect(issues.filter(({ severity }) => severity === 'refused')).toEqual([expect.objectContaining(issue)]);
    expect(issues.find(({ severity }) => severity === 'refused')?.sentence).toMatch(
      /\.csv, row \d+ \(line \d+\).*Expected|See row/,
    );
  });

  test('a row that repeats another is kept once', () => {
    const { codes, subject } = assemble({
      TU: [tu('T01', 'TARGET')],
      TR: [tr('T01', 'LDIAM', '30'), tr('T01', 'LDIAM', '30')],
    });
    expect(odd(codes)).toEqual(['DUPLICATE_ROW']);
    expect(subject).not.toBeNull();
  });
});
