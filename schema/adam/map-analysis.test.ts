import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SubjectContent, TrialContent } from '@readout/sdtm/content.ts';
import type { DatasetRow } from '@readout/sdtm/dataset.ts';
import { mapSubject } from '@readout/sdtm/map-subject.ts';
import { TABLE_B } from '@readout/statistics/censoring-table.ts';
import { describe, expect, test } from 'vitest';
import type { AnalysisChoice } from './choice.ts';
import { ADAM_DATASETS } from './definition.ts';
import { exampleSubject, exampleTrial, type ExampleLook } from './example-content.ts';
import { mapAnalysis } from './map-analysis.ts';
import { analysisDay, imputationFlag, sasDate } from './sas-date.ts';

const CENTRAL: AnalysisChoice = { evaluator: 'CENTRAL', criteria: 'recist-1.1', isConfirmed: false };

const BASELINE: ExampleLook = { code: 'BL', on: '2024-12-28', isBaseline: true, sizes: { T01: 40, N02: 20 } };
/** Day 43, 85, 127 of the study days. */
const W6: ExampleLook = { code: 'W6', on: '2025-02-12', sizes: { T01: 24, N02: 16 } };
const W12: ExampleLook = { code: 'W12', on: '2025-03-26', sizes: { T01: 20, N02: 16 } };
const W18: ExampleLook = { code: 'W18', on: '2025-05-07', sizes: { T01: 32, N02: 16 } };

function analyse(
  subject: SubjectContent,
  choice: Partial<AnalysisChoice> = {},
  trial: TrialContent = exampleTrial(),
) {
  const { rows } = mapSubject(trial, subject);
  const analysed = mapAnalysis(trial, subject, rows, { ...CENTRAL, ...choice });
  const of = (dataset: string, code: string): readonly DatasetRow[] =>
    (analysed[dataset] ?? []).filter((row) => row['PARAMCD'] === code);
  const one = (dataset: string, code: string): DatasetRow => {
    const [row, ...others] = of(dataset, code);
    if (row === undefined || others.length > 0)
      throw new Error(`${dataset} has ${others.length + 1} rows of ${code}.`);
    return row;
  };
  return { rows, analysed, of, one, adsl: analysed['ADSL']?.[0] ?? {} };
}

describe('dates', () => {
  test('a SAS date counts from 1960-01-01', () => {
    expect(sasDate('1960-01-01')).toBe(0);
    expect(sasDate('1959-12-31')).toBe(-1);
    expect(sasDate('2025-01-01')).toBe(23742);
    expect(sasDate(null)).toBeNull();
  });

  test('there is no day 0', () => {
    expect(analysisDay('2025-01-01', '2025-01-01')).toBe(1);
    expect(analysisDay('2024-12-31', '2025-01-01')).toBe(-1);
    expect(analysisDay('2025-01-01', null)).toBeNull();
  });

  test('the flag tells the highest part that was imputed', () => {
    expect(imputationFlag('2014-01')).toBe('D');
    expect(imputationFlag('2014')).toBe('M');
    expect(imputationFlag('2014-01-05T10:30')).toBeNull();
    expect(imputationFlag(null)).toBeNull();
  });
});

describe('definitions', () => {
  test('names, labels, keys and formats keep the limits of a file', () => {
    expect(ADAM_DATASETS.map(({ name }) => name)).toEqual(['ADSL', 'ADTR', 'ADRS', 'ADTTE']);
    for (const { name, label, keys, variables } of ADAM_DATASETS) {
      const names = variables.map((variable) => variable.name);
      expect(new Set(names).size, name).toBe(names.length);
      expect(label.length).toBeLessThanOrEqual(40);
      expect(keys.filter((key) => !names.includes(key))).toEqual([]);
      for (const variable of variables) {
        expect(variable.name).toMatch(/^[A-Z][A-Z0-9]{0,7}$/);
        expect(variable.label.length, variable.label).toBeLessThanOrEqual(40);
        expect(/(DT)$/.test(variable.name)).toBe(variable.format === 'SAS date');
        if (variable.origin.type === 'Predecessor') expect(variable.method).toMatch(/^[A-Z]+\.[A-Z0-9]+$/);
        if (variable.origin.type === 'Derived') expect(variable.method).toMatch(/\.$/);
      }
    }
  });

  test('a row holds the variables of its definition and no other', () => {
    const { analysed } = analyse(exampleSubject([BASELINE, W6]));
    for (const { name, variables } of ADAM_DATASETS)
      for (const row of analysed[name] ?? [])
        expect(Object.keys(row)).toEqual(variables.map((variable) => variable.name));
  });
});

