import { describe, expect, test } from 'vitest';
import { buildDefine, type CountedDataset, type DefineAbout } from '../build-define.ts';
import type { DatasetDefinition, DatasetRow } from '../dataset.ts';
import { EXAMPLE_TRIAL } from '../example-dataset.ts';
import { datasetOf, openProfile } from '../profile.ts';
import { checkSubject, checkTrial, openConformance, planTrial, RULES } from './conformance.ts';
import { EXAMPLE_DEFINITIONS, EXAMPLE_ROWS, EXAMPLE_TRIAL_ROWS } from './example-subject.ts';
import { MAX_KEPT } from './finding-report.ts';
import type { RowsByDataset } from './rule.ts';

type Change = readonly [dataset: string, at: number | 'more', values: DatasetRow];

/** Rows with some changed, or one more that is the first with changes. */
function changed(rows: RowsByDataset, changes: readonly Change[]): RowsByDataset {
  const answer: Record<string, readonly DatasetRow[]> = { ...rows };
  for (const [dataset, at, values] of changes) {
    const all = answer[dataset] ?? [];
    answer[dataset] =
      at === 'more'
        ? [...all, { ...all[0], ...values }]
        : all.map((row, each) => (each === at ? { ...row, ...values } : row));
  }
  return answer;
}

const checked = (trialRows = EXAMPLE_TRIAL_ROWS) => planTrial(EXAMPLE_TRIAL, EXAMPLE_DEFINITIONS, trialRows);

const LONG = 'x'.repeat(200);

