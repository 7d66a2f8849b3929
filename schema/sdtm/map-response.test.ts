import { CRITERIA, CRITERIA_IDS, getCriterion, type CriteriaId } from '@readout/criteria';
import { expect, test } from 'vitest';
import { findCodelist } from './codelist.ts';
import type { ReadContent, ReviewContent } from './content.ts';
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
import { SPONSOR_TERMS, termsOfCriteria } from './response-term.ts';

const trialBy = (...ids: readonly CriteriaId[]) =>
  exampleTrial({
    charter: { ...exampleTrial().charter, criteria: ids.map((criteria) => ({ criteria, settings: {} })) },
  });
const mapOf = (review: Partial<ReviewContent>, ...ids: readonly CriteriaId[]) =>
  mapSubject(
    trialBy(...(ids.length > 0 ? ids : (['recist-1.1'] as const))),
    exampleSubject({ reviews: [exampleReview(review)] }),
  ).rows;
const readAt = (changes: Partial<ReadContent>) => ({ reads: [exampleRead('W6', changes)] });
const pick = (rows: readonly object[] | undefined, ...names: readonly string[]) =>
  rows?.map((row) => names.map((name) => (row as Readonly<Record<string, unknown>>)[name]));
/** Whether a list, or what the sponsor adds to it, has a term. */
const isTerm = (code: string, term: unknown) =>
  findCodelist(code)?.terms.has(String(term)) === true ||
  SPONSOR_TERMS[code]?.includes(String(term)) === true;

test('what was stated leaves, what was derived where nothing was, and both where they differ', () => {
  const response = exampleResponse(
    'recist-1.1',
    { target: 'PR', overall: 'PR' },
    { target: 'PR', nonTarget: 'NON-CR/NON-PD', overall: 'SD', hasNewLesion: false, sum: 20 },
  );
  const rows = mapOf(readAt({ responses: [response] }));
  expect(
    pick(
      rows['RS'],
      'RSTESTCD',
      'RSTEST',
      'RSCAT',
      'RSORRES',
      'RSSTRESC',
      'RSDRVFL',
      'RSLNKGRP',
      'RSDTC',
      'RSDY',
    ),
  ).toEqual([
    [
      'NTRGRESP',
      'Non-target Response',
      'RECIST 1.1',
      'NON-CR/NON-PD',
      'NON-CR/NON-PD',
      'Y',
      null,
      '2024-03-14',
      43,
    ],
    ['OVRLRESP', 'Overall Response', 'RECIST 1.1', 'PR', 'PR', null, 'A2', '2024-03-14', 43],
    ['TRGRESP', 'Target Response', 'RECIST 1.1', 'PR', 'PR', null, null, '2024-03-14', 43],
  ]);
  expect(pick(rows['SUPPRS'], 'IDVAR', 'IDVARVAL', 'QNAM', 'QVAL', 'QORIG')).toEqual([
    ['RSSEQ', '2', 'RSDERIV', 'SD', 'Derived'],
  ]);
});

test.each([
  ['recist-1.1', true, false, [['NEWLPROG', 'UNEQUIVOCAL']]],
  ['recist-1.1', false, true, [['NEWLPROG', 'EQUIVOCAL']]],
  ['recist-1.1', false, false, [['NEWLIND', 'N']]],
  ['lugano-2014', true, false, [['NEWLIND', 'Y']]],
  ['rano-2010', false, true, [['NEWLIND', 'N']]],
] as const)(
  'by %s a new lesion stated as %s, with one in doubt %s, leaves as %j',
  (criteria, hasNewLesion, isInDoubt, expected) => {
    const lesions = [exampleLesion('NEW01', { role: 'new', timepointCode: 'W6' })];
    const findings = isInDoubt ? [exampleFinding('NEW01', { state: 'equivocal' })] : [];
    const responses = [exampleResponse(criteria, { hasNewLesion }, {})];
    const rows = mapOf({ lesions, ...readAt({ findings, responses }) }, criteria);
    expect(pick(rows['RS'], 'RSTESTCD', 'RSSTRESC')).toEqual(expected);
  },
);