describe('ADSL', () => {
  test('a subject of the active arm, treated and evaluable', () => {
    const course = { lastDoseOn: '2025-03-01', lastContactOn: '2025-04-01', diedOn: '2025-06-01' };
    expect(analyse(exampleSubject([BASELINE, W6], { course })).adsl).toMatchObject({
      STUDYID: 'ADAM-1',
      USUBJID: 'ADAM-1-001-001',
      TRT01P: 'Active',
      TRT01PN: 1,
      TRT01A: 'Active',
      RANDDT: sasDate('2025-01-01'),
      TRTSDT: sasDate('2025-01-01'),
      TRTEDT: sasDate('2025-03-01'),
      DTHDT: sasDate('2025-06-01'),
      DTHFL: 'Y',
      LSTALVDT: sasDate('2025-04-01'),
      ENRLFL: 'Y',
      RANDFL: 'Y',
      ITTFL: 'Y',
      SAFFL: 'Y',
      EFFFL: 'Y',
      EVALFL: 'Y',
    });
  });

  test('populations: without a baseline safety alone, without an evaluable response not evaluable', () => {
    expect(analyse(exampleSubject([])).adsl).toMatchObject({ SAFFL: 'Y', EFFFL: 'N', EVALFL: 'N' });
    expect(analyse(exampleSubject([BASELINE])).adsl).toMatchObject({ EFFFL: 'Y', EVALFL: 'N' });
  });

  test('who failed screening is there and in no population', () => {
    const course = {
      isScreenFailure: true,
      randomisedOn: null,
      firstDoseOn: null,
      referenceStartOn: null,
    };
    const { adsl, analysed } = analyse({ ...exampleSubject([], { course }), arm: null });
    expect(adsl).toMatchObject({ ENRLFL: 'N', ITTFL: 'N', SAFFL: 'N', EFFFL: 'N', TRT01P: null });
    expect(analysed).toMatchObject({ ADTR: [], ADRS: [], ADTTE: [] });
  });

  test('a blinded export tells no arm in any dataset', () => {
    const { adsl, one } = analyse(exampleSubject([BASELINE, W6]), {}, exampleTrial({ isUnblinded: false }));
    expect(adsl).toMatchObject({ ARM: null, TRT01P: null, TRT01PN: null, TRT01A: null });
    expect(one('ADRS', 'BOR')).toMatchObject({ TRTP: null, TRTA: null });
  });
});

describe('ADTR', () => {
  const looks = [BASELINE, W6, W12, W18];

  test('each target has its sizes, with the lesion and the row they come from', () => {
    const { of, rows } = analyse(exampleSubject(looks));
    expect(of('ADTR', 'LDIAM1').map((row) => row['AVAL'])).toEqual([40, 24, 20, 32]);
    // The node's short axis is what is added up; its number is the next that is free.
    expect(of('ADTR', 'NLDIAM2').map((row) => [row['AVAL'], row['ANL01FL']])).toEqual([
      [20, 'Y'],
      [16, 'Y'],
      [16, 'Y'],
      [16, 'Y'],
    ]);
    const [first] = of('ADTR', 'LDIAM1');
    expect(first).toMatchObject({ TULOC: 'LUNG', TULOCGR1: 'NON-NODAL', SRCDOM: 'TR', SRCVAR: 'TRSTRESN' });
    const source = rows['TR']?.find((row) => row['TRSEQ'] === first?.['SRCSEQ']);
    expect(source).toMatchObject({ TRTESTCD: 'LDIAM', TRLNKID: 'R1-T01', TRSTRESN: 40 });
  });

  test('the sum has its baseline, nadir and changes, and the flag of the waterfall at its best', () => {
    const { of } = analyse(exampleSubject(looks));
    const picked = of('ADTR', 'SDIAM').map((row) =>
      ['AVAL', 'BASE', 'CHG', 'PCHG', 'NADIR', 'CHGNAD', 'ABLFL', 'PDFL', 'ANL02FL'].map((name) => row[name]),
    );
    expect(picked).toEqual([
      [60, 60, null, null, null, null, 'Y', null, null],
      [40, 60, -20, (-20 * 100) / 60, 60, -20, null, null, null],
      [36, 60, -24, -40, 40, -4, null, null, 'Y'],
      [48, 60, -12, -20, 36, 12, null, 'Y', null],
    ]);
  });
});