/** For each rule of a subject's rows: what breaks it, and what comes close and does not. */
// prettier-ignore
const SUBJECT_CASES: Readonly<Record<string, { readonly breaks: readonly Change[]; readonly at: string; readonly holds: readonly Change[] }>> = {
  REQUIRED_BLANK:             { breaks: [['TR', 1, { TRTESTCD: null }]],                                    at: 'TR.TRTESTCD', holds: [['TR', 1, { TRSTRESU: null }]] },
  WRONG_TYPE:                 { breaks: [['TR', 1, { TRSTRESN: '20.5' }]],                                  at: 'TR.TRSTRESN', holds: [['TR', 1, { TRSTRESN: 0 }]] },
  TEXT_TOO_LONG:              { breaks: [['DS', 0, { DSTERM: `${LONG}x` }]],                                at: 'DS.DSTERM',   holds: [['DS', 0, { DSTERM: LONG }]] },
  TEXT_NOT_ASCII:             { breaks: [['DS', 0, { DSTERM: 'Größe' }]],                                   at: 'DS.DSTERM',   holds: [['DS', 0, { DSTERM: 'Size ~ 1' }]] },
  TEXT_WITH_EDGE_BLANKS:      { breaks: [['DS', 0, { DSTERM: 'Consent ' }]],                                at: 'DS.DSTERM',   holds: [['DS', 0, { DSTERM: 'A consent' }]] },
  STUDY_DIFFERS:              { breaks: [['DS', 0, { STUDYID: 'ORI-302' }]],                                at: 'DS.STUDYID',  holds: [['DS', 0, { DSTERM: 'ORI-302' }]] },
  DOMAIN_DIFFERS:             { breaks: [['SUPPTR', 0, { RDOMAIN: 'RS' }]],                                 at: 'SUPPTR.RDOMAIN', holds: [] },
  TERM_UNKNOWN:               { breaks: [['DM', 0, { SEX: 'female' }]],                                     at: 'DM.SEX',      holds: [['DM', 0, { SEX: 'UNDIFFERENTIATED' }]] },
  FLAG_NOT_Y:                 { breaks: [['TR', 0, { TRLOBXFL: 'N' }]],                                     at: 'TR.TRLOBXFL', holds: [['SV', 0, { SVOCCUR: 'N' }]] },
  TEST_CODE_FORM:             { breaks: [['SUPPTR', 0, { QNAM: 'TRCHANGES' }]],                             at: 'SUPPTR.QNAM', holds: [['SUPPTR', 0, { QNAM: 'TRCHANG8' }]] },
  TEST_NAME_TOO_LONG:         { breaks: [['SUPPTR', 0, { QLABEL: 'x'.repeat(41) }]],                        at: 'SUPPTR.QLABEL', holds: [['SUPPTR', 0, { QLABEL: 'x'.repeat(40) }]] },
  TEST_NAME_DIFFERS:          { breaks: [['TR', 1, { TRTEST: 'Longest diameter' }]],                        at: 'TR.TRTEST',   holds: [['TR', 1, { TRTESTCD: 'OURS', TRTEST: 'Our own test' }]] },
  DATE_FORM:                  { breaks: [['DS', 1, { DSSTDTC: '2024-02-30' }]],                             at: 'DS.DSSTDTC',  holds: [['DS', 1, { DSSTDTC: '2024---15' }]] },
  STUDY_DAY_ZERO:             { breaks: [['SV', 0, { SVSTDY: 0 }]],                                         at: 'SV.SVSTDY',   holds: [] },
  STUDY_DAY_WRONG:            { breaks: [['SV', 1, { SVSTDY: 42 }]],                                        at: 'SV.SVSTDY',   holds: [['SV', 1, { SVSTDTC: '2024-01-08', SVSTDY: 1 }]] },
  STUDY_DAY_MISSING:          { breaks: [['SV', 1, { SVSTDY: null }]],                                      at: 'SV.SVSTDY',   holds: [['SV', 1, { SVSTDTC: '2024-02', SVSTDY: null }]] },
  END_BEFORE_START:           { breaks: [['EX', 0, { EXENDTC: '2024-01-07' }]],                             at: 'EX.EXENDTC',  holds: [['EX', 0, { EXENDTC: '2024-01' }]] },
  DATE_AFTER_CUT:             { breaks: [['DS', 1, { DSSTDTC: '2024-07' }]],                                at: 'DS.DSSTDTC',  holds: [['DS', 1, { DSSTDTC: '2024-06-30' }]] },
  DATE_AFTER_DEATH:           { breaks: [['DM', 0, { DTHFL: 'Y', DTHDTC: '2024-02-18' }]],                  at: 'TR.TRDTC',    holds: [['DM', 0, { DTHFL: 'Y', DTHDTC: '2024-02-19' }]] },
  NOT_DONE_WITH_RESULT:       { breaks: [['TR', 1, { TRSTAT: 'NOT DONE' }]],                                at: 'TR.TRORRES',  holds: [['TR', 1, { TRSTAT: 'NOT DONE', TRORRES: null, TRORRESU: null, TRSTRESC: null, TRSTRESN: null, TRSTRESU: null }]] },
  RESULT_MISSING:             { breaks: [['RS', 0, { RSORRES: null, RSSTRESC: null }]],                     at: 'RS.RSORRES',  holds: [['RS', 0, { RSORRES: null }]] },
  REASON_WITHOUT_STATUS:      { breaks: [['TR', 1, { TRREASND: 'NOT EVALUABLE' }]],                         at: 'TR.TRREASND', holds: [['TR', 1, { TRREASND: 'NOT EVALUABLE', TRSTAT: 'NOT DONE' }]] },
  STANDARD_RESULT_MISSING:    { breaks: [['RS', 0, { RSSTRESC: null }]],                                    at: 'RS.RSSTRESC', holds: [['RS', 0, { RSORRES: null }]] },
  STANDARD_NUMBER_DIFFERS:    { breaks: [['TR', 1, { TRSTRESN: 20 }]],                                      at: 'TR.TRSTRESN', holds: [['TR', 1, { TRSTRESC: '20.50' }]] },
  STANDARD_NUMBER_MISSING:    { breaks: [['TR', 1, { TRSTRESN: null }]],                                    at: 'TR.TRSTRESN', holds: [['TR', 1, { TRSTRESN: null, TRORRESU: null, TRSTRESU: null }]] },
  UNIT_WITHOUT_RESULT:        { breaks: [['TR', 1, { TRSTRESU: null }]],                                    at: 'TR.TRSTRESU', holds: [['TR', 1, { TRORRESU: null, TRSTRESU: null }]] },
  EVALUATOR_BLANK:            { breaks: [['RS', 0, { RSEVAL: null }]],                                      at: 'RS.RSEVALID', holds: [['RS', 0, { RSEVAL: null, RSEVALID: null }]] },
  BASELINE_AFTER_EXPOSURE:    { breaks: [['TR', 1, { TRLOBXFL: 'Y' }]],                                     at: 'TR.TRLOBXFL', holds: [['TR', 0, { TRDTC: '2024-01-08' }]] },
  KEY_TWICE:                  { breaks: [['EX', 'more', { EXSEQ: 2 }]],                                     at: 'EX.STUDYID, USUBJID, EXSTDTC', holds: [['EX', 'more', { EXSEQ: 2, EXSTDTC: '2024-03-01' }]] },
  SEQUENCE_TWICE:             { breaks: [['TR', 1, { TRSEQ: 1 }]],                                          at: 'TR.TRSEQ',    holds: [['TR', 1, { TRSEQ: 7 }]] },
  SUBJECT_NOT_IN_DM:          { breaks: [['RS', 0, { USUBJID: 'ORI-301-2' }]],                              at: 'RS.USUBJID',  holds: [] },
  LESION_LINK_SHARED:         { breaks: [['TU', 'more', { TUSEQ: 2, TUEVALID: 'RADIOLOGIST 2' }]],          at: 'TU.TULNKID',  holds: [['TU', 'more', { TUSEQ: 2, TUEVALID: 'RADIOLOGIST 2', TULNKID: 'R2-T01' }]] },
  UNIT_SEVERAL:               { breaks: [['TR', 1, { TRSTRESU: 'cm' }]],                                    at: 'TR.TRSTRESU', holds: [['TR', 1, { TRSTRESU: 'cm', TRTESTCD: 'LPERP' }]] },
  VISIT_DAY_DIFFERS:          { breaks: [['SV', 1, { VISITDY: 42 }]],                                       at: 'SV.VISITDY',  holds: [['SV', 1, { VISITDY: 43 }]] },
  LAST_BEFORE_EXPOSURE_TWICE: { breaks: [['TR', 1, { TRLOBXFL: 'Y' }]],                                     at: 'TR.TRLOBXFL', holds: [['TR', 1, { TRLOBXFL: 'Y', TRTESTCD: 'LPERP' }]] },
  ACCEPTED_TWICE:             { breaks: [['RS', 'more', { RSSEQ: 2, RSEVALID: 'RADIOLOGIST 2' }]],          at: 'RS.RSACPTFL', holds: [['RS', 'more', { RSSEQ: 2, RSEVALID: 'RADIOLOGIST 2', RSACPTFL: null }]] },
  LESION_NOT_IDENTIFIED:      { breaks: [['TR', 1, { TRLNKID: 'R1-T02' }]],                                 at: 'TR.TRLNKID',  holds: [['TR', 1, { TRLNKID: null, TRTESTCD: 'SUMDIAM' }]] },
  LESION_OF_ANOTHER:          { breaks: [['TR', 1, { TREVALID: 'RADIOLOGIST 2' }]],                         at: 'TR.TRLNKID',  holds: [['TR', 1, { TREVALID: 'RADIOLOGIST 2', TRLNKID: null }]] },
  LESION_ROLE_DIFFERS:        { breaks: [['TR', 1, { TRGRPID: 'NON-TARGET' }]],                             at: 'TR.TRGRPID',  holds: [['TR', 1, { TRGRPID: null }]] },
  ASSESSMENT_NOT_FOUND:       { breaks: [['RS', 0, { RSLNKGRP: 'R1-A3' }]],                                 at: 'RS.RSLNKGRP', holds: [['RS', 0, { RSLNKGRP: 'R2-A3', RSEVALID: 'RADIOLOGIST 2' }]] },
  PARENT_NOT_FOUND:           { breaks: [['SUPPTR', 0, { IDVARVAL: '3' }]],                                 at: 'SUPPTR.IDVARVAL', holds: [['SUPPTR', 0, { IDVARVAL: '1' }]] },
  QUALIFIER_IS_VARIABLE:      { breaks: [['SUPPTR', 0, { QNAM: 'TRREASND' }]],                              at: 'SUPPTR.QNAM', holds: [['SUPPTR', 0, { QNAM: 'TRREASNE' }]] },
  VISIT_NOT_IN_SV:            { breaks: [['TR', 1, { VISITNUM: 3 }]],                                       at: 'TR.VISITNUM', holds: [['TR', 1, { VISITNUM: null, VISIT: null }]] },
  VISIT_NOT_PLANNED:          { breaks: [['SV', 'more', { VISITNUM: 2.1, VISIT: 'Unscheduled' }]],          at: 'SV.VISITNUM', holds: [['SV', 'more', { VISITNUM: 2.1, VISIT: 'Unscheduled', SVUPDES: 'Pain' }]] },
  ARM_NOT_PLANNED:            { breaks: [['DM', 0, { ARMCD: 'B' }]],                                        at: 'DM.ARMCD',    holds: [['DM', 0, { ARMCD: null, ARM: null }]] },
  ELEMENT_NOT_PLANNED:        { breaks: [['SE', 1, { ETCD: 'UNPLAN' }]],                                    at: 'SE.ETCD',     holds: [['SE', 1, { ETCD: 'UNPLAN', SEUPDES: 'Break' }]] },
  EPOCH_NOT_PLANNED:          { breaks: [['TR', 1, { EPOCH: 'FOLLOW-UP' }]],                                at: 'TR.EPOCH',    holds: [['TR', 1, { EPOCH: 'SCREENING' }]] },
  ARM_REASON:                 { breaks: [['DM', 0, { ACTARMCD: null, ACTARM: null }]],                      at: 'DM.ARMNRS',   holds: [['DM', 0, { ACTARMCD: null, ACTARM: null, ARMNRS: 'ASSIGNED, NOT TREATED' }]] },
  ARM_HALF:                   { breaks: [['DM', 0, { ARM: null }]],                                         at: 'DM.ARM',      holds: [['DM', 0, { ARM: null, ARMCD: null }]] },
  DEATH_FLAG:                 { breaks: [['DS', 1, { DSDECOD: 'DEATH' }]],                                  at: 'DM.DTHFL',    holds: [['DS', 1, { DSDECOD: 'DEATH' }], ['DM', 0, { DTHFL: 'Y' }]] },
  DEATH_WITHOUT_DATE:         { breaks: [['DM', 0, { DTHFL: 'Y' }]],                                        at: 'DM.DTHDTC',   holds: [['DM', 0, { DTHFL: 'Y', DTHDTC: '2024-06' }]] },
  AGE_WITHOUT_UNIT:           { breaks: [['DM', 0, { AGEU: null }]],                                        at: 'DM.AGEU',     holds: [['DM', 0, { AGE: null, AGEU: null }]] },
  COUNTRY_FORM:               { breaks: [['DM', 0, { COUNTRY: 'Germany' }]],                                at: 'DM.COUNTRY',  holds: [['DM', 0, { COUNTRY: 'FRA' }]] },
  REFERENCE_DATES:            { breaks: [['DM', 0, { RFENDTC: '2024-01-07' }]],                             at: 'DM.RFENDTC',  holds: [['DM', 0, { RFENDTC: '2024-01-08' }]] },
  REFERENCE_START_MISSING:    { breaks: [['DM', 0, { RFSTDTC: null }]],                                     at: 'DM.RFSTDTC',  holds: [['DM', 0, { RFSTDTC: null, RFXSTDTC: null, ARMCD: null }]] },
  FIRST_EXPOSURE_DIFFERS:     { breaks: [['DM', 0, { RFXSTDTC: '2024-01-09' }]],                            at: 'DM.RFXSTDTC', holds: [['EX', 'more', { EXSEQ: 2, EXSTDTC: '2024-03-01' }]] },
  DISPOSITION_TERM:           { breaks: [['DS', 1, { DSDECOD: 'PROGRESSION' }]],                            at: 'DS.DSDECOD',  holds: [['DS', 1, { DSDECOD: 'PROGRESSION', DSCAT: 'OTHER EVENT' }]] },
  MILESTONE_WITH_EPOCH:       { breaks: [['DS', 0, { EPOCH: 'SCREENING' }]],                                at: 'DS.EPOCH',    holds: [] },
  OCCURRENCE_NOT_ASKED:       { breaks: [['SV', 1, { SVOCCUR: 'Y' }]],                                      at: 'SV.SVOCCUR',  holds: [] },
  ELEMENTS_OVERLAP:           { breaks: [['SE', 1, { SESTDTC: '2024-01-07' }]],                             at: 'SE.SESTDTC',  holds: [['SE', 1, { SESTDTC: '2024-01-09' }]] },
};