test('an assessment that could not be evaluated is not done with its reason; a word stated all the same stays', () => {
  const reason = { isEvaluable: false, reasonNotEvaluable: 'SCAN MISSING' };
  const nothing = mapOf(readAt(reason));
  expect(pick(nothing['RS'], 'RSTESTCD', 'RSORRES', 'RSSTRESC', 'RSSTAT', 'RSREASND', 'RSDRVFL')).toEqual([
    ['OVRLRESP', null, null, 'NOT DONE', 'SCAN MISSING', null],
  ]);
  const derived = mapOf(
    readAt({ ...reason, responses: [exampleResponse('recist-1.1', {}, { overall: 'NE' })] }),
  );
  expect(pick(derived['RS'], 'RSTESTCD', 'RSORRES', 'RSSTAT', 'RSREASND')).toEqual([
    ['OVRLRESP', null, 'NOT DONE', 'SCAN MISSING'],
  ]);
  expect(pick(derived['SUPPRS'], 'QNAM', 'QVAL')).toEqual([['RSDERIV', 'NE']]);
  const stated = mapOf(
    readAt({ ...reason, responses: [exampleResponse('recist-1.1', { overall: 'NE' }, {})] }),
  );
  expect(pick(stated['RS'], 'RSORRES', 'RSSTAT', 'RSREASND')).toEqual([['NE', null, null]]);
  expect(pick(stated['SUPPRS'], 'QNAM', 'QVAL')).toEqual([['RSREASNE', 'SCAN MISSING']]);
});

test('a best response is derived, one for each review and criteria, dated where it is a response', () => {
  const best = {
    criteria: 'recist-1.1',
    basis: 'MEASUREMENTS',
    best: 'PR',
    bestOn: '2024-03-14',
    confirmedBest: 'SD',
    confirmedBestOn: null,
    progressionOn: '2024-05-30',
    bestChangePercent: -33.33333333333333,
    lastEvaluableOn: '2024-05-30',
    components: { psaResponse: true },
    engineVersion: '1.0.0',
  } as const;
  const rows = mapOf({ bests: [best] });
  expect(
    pick(rows['RS'], 'RSTESTCD', 'RSSTRESC', 'RSDRVFL', 'RSDTC', 'VISITNUM', 'RSLNKGRP', 'EPOCH'),
  ).toEqual([['BESTRESP', 'PR', 'Y', '2024-03-14', null, null, 'TREATMENT']]);
  expect(pick(rows['SUPPRS'], 'QNAM', 'QVAL')).toEqual([
    ['BCHGPCT', '-33.333333'],
    ['BESTBAS', 'MEASUREMENTS'],
    ['CBRESP', 'SD'],
    ['ENGVER', '1.0.0'],
    ['LEVALDT', '2024-05-30'],
    ['PROGDT', '2024-05-30'],
    ['PSARESP', 'Y'],
  ]);
});

test('what a read tells beside its lesions leaves under the criteria that ask for it', () => {
  const read = readAt({
    clinicalStatus: 'worse',
    t2flair: 'stable',
    corticosteroidMgPerDay: 4,
    boneMarrow: 'not-evaluated',
    psaNgPerMl: 12.5,
  });
  const rows = mapOf(read, 'recist-1.1', 'rano-2010', 'lugano-2014', 'pcwg3');
  expect(pick(rows['RS'], 'RSTESTCD', 'RSCAT', 'RSSTRESC', 'RSSTRESN', 'RSSTRESU', 'RSSTAT')).toEqual([
    ['BMIVLIND', 'LUGANO CLASSIFICATION', null, null, null, 'NOT DONE'],
    ['CPRFSTAT', 'RANO', 'WORSENED', null, null, null],
    ['CSDOSE', 'RANO', '4', 4, 'mg/day', null],
    ['NTNERESP', 'RANO', 'SD', null, null, null],
    ['PSA', 'PCWG SCHER PROSTATE CANCER 2016', '12.5', 12.5, 'ug/L', null],
  ]);
});