describe('ADRS', () => {
  const looks = [BASELINE, W6, W12, W18];

  test('overall responses by day, numbered as admiralonco numbers them', () => {
    const { of, rows } = analyse(exampleSubject(looks));
    const picked = of('ADRS', 'OVR').map((row) => [row['AVALC'], row['AVAL'], row['AVALCAT1'], row['ADY']]);
    expect(picked).toEqual([
      ['PR', 2, 'PARTIAL', 43],
      ['PR', 2, 'PARTIAL', 85],
      ['PD', 5, 'PROGRESSION', 127],
    ]);
    const [first] = of('ADRS', 'OVR');
    expect(rows['RS']?.find((row) => row['RSSEQ'] === first?.['SRCSEQ'])).toMatchObject({
      RSTESTCD: 'OVRLRESP',
      RSSTRESC: 'PR',
    });
  });

  test('where another response was stated the derived one comes from the supplemental qualifier', () => {
    const { of, rows } = analyse(exampleSubject([BASELINE, { ...W6, stated: 'SD' }]));
    const [row] = of('ADRS', 'OVR');
    expect(row).toMatchObject({ AVALC: 'PR', SRCDOM: 'SUPPRS', SRCVAR: 'RSDERIV' });
    expect(rows['SUPPRS']).toContainEqual(
      expect.objectContaining({ QNAM: 'RSDERIV', QVAL: 'PR', IDVARVAL: String(row?.['SRCSEQ']) }),
    );
  });

  test('best responses, response, benefit, progression and last assessment', () => {
    const { one } = analyse(exampleSubject(looks));
    const day = (look: ExampleLook) => sasDate(look.on);
    expect(one('ADRS', 'BOR')).toMatchObject({ AVALC: 'PR', AVAL: 2, ADT: day(W6) });
    expect(one('ADRS', 'CBOR')).toMatchObject({ AVALC: 'PR', ADT: day(W6) });
    expect(one('ADRS', 'RSP')).toMatchObject({ AVALC: 'Y', AVAL: 1, ADT: day(W6) });
    expect(one('ADRS', 'CRSP')).toMatchObject({ AVALC: 'Y' });
    expect(one('ADRS', 'CB')).toMatchObject({ AVALC: 'Y' });
    expect(one('ADRS', 'PD')).toMatchObject({ AVALC: 'Y', ADT: day(W18) });
    expect(one('ADRS', 'LSTA')).toMatchObject({ AVALC: 'PD', ADT: day(W18) });
    expect(one('ADRS', 'MDIS')).toMatchObject({ AVALC: 'Y', SRCDOM: 'TU' });
    expect(one('ADRS', 'DEATH')).toMatchObject({ AVALC: 'N', AVAL: 0, ADT: null, PARCAT2: null });
  });

  test('a response seen once is a response that is not confirmed', () => {
    const { one } = analyse(exampleSubject([BASELINE, W6]));
    expect(one('ADRS', 'RSP')['AVALC']).toBe('Y');
    expect(one('ADRS', 'CRSP')['AVALC']).toBe('N');
    expect(one('ADRS', 'CBOR')['AVALC']).not.toBe('PR');
  });

  test('without a review of the evaluator the best response is NE, as the portal counts it', () => {
    const { one, of } = analyse(exampleSubject(looks), { evaluator: 'INVESTIGATOR' });
    expect(one('ADRS', 'BOR')).toMatchObject({ AVALC: 'NE', AVAL: 6, ADT: null });
    expect(of('ADRS', 'OVR')).toEqual([]);
  });

  test('a read that is not locked is told and not analysed', () => {
    const { of, one } = analyse(exampleSubject([BASELINE, W6, { ...W12, isLocked: false }]));
    expect(of('ADRS', 'OVR').map((row) => row['ANL01FL'])).toEqual(['Y', null]);
    expect(one('ADRS', 'CRSP')['AVALC']).toBe('N');
  });

  test('what is after a new therapy is flagged apart', () => {
    const { of } = analyse(exampleSubject(looks, { course: { newTherapyOn: W6.on } }));
    expect(of('ADRS', 'OVR').map((row) => row['ANL02FL'])).toEqual(['Y', null, null]);
  });
});