test('rows that conform break no rule', () => {
  expect(checkSubject(checked(), EXAMPLE_ROWS)).toEqual([]);
});

describe.each(Object.entries(SUBJECT_CASES))('%s', (rule, { breaks, at, holds }) => {
  test('is found where it is broken, with dataset, row and variable', () => {
    const [dataset = '', variable] = at.split(/\.(.*)/s);
    const found = checkSubject(checked(), changed(EXAMPLE_ROWS, breaks)).filter(
      (finding) => finding.rule === rule,
    );
    expect(found).toContainEqual(
      expect.objectContaining({ dataset, variable, row: expect.stringContaining('USUBJID ORI-301-') }),
    );
  });

  test('is not found in what comes close', () => {
    const found = checkSubject(checked(), changed(EXAMPLE_ROWS, holds)).filter(
      (finding) => finding.rule === rule,
    );
    expect(found).toEqual([]);
  });
});

/** The same for the trial's own rows. */
// prettier-ignore
const TRIAL_CASES: Readonly<Record<string, { readonly breaks: readonly Change[]; readonly at: string; readonly holds: readonly Change[] }>> = {
  DURATION_FORM:             { breaks: [['TE', 0, { TEDUR: '28 days' }]],                            at: 'TE.TEDUR',   holds: [['TE', 0, { TEDUR: 'P4W' }]] },
  DATASET_KEY_TWICE:         { breaks: [['TV', 1, { VISITNUM: 1 }]],                                 at: 'TV.STUDYID, VISITNUM', holds: [['TV', 1, { VISITNUM: 9 }]] },
  SUMMARY_PARAMETER_MISSING: { breaks: [],                                                           at: 'TS.TSPARMCD', holds: [] },
  SUMMARY_VALUE_BLANK:       { breaks: [['TS', 0, { TSVAL: null }]],                                 at: 'TS.TSVAL',   holds: [['TS', 0, { TSVAL: null, TSVALNF: 'UNK' }]] },
  ELEMENT_NAME_DIFFERS:      { breaks: [['TA', 0, { ELEMENT: 'Screen' }]],                           at: 'TA.ELEMENT', holds: [['TA', 0, { ELEMENT: null }]] },
  ELEMENT_CODE_FORM:         { breaks: [['TE', 0, { ETCD: 'SCREENING' }]],                           at: 'TE.ETCD',    holds: [['TE', 0, { ETCD: 'SCREENIN' }]] },
  VISIT_TWICE:               { breaks: [['TV', 1, { VISIT: 'Baseline' }]],                           at: 'TV.VISIT',   holds: [['TV', 1, { VISIT: 'Week 7' }]] },
  RELATION_ALONE:            { breaks: [['RELREC', 1, { RELID: 'OTHER' }]],                          at: 'RELREC.RELID', holds: [] },
};