test.each([
  ['recist-1.1', 'RECIST 1.1', 'NEWLPROG', 'SUMDIAM', 'mm'],
  ['irecist', 'iRECIST', 'NEWLPROG', 'SUMDIAM', 'mm'],
  ['mrecist', 'MRECIST LENCIONI LIVER CANCER 2010', 'NEWLPROG', 'SUMVDIAM', 'mm'],
  ['irrc', 'WOLCHOK SOLID TUMORS 2009', 'NEWLPROG', 'SUMPPD', 'mm2'],
  ['who', 'WHO MILLER 1981', 'NEWLPROG', 'SUMPPD', 'mm2'],
  ['choi', 'CHOI GIST 2008', 'NEWLPROG', 'SUMDIAM', 'mm'],
  ['percist-1.0', 'PERCIST', 'NEWLPROG', 'SULPEAK', 'kg/L'],
  ['pcwg2', 'PCWG SCHER PROSTATE CANCER 2008', 'NEWLPROG', 'SUMDIAM', 'mm'],
  ['pcwg3', 'PCWG SCHER PROSTATE CANCER 2016', 'NEWLPROG', 'SUMDIAM', 'mm'],
  ['cheson-1999', 'CHESON NON-HODGKINS LYMPHOMA 1999', 'NEWLIND', 'SUMPPD', 'mm2'],
  ['cheson-2007', 'CHESON MALIGNANT LYMPHOMA 2007', 'NEWLIND', 'SUMPPD', 'mm2'],
  ['lugano-2014', 'LUGANO CLASSIFICATION', 'NEWLIND', 'SUMPPD', 'mm2'],
  ['lyric', 'LYRIC CHESON LYMPHOMA 2016', 'NEWLIND', 'SUMPPD', 'mm2'],
  ['macdonald', 'MACDONALD GLIOMA 1990', 'NEWLIND', 'SUMPPD', 'mm2'],
  ['rano-2010', 'RANO', 'NEWLIND', 'SUMPPD', 'mm2'],
  ['rano-2.0', 'RANO 2.0 WEN GLIOMA 2023', 'NEWLIND', 'SUMPPD', 'mm2'],
] as const)('%s leaves as %s, with %s and %s in %s', (criteria, category, newLesion, sum, unit) => {
  const response = exampleResponse(criteria, {}, { overall: 'NE', hasNewLesion: true, sum: 10 });
  const rows = mapOf(readAt({ responses: [response] }), criteria);
  expect(pick(rows['RS'], 'RSTESTCD', 'RSCAT')).toEqual([
    [newLesion, category],
    ['OVRLRESP', category],
  ]);
  expect(pick(rows['TR'], 'TRTESTCD', 'TRSTRESU', 'TRMETHOD')).toEqual([[sum, unit, 'CALCULATION']]);
});

test('every word of all sixteen criteria, and every category and test, is a published term or one we add', () => {
  expect(CRITERIA_IDS).toHaveLength(16);
  const strays = new Set<string>();
  for (const criteria of CRITERIA_IDS) {
    const { words } = CRITERIA[criteria];
    const all = [...words.timepoint, ...words.best, ...words.target, ...words.nonTarget];
    const responses = all.map((word) =>
      exampleResponse(
        criteria,
        {},
        {
          overall: word,
          target: word,
          nonTarget: word,
          hasNewLesion: true,
          components: { ctResponse: 'NMR', petResponse: 'NMR' },
        },
      ),
    );
    for (const response of responses) {
      for (const row of mapOf(readAt({ responses: [response] }), criteria)['RS'] ?? []) {
        const isIndicator = ['NEWLIND', 'NEWLPROG'].includes(String(row['RSTESTCD']));
        if (!isTerm('C124298', row['RSCAT'])) strays.add(`RSCAT ${row['RSCAT']}`);
        if (!isTerm('C96782', row['RSTESTCD'])) strays.add(`RSTESTCD ${row['RSTESTCD']}`);
        if (!isTerm('C96781', row['RSTEST'])) strays.add(`RSTEST ${row['RSTEST']}`);
        const isKnown =
          isTerm('C96785', row['RSSTRESC']) || (isIndicator && isTerm('C66742', row['RSSTRESC']));
        // Only Lugano and LYRIC answer by CT and PET; NMR is a word of no other criteria.
        const isForeign = row['RSORRES'] === 'NMR' && !/LUGANO|LYRIC/.test(String(row['RSCAT']));
        if (!isKnown && !isForeign) strays.add(`RSSTRESC ${row['RSSTRESC']} of ${criteria}`);
      }
    }
    if (termsOfCriteria(criteria).categoryCode !== null) {
      expect(findCodelist('C124298')?.terms.get(termsOfCriteria(criteria).category)).toBe(
        termsOfCriteria(criteria).categoryCode,
      );
    }
    expect(getCriterion(criteria).id).toBe(criteria);
  }
  expect([...strays]).toEqual([]);
});

test('no term that we add is a published one', () => {
  const published = Object.entries(SPONSOR_TERMS).flatMap(([code, terms]) =>
    terms.filter((term) => findCodelist(code)?.terms.has(term)).map((term) => `${code} ${term}`),
  );
  expect(published).toEqual([]);
});