describe('ADTTE', () => {
  const looks = [BASELINE, W6, W12, W18];

  test('progression is an event on its day, from the row that tells it', () => {
    const { one, rows } = analyse(exampleSubject(looks));
    const row = one('ADTTE', 'PFS');
    expect(row).toMatchObject({
      STARTDT: sasDate('2025-01-01'),
      ADT: sasDate(W18.on),
      AVAL: 127,
      CNSR: 0,
      EVNTDESC: 'Documented progression',
      CNSDTDSC: null,
      SRCDOM: 'RS',
      SRCVAR: 'RSDTC',
    });
    expect(rows['RS']?.find((each) => each['RSSEQ'] === row['SRCSEQ'])).toMatchObject({ RSSTRESC: 'PD' });
    expect(one('ADTTE', 'DOR')).toMatchObject({ STARTDT: sasDate(W6.on), AVAL: 85, CNSR: 0 });
    expect(one('ADTTE', 'TTRSP')).toMatchObject({ AVAL: 43, CNSR: 0, EVNTDESC: 'First response' });
    expect(one('ADTTE', 'OS')).toMatchObject({
      AVAL: 127,
      CNSR: 1,
      CNSDTDSC: 'Last known alive',
      SRCDOM: 'ADSL',
      SRCVAR: 'LSTALVDT',
      SRCSEQ: null,
    });
  });

  test('an unconfirmed response has no duration where confirmed ones are asked for', () => {
    const subject = exampleSubject([BASELINE, W6]);
    expect(analyse(subject).of('ADTTE', 'DOR')).toHaveLength(1);
    expect(analyse(subject, { isConfirmed: true }).of('ADTTE', 'DOR')).toEqual([]);
  });

  test('death after two missed visits is censored at the last assessment by table A', () => {
    const subject = exampleSubject([BASELINE, W6], { course: { diedOn: '2025-06-01' } });
    expect(analyse(subject).one('ADTTE', 'PFS')).toMatchObject({
      AVAL: 43,
      CNSR: 1,
      EVNTDESC: 'Death after 2 missed visits',
      CNSDTDSC: 'Last evaluable assessment before missed visits',
    });
    expect(analyse(subject).one('ADTTE', 'OS')).toMatchObject({ CNSR: 0, EVNTDESC: 'Death' });
  });

  test('a baseline alone is censored at randomisation', () => {
    expect(analyse(exampleSubject([BASELINE])).one('ADTTE', 'PFS')).toMatchObject({
      AVAL: 1,
      CNSR: 1,
      SRCDOM: 'ADSL',
      SRCVAR: 'RANDDT',
    });
  });

  test('by table B progression has the planned date', () => {
    const late = { ...W18, on: '2025-05-10' };
    const { one } = analyse(exampleSubject([BASELINE, W6, W12, late]), { timeToEvent: TABLE_B });
    expect(one('ADTTE', 'PFS')['AVAL']).toBe(127);
  });
});

const FOLDER = join(import.meta.dirname, '../../../shared/data/responses');

interface Published {
  readonly usubjid: string;
  readonly paramcd?: string;
  readonly avalc: string;
  readonly adt: string | null;
  readonly trtsdt?: string;
}
interface PublishedCase {
  readonly title: string;
  readonly fn: string;
  readonly parameters: { readonly source_pd: string; readonly ref_start_window?: number };
  readonly datasets: Readonly<Record<string, readonly Published[]>>;
  readonly records: readonly Published[];
  readonly expected: readonly Published[];
}

describe.skipIf(!existsSync(FOLDER))(
  'published cases of admiralonco (skipped where they are missing)',
  () => {
    const cases = existsSync(FOLDER)
      ? readdirSync(FOLDER)
          .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as PublishedCase)
          // Only with its own source of progression does a case end at progression, as a trial here does.
          .filter(({ parameters }) => parameters.source_pd !== 'NULL')
      : [];

    test.each(cases.map((published) => [published.title, published] as const))('%s', (_, published) => {
      expect(published.expected.length).toBeGreaterThan(0);
      for (const { usubjid, avalc, adt } of published.expected) {
        const code = published.fn === 'derive_param_response' ? 'RSP' : 'BOR';
        const subject = publishedSubject(published, usubjid);
        const { AVALC, ADT } = analyse(subject, {}, publishedTrial(published)).one('ADRS', code);
        expect([usubjid, AVALC, ADT]).toEqual([usubjid, avalc === 'MISSING' ? 'NE' : avalc, sasDate(adt)]);
      }
    });
  },
);

const settingsOf = ({ parameters }: PublishedCase) => ({
  minSdReference: 'treatmentStart',
  ...(parameters.ref_start_window !== undefined && { minSdDays: parameters.ref_start_window }),
});

function publishedTrial(published: PublishedCase): TrialContent {
  const trial = exampleTrial();
  const criteria = [{ criteria: 'recist-1.1' as const, settings: settingsOf(published) }];
  return { ...trial, charter: { ...trial.charter, criteria } };
}

/** What is after the case's own date of progression is not there, as its source filters it. */
function publishedSubject(published: PublishedCase, usubjid: string): SubjectContent {
  const started = published.datasets['dataset_adsl']?.find((row) => row.usubjid === usubjid)?.trtsdt ?? null;
  const sources = Object.entries(published.datasets).filter(([name]) => name.startsWith('source:'));
  const progressed = sources
    .flatMap(([, rows]) => rows)
    .find((row) => row.usubjid === usubjid && row.paramcd === 'PD' && row.avalc === 'Y')?.adt;
  const looks = published.records
    .filter((row) => row.usubjid === usubjid && row.paramcd === 'OVR')
    .flatMap(({ adt, avalc }, at): ExampleLook[] =>
      adt === null || (progressed != null && adt > progressed)
        ? []
        : [{ code: `A${at + 1}`, on: adt, stated: avalc }],
    );
  return exampleSubject(looks, {
    usubjid,
    course: { firstDoseOn: started, randomisedOn: started, referenceStartOn: started },
    settings: settingsOf(published),
  });
}