const count = (definition: DatasetDefinition, rows: readonly DatasetRow[]): CountedDataset => {
  const profile = openProfile(definition);
  for (const row of rows) profile.count(row);
  return { dataset: datasetOf(definition, profile), profile };
};
const counted = (rows: RowsByDataset) =>
  EXAMPLE_DEFINITIONS.map((definition) => count(definition, rows[definition.name] ?? []));
const ABOUT: DefineAbout = {
  at: EXAMPLE_TRIAL.cut.at,
  originator: 'Core lab',
  system: { name: 'Readout', version: '1' },
  engineVersion: '2.0.0',
  fileOf: (dataset) => `${dataset.toLowerCase()}.xpt`,
};
const checkAll = (trialRows: RowsByDataset, datasets = counted({ ...EXAMPLE_ROWS, ...trialRows })) =>
  checkTrial(checked(trialRows), datasets, buildDefine(EXAMPLE_TRIAL, datasets, ABOUT));

test('a trial that conforms lacks but parameters of its summary', () => {
  expect(new Set(checkAll(EXAMPLE_TRIAL_ROWS).map(({ rule }) => rule))).toEqual(
    new Set(['SUMMARY_PARAMETER_MISSING']),
  );
});

test.each(Object.entries(TRIAL_CASES))(
  '%s is found where it is broken, and not in what comes close',
  (rule, { breaks, at, holds }) => {
    const [dataset = '', variable] = at.split(/\.(.*)/s);
    const found = (changes: readonly Change[]) =>
      checkAll(changed(EXAMPLE_TRIAL_ROWS, changes)).filter((finding) => finding.rule === rule);
    expect(found(breaks)).toContainEqual(expect.objectContaining({ dataset, variable }));
    if (rule === 'SUMMARY_PARAMETER_MISSING')
      expect(found([]).map(({ value }) => value)).not.toContain('TITLE');
    else expect(found(holds)).toEqual([]);
  },
);

type Twist = (each: CountedDataset) => CountedDataset;
const definition =
  (more: Partial<DatasetDefinition>): Twist =>
  ({ dataset, profile }) => ({
    profile,
    dataset: { ...dataset, definition: { ...dataset.definition, ...more } },
  });
const column =
  (name: string, more: Partial<CountedDataset['dataset']['columns'][number]>): Twist =>
  ({ dataset, profile }) => ({
    profile,
    dataset: {
      ...dataset,
      columns: dataset.columns.map((each) => (each.name === name ? { ...each, ...more } : each)),
    },
  });
const without =
  (name: string): Twist =>
  ({ dataset, profile }) => ({
    profile,
    dataset: { ...dataset, columns: dataset.columns.filter((each) => each.name !== name) },
  });
const and =
  (row: DatasetRow): Twist =>
  ({ dataset, profile }) => {
    profile.count(row);
    return { dataset: datasetOf(dataset.definition, profile), profile };
  };
/** The same for what a dataset looks like: TR, twisted. */
// prettier-ignore
const DATASET_CASES: Readonly<Record<string, { readonly breaks: Twist; readonly holds: Twist }>> = {
  DATASET_NAME_FORM:  { breaks: definition({ domain: 'TU' }),                       holds: definition({}) },
  LABEL_FORM:         { breaks: column('TRDTC', { label: 'x'.repeat(41) }),         holds: column('TRDTC', { label: 'x'.repeat(40) }) },
  VARIABLE_NAME_FORM: { breaks: column('TRDTC', { name: 'TRDATETIME' }),            holds: column('TRDTC', { name: 'TRDATETI' }) },
  VARIABLE_PREFIX:    { breaks: column('TRDTC', { name: 'DTC' }),                   holds: column('TRDTC', { name: 'TRD' }) },
  VARIABLE_ORDER:     { breaks: ({ dataset, profile }) => ({ profile, dataset: { ...dataset, columns: dataset.columns.toReversed() } }), holds: without('TRDTC') },
  EXPECTED_ABSENT:    { breaks: without('TRDTC'),                                   holds: definition({}) },
  VARIABLE_UNKNOWN:   { breaks: and({ TRFOO: 'x' }),                                holds: and({ TRDTC: '2024' }) },
  COLUMN_TOO_LONG:    { breaks: column('TRORRES', { length: 201 }),                 holds: column('TRORRES', { length: 200 }) },
  KEY_ABSENT:         { breaks: definition({ keys: ['USUBJID', 'TRFOO'] }),         holds: definition({ keys: ['USUBJID', 'TRSEQ'] }) },
  TERM_EXTENDED:      { breaks: and({ TRSTRESC: 'QUITE SMALL' }),                   holds: and({ TRSTRESC: 'TOO SMALL TO MEASURE' }) },
};

const twisted = (twist: Twist) => {
  const all = counted({ ...EXAMPLE_ROWS, ...EXAMPLE_TRIAL_ROWS });
  const twistedOnes = all.map((each) => (each.dataset.definition.name === 'TR' ? twist(each) : each));
  return checkTrial(checked(), twistedOnes, null);
};

test.each(Object.entries(DATASET_CASES))(
  '%s is found where it is broken, and not in what comes close',
  (rule, { breaks, holds }) => {
    expect(twisted(breaks)).toContainEqual(expect.objectContaining({ rule, dataset: 'TR' }));
    expect(twisted(holds).filter((finding) => finding.rule === rule)).toEqual([]);
  },
);

/** The same for define.xml: what it was written from, and a row that came later. */
// prettier-ignore
const DEFINE_CASES: Readonly<Record<string, { readonly described?: Twist; readonly late: DatasetRow | null; readonly holds: DatasetRow | null }>> = {
  DEFINE_DATASET:     { late: {},                                                         holds: null },
  DEFINE_COLUMN:      { described: without('TRDTC'), late: null,                          holds: null },
  DEFINE_LENGTH:      { late: { TRREASND: 'NOT EVALUABLE' },                              holds: { TRGRPID: 'TARGET' } },
  DEFINE_TERM:        { late: { TREVAL: 'INVESTIGATOR' },                                 holds: { TREVAL: 'INDEPENDENT ASSESSOR' } },
  DEFINE_METHOD:      { described: column('TRSEQ', { origin: { type: 'Derived', source: 'Sponsor' }, method: null }), late: null, holds: null },
  DEFINE_ROLE:        { described: column('TRSEQ', { role: null }), late: null,           holds: null },
  DEFINE_VALUE_LEVEL: { late: { TRTESTCD: 'LPERP', TRORRES: '1' },                        holds: { TRTESTCD: 'LDIAM', TRORRES: '1' } },
};

const same: Twist = (each) => each;

test.each(Object.entries(DEFINE_CASES))(
  '%s is found where the data are not as define.xml says, and not where they are',
  (rule, { described = same, late, holds }) => {
    const found = (twist: Twist, row: DatasetRow | null) => {
      const all = counted({ ...EXAMPLE_ROWS, ...EXAMPLE_TRIAL_ROWS });
      const described = all.map((each) => (each.dataset.definition.name === 'TR' ? twist(each) : each));
      const model = buildDefine(EXAMPLE_TRIAL, described, ABOUT);
      if (row) all.find(({ dataset }) => dataset.definition.name === 'TR')?.profile.count(row);
      return checkTrial(checked(), all, model).filter(
        (finding) => finding.rule === rule && finding.dataset === 'TR',
      );
    };
    expect(found(described, late)).not.toEqual([]);
    expect(found(same, holds)).toEqual([]);
  },
);

test('DATASET_MISSING is found where there is no DM', () => {
  const found = (names: readonly string[]) =>
    checkAll(
      EXAMPLE_TRIAL_ROWS,
      counted({ ...EXAMPLE_ROWS, ...EXAMPLE_TRIAL_ROWS }).filter(({ dataset }) =>
        names.includes(dataset.definition.name),
      ),
    )
      .filter(({ rule }) => rule === 'DATASET_MISSING')
      .map(({ dataset }) => dataset);
  expect(found(['TS', 'TR', 'TU'])).toEqual(['DM']);
  expect(found(['DM', 'TS', 'TR', 'TU'])).toEqual([]);
});

test('every rule has its case', () => {
  const cases = [SUBJECT_CASES, TRIAL_CASES, DATASET_CASES, DEFINE_CASES].flatMap((each) =>
    Object.keys(each),
  );
  expect([...cases, 'DATASET_MISSING'].toSorted()).toEqual(RULES.map(({ id }) => id).toSorted());
});

test('findings are counted by rule, kept up to a bound, and taken up again after a stop', () => {
  const open = (mark?: Parameters<typeof openConformance>[3]) =>
    openConformance(EXAMPLE_TRIAL, EXAMPLE_DEFINITIONS, EXAMPLE_TRIAL_ROWS, mark);
  const broken = changed(EXAMPLE_ROWS, [['DM', 0, { SEX: 'female', DTHFL: 'Y' }]]);
  const first = open();
  for (let at = 0; at < MAX_KEPT; at += 1) first.checkSubject(broken);
  const second = open(JSON.parse(JSON.stringify(first.mark())) as ReturnType<typeof first.mark>);
  for (let at = 0; at < 5; at += 1) second.checkSubject(broken);
  const { broken: rules, errors, warnings } = second.report();
  expect(
    rules.map(({ id, count: total, more, findings }) => ({ id, total, more, kept: findings.length })),
  ).toEqual([
    { id: 'TERM_UNKNOWN', total: MAX_KEPT + 5, more: 5, kept: MAX_KEPT },
    { id: 'DEATH_WITHOUT_DATE', total: MAX_KEPT + 5, more: 5, kept: MAX_KEPT },
  ]);
  expect({ errors, warnings }).toEqual({ errors: MAX_KEPT + 5, warnings: MAX_KEPT + 5 });
  expect(rules[0]?.findings[0]).toMatchObject({
    dataset: 'DM',
    row: 'USUBJID ORI-301-1',
    variable: 'SEX',
    value: 'female',
  });
});
